"""English as the publisher wants it, British or American: spelling, dates, quotes, dashes; and figures as English has them.

Every rule gives edits of a text, so that the marks of a block can follow. Names keep their spelling: only words in lower
case, and the first word of a sentence, are respelt. No rule changes a value: what could be read in two ways stays.

A person's words keep their notation of figures; only a machine translation is searched for left-over notations of
its source language ("28,1 percent", "104 058 dollars", "188 miljarder euro").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from pipeline.document import Article, Block, BlockKind, Mark, MarkKind, Origin
from pipeline.outputs.linkedin.notation import Edit, applied, foreign_figures

_SPELLING = Path(__file__).parent / "spelling.toml"
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WORD = re.compile(r"(?<![\w@#/.'’-])[A-Za-z]{4,}(?![\w@/]|['’-]\w|\.\w)")
_HYPHENATED = re.compile(r"(?<![\w@#/.])[a-z]+(?:-[a-z]+)+(?![\w@/]|\.\w)")
_DAY_FIRST = re.compile(rf"(?<![\d.,:/–-])\b(\d{{1,2}})(?:st|nd|rd|th|\.)?\s({MONTHS})\b(?:,?\s(\d{{4}})\b)?")
_MONTH_FIRST = re.compile(
    rf"\b({MONTHS})\s(\d{{1,2}})(?:st|nd|rd|th)?\b(?![.:,]\d|\s?(?:–|-)\s?\d|%)(?:,?\s(\d{{4}})\b)?"
)
_SHARED_MONTH = re.compile(r"\d(?:st|nd|rd|th)?(?:\s?[–-]\s?|\s(?:and|or|to)\s)$")
_METERS = re.compile(r"(?<=\d )meters?\b|(?<=\bsquare )meters?\b|(?<=\bcubic )meters?\b")
_SPACED_DASH = re.compile(r"(?<=[\w”’\")])\s(?:-|--|–|—)\s(?=[\w“‘\"(])")
_CLOSED_DASH = re.compile(r"(?<=[^\W\d_]|[”’\")])(?:—|--)(?=[^\W\d_]|[“‘\"(])")


class English(StrEnum):
    """Which English; the values are those of publish.toml."""

    BRITISH = "british"
    AMERICAN = "american"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is to be written: which English, and what language its figures may still be written in."""

    english: English
    source_lang: str = ""


Rule = Callable[[str, Manner], Iterator[Edit]]


def manner_of(article: Article, english: str) -> Manner:
    """The manner for an article; anything but "american" is British."""
    machine = article.origin is Origin.MACHINE
    chosen = English.AMERICAN if english.lower() == English.AMERICAN else English.BRITISH
    return Manner(chosen, article.source_lang if machine else "")


def written(text: str, manner: Manner) -> str:
    """`text` in that manner."""
    return _rewritten(text, (), manner)[0]


def localised(article: Article, manner: Manner) -> Article:
    """The article in that manner; marks keep their words, code and untranslated stretches stay as they are."""
    blocks = tuple(_localised(block, manner) for block in article.blocks)
    return replace(article, title=written(article.title, manner), blocks=blocks)


def _localised(block: Block, manner: Manner) -> Block:
    if block.kind is BlockKind.CODE:
        return block
    text, marks = _rewritten(block.text, block.marks, manner)
    return replace(block, text=text, marks=marks)


def _rewritten(text: str, marks: Sequence[Mark], manner: Manner) -> tuple[str, tuple[Mark, ...]]:
    kept = tuple(marks)
    for rule in RULES:
        fixed = [(m.start, m.end) for m in kept if m.kind in {MarkKind.CODE, MarkKind.FOREIGN}]
        text, kept = applied(text, kept, (e for e in rule(text, manner) if not _touches(e, fixed)))
    return text, kept


def _touches(edit: Edit, spans: Iterable[tuple[int, int]]) -> bool:
    return any(edit.start < end and start < edit.end for start, end in spans)


@cache
def spellings(english: English) -> Mapping[str, str]:
    """Each word that is to be spelt differently in `english`, and how."""
    data = tomllib.loads(_SPELLING.read_text(encoding="utf-8"))
    british: dict[str, str] = dict(_family_pairs(data["family"])) | data["pairs"]
    if english is English.AMERICAN:
        return british
    one_way = frozenset(data["words"]["one_way"].split())
    return {american: word for word, american in british.items() if word not in one_way}


def _family_pairs(families: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for family in families:
        for stem in family["stems"].split():
            for ending in family["endings"].split():
                rest = ending.removeprefix("-")
                yield f"{stem}{family['british']}{rest}", f"{stem}{family['american']}{rest}"


def _spelling(text: str, manner: Manner) -> Iterator[Edit]:
    table = spellings(manner.english)
    for found in _WORD.finditer(text):
        word = found.group()
        if word in table:
            yield Edit(*found.span(), table[word])
        elif word.istitle() and word.lower() in table and _opens_sentence(text, found.start()):
            yield Edit(*found.span(), table[word.lower()].capitalize())
    for found in _HYPHENATED.finditer(text):
        parts = [table.get(part, part) for part in found.group().split("-")]
        if parts != found.group().split("-"):
            yield Edit(*found.span(), "-".join(parts))
    if manner.english is English.BRITISH:
        for found in _METERS.finditer(text):
            yield Edit(*found.span(), found.group().replace("meter", "metre"))


def _opens_sentence(text: str, position: int) -> bool:
    """A capital there says nothing about the word; but before another capital it may begin a name ("Labour Party")."""
    before = text[:position].rstrip("“‘\"'( ")
    after = re.match(r"\w+\s([A-Z])", text[position:])
    return (not before or before[-1] in ".!?:") and not after


def _dates(text: str, manner: Manner) -> Iterator[Edit]:
    if manner.english is English.BRITISH:
        for found in _MONTH_FIRST.finditer(text):
            if 1 <= int(found[2]) <= 31:
                yield Edit(*found.span(), " ".join(filter(None, (str(int(found[2])), found[1], found[3]))))
    for found in _DAY_FIRST.finditer(text):
        if not 1 <= int(found[1]) <= 31 or _SHARED_MONTH.search(text[: found.start()]):
            continue
        day, month, year = str(int(found[1])), found[2], found[3]
        if manner.english is English.BRITISH:
            yield Edit(*found.span(), " ".join(filter(None, (day, month, year))))
        else:
            yield Edit(*found.span(), f"{month} {day}" + (f", {year}" if year else ""))


def _dashes(text: str, manner: Manner) -> Iterator[Edit]:
    """British: spaced en dashes; American: closed em dashes. A hyphen between figures is a range or a code, and stays."""
    dash = " – " if manner.english is English.BRITISH else "—"
    for pattern in (_SPACED_DASH, _CLOSED_DASH):
        for found in pattern.finditer(text):
            between_figures = text[found.start() - 1].isdigit() and text[found.end()].isdigit()
            if not between_figures:
                yield Edit(*found.span(), dash)


def _quotes(text: str, _: Manner) -> Iterator[Edit]:
    """Straight, German, French and Swedish quotes as “ ”, where every one of them has its partner; ' as ’ inside words."""
    places = [m.start() for m in re.finditer(r"[\"„“”«»]", text)]
    opening = [_opens_quote(text, place, i % 2 == 0) for i, place in enumerate(places)]
    if opening == [i % 2 == 0 for i in range(len(places))] and len(places) % 2 == 0:
        for place, opens in zip(places, opening, strict=True):
            yield Edit(place, place + 1, "“" if opens else "”")
    for found in re.finditer(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)|(?<=\s)'(?=\d\ds?\b)", text):
        yield Edit(*found.span(), "’")


def _opens_quote(text: str, place: int, expected: bool) -> bool:  # noqa: FBT001  what an even place is taken for in doubt
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if before.isdigit() and text[place] == '"':
        return False
    left = not before or before.isspace() or before in "([—–"
    right = not after or after.isspace() or after in ".,;:!?)]—–’"
    return expected if left == right else left


def _figures(text: str, manner: Manner) -> Iterator[Edit]:
    return foreign_figures(text, manner.source_lang) if manner.source_lang else iter(())


RULES: tuple[Rule, ...] = (_quotes, _figures, _dates, _spelling, _dashes)
