"""Edits of a text, and the notations of figures that a machine translation leaves behind, in English notation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.document import Mark

# How the languages we translate from group thousands and write decimals, where it is not as in English.
_SPACES = "\u00a0\u202f\u2009 "
_SPACE_GROUPS = frozenset({"sv", "pt", "fr", "no", "nb", "fi", "cs", "pl", "ru", "uk", "hu"})
_MAGNITUDES = {
    "million": r"miljoner|miljon|millionen|mio\.?|milhões|milhão|millones|millions|milioni|miljoen",
    "billion": r"miljarder|miljard|milliarden|milliarde|mrd\.?|mil milhões|mil millones|milliards|miliardi",
    "thousand": r"tusen|tausend",
}
_PERCENT = re.compile(
    r"(?<=\d)\s?(?:procent|prozent|por cento|pour cent|por ciento|per cento)\b", re.IGNORECASE
)
_CURRENCIES = {"€": "euros?|eur|€", "$": "(?:us )?dollars?|dólares|usd|\\$"}
_AMOUNT = re.compile(
    r"(?<![\w€$£.,])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>\s(?:thousand|million|billion|trillion))?"
    rf"[\s-]?(?:{'|'.join(f'(?P<c{i}>{words})' for i, words in enumerate(_CURRENCIES.values()))})(?![\w-]| cents?\b| zone)",
    re.IGNORECASE,
)


# Languages that group thousands with points: what a model left of one may be a thousand or one point nought.
_POINT_GROUPS = frozenset({"de", "pt", "es", "it", "nl", "da", "no", "nb", "tr", "id", "el"})
_AMBIGUOUS = re.compile(r"(?<![\w.,])[1-9]\d{0,2}\.\d{3}(?![\d.,]\d|\d)")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in place of what is between `start` and `end`."""

    start: int
    end: int
    text: str


def applied(text: str, marks: Sequence[Mark], edits: Iterable[Edit]) -> tuple[str, tuple[Mark, ...]]:
    """`text` with the edits made, and the marks around the same words. Of edits that overlap, the first is made."""
    made: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if not made or edit.start >= made[-1].end:
            made.append(edit)
    pieces, position = [], 0
    for edit in made:
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    moved = (replace(m, start=_moved(m.start, made, 0), end=_moved(m.end, made, 1)) for m in marks)
    return "".join([*pieces, text[position:]]), tuple(m for m in moved if m.start < m.end)


def _moved(offset: int, edits: Sequence[Edit], side: int) -> int:
    """An offset after the edits; inside an edit it goes to its start (side 0) or its end (side 1)."""
    shift = 0
    for edit in edits:
        if edit.end <= offset:
            shift += len(edit.text) - (edit.end - edit.start)
        elif edit.start < offset:
            return edit.start + shift + (len(edit.text) if side else 0)
    return offset + shift


def foreign_figures(text: str, source_lang: str) -> Iterator[Edit]:
    """Figures of `text` that are still written as in `source_lang`, in English notation.

    Each stretch is rewritten as a whole, since a number, its magnitude and its currency change places together.
    """
    for found in _stretch(source_lang).finditer(text):
        if re.fullmatch(r"[\d.,]*", found.group()) and _is_english(found.group()):
            continue
        rewritten = _english(found.group())
        if rewritten != found.group():
            yield Edit(*found.span(), rewritten)


@cache
def _stretch(source_lang: str) -> re.Pattern[str]:
    """A number with what belongs to it: groups, decimals, magnitude, percent, euro or dollar."""
    spaces = _SPACES if source_lang in _SPACE_GROUPS else _SPACES.rstrip(" ")
    words = "|".join([*_MAGNITUDES.values(), "thousand|million|billion|trillion"])
    percent = "procent|prozent|por cento|pour cent|por ciento|per cento"
    currency = "|".join(_CURRENCIES.values())
    return re.compile(
        rf"(?<![\w.,€$£])(?<!\d[ \u00a0\u202f\u2009])(?:\d{{1,3}}(?:[{spaces}]\d{{3}})+|\d+(?:[.,]\d+)*)(?:,\d+)?(?![\d])"
        rf"(?:\s(?:{words})(?!\w))?(?:\s?(?:{percent}|{currency})(?![\w-]| cents?\b| zone))?",
        re.IGNORECASE,
    )


def _is_english(number: str) -> bool:
    """Groups of three after commas, or one point: as English writes it, whoever wrote it."""
    return bool(re.fullmatch(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?", number))


def _english(stretch: str) -> str:
    number, rest = re.match(
        r"([\d.,\u00a0\u202f\u2009]*(?:(?<=\d) (?=\d{3}(?!\d))[\d,]+)*)(.*)", stretch, re.DOTALL
    ).groups()  # type: ignore[union-attr]  # it matches every stretch
    line = _number(number) + rest
    for word, pattern in _MAGNITUDES.items():
        line = re.sub(rf"(?<=\d)\s(?:{pattern})(?!\w)", f" {word}", line, flags=re.IGNORECASE)
    return _AMOUNT.sub(_sign_first, _PERCENT.sub(" percent", line))


def _number(number: str) -> str:
    """A number in English notation; one that English reads already, or that can be read in two ways, stays."""
    if re.search(f"[{_SPACES}]", number):
        whole, _, decimals = number.partition(",")
        return re.sub(f"[{_SPACES}]", ",", whole) + (f".{decimals}" if decimals else "")
    if _is_english(number):
        return number
    if re.fullmatch(r"\d+,\d+", number):
        return number.replace(",", ".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+", number):
        return number.translate(str.maketrans(".,", ",."))
    return number


def _sign_first(found: re.Match[str]) -> str:
    sign = next(sign for i, sign in enumerate(_CURRENCIES) if found[f"c{i}"])
    return f"{sign}{found['number']}{found['scale'] or ''}"


def ambiguous(text: str, source_lang: str) -> str:
    """A figure in a translation from `source_lang` that can be read in two ways ("9.000"); "" where there is none."""
    found = _AMBIGUOUS.search(text) if source_lang in _POINT_GROUPS else None
    return found.group() if found else ""
