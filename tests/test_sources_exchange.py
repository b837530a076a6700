"""sources/exchange.py and transport.py: one request; every trouble of the network becomes one sentence."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable, Iterator

import pytest
from local_site import PAGE, Reply, Site, moved, open_site

from pipeline.errors import FetchError, Unreachable
from pipeline.sources.addresses import Guard, Resolve, resolve
from pipeline.sources.exchange import Answer, Errand, exchange
from pipeline.sources.transport import Deadline


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def errand(
    *,
    look_up: Resolve = resolve,
    timeout: float = 5.0,
    total: float = 5.0,
    max_bytes: int = 100_000,
    proxy: str = "",
) -> Errand:
    guard = Guard(look_up, ("127.0.0.1", "localhost", "news.example"))
    return Errand(guard, Deadline("The page", total, time.monotonic), timeout, max_bytes, proxy)


def ask(site: Site, path: str, job: Errand | None = None) -> Answer:
    return exchange(site.root + path, {"User-Agent": "Test"}, job or errand())


def test_an_answer_is_returned_as_it_came(site: Site) -> None:
    site.pages["/"] = Reply(headers={"ETag": '"1"'}, kind="text/html; charset=ISO-8859-1")
    answer = ask(site, "/")
    assert (answer.status, answer.data, answer.charset.lower()) == (200, PAGE, "iso-8859-1")
    assert answer.headers["etag"] == '"1"'
    assert site.asked[0][1]["User-Agent"] == "Test"


def test_a_redirect_is_returned_and_not_followed(site: Site) -> None:
    site.pages["/old/page"] = moved("../new?x=å")
    assert ask(site, "/old/page").location == f"{site.root}/new?x=å"
    assert site.paths == ["/old/page"]


def test_the_name_is_looked_up_once_and_kept_in_the_host_header(site: Site) -> None:
    """The address that was checked is the one connected to; the system's own resolver is never asked."""
    asked: list[str] = []

    def look_up(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    site.pages["/"] = Reply()
    exchange(f"http://news.example:{site.port}/", {}, errand(look_up=look_up))
    assert asked == ["news.example"]
    assert site.asked[0][1]["Host"] == f"news.example:{site.port}"


def test_the_next_address_is_tried_when_one_refuses(site: Site) -> None:
    site.pages["/"] = Reply()
    job = errand(look_up=lambda _host, _port: ["127.0.0.2", "127.0.0.1"])
    assert exchange(f"http://news.example:{site.port}/", {}, job).data == PAGE


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_slow_drip_ends_with_the_deadline(site: Site, part: str) -> None:
    """Each byte comes in time, but the whole never does."""
    site.pages["/"] = Reply(drip=part)
    with pytest.raises(FetchError, match=r"(did not finish within 0\.3 seconds|does not answer in time)"):
        ask(site, "/", errand(total=0.3))


def test_silence_ends_with_the_timeout() -> None:
    """A server that accepts and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(Unreachable, match="does not answer in time"):
            exchange(address, {}, errand(timeout=0.1))


def test_a_body_announced_as_too_large_is_not_read(site: Site) -> None:
    site.pages["/"] = Reply(b"x" * 100_001)
    with pytest.raises(FetchError, match=r"is larger than 0\.0953674 MB.*max_bytes"):
        ask(site, "/")


def test_a_body_that_never_ends_is_cut_at_the_limit(site: Site) -> None:
    site.pages["/"] = Reply(b"x" * 1_000, drip="body")
    with pytest.raises(FetchError, match="is larger than"):
        ask(site, "/", errand(max_bytes=1_005))


def test_a_packed_body_is_measured_unpacked(site: Site) -> None:
    site.pages["/"] = Reply(gzip.compress(b"x" * 1_000_000), headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="is larger than"):
        ask(site, "/")


def test_a_broken_packing_is_told(site: Site) -> None:
    site.pages["/"] = Reply(b"no gzip", headers={"Content-Encoding": "gzip"})
    with pytest.raises(Unreachable, match="broke off its answer"):
        ask(site, "/")


def test_a_refused_connection_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1 refuses the connection"):
        exchange(f"http://127.0.0.1:{port}/", {}, errand())


def test_a_host_that_cannot_prove_who_it_is_is_told(site: Site) -> None:
    """TLS towards a server that has none."""
    with pytest.raises(FetchError, match="cannot prove who it is") as caught:
        exchange(site.root.replace("http:", "https:"), {}, errand())
    assert not isinstance(caught.value, Unreachable)


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (socket.EAI_NONAME, FetchError, "There is no host named news.example"),
        (socket.EAI_AGAIN, Unreachable, "cannot be looked up now"),
    ],
)
def test_an_unknown_name_is_told(code: int, kind: type[FetchError], words: str) -> None:
    def look_up(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(code, "in a test")

    with pytest.raises(kind, match=words):
        exchange("http://news.example/", {}, errand(look_up=look_up))


@pytest.mark.parametrize(
    "wrong",
    [lambda port: f"http://127.0.0.1:{port}x/", lambda _port: "http://xn--a/", lambda _port: "http://\x00/"],
)
def test_an_impossible_address_is_told(site: Site, wrong: Callable[[int], str]) -> None:
    with pytest.raises(FetchError, match="is not a valid address"):
        exchange(wrong(site.port), {}, errand())


def test_a_half_answer_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        from threading import Thread  # noqa: PLC0415  only here

        def hang_up() -> None:
            connection, _ = server.accept()
            connection.recv(1000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            connection.close()

        thread = Thread(target=hang_up)
        thread.start()
        with pytest.raises(Unreachable, match="broke off its answer"):
            exchange(f"http://127.0.0.1:{server.getsockname()[1]}/", {}, errand())
        thread.join()


def test_a_proxy_is_asked_in_place_of_the_host(site: Site) -> None:
    """The host's name is not looked up here: the proxy does that."""
    site.pages["http://news.example/a"] = Reply()
    proxy = site.root.replace("http://", "http://ann:s%20cret@")
    assert exchange("http://news.example/a", {}, errand(proxy=proxy)).data == PAGE
    assert site.paths == ["http://news.example/a"]
    assert site.asked[0][1]["Proxy-Authorization"] == "Basic YW5uOnMgY3JldA=="


def test_through_a_proxy_no_page_leads_to_a_machine_nearby(site: Site) -> None:
    with pytest.raises(FetchError, match="leads to a machine nearby"):
        exchange("http://printer.local/a", {}, errand(proxy=site.root))
    assert site.asked == []


def test_a_proxy_that_refuses_is_told(site: Site) -> None:
    """Towards https, a proxy is asked for a tunnel, which this site does not know how to make."""
    with pytest.raises(FetchError, match=r"proxy does not lead to news\.example.*fetch\.proxy"):
        exchange("https://news.example/a", {}, errand(proxy=site.root))
