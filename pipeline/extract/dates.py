"""Calendar dates as pages write them, and the lines that say when an article was published and by whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.extract.cues import Cues

_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})\b")
_SLASHES = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|:[ae])?\.?\s+(?:of\s+)?([^\W\d_]{3,10})\.?,?\s+(\d{4})\b")
_MONTH_DAY = re.compile(r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_EARLIEST = 1990
_LINE_LENGTH = 250
_PARTS = re.compile(r"\s*[|·•/–—,]\s+|\s+[|·•/–—]\s*")
_SEPARATOR = re.compile(r"\s[|·•/–—]\s")
_OPENING = 30  # characters in which a line that opens with a date has it
_BESIDE_DATE = 30  # letters: a weekday, a time zone, a section's name
_NAME = re.compile(r"^[^\W\d_][\w.'’\-]*(?: (?:[^\W\d_][\w.'’\-]*|&)){0,4}")


def parse(text: str, months: dict[str, int]) -> date | None:
    """The first calendar date in `text`; None when there is none. Day before month wherever both are numbers."""
    found = sorted(
        (hit for hit in (pattern(text, months) for pattern in _PATTERNS) if hit is not None),
        key=lambda hit: hit[0],
    )
    return found[0][1] if found else None


def _iso(text: str, _: dict[str, int]) -> tuple[int, date] | None:
    return _first(_ISO.finditer(text), lambda m: (int(m[1]), int(m[2]), int(m[3])))


def _dotted(text: str, _: dict[str, int]) -> tuple[int, date] | None:
    return _first(_DAY_FIRST.finditer(text), lambda m: (_century(m[3]), int(m[2]), int(m[1])))


def _slashed(text: str, _: dict[str, int]) -> tuple[int, date] | None:
    return _first(_SLASHES.finditer(text), lambda m: _slash_order(int(m[3]), int(m[1]), int(m[2])))


def _day_month(text: str, months: dict[str, int]) -> tuple[int, date] | None:
    return _first(_DAY_MONTH.finditer(text), lambda m: (int(m[3]), months.get(m[2].lower(), 0), int(m[1])))


def _month_day(text: str, months: dict[str, int]) -> tuple[int, date] | None:
    return _first(_MONTH_DAY.finditer(text), lambda m: (int(m[3]), months.get(m[1].lower(), 0), int(m[2])))


_PATTERNS = (_iso, _dotted, _slashed, _day_month, _month_day)


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _slash_order(year: int, first: int, second: int) -> tuple[int, int, int]:
    """31/12/2024 and 12/31/2024; where both readings are possible, the one of most countries."""
    return (year, second, first) if second <= 12 else (year, first, second)


def _first(
    hits: Iterator[re.Match[str]], read: Callable[[re.Match[str]], tuple[int, int, int]]
) -> tuple[int, date] | None:
    return next(((hit.start(), day) for hit in hits if (day := _real(*read(hit)))), None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _EARLIEST else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a date line says: "Publicerad den: 6 augusti 2025 / Uppdaterad den: … – Författare: …"."""

    published: date | None = None
    modified: date | None = None
    authors: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it is an article's own statement of publication: first date, last change and author, each labelled.

        Less than that is the page's furniture ("By Ann Lee", "3 May 2024, 10:00").
        """
        return self.published is not None and self.modified is not None and bool(self.authors)

    @property
    def empty(self) -> bool:
        return self.published is None and self.modified is None and not self.authors


def statement(text: str, cues: Cues) -> Statement:
    """The labelled dates and names in a short line; all empty when it has none."""
    if len(text) > _LINE_LENGTH:
        return Statement()
    labels = _labels(text, cues)
    found: dict[str, Any] = {}
    for index, (_, end, label) in enumerate(labels):
        stop = labels[index + 1][0] if index + 1 < len(labels) else len(text)
        value = text[end:stop]
        reading = people(value) if label == "authors" else parse(value[:40], cues.months)
        if reading:
            found.setdefault(label, reading)
    return Statement(**found)


def is_dateline(text: str, cues: Cues) -> bool:
    """Whether a line says when or by whom, and little else: "3 May 2024, 10:00", "Von Ida Ek | Lesezeit: 3 Minuten"."""
    if len(text) > _LINE_LENGTH / 2:
        return False
    said = statement(text, cues)
    if said.published or said.modified or any(" " in name for name in said.authors):
        return True
    if parse(text, cues.months) is None:
        return False
    opens_with_date = _SEPARATOR.search(text) is not None and parse(text[:_OPENING], cues.months) is not None
    return opens_with_date or len(_words_beside(text)) <= _BESIDE_DATE


def dateline(text: str, cues: Cues) -> Statement:
    """What a date line says, labels or not: "17 October 2024, 10:15 | Ludger Hanssen"."""
    said = statement(text, cues)
    if not is_dateline(text, cues):
        return said
    parts = (part.strip() for part in _PARTS.split(text))
    named = tuple(part for part in parts if " " in part and people(part) == (part,))
    return Statement(said.published or parse(text, cues.months), said.modified, said.authors or named)


def find_statement(lines: Sequence[str], near: Sequence[str], cues: Cues) -> Statement:
    """The first labelled date among `lines`, else the first date line in `near`, the lines around the title."""
    labelled = next((said for line in lines if (said := statement(line, cues)).published), Statement())
    if labelled.published:
        return labelled
    return next((said for line in near if (said := dateline(line, cues)).published), Statement())


def _words_beside(text: str) -> str:
    for pattern in (_ISO, _DAY_FIRST, _SLASHES, _DAY_MONTH, _MONTH_DAY):
        text = pattern.sub("", text)
    return re.sub(r"[\W\d_]+", "", text)


def _labels(text: str, cues: Cues) -> list[tuple[int, int, str]]:
    """Start, end and meaning of each label; of labels that overlap ("update vom", "vom") the first and longest."""
    patterns = (("published", cues.published), ("modified", cues.updated), ("authors", cues.byline))
    hits = sorted(
        ((m.start(), -m.end(), name) for name, pattern in patterns for m in pattern.finditer(text)),
    )
    labels: list[tuple[int, int, str]] = []
    for start, negative_end, name in hits:
        if not labels or start >= labels[-1][1]:
            labels.append((start, -negative_end, name))
    return labels


def people(text: str) -> tuple[str, ...]:
    """The names at the start of `text`: "Anna Berg och Lars Ek | Nyheter" gives two. Names are capitalised words."""
    names: list[str] = []
    rest = text.strip(" :–-")
    while (found := _NAME.match(rest)) and found[0][0].isupper():
        name = _capitalised(found[0])
        if not name or any(c.isdigit() for c in name):
            break
        names.append(name)
        rest = rest[len(name) :]
        joint = re.match(r"\s*(?:,|&|\bund\b|\band\b|\boch\b)\s+", rest)
        if not joint:
            break
        rest = rest[joint.end() :]
    return tuple(names)


def _capitalised(words: str) -> str:
    """The leading words that a name can be made of: capitalised ones, and particles between them."""
    kept: list[str] = []
    for word in words.split(" "):
        if not (word[0].isupper() or word in _PARTICLES):
            break
        kept.append(word)
    while kept and kept[-1] in _PARTICLES:
        kept.pop()
    return " ".join(kept)


_PARTICLES = frozenset(
    {"von", "van", "de", "der", "den", "af", "av", "zu", "la", "le", "di", "da", "del", "bin", "al"}
)
