"""sources/feeds.py: RSS and Atom, as they are and as they should be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sources.entry import Entry
from pipeline.sources.feeds import read_feed

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Valve News</title><link>https://news.example/</link>
<item><title>Twelve   valves
replaced</title><link>/a#comments</link><pubDate>Wed, 06 Aug 2025 08:00:00 +0200</pubDate></item>
<item><title>By its guid</title><guid>https://news.example/b</guid></item>
<item><title>No address</title></item>
<item><title>Not the web</title><link>file:///etc/passwd</link></item>
<item><title>Impossible date</title><link>https://news.example/c</link><pubDate>Wed, 32 Foo 2025</pubDate></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"
 xml:base="https://atom.example/x/"><title>Värme</title><entry><title>Ånga</title>
<link rel="self" href="feed.xml"/><link rel="alternate" href="anga"/><updated>2025-08-06T08:00:00Z</updated></entry></feed>"""


def test_rss() -> None:
    assert read_feed(RSS, "https://news.example/feed") == [
        Entry("https://news.example/a", "Twelve valves replaced", datetime(2025, 8, 6, 6, tzinfo=UTC)),
        Entry("https://news.example/b", "By its guid"),
        Entry("https://news.example/c", "Impossible date"),
    ]


def test_atom_with_addresses_relative_to_its_base() -> None:
    assert read_feed(ATOM.encode(), "https://elsewhere.example/feed") == [
        Entry("https://atom.example/x/anga", "Ånga", datetime(2025, 8, 6, 8, tzinfo=UTC))
    ]


def test_a_broken_feed_gives_what_can_be_read() -> None:
    cut = RSS[: RSS.index(b"<item><title>By its guid")]
    entries = read_feed(cut, "https://news.example/feed")
    assert entries is not None
    assert [entry.url for entry in entries] == ["https://news.example/a"]


def test_an_empty_feed_is_a_feed() -> None:
    assert (
        read_feed(b"<rss version='2.0'><channel><title>x</title></channel></rss>", "https://news.example/")
        == []
    )


def test_what_is_no_feed_is_none() -> None:
    for data in (
        b"<html><p>Hello</p></html>",
        b"",
        b"just words",
        b"<urlset><url><loc>x</loc></url></urlset>",
    ):
        assert read_feed(data, "https://news.example/") is None


def test_what_looks_like_a_file_name_is_not_opened(tmp_path: object) -> None:
    """A feed reader that opens paths would read this machine's files."""
    assert read_feed(f"{tmp_path}/feed.xml".encode(), "https://news.example/") is None
    assert read_feed(b"https://news.example/feed", "https://news.example/") is None


def test_external_entities_are_not_read() -> None:
    hostile = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>
    <rss version="2.0"><channel><item><title>&x;</title><link>https://news.example/a</link></item></channel></rss>"""
    entries = read_feed(hostile, "https://news.example/")
    assert entries is not None
    assert all("localhost" not in entry.title and len(entry.title) < 5 for entry in entries)


@pytest.mark.parametrize(
    "damaged",
    [
        RSS.replace(b'"1.0"?', b'"1.0" encoding="\xdf\xf3x"?', 1),
        RSS.replace(b"06 Aug 2025", b"06 Aug -099"),
        ATOM.encode().replace(b"</entry>", b"</link></feed></link></entry>"),
    ],
)
def test_a_damaged_feed_is_no_crash(damaged: bytes) -> None:
    """Each of these made feedparser, or what reads its result, raise something of its own."""
    entries = read_feed(damaged, "https://news.example/")
    assert entries is None or all(entry.url.startswith("https://") for entry in entries)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=60),
    st.integers(0, len(RSS)),
    st.integers(0, 40),
    st.sampled_from([RSS, ATOM.encode()]),
)
def test_no_bytes_from_a_stranger_crash_the_reader(noise: bytes, place: int, cut: int, feed: bytes) -> None:
    entries = read_feed(feed[:place] + noise + feed[place + cut :], "https://news.example/")
    assert entries is None or all(entry.url.startswith(("http://", "https://")) for entry in entries)
