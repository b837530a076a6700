"""Fetching with manners: throttled per host, robots.txt obeyed, retried with backoff, unchanged pages not sent again.

Three kinds of asking are told apart. A *person* who types a URL is served as by a browser: at once, without
robots.txt (RFC 9309 is for crawlers), without retries, and on their own machine or intranet too. What a *page* given by
a person names, such as its language versions, is fetched likewise, but may not lead inside. A *machine*, that is
whatever a feed, a sitemap or a list names at night, keeps to every rule.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from pipeline import __version__
from pipeline.cache import NoCache, Store
from pipeline.errors import FetchError, Unreachable
from pipeline.settings import Fetch
from pipeline.sources import addresses, answers
from pipeline.sources.addresses import shown
from pipeline.sources.manners import Breaker, Patience, Throttle
from pipeline.sources.memory import Remembered, recall, remember
from pipeline.sources.robots import Robots

if TYPE_CHECKING:
    from pipeline.sources.exchange import Answer, Errand

USER_AGENT = f"Rostval/{__version__} (+https://example.org/rostval)"
MAX_REDIRECTS = 10

T = TypeVar("T")


class Asked(StrEnum):
    """Who named the URL."""

    PERSON = "person"
    PAGE = "page"
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
    """Fetches for one run; threads may share it. `store` keeps what was fetched, for the next run.

    Every method raises FetchError with one sentence for whatever goes wrong.
    """

    def __init__(
        self,
        settings: Fetch,
        *,
        asked: Asked = Asked.PERSON,
        store: Store | None = None,
        world: World | None = None,
    ) -> None:
        self._settings = settings
        self._asked = asked
        self._store = store or NoCache()
        self._world = world or World()
        self._agent = settings.user_agent or USER_AGENT
        interval = 1 / settings.requests_per_second if settings.requests_per_second > 0 else 0.0
        self._throttle = Throttle(interval, self._world.clock, self._world.sleep)
        self._breaker = Breaker(self._world.clock)
        self._patience = Patience(settings.retries if asked is Asked.MACHINE else 0)
        self._robots = Robots(self._agent, self._ask_robots, self._world.clock)

    def get(self, url: str) -> Fetched:
        """The body at `url`, redirects followed one by one, each checked."""
        known = recall(self._store, url)
        answer = self._patiently(url, lambda: self._follow(url, self._permit, known))
        if answer.status == 304 and known:
            return Fetched(known.found_at, known.media_type, known.charset, known.data, unchanged=True)
        answers.check(answer)
        fresh = answers.to_remember(answer)
        remember(self._store, url, fresh)
        return Fetched(fresh.found_at, fresh.media_type, fresh.charset, fresh.data)

    def sitemaps(self, site: str) -> list[str]:
        """The sitemaps that the robots.txt of a site names; `site` is any URL of it."""
        return self._patiently(site, lambda: self._robots.sitemaps(site))

    def _patiently(self, url: str, ask: Callable[[], T]) -> T:
        """`ask` until it answers; a passing trouble is waited for as often as settings allow."""
        answers.check_scheme(url)
        host = urlsplit(url).hostname or ""
        self._breaker.check(host)
        for tries in count(1):
            try:
                answer = ask()
            except Unreachable as trouble:
                pause = self._patience.pause(tries, trouble.retry_after)
                if pause is None:
                    self._breaker.failed(host)
                    raise
                self._world.sleep(pause)
            else:
                self._breaker.answered(host)
                return answer
        raise AssertionError("counting does not end")

    def _follow(self, url: str, permit: Callable[[str], None], known: Remembered | None = None) -> Answer:
        """GET `url` and whatever it redirects to, within one deadline. `permit` raises where it must not go."""
        from pipeline.sources.exchange import exchange  # noqa: PLC0415  loads httpx

        errand = self._errand(url)
        here = url
        for _ in range(MAX_REDIRECTS + 1):
            permit(here)
            conditions = known.conditions() if known and here == known.found_at else {}
            answer = exchange(here, self._headers() | conditions, errand)
            if not answer.location:
                return answers.final(answer, self._world.now())
            answers.check_scheme(answer.location, redirected_from=shown(url))
            here = answer.location
        raise FetchError(
            f"{shown(url)} redirects more than {MAX_REDIRECTS} times. Check the address in a browser."
        )

    def _errand(self, url: str) -> Errand:
        from pipeline.sources.exchange import Errand  # noqa: PLC0415  loads httpx
        from pipeline.sources.transport import Deadline  # noqa: PLC0415  loads httpx

        typed = (urlsplit(url).hostname or "") if self._asked is Asked.PERSON else ""
        return Errand(
            guard=addresses.Guard(self._world.resolve, self._settings.allow_hosts, typed),
            deadline=Deadline(shown(url), self._settings.total_timeout, self._world.clock),
            timeout=self._settings.timeout,
            max_bytes=self._settings.max_bytes,
            proxy=self._settings.proxy,
        )

    def _permit(self, url: str) -> None:
        """Waits for the host's turn. Raises FetchError when its robots.txt says no."""
        if self._asked is not Asked.MACHINE:
            return
        delay = 0.0
        if self._settings.obey_robots:
            if not self._robots.allows(url):
                raise FetchError(
                    f"The robots.txt of {urlsplit(url).hostname} asks tools not to fetch {url}. "
                    "Ask the publisher, or, where you may, set fetch.obey_robots = false in publish.toml."
                )
            delay = self._robots.crawl_delay(url)
        self._take_turn(url, delay)

    def _take_turn(self, url: str, delay: float = 0.0) -> None:
        self._throttle.wait(urlsplit(url).hostname or "", delay)

    def _ask_robots(self, url: str) -> Answer:
        return self._follow(url, self._take_turn)

    def _headers(self) -> dict[str, str]:
        return {
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
