"""sources/sitemap.py: every form of the protocol, and strangers' data."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from pipeline.errors import FetchError
from pipeline.sources import sitemap
from pipeline.sources.entry import Entry
from pipeline.sources.sitemap import Sitemap, read_sitemap

URL = "https://news.example/sitemap.xml"
PAGES = b"""<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://news.example/a </loc><lastmod>2025-08-06</lastmod><image:image><image:loc>x</image:loc></image:image></url>
<url><loc>/b</loc><lastmod>2025-08-06T08:00:00+02:00</lastmod></url>
<url><loc>https://news.example/c</loc><lastmod>lately</lastmod></url>
<url><loc>file:///etc/passwd</loc></url><url></url></urlset>"""
READ = Sitemap(
    pages=(
        Entry("https://news.example/a", changed=datetime(2025, 8, 6, tzinfo=UTC)),
        Entry("https://news.example/b", changed=datetime(2025, 8, 6, 6, tzinfo=UTC)),
        Entry("https://news.example/c"),
    )
)


def test_a_list_of_pages() -> None:
    assert read_sitemap(PAGES, URL) == READ


def test_a_packed_list() -> None:
    assert read_sitemap(gzip.compress(PAGES), URL) == READ


def test_a_list_without_namespace_and_with_a_byte_order_mark() -> None:
    plain = PAGES.replace(b' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', b"")
    assert read_sitemap(b"\xef\xbb\xbf" + plain, URL) == READ


def test_a_list_of_lists() -> None:
    index = b"<sitemapindex><sitemap><loc>/1.xml</loc><lastmod>2025-01-01</lastmod></sitemap></sitemapindex>"
    part = Entry("https://news.example/1.xml", changed=datetime(2025, 1, 1, tzinfo=UTC))
    assert read_sitemap(index, URL) == Sitemap(parts=(part,))


def test_a_plain_list() -> None:
    text = b"https://news.example/a\r\nhttps://news.example/b\n"
    assert read_sitemap(text, URL) == Sitemap(
        pages=(Entry("https://news.example/a"), Entry("https://news.example/b"))
    )


def test_a_broken_list_gives_what_can_be_read() -> None:
    cut = PAGES[: PAGES.index(b"<url><loc>https://news.example/c")]
    assert read_sitemap(cut, URL) == Sitemap(pages=READ.pages[:2])


@pytest.mark.parametrize(
    "data", [b"<html><body>Hello</body></html>", b"", b"words and https://news.example/", b"<", b"<rss/>"]
)
def test_what_is_no_sitemap_is_none(data: bytes) -> None:
    assert read_sitemap(data, URL) is None


def test_a_packed_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_UNPACKED", 10_000)
    with pytest.raises(FetchError, match="unpacks to more than 50 MB"):
        read_sitemap(gzip.compress(b"x" * 100_000), URL)


def test_a_damaged_packing_is_told() -> None:
    with pytest.raises(FetchError, match="damaged gzip file"):
        read_sitemap(b"\x1f\x8b" + b"nothing packed here", URL)


def test_external_entities_are_not_read() -> None:
    hostile = b"""<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>
    <urlset><url><loc>https://news.example/&x;</loc></url></urlset>"""
    read = read_sitemap(hostile, URL)
    assert read is not None
    assert [entry.url for entry in read.pages] in ([], ["https://news.example/"])
