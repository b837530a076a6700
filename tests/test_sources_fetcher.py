"""sources/fetcher.py: a person is served at once, a machine keeps to every rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from local_site import LOCAL, PAGE, Hands, Reply, Site, machine, moved, open_site

from pipeline.cache import Cache
from pipeline.errors import FetchError, Unreachable
from pipeline.settings import Fetch
from pipeline.sources.fetcher import USER_AGENT, Asked, Fetcher
from pipeline.sources.manners import BREAKING_FAILURES


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


@pytest.fixture
def hands() -> Hands:
    return Hands()


def person(hands: Hands) -> Fetcher:
    return Fetcher(Fetch(), world=hands.world)


def test_a_person_is_served_at_once_on_their_own_machine(site: Site, hands: Hands) -> None:
    site.pages["/a"] = Reply()
    for _ in range(2):
        assert person(hands).get(f"{site.root}/a").data == PAGE
    assert site.paths == ["/a", "/a"]
    assert hands.slept == []


def test_the_tool_says_who_it_is(site: Site, hands: Hands) -> None:
    site.pages["/a"] = Reply()
    person(hands).get(f"{site.root}/a")
    assert site.asked[0][1]["User-Agent"] == USER_AGENT
    named = Fetcher(Fetch(user_agent="Almvik-Reader/2"), world=hands.world)
    named.get(f"{site.root}/a")
    assert site.asked[1][1]["User-Agent"] == "Almvik-Reader/2"


def test_what_came_and_what_was_said_of_it(site: Site, hands: Hands) -> None:
    site.pages |= {"/old": moved("/new", 301), "/new": Reply(kind="Text/HTML; charset=windows-1252")}
    fetched = person(hands).get(f"{site.root}/old")
    assert (fetched.url, fetched.media_type, fetched.charset) == (
        f"{site.root}/new",
        "text/html",
        "windows-1252",
    )


def test_a_circle_of_redirects_ends(site: Site, hands: Hands) -> None:
    site.pages |= {"/a": moved("/b"), "/b": moved("/a")}
    with pytest.raises(FetchError, match="redirects more than 10 times"):
        person(hands).get(f"{site.root}/a")


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/html,x", "javascript:1"]
)
def test_a_redirect_leads_to_the_web_or_nowhere(site: Site, hands: Hands, to: str) -> None:
    site.pages["/a"] = moved(to)
    with pytest.raises(FetchError, match=r"redirects to .*only http and https are followed"):
        person(hands).get(f"{site.root}/a")


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/latest/meta-data/", "http://[::1]:1/", "http://10.0.0.1/"]
)
def test_a_redirect_does_not_lead_inside_even_for_a_person(site: Site, hands: Hands, to: str) -> None:
    site.pages["/a"] = moved(to)
    with pytest.raises(FetchError, match="private address"):
        person(hands).get(f"{site.root}/a")


def test_a_machine_does_not_read_this_machine(site: Site, hands: Hands) -> None:
    site.pages["/a"] = Reply()
    with pytest.raises(FetchError, match=r"private address 127\.0\.0\.1"):
        machine(hands, Fetch()).get(f"{site.root}/a")
    assert site.asked == []


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "There is no page"), (410, "There is no page"), (403, "save the page"), (418, "says 418")],
)
def test_refusals_are_told_and_not_repeated(site: Site, hands: Hands, status: int, words: str) -> None:
    site.pages["/a"] = Reply(b"no", status)
    with pytest.raises(FetchError, match=words):
        machine(hands).get(f"{site.root}/a")
    assert site.paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "url", ["ftp://news.example/a", "http:///a", "http://[::bad/", "mailto:a@news.example"]
)
def test_what_is_no_web_address_is_told(hands: Hands, url: str) -> None:
    with pytest.raises(FetchError, match="only http and https can|not a valid address"):  # noqa: RUF043  either
        person(hands).get(url)


def test_a_machine_takes_turns(site: Site, hands: Hands) -> None:
    site.pages |= {"/a": Reply(), "/b": Reply()}
    fetcher = machine(hands)
    fetcher.get(f"{site.root}/a")
    fetcher.get(f"{site.root}/b")
    assert site.paths == ["/robots.txt", "/a", "/b"]
    assert hands.slept == [1.0, 1.0]


def test_a_site_that_wants_more_time_gets_it(site: Site, hands: Hands) -> None:
    site.pages |= {"/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 4"), "/a": Reply(), "/b": Reply()}
    fetcher = machine(hands)
    fetcher.get(f"{site.root}/a")
    fetcher.get(f"{site.root}/b")
    assert hands.slept == [1.0, 4.0]


def test_robots_txt_is_obeyed_by_machines(site: Site, hands: Hands) -> None:
    site.pages |= {"/robots.txt": Reply(b"User-agent: Rostval\nDisallow: /closed"), "/closed": Reply()}
    with pytest.raises(FetchError, match=r"robots\.txt.*obey_robots = false"):
        machine(hands).get(f"{site.root}/closed")
    assert site.paths == ["/robots.txt"]
    assert person(hands).get(f"{site.root}/closed").data == PAGE
    free = msgspec.structs.replace(LOCAL, obey_robots=False)
    assert machine(hands, free).get(f"{site.root}/closed").data == PAGE


def test_a_redirect_into_what_is_closed_is_refused(site: Site, hands: Hands) -> None:
    site.pages |= {"/robots.txt": Reply(b"User-agent: *\nDisallow: /closed"), "/a": moved("/closed")}
    with pytest.raises(FetchError, match="asks tools not to fetch"):
        machine(hands).get(f"{site.root}/a")
    assert "/closed" not in site.paths


def test_passing_trouble_is_waited_for_longer_and_longer(site: Site, hands: Hands) -> None:
    site.pages["/a"] = [Reply(b"", 500), Reply(b"", 502), Reply()]
    assert machine(hands).get(f"{site.root}/a").data == PAGE
    pauses = [s for s in hands.slept if s > 1.0]
    assert pauses == [2.0, 4.0]


def test_trouble_that_does_not_pass_is_told(site: Site, hands: Hands) -> None:
    site.pages["/a"] = Reply(b"", 500)
    with pytest.raises(Unreachable, match=r"cannot be had now \(the server says 500\)"):
        machine(hands).get(f"{site.root}/a")
    assert site.paths.count("/a") == 1 + LOCAL.retries


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_says_when_to_come_back(site: Site, hands: Hands, status: int) -> None:
    site.pages["/a"] = [Reply(b"", status, headers={"Retry-After": "17"}), Reply()]
    assert machine(hands).get(f"{site.root}/a").data == PAGE
    assert 17.0 in hands.slept


def test_a_server_that_wants_an_hour_is_left_alone(site: Site, hands: Hands) -> None:
    site.pages["/a"] = Reply(b"", 429, headers={"Retry-After": "3600"})
    with pytest.raises(Unreachable, match="come back in 60 minutes"):
        machine(hands).get(f"{site.root}/a")
    assert site.paths.count("/a") == 1


def test_a_person_does_not_wait_for_trouble_to_pass(site: Site, hands: Hands) -> None:
    site.pages["/a"] = [Reply(b"", 503), Reply()]
    with pytest.raises(Unreachable):
        person(hands).get(f"{site.root}/a")
    assert hands.slept == []


def test_rules_that_cannot_be_had_stop_a_machine(site: Site, hands: Hands) -> None:
    site.pages |= {"/robots.txt": Reply(b"", 503), "/a": Reply()}
    with pytest.raises(Unreachable, match=r"robots\.txt cannot be had now"):
        machine(hands).get(f"{site.root}/a")
    assert site.paths == ["/robots.txt"] * (1 + LOCAL.retries)


def test_a_dead_site_costs_no_night(site: Site, hands: Hands) -> None:
    site.pages["/robots.txt"] = Reply(b"", 503)
    fetcher = machine(hands)
    for number in range(10):
        with pytest.raises(Unreachable):
            fetcher.get(f"{site.root}/{number}")
    assert len(site.paths) == BREAKING_FAILURES * (1 + LOCAL.retries)


def remembering(hands: Hands, folder: Path) -> Fetcher:
    return Fetcher(LOCAL, asked=Asked.MACHINE, store=Cache(folder), world=hands.world)


def test_an_unchanged_page_is_not_sent_again(site: Site, hands: Hands, tmp_path: Path) -> None:
    site.pages |= {"/old": moved("/a"), "/a": Reply(headers={"ETag": '"7"', "Last-Modified": "yesterday"})}
    first = remembering(hands, tmp_path).get(f"{site.root}/old")
    again = remembering(hands, tmp_path).get(f"{site.root}/old")
    assert (first.unchanged, again.unchanged) == (False, True)
    assert (again.data, again.url, again.charset) == (first.data, first.url, first.charset)
    conditions = [
        (path, headers["If-None-Match"], headers["If-Modified-Since"]) for path, headers in site.asked
    ]
    assert conditions[-2:] == [("/old", None, None), ("/a", '"7"', "yesterday")]


def test_a_changed_page_is_taken(site: Site, hands: Hands, tmp_path: Path) -> None:
    site.pages["/a"] = [Reply(headers={"ETag": '"1"'}), Reply(b"<html>new", headers={"ETag": '"2"'})]
    remembering(hands, tmp_path).get(f"{site.root}/a")
    changed = remembering(hands, tmp_path).get(f"{site.root}/a")
    assert (changed.data, changed.unchanged) == (b"<html>new", False)


def test_a_damaged_memory_is_no_memory(site: Site, hands: Hands, tmp_path: Path) -> None:
    site.pages["/a"] = Reply(headers={"ETag": '"1"'})
    remembering(hands, tmp_path).get(f"{site.root}/a")
    for kept in tmp_path.rglob("*"):
        if kept.is_file():
            kept.write_bytes(kept.read_bytes()[:-3])
    assert not remembering(hands, tmp_path).get(f"{site.root}/a").unchanged


def test_sitemaps_named_by_robots_txt(site: Site, hands: Hands) -> None:
    site.pages["/robots.txt"] = Reply(b"Sitemap: https://news.example/map.xml")
    assert machine(hands).sitemaps(f"{site.root}/any/page") == ["https://news.example/map.xml"]
