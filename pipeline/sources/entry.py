"""An article as a feed, a sitemap or a list names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urldefrag, urljoin, urlsplit


@dataclass(frozen=True, slots=True)
class Entry:
    """`url` is absolute, http or https, without a fragment. `changed` is UTC, None where the list does not say."""

    url: str
    title: str = ""
    changed: datetime | None = None


def absolute(base: str, href: str) -> str:
    """The http or https URL that `href` means in a list found at `base`; "" for anything else, such as file:."""
    if not href.strip():
        return ""
    try:
        url = urldefrag(urljoin(base, href.strip())).url
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname else ""
