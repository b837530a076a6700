"""Which articles a night's settings name: each once, strangers' hosts taking turns so that nobody is waited for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.batch import as_text, check_name
from pipeline.errors import Offline, RostvalError, SourceError
from pipeline.settings import Nightly
from pipeline.sources import Fetcher, articles, discover, is_url, read_list
from pipeline.sources.addresses import shown


@dataclass(frozen=True, slots=True)
class Trouble:
    """A feed, list or folder that could not be read, and why."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class Finds:
    """The articles to look at, and what could not be looked through."""

    names: tuple[str, ...]
    troubles: tuple[Trouble, ...] = ()


def find(named: Nightly, fetcher: Fetcher, *, offline: bool) -> Finds:
    """Everything that the settings name. A source that fails is a trouble of its own."""
    names: list[str] = []
    troubles: list[Trouble] = []
    for source, ask in _sources(named, fetcher, offline=offline):
        try:
            found = ask(source)
        except RostvalError as error:
            troubles.append(Trouble(shown(source) if is_url(source) else source, str(error)))
            continue
        for name in found:
            try:
                check_name(name)
            except SourceError as error:
                troubles.append(Trouble(as_text(name), str(error)))
            else:
                names.append(name)
    return Finds(_taking_turns(dict.fromkeys(names)), tuple(troubles))


def _sources(
    named: Nightly, fetcher: Fetcher, *, offline: bool
) -> Iterator[tuple[str, Callable[[str], Iterable[str]]]]:
    def of_list(source: str) -> list[str]:
        return [name for entry in read_list(Path(source)) for name in discover(entry)]

    def of_feed(source: str) -> list[str]:
        if offline:
            raise Offline(f"{source} is on the network, and --offline forbids it. Leave --offline out.")
        return [entry.url for entry in articles(source, fetcher, limit=named.limit)]

    yield from ((source, discover) for source in (*named.folders, *named.urls))
    yield from ((source, of_list) for source in named.lists)
    yield from ((source, of_feed) for source in (*named.feeds, *named.sitemaps))


def _taking_turns(names: Iterable[str]) -> tuple[str, ...]:
    """Files first, in their order; then one address of each host after the other."""
    by_host: dict[str, list[str]] = {}
    for name in names:
        by_host.setdefault(urlsplit(name).netloc if is_url(name) else "", []).append(name)
    files = by_host.pop("", [])
    turns = (name for turn in zip_longest(*by_host.values()) for name in turn if name)
    return (*files, *turns)
