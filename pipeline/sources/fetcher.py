"""Fetching with manners: throttled per host, robots.txt obeyed, retried with backoff, unchanged pages not sent again.

Two kinds of asking are told apart. A *person* who types a URL is answered as by a browser: at once, without
robots.txt (RFC 9309 is for crawlers), without retries, and on their own machine or intranet too. A *machine*, that is
whatever a feed, a sitemap or a list names at night, keeps to every rule.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from pipeline import __version__
from pipeline.errors import FetchError
from pipeline.settings import Fetch
from pipeline.sources import addresses

USER_AGENT = "Rostval/{version} (+https://example.org/rostval)"
MAX_REDIRECTS = 10
SCHEMES = ("http", "https")


class Asked(StrEnum):
    """Who named the URL."""

    PERSON = "person"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class World:
    """What fetching needs of the world outside, so that a test may turn the clock by hand. All in seconds."""

    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    resolve: addresses.Resolve = field(default=addresses.resolve)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body and what the transport said of it. `url` is where it was found after redirects."""

    url: str
    media_type: str
    charset: str
    data: bytes
    unchanged: bool = False  # the server said 304: these are the bytes of the last time


class Fetcher:
    """Fetches for one run. Raises FetchError with one sentence for whatever goes wrong."""

    def __init__(self, settings: Fetch, *, asked: Asked = Asked.PERSON, world: World | None = None) -> None:
        self._settings = settings
        self._asked = asked
        self._world = world or World()

    def get(self, url: str) -> Fetched:
        """The body at `url`, redirects followed one by one, each checked. Raises FetchError."""
        from pipeline.sources.exchange import Errand, exchange, shown  # noqa: PLC0415  loads httpx
        from pipeline.sources.transport import Deadline  # noqa: PLC0415  loads httpx

        check_scheme(url)
        typed = (urlsplit(url).hostname or "") if self._asked is Asked.PERSON else ""
        errand = Errand(
            guard=addresses.Guard(self._world.resolve, self._settings.allow_hosts, typed),
            deadline=Deadline(shown(url), self._settings.total_timeout, self._world.clock),
            timeout=self._settings.timeout,
            max_bytes=self._settings.max_bytes,
        )
        here = url
        for _ in range(MAX_REDIRECTS + 1):
            answer = exchange(here, self._headers(), errand)
            if not answer.location:
                return _accepted(
                    answer.status, answer.headers, Fetched(here, "", answer.charset, answer.data)
                )
            check_scheme(answer.location, redirected_from=shown(url))
            here = answer.location
        raise FetchError(
            f"{shown(url)} redirects more than {MAX_REDIRECTS} times. Check the address in a browser."
        )

    def _headers(self) -> dict[str, str]:
        return {
            "User-Agent": self._settings.user_agent or user_agent(),
            "Accept": "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }


def user_agent() -> str:
    """How this tool names itself: product, version, and where to complain."""
    return USER_AGENT.format(version=__version__)


def check_scheme(url: str, redirected_from: str = "") -> None:
    """Raises FetchError unless `url` is http or https and names a host."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchError(f"{url} is not a valid address ({error}). Check how it is written.") from error
    if parts.scheme in SCHEMES and parts.hostname:
        return
    if redirected_from:
        raise FetchError(f"{redirected_from} redirects to {url}, but only http and https are followed.")
    raise FetchError(f"{url} cannot be fetched: only http and https can. Give a file by its path.")


def _accepted(status: int, headers: dict[str, str], fetched: Fetched) -> Fetched:
    from pipeline.sources.exchange import shown  # noqa: PLC0415  loads httpx

    if status == 200:
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(fetched.url, media_type, fetched.charset, fetched.data)
    raise FetchError(_REFUSALS.get(status, _OTHER).format(url=shown(fetched.url), status=status))


_MISSING = "There is no page at {url} (the server says {status}). Check the address."
_FORBIDDEN = (
    "{url} is not given to this tool (the server says {status}). "
    "Open it in a browser, save the page, and give the file instead."
)
_OTHER = (
    "{url} cannot be had (the server says {status}). Try again later, or save the page and give the file."
)
_REFUSALS = {404: _MISSING, 410: _MISSING, 401: _FORBIDDEN, 402: _FORBIDDEN, 403: _FORBIDDEN, 451: _FORBIDDEN}
