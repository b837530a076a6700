"""RSS and Atom feeds, read by feedparser."""

from __future__ import annotations

import logging
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pipeline.sources.entry import Entry, absolute

_log = logging.getLogger(__name__)


def read_feed(data: bytes, url: str) -> list[Entry] | None:
    """The articles of a feed found at `url`, in its order; None when `data` is no feed.

    A feed that is not well-formed gives what can be read of it. Entries without a web address are left out.
    """
    import feedparser  # noqa: PLC0415  50 ms that only feeds need

    try:
        # As a stream: a string would be taken for a file name or an address to open.
        parsed = feedparser.parse(
            BytesIO(data), response_headers={"content-location": url}, sanitize_html=False
        )
    except (ValueError, LookupError, AttributeError) as error:  # feedparser 6 trips over damaged feeds
        _log.warning("feedparser cannot read %s: %s", url, error)
        return None
    if not parsed.get("version"):
        return None
    return list(_entries(parsed.entries, url))


def _entries(items: list[Any], base: str) -> Iterator[Entry]:
    for item in items:
        if link := absolute(base, _text(item, "link")):
            yield Entry(link, " ".join(_text(item, "title").split()), _changed(item))


def _text(item: Any, name: str) -> str:
    """A field as text; in damaged feeds it may be None or something nested."""
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _changed(item: Any) -> datetime | None:
    """feedparser gives UTC as a struct_time; a feed's impossible dates it drops."""
    # By dict's own get: the subclass's maps one name to the other, with a warning.
    moment = dict.get(item, "updated_parsed") or dict.get(item, "published_parsed")
    try:
        return datetime.fromtimestamp(timegm(moment), tz=UTC) if moment else None
    except (ValueError, OverflowError, OSError):  # a year that no calendar of ours has
        return None
