"""Sitemaps (sitemaps.org protocol 0.9): lists of pages, lists of lists, plain text, packed or not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pipeline.errors import FetchError
from pipeline.sources.entry import Entry, absolute

MAX_UNPACKED = 50 * 1024 * 1024  # bytes: what the protocol allows for one sitemap
_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Sitemap:
    """`pages` are articles or other pages; `parts` are further sitemaps."""

    pages: tuple[Entry, ...] = ()
    parts: tuple[Entry, ...] = ()


def read_sitemap(data: bytes, url: str) -> Sitemap | None:
    """The sitemap found at `url`; None when `data` is none. Raises FetchError when it unpacks to too much."""
    data = _unpacked(data, url)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _from_xml(data, url)
    return _from_text(data, url)


def _unpacked(data: bytes, url: str) -> bytes:
    if not data.startswith(_GZIP):
        return data
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    try:
        unpacked = unpacker.decompress(data, MAX_UNPACKED)
    except zlib.error as error:
        raise FetchError(
            f"{url} is a damaged gzip file ({error}). Try again later, or tell the site."
        ) from error
    if unpacker.unconsumed_tail:
        raise FetchError(
            f"{url} unpacks to more than 50 MB, which no sitemap may. Name a smaller part of it."
        )
    return unpacked


def _from_xml(data: bytes, url: str) -> Sitemap | None:
    from lxml import etree  # noqa: PLC0415  loads slowly, and only sitemaps need it here

    # No entities and no network: a sitemap is data from strangers.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    kind = _local_name(root)
    if kind not in {"urlset", "sitemapindex"}:
        return None
    entries = tuple(_entries(root, url))
    return Sitemap(pages=entries) if kind == "urlset" else Sitemap(parts=entries)


def _entries(root: Any, base: str) -> Iterator[Entry]:
    for item in root:
        fields = {_local_name(child): (child.text or "").strip() for child in item}
        if link := absolute(base, fields.get("loc", "")):
            yield Entry(link, changed=_moment(fields.get("lastmod", "")))


def _local_name(element: Any) -> str:
    """A tag without its namespace: real sitemaps use a dozen spellings of it. "" for an instruction or entity."""
    tag = getattr(element, "tag", "")
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _moment(text: str) -> datetime | None:
    """A W3C date or date with time, as UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _from_text(data: bytes, url: str) -> Sitemap | None:
    """The protocol's plain form: one address a line."""
    lines = data.decode("utf-8-sig", errors="replace").split()
    links = [absolute(url, line) for line in lines if line.startswith(("http://", "https://"))]
    if not links or len(links) < len(lines):
        return None
    return Sitemap(pages=tuple(Entry(link) for link in links))
