"""What a site's robots.txt permits (RFC 9309), fetched once a day per site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

if TYPE_CHECKING:
    from pipeline.sources.exchange import Answer

Ask = Callable[[str], "Answer"]

KEPT_SECONDS = 24 * 60 * 60  # RFC 9309 2.4: not longer than a day
LARGEST = 500 * 1024  # RFC 9309 2.5: at least this much must be read; more is cut off


@dataclass(frozen=True, slots=True)
class _Known:
    rules: Protego
    until: float


class Robots:
    """Rules of every site met so far. `ask` fetches a robots.txt, redirects followed; `clock` counts seconds."""

    def __init__(self, agent: str, ask: Ask, clock: Callable[[], float]) -> None:
        self._agent = agent
        self._ask = ask
        self._clock = clock
        self._known: dict[str, _Known] = {}

    def allows(self, url: str) -> bool:
        """Whether `url` may be fetched. Raises FetchError when the rules cannot be had."""
        return bool(self._rules(url).can_fetch(url, self._agent))

    def crawl_delay(self, url: str) -> float:
        """Seconds between requests that the site asks for; 0.0 when it does not."""
        return float(self._rules(url).crawl_delay(self._agent) or 0.0)

    def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the site's robots.txt names."""
        return list(self._rules(url).sitemaps)

    def _rules(self, url: str) -> Protego:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        known = self._known.get(site)
        if known is None or known.until < self._clock():
            known = _Known(parse(self._ask(f"{site}/robots.txt")), self._clock() + KEPT_SECONDS)
            self._known[site] = known
        return known.rules


def parse(answer: Answer) -> Protego:
    """The rules of an answer: none when the file is not there (RFC 9309 2.3.1.3: 4xx allows everything)."""
    text = answer.data[:LARGEST].decode("utf-8", errors="replace") if answer.status == 200 else ""
    return Protego.parse(text)
