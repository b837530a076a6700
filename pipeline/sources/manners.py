"""How a polite client behaves: one request per host at a time and in its time, and a wait before another try."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from pipeline.errors import Unreachable

FIRST_BACKOFF = 2.0  # seconds; doubled at each further try
LONGEST_WAIT = 120.0  # seconds; whoever asks for more is left alone until the next run
BREAKING_FAILURES = 3  # sources of a host that failed in a row, each with all its tries
BREAK_SECONDS = 600.0  # after which it is given one more chance
LONGEST_CRAWL_DELAY = 30.0  # seconds between requests that a robots.txt may ask for


class Throttle:
    """Gives each host its turn: requests to it start at least `interval` seconds apart. Threads may share it."""

    def __init__(self, interval: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._interval = interval
        self._clock = clock
        self._sleep = sleep
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, at_least: float = 0.0) -> None:
        """Return when `host` may be asked. `at_least` seconds is what its robots.txt wants between requests."""
        interval = max(self._interval, min(at_least, LONGEST_CRAWL_DELAY))
        with self._lock:
            now = self._clock()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + interval
        if turn > now:
            self._sleep(turn - now)


class Breaker:
    """Leaves a host alone for a while after it failed several times in a row, so that a dead site costs no night."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: dict[str, int] = {}
        self._closed_until: dict[str, float] = {}

    def check(self, host: str) -> None:
        """Raises Unreachable while `host` is left alone."""
        if self._clock() < self._closed_until.get(host, -math.inf):
            raise Unreachable(
                f"{host} failed {BREAKING_FAILURES} times in a row, so it is left alone for now. Try again later."
            )

    def failed(self, host: str) -> None:
        self._failures[host] = self._failures.get(host, 0) + 1
        if self._failures[host] >= BREAKING_FAILURES:
            self._closed_until[host] = self._clock() + BREAK_SECONDS

    def answered(self, host: str) -> None:
        self._failures.pop(host, None)


@dataclass(frozen=True, slots=True)
class Patience:
    """When to try again after an answer that may pass."""

    retries: int

    def pause(self, tries: int, retry_after: float) -> float | None:
        """Seconds before the next try, after `tries` tries; None to give up."""
        pause = max(retry_after, FIRST_BACKOFF * 2 ** (tries - 1))
        return pause if tries <= self.retries and pause <= LONGEST_WAIT else None


def retry_after(headers: Mapping[str, str], now: float) -> float:
    """The seconds that a Retry-After header asks for, given as such or as a date (RFC 9110 10.2.3); 0.0 for none."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, moment.timestamp() - now)
