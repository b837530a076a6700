"""Where articles come from: a file, a folder, a URL, or what is piped in. Nothing is interpreted here.

discover("input/")            -> ["input/a.html", "input/b.sv.md"]
load("input/a.html", fetch, offline=True) -> Page
load_version(page, "a.de.html", fetch, offline=True) -> Page or None
"""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import msgspec

from pipeline.document import Page
from pipeline.errors import FetchError, Offline, SourceError
from pipeline.settings import Fetch
from pipeline.sources import local, sniff
from pipeline.sources.addresses import is_local_name, shown
from pipeline.sources.entry import Entry
from pipeline.sources.fetcher import Asked, Fetched, Fetcher
from pipeline.sources.handlist import read_list
from pipeline.sources.listing import articles
from pipeline.sources.versions import file_beside

__all__ = ["Asked", "Entry", "Fetcher", "articles", "discover", "is_url", "load", "load_version", "read_list"]

_log = logging.getLogger(__name__)


def is_url(argument: str) -> bool:
    """Whether a person means something on the network, not a file."""
    return "://" in argument


def discover(argument: str) -> list[str]:
    """The sources that an argument names: itself, or the articles of a folder, sorted. Raises SourceError."""
    if argument == local.STDIN or is_url(argument):
        return [argument]
    path = Path(argument)
    if path.is_dir():
        return local.articles_in(path)
    if not path.exists():
        hint = (
            f"For an address, write https://{argument}." if argument.startswith("www.") else "Check the path."
        )
        raise SourceError(f"There is no file or folder {argument}. {hint}")
    return [argument]


def load(argument: str, fetch: Fetch, *, offline: bool, fetcher: Fetcher | None = None) -> Page:
    """Read one source, as `discover` names it. Raises SourceError, FetchError, and Offline for a URL.

    `fetcher` is for sources that a machine named; without one, a URL counts as typed by a person.
    """
    if argument == local.STDIN:
        return local.read_stdin(fetch.max_bytes)
    if not is_url(argument):
        return local.read_file(Path(argument), fetch.max_bytes)
    if offline:
        raise Offline(
            f"{argument} is on the network, and --offline forbids it. Save the page and give the file, or leave --offline out."
        )
    return _page(argument, (fetcher or Fetcher(fetch)).get(argument), fetch)


def load_version(
    page: Page, href: str, fetch: Fetch, *, offline: bool, fetcher: Fetcher | None = None
) -> Page | None:
    """Another language's version of `page`, as its markup names it (hreflang); None when it cannot be read.

    For a page from a file, a file is looked for first (see versions.py), then the network.
    """
    try:
        if page.path and (beside := file_beside(Path(page.path), href)):
            return local.read_file(beside, fetch.max_bytes)
        url = urljoin(page.url, href)
        if offline or not is_url(url):
            return None
        return _page(
            url, (fetcher or Fetcher(_for_version(page, url, fetch), asked=Asked.PAGE)).get(url), fetch
        )
    except SourceError as error:
        _log.info("%s: no version at %s: %s", page.name, href, error)
        return None


def _for_version(page: Page, url: str, fetch: Fetch) -> Fetch:
    """A page on this machine or intranet may name versions on its own host; no other page may lead there."""
    host = urlsplit(url).hostname or ""
    if host != urlsplit(page.url).hostname or not is_local_name(host):
        return fetch
    return msgspec.structs.replace(fetch, allow_hosts=(*fetch.allow_hosts, host))


_TEXT_TYPES = {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown"}
_UNSAID_TYPES = {"", "application/octet-stream", "application/xml", "text/xml"}


def _page(address: str, fetched: Fetched, fetch: Fetch) -> Page:
    """What was fetched from `address`; a password in it stays here, for a page's address is published."""
    name = shown(address)
    if fetched.media_type not in _TEXT_TYPES | _UNSAID_TYPES:
        raise FetchError(
            f"{name} is not a page but {fetched.media_type}. Give the address of the article itself, or save it as text."
        )
    local.check_text(name, fetched.data, fetch.max_bytes)
    path = urlsplit(fetched.url).path
    return Page(
        name=name,
        kind=sniff.kind(fetched.data, Path(path).suffix, fetched.media_type),
        data=fetched.data,
        url=shown(fetched.url),
        charset=fetched.charset,
        lang_hint=sniff.lang_hint(path),
    )
