"""Downloads from a real server on this machine: resumed, verified, limited, whole or absent."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from shop import DATA, SHA, Shop, open_shop

from pipeline.download import Limits, download
from pipeline.errors import ChecksumMismatch, ConfigError, InstallError, OutputError

QUICK = Limits(timeout=0.3, retries=2, pause=0.0)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with open_shop() as opened:
        yield opened


def test_a_file_comes_whole_and_its_hash_is_told(shop: Shop, tmp_path: Path) -> None:
    heard: list[tuple[float, float]] = []
    target = tmp_path / "new" / "model.bin"
    digest = download(shop.address, target, sha256=SHA.upper(), progress=lambda *now: heard.append(now))
    assert digest == SHA
    assert target.read_bytes() == DATA
    assert heard[0] == (0, len(DATA))
    assert heard[-1] == (len(DATA), len(DATA))
    assert [path.name for path in target.parent.iterdir()] == ["model.bin"]


def test_a_broken_connection_is_resumed_where_it_broke(shop: Shop, tmp_path: Path) -> None:
    shop.break_after = [300_000, 200_000]
    assert download(shop.address, tmp_path / "a", limits=QUICK) == SHA
    assert shop.asked == ["", "bytes=300000-", "bytes=500000-"]


def test_a_later_run_goes_on_from_what_was_kept(shop: Shop, tmp_path: Path) -> None:
    shop.break_after = [400_000]
    with pytest.raises(InstallError, match=r"400,000 bytes are kept"):
        download(shop.address, tmp_path / "a", limits=Limits(retries=0))
    assert not (tmp_path / "a").exists()
    assert download(shop.address, tmp_path / "a") == SHA
    assert shop.asked[-1] == "bytes=400000-"


def test_two_versions_of_a_file_are_never_glued_together(shop: Shop, tmp_path: Path) -> None:
    shop.break_after = [400_000]
    with pytest.raises(InstallError):
        download(shop.address, tmp_path / "a", limits=Limits(retries=0))
    shop.data, shop.etag = DATA[::-1], '"two"'
    download(shop.address, tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == DATA[::-1]


@pytest.mark.parametrize("change", [{"etag": ""}, {"etag": 'W/"weak"'}, {"ranges": False}])
def test_without_means_to_resume_it_starts_over(
    shop: Shop, tmp_path: Path, change: dict[str, object]
) -> None:
    vars(shop).update(change)
    shop.break_after = [400_000]
    assert download(shop.address, tmp_path / "a", limits=QUICK) == SHA


def test_a_part_that_is_longer_than_the_file_is_thrown_away(shop: Shop, tmp_path: Path) -> None:
    shop.break_after = [400_000]
    with pytest.raises(InstallError):
        download(shop.address, tmp_path / "a", limits=Limits(retries=0))
    (tmp_path / "a.part").write_bytes(DATA * 2)
    assert download(shop.address, tmp_path / "a", limits=QUICK) == SHA


def test_a_damaged_part_is_noticed_by_the_hash_and_fetched_anew(shop: Shop, tmp_path: Path) -> None:
    shop.break_after = [400_000]
    with pytest.raises(InstallError):
        download(shop.address, tmp_path / "a", limits=Limits(retries=0))
    (tmp_path / "a.part").write_bytes(b"\0" * 400_000)
    assert download(shop.address, tmp_path / "a", sha256=SHA) == SHA


def test_a_file_that_is_not_what_was_promised_leaves_nothing(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(ChecksumMismatch, match="catalogue promises"):
        download(shop.address, tmp_path / "a", sha256="0" * 64)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_download_leaves_the_old_file(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(ChecksumMismatch):
        download(shop.address, tmp_path / "a", sha256="0" * 64)
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_busy_server_is_asked_again_and_a_refusal_is_final(shop: Shop, tmp_path: Path) -> None:
    shop.refuse = [503, 429]
    assert download(shop.address, tmp_path / "a", limits=QUICK) == SHA
    shop.refuse = [404]
    with pytest.raises(InstallError, match="answered 404"):
        download(shop.address, tmp_path / "b", limits=QUICK)
    assert len(shop.asked) == 4


@pytest.mark.parametrize("announced", ["yes", ""])
def test_too_large_a_file_is_refused_with_or_without_notice(
    shop: Shop, tmp_path: Path, announced: str
) -> None:
    shop.length = bool(announced)
    with pytest.raises(InstallError, match=r"larger than 1,000 bytes.*max_bytes"):
        download(shop.address, tmp_path / "a", limits=Limits(max_bytes=1000))
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_falls_silent_is_given_up(shop: Shop, tmp_path: Path) -> None:
    shop.stall, shop.break_after = True, [1000]
    with pytest.raises(InstallError, match="broke off"):
        download(shop.address, tmp_path / "a", limits=Limits(timeout=0.1, retries=0))


def test_a_download_has_a_time_limit_as_a_whole(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="took longer than 0 s"):
        download(shop.address, tmp_path / "a", limits=Limits(total_timeout=0.0))


def test_redirects_are_followed(shop: Shop, tmp_path: Path) -> None:
    shop.redirect = "/elsewhere"
    assert download(shop.address, tmp_path / "a") == SHA


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://host/x", "model.bin", "http:///x"])
def test_what_is_no_web_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(InstallError, match="not a web address"):
        download(address, tmp_path / "a")


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match=r"127\.0\.0\.1:9.*Try again"):
        download("http://127.0.0.1:9/x", tmp_path / "a", limits=QUICK)


def test_a_proxy_is_asked_in_place_of_the_host(shop: Shop, tmp_path: Path) -> None:
    """The host's name is not looked up here: the proxy does that. What broke off goes on through it, too."""
    shop.break_after, limits = [1000], Limits(retries=1, pause=0.0, proxy=shop.root)
    assert download("http://models.example/file", tmp_path / "a", limits=limits) == SHA
    assert shop.hosts == ["models.example"] * 2
    assert shop.asked == ["", "bytes=1000-"]


@pytest.mark.parametrize("proxy", ["nonsense", "ftp://ann:secret@host", "http://[::1"])
def test_a_proxy_that_is_none_is_one_sentence_without_its_password(tmp_path: Path, proxy: str) -> None:
    with pytest.raises(ConfigError, match=r"fetch\.proxy in publish\.toml") as caught:
        download("http://models.example/file", tmp_path / "a", limits=Limits(proxy=proxy))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://models.example/file", "https://models.example/file"])
def test_a_proxy_that_is_not_there_is_named(tmp_path: Path, url: str) -> None:
    limits = Limits(retries=0, proxy="http://127.0.0.1:9")
    with pytest.raises(InstallError, match=r"fetch\.proxy"):
        download(url, tmp_path / "a", limits=limits)


def test_a_proxy_that_makes_no_tunnel_is_named(shop: Shop, tmp_path: Path) -> None:
    """Towards https a proxy is asked for a tunnel, which this one does not know how to make."""
    with pytest.raises(InstallError, match=r"fetch\.proxy"):
        download("https://models.example/file", tmp_path / "a", limits=Limits(retries=0, proxy=shop.root))


def test_an_unwritable_target_is_told(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="Cannot write"):
        download(shop.address, tmp_path / "file" / "a")


def test_a_server_that_compresses_unasked_is_understood(shop: Shop, tmp_path: Path) -> None:
    shop.data, shop.headers = gzip.compress(DATA), {"Content-Encoding": "gzip"}
    assert download(shop.address, tmp_path / "a", limits=QUICK) == SHA
