"""sources/listing.py: from a feed, a sitemap or a front page to articles, over a real connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from local_site import LOCAL, Hands, Reply, Site, machine, open_site

from pipeline.cache import Cache
from pipeline.errors import FetchError
from pipeline.sources.entry import Entry
from pipeline.sources.fetcher import Asked, Fetcher
from pipeline.sources.listing import articles


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def feed(*items: tuple[str, str]) -> Reply:
    body = "".join(f"<item><link>{link}</link><pubDate>{day}</pubDate></item>" for link, day in items)
    return Reply(f"<rss version='2.0'><channel>{body}</channel></rss>".encode(), kind="application/rss+xml")


def urls(*days: tuple[str, str]) -> Reply:
    body = "".join(f"<url><loc>{link}</loc><lastmod>{day}</lastmod></url>" for link, day in days)
    return Reply(f"<urlset>{body}</urlset>".encode(), kind="application/xml")


def index(*parts: tuple[str, str]) -> Reply:
    body = "".join(f"<sitemap><loc>{link}</loc><lastmod>{day}</lastmod></sitemap>" for link, day in parts)
    return Reply(f"<sitemapindex>{body}</sitemapindex>".encode(), kind="application/xml")


def found(site: Site, path: str, limit: int = 100) -> list[str]:
    entries = articles(site.root + path, machine(Hands()), limit=limit)
    return [entry.url.removeprefix(site.root) for entry in entries]


def test_a_feed_gives_its_articles_once_and_the_newest_first(site: Site) -> None:
    site.pages["/feed"] = feed(
        ("/old", "Mon, 04 Aug 2025 08:00:00 GMT"),
        ("/new", "Wed, 06 Aug 2025 08:00:00 GMT"),
        ("/undated", ""),
        ("/new", "Tue, 05 Aug 2025 08:00:00 GMT"),
        ("/also-undated", ""),
    )
    assert found(site, "/feed") == ["/new", "/old", "/undated", "/also-undated"]
    assert found(site, "/feed", limit=1) == ["/new"]


def test_a_list_of_sitemaps_is_followed_the_newest_first_until_there_is_enough(site: Site) -> None:
    site.pages |= {
        "/map": index(("/2023.xml", "2023-12-31"), ("/2025.xml", "2025-08-06"), ("/2024.xml", "2024-12-31")),
        "/2023.xml": urls(("/a23", "2023-05-01")),
        "/2024.xml": urls(("/a24", "2024-05-01")),
        "/2025.xml": urls(("/a25", "2025-05-01")),
    }
    assert found(site, "/map", limit=2) == ["/a25", "/a24"]
    assert "/2023.xml" not in site.paths
    assert found(site, "/map") == ["/a25", "/a24", "/a23"]


def test_a_part_that_fails_costs_only_itself(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.pages |= {
        "/map": index(("/gone.xml", ""), ("/here.xml", "")),
        "/here.xml": urls(("/a", "2025-05-01")),
    }
    assert found(site, "/map") == ["/a"]
    assert "gone.xml left out" in caplog.text


def test_sitemaps_in_a_circle_end(site: Site) -> None:
    site.pages["/map"] = index(("/map", ""))
    assert found(site, "/map") == []
    assert site.paths.count("/map") == 2


def test_a_front_page_is_asked_for_its_feed(site: Site) -> None:
    head = b"<!doctype html><link rel='alternate' type='application/atom+xml' href='/feed'><p>Welcome</p>"
    site.pages |= {"/": Reply(head), "/feed": feed(("/a", ""))}
    assert found(site, "/") == ["/a"]


@pytest.mark.parametrize(
    "body", [b"<!doctype html><p>Welcome", b"<link rel='alternate' hreflang='de' href='/de'>"]
)
def test_what_names_no_articles_is_told(site: Site, body: bytes) -> None:
    site.pages["/"] = Reply(body)
    with pytest.raises(FetchError, match="neither a feed nor a sitemap"):
        found(site, "/")


def test_a_feed_leads_to_the_web_only_and_private_addresses_stay_closed(site: Site) -> None:
    """What a feed names is an address and no more; fetching it meets the same guard as everything."""
    site.pages["/feed"] = feed(("file:///etc/passwd", ""), ("http://169.254.169.254/latest/", ""))
    fetcher = machine(Hands())
    assert articles(f"{site.root}/feed", fetcher) == [Entry("http://169.254.169.254/latest/")]
    with pytest.raises(FetchError, match="private address"):
        fetcher.get("http://169.254.169.254/latest/")


def test_a_second_night_sends_nothing_again(site: Site, tmp_path: Path) -> None:
    """Feed and pages are asked about, and none is sent: what has not changed costs a question each."""
    listed = feed(("/a", ""), ("/b", ""))
    listed.headers["ETag"] = '"feed"'
    site.pages |= {
        "/feed": listed,
        "/a": Reply(headers={"ETag": '"a"'}),
        "/b": Reply(headers={"ETag": '"b"'}),
    }

    def night() -> list[bool]:
        fetcher = Fetcher(LOCAL, asked=Asked.MACHINE, store=Cache(tmp_path), world=Hands().world)
        return [fetcher.get(entry.url).unchanged for entry in articles(f"{site.root}/feed", fetcher)]

    assert night() == [False, False]
    assert night() == [True, True]
    assert site.paths[-4:] == ["/robots.txt", "/feed", "/a", "/b"]
