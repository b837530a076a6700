"""From the address of a feed, a sitemap or a front page to the articles it names."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime

from pipeline.errors import FetchError
from pipeline.sources.entry import Entry, absolute
from pipeline.sources.feeds import read_feed
from pipeline.sources.fetcher import Fetched, Fetcher
from pipeline.sources.sitemap import Sitemap, read_sitemap

MAX_PARTS = 50  # sitemaps fetched for one source; the newest first, so that a large archive costs nothing
NEWEST = 100  # articles of one source, unless told otherwise

_log = logging.getLogger(__name__)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def articles(url: str, fetcher: Fetcher, *, limit: int = NEWEST) -> list[Entry]:
    """At most `limit` articles that a feed, a sitemap or a page with a feed names, the newest first.

    Each address comes once. Entries without a date keep their place behind those with one. Raises FetchError when
    the source cannot be had or is none of the three.
    """
    fetched = fetcher.get(url)
    entries = read_feed(fetched.data, fetched.url)
    if entries is None:
        sitemap = read_sitemap(fetched.data, fetched.url)
        entries = None if sitemap is None else _pages(sitemap, fetcher, limit)
    if entries is None:
        entries = _announced(fetched, fetcher)
    if entries is None:
        raise FetchError(
            f"{url} is neither a feed nor a sitemap, and names no feed. Give the address of one."
        )
    return _newest(entries, limit)


def _pages(sitemap: Sitemap, fetcher: Fetcher, limit: int) -> list[Entry]:
    """The pages of a sitemap and, newest first, of its parts, until there are enough. A part that fails is left out."""
    pages = list(sitemap.pages)
    parts = deque(_newest(sitemap.parts, MAX_PARTS))
    read: set[str] = set()  # one that names itself, or one that names it, is read once
    while parts and len(pages) < limit and len(read) < MAX_PARTS:
        url = parts.popleft().url
        if url in read:
            continue
        read.add(url)
        part = _part(url, fetcher)
        pages.extend(part.pages)
        parts.extendleft(reversed(_newest(part.parts, MAX_PARTS)))
    return pages


def _part(url: str, fetcher: Fetcher) -> Sitemap:
    try:
        fetched = fetcher.get(url)
        return read_sitemap(fetched.data, fetched.url) or Sitemap()
    except FetchError as error:
        _log.warning("sitemap %s left out: %s", url, error)
        return Sitemap()


def _announced(fetched: Fetched, fetcher: Fetcher) -> list[Entry] | None:
    """The articles of the first feed that an HTML page announces (RSS Board, "RSS Autodiscovery")."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  only front pages need it

    soup = BeautifulSoup(fetched.data, "lxml")
    for link in soup.select('link[rel~="alternate"][href]'):
        if str(link.get("type", "")).lower() in {"application/rss+xml", "application/atom+xml"}:
            feed = absolute(fetched.url, str(link["href"]))
            answer = fetcher.get(feed) if feed else None
            return read_feed(answer.data, answer.url) if answer else None
    return None


def _newest(entries: Iterable[Entry], limit: int) -> list[Entry]:
    once = {entry.url: entry for entry in reversed(list(entries))}
    in_order = reversed(once.values())
    return sorted(in_order, key=lambda entry: entry.changed or _LONG_AGO, reverse=True)[:limit]
