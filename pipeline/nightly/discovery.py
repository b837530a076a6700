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
    found = [_writable(one) for one in _found(named, fetcher, offline=offline)]
    names = dict.fromkeys(one for one in found if isinstance(one, str))
    return Finds(_taking_turns(names), tuple(one for one in found if isinstance(one, Trouble)))


def _writable(one: str | Trouble) -> str | Trouble:
    """A trouble instead of a name that no report could hold."""
    if isinstance(one, Trouble):
        return one
    try:
        check_name(one)
    except SourceError as error:
        return Trouble(as_text(one), str(error))
    return one


def _found(named: Nightly, fetcher: Fetcher, *, offline: bool) -> Iterator[str | Trouble]:
    def of_feed(source: str) -> list[str]:
        if offline:
            raise Offline(f"{source} is on the network, and --offline forbids it. Leave --offline out.")
        return [entry.url for entry in articles(source, fetcher, limit=named.limit)]

    asks: dict[str, Callable[[str], Iterable[str | Trouble]]] = {
        "folders": _of_folder,
        "urls": discover,
        "lists": _of_list,
        "feeds": of_feed,
        "sitemaps": of_feed,
    }
    for setting, ask in asks.items():
        for source in getattr(named, setting):
            yield from _asked(_expanded(source), setting, ask)


def _asked(
    source: str, setting: str, ask: Callable[[str], Iterable[str | Trouble]]
) -> Iterator[str | Trouble]:
    try:
        yield from ask(source)
    except RostvalError as error:
        if is_url(source):
            yield Trouble(shown(source), str(error))
        else:
            yield Trouble(source, f"{error} It is named by nightly.{setting} in publish.toml.")


def _expanded(source: str) -> str:
    return source if is_url(source) else str(Path(source).expanduser())


def _of_folder(source: str) -> list[str]:
    if not is_url(source) and not Path(source).exists():
        raise SourceError(f"There is no folder {source}. Make it and put articles into it, or name another.")
    return discover(source)


def _of_list(source: str) -> Iterator[str | Trouble]:
    """The sources of a list. An entry that is not there takes no other with it."""
    for entry in read_list(Path(source)):
        try:
            yield from discover(entry)
        except SourceError as error:
            yield Trouble(entry, f"{error} It is named in {source}.")


def _taking_turns(names: Iterable[str]) -> tuple[str, ...]:
    """Files first, in their order; then one address of each host after the other."""
    by_host: dict[str, list[str]] = {}
    for name in names:
        by_host.setdefault(urlsplit(name).netloc if is_url(name) else "", []).append(name)
    files = by_host.pop("", [])
    turns = (name for turn in zip_longest(*by_host.values()) for name in turn if name)
    return (*files, *turns)
