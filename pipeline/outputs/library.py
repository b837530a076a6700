"""The library: one page that lists every article, newest first, with a filter by language and by title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.files import write_text
from pipeline.languages import OWN_NAMES, RIGHT_TO_LEFT
from pipeline.outputs.feeds import feed_name
from pipeline.outputs.listing import LIBRARY, ListedText, Listing
from pipeline.outputs.phrases import FALLBACK, clock, interface_language, long_date, phrases
from pipeline.outputs.templating import render
from pipeline.settings import Outputs

SCRIPT_PHRASES = ("library", "one", "count", "total", "everything", "language", "search", "nothing", "feed")


@dataclass(frozen=True, slots=True)
class Line:
    """An article in one language, as a line of the list."""

    lang: str
    dir: str
    title: str
    href: str
    length: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the list, in all its languages."""

    lines: tuple[Line, ...]
    site: str
    day: str
    iso_day: str

    @property
    def languages(self) -> str:
        """The codes, separated by spaces."""
        return " ".join(line.lang for line in self.lines)


def write_library(listings: Sequence[Listing], output: Path, settings: Outputs) -> Path:
    """Write `output`/index.html and give its path. Raises OutputError."""
    path = output / LIBRARY
    write_text(path, render("library", context(listings, settings)))
    return path


def context(listings: Sequence[Listing], settings: Outputs) -> dict[str, Any]:
    """All that the template shows."""
    ordered = sorted(listings, key=lambda one: one.newest_first)
    codes = Counter(text.lang for one in ordered for text in one.texts)
    languages = [(code, OWN_NAMES.get(code, code)) for code, _ in codes.most_common()]
    interface = interface_language(languages[0][0]) if languages else FALLBACK
    entries = [_entry(one, interface) for one in ordered]
    heard = {text.lang for one in ordered for text in one.texts if text.sounds}
    return {
        "interface": interface,
        "say": phrases(interface),
        "title": settings.feed_title or phrases(interface)["library"],
        "languages": languages,
        "entries": entries,
        "sum": _sum(entries, phrases(interface)),
        "feeds": [(code, name, feed_name(code)) for code, name in languages if code in heard]
        if settings.base_url
        else [],
        "data": {
            "interface": interface,
            "named": bool(settings.feed_title),
            "phrases": _script_phrases(codes),
        },
    }


def _sum(entries: Sequence[Entry], say: Mapping[str, str]) -> str:
    """How many articles and how long they are; each counts once, in its first language."""
    seconds = sum(entry.lines[0].seconds for entry in entries)
    count = say["one"] if len(entries) == 1 else say["count"].format(count=len(entries))
    return f"{count} · {say['total'].format(time=clock(seconds))}"


def _script_phrases(codes: Mapping[str, int]) -> dict[str, dict[str, str]]:
    wanted = {interface_language(code) for code in codes} | {FALLBACK}
    return {code: {k: phrases(code)[k] for k in SCRIPT_PHRASES} for code in sorted(wanted)}


def _entry(listing: Listing, interface: str) -> Entry:
    day = listing.published or listing.modified
    return Entry(
        lines=tuple(_line(listing.slug, text) for text in listing.texts),
        site=listing.site,
        day=long_date(day, interface) if day else "",
        iso_day=day.isoformat() if day else "",
    )


def _line(slug: str, text: ListedText) -> Line:
    seconds = text.sounds[0].seconds if text.sounds else 0
    return Line(
        lang=text.lang,
        dir="rtl" if text.lang in RIGHT_TO_LEFT else "ltr",
        title=text.title,
        href=f"{slug}/index.html#{text.lang}",
        length=clock(seconds) if text.sounds else "–",
        seconds=round(seconds),
    )
