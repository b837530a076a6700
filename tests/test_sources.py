"""sources: one face for files, folders, addresses and standard input."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from local_site import PAGE, Hands, Reply, Site, machine, open_site

from pipeline import sources
from pipeline.document import Page, PageKind
from pipeline.errors import FetchError, Offline, SourceError
from pipeline.settings import Fetch

FETCH = Fetch()


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


@pytest.mark.parametrize("argument", ["-", "https://news.example/a", "http://127.0.0.1:1/"])
def test_what_is_no_path_stands_for_itself(argument: str) -> None:
    assert sources.discover(argument) == [argument]


def test_a_file_stands_for_itself_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "article"
    path.write_text("text")
    assert sources.discover(str(path)) == [str(path)]


def test_a_folder_stands_for_its_articles(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    assert sources.discover(str(tmp_path)) == [str(tmp_path / "a.html")]


def test_a_missing_path_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no file or folder"):
        sources.discover(str(tmp_path / "none"))


def test_an_address_without_its_beginning_is_recognised() -> None:
    with pytest.raises(SourceError, match=r"write https://www\.news\.example/a"):
        sources.discover("www.news.example/a")


def test_the_sample_is_read_from_its_file() -> None:
    page = sources.load(str(Path(__file__).parent.parent / "input" / "sample.sv.html"), FETCH, offline=True)
    assert (page.kind, page.lang_hint) == (PageKind.HTML, "sv")


def test_an_address_that_a_person_typed_is_read(site: Site) -> None:
    site.pages["/a.de.html"] = Reply(kind="text/html; charset=iso-8859-1")
    page = sources.load(f"{site.root}/a.de.html", FETCH, offline=False)
    assert page.data == PAGE
    assert (page.url, page.kind) == (f"{site.root}/a.de.html", PageKind.HTML)
    assert (page.charset, page.lang_hint, page.path) == ("iso-8859-1", "de", "")


def test_offline_no_address_is_read(site: Site) -> None:
    with pytest.raises(Offline, match="--offline forbids it"):
        sources.load(f"{site.root}/a", FETCH, offline=True)
    assert site.asked == []


def test_a_fetcher_for_machines_keeps_its_rules(site: Site) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /")
    with pytest.raises(FetchError, match="robots"):
        sources.load(f"{site.root}/a", FETCH, offline=False, fetcher=machine(Hands()))


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(b"# Title", kind="text/markdown"), PageKind.MARKDOWN),
        (Reply(b"Words only", kind="text/plain"), PageKind.TEXT),
        (Reply(PAGE, kind="application/octet-stream"), PageKind.HTML),
        (Reply(b'<?xml version="1.0"?><html>x</html>', kind="application/xhtml+xml"), PageKind.HTML),
    ],
)
def test_the_kind_of_a_fetched_page(site: Site, reply: Reply, expected: PageKind) -> None:
    site.pages["/a"] = reply
    assert sources.load(f"{site.root}/a", FETCH, offline=False).kind is expected


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(b"%PDF-1.7", kind="application/pdf"), "is not a page but application/pdf"),
        (Reply(b"%PDF-1.7", kind="text/html"), "is a PDF, not text"),
        (Reply(b"", kind="text/html"), "is empty"),
        (Reply(b"\x89PNG\r\n", kind=""), "is a PNG picture, not text"),
    ],
)
def test_an_address_without_a_page_is_told(site: Site, reply: Reply, words: str) -> None:
    site.pages["/a"] = reply
    with pytest.raises(SourceError, match=words):
        sources.load(f"{site.root}/a", FETCH, offline=False)


def local_page(tmp_path: Path) -> Page:
    path = tmp_path / "a.en.html"
    path.write_bytes(PAGE)
    return sources.load(str(path), FETCH, offline=True)


def test_a_version_beside_the_page_is_read_without_a_network(tmp_path: Path) -> None:
    (tmp_path / "a.de.html").write_bytes(PAGE)
    page = local_page(tmp_path)
    for href in ("a.de.html", "https://news.example/articles/a.de.html"):
        version = sources.load_version(page, href, FETCH, offline=True)
        assert version is not None
        assert (version.lang_hint, version.path) == ("de", str(tmp_path / "a.de.html"))


def test_a_version_that_is_only_on_the_network_is_none_offline(tmp_path: Path) -> None:
    assert (
        sources.load_version(local_page(tmp_path), "https://news.example/b.html", FETCH, offline=True) is None
    )


def test_a_version_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.de.html").write_bytes(b"")
    for href in ("a.de.html", "missing.html", "", "mailto:x@news.example", "ftp://news.example/a.html"):
        assert sources.load_version(local_page(tmp_path), href, FETCH, offline=False) is None


def test_a_page_on_this_machine_may_have_versions_on_the_same_host(site: Site) -> None:
    site.pages |= {"/en": Reply(), "/de": Reply(b"<html><p>Ventile")}
    page = sources.load(f"{site.root}/en", FETCH, offline=False)
    for href in ("de", f"{site.root}/de"):
        version = sources.load_version(page, href, FETCH, offline=False, fetcher=None)
        assert version is not None
        assert version.data == b"<html><p>Ventile"


def test_a_page_from_elsewhere_may_not_have_a_version_on_this_machine(site: Site) -> None:
    site.pages["/de"] = Reply()
    page = Page("https://news.example/en", PageKind.HTML, PAGE, url="https://news.example/en")
    assert sources.load_version(page, f"{site.root}/de", FETCH, offline=False) is None
    assert site.asked == []
