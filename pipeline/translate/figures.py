"""The figures of a text: what numbers it states, of what, and on which dates, whatever the notation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.translate import dates, measures, numbers


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in `text[start:end]`: its value with any magnitude counted in, and its unit, "" where none is known.

    `digits` is the bare number as written (a minus in any form as "−"), `magnitude` the word for thousands or more, `unit_text` the unit's.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    digits: str
    magnitude: str = ""
    unit_text: str = ""


# "menos 4", but not "pelo menos 4", which is "at least 4".
_MINUS_WORDS = r"(?:minus|(?<!pelo )(?<!ao )(?<!al )(?<!lo )(?<!no )menos|(?<!au )(?<!du )moins|(?<!lo )meno)"


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    prefixes = "|".join(re.escape(prefix) for prefix in measures.PREFIXES)
    number = numbers.pattern(lang)
    units, magnitudes = measures.units_pattern(), measures.magnitudes_pattern(lang)
    return re.compile(
        rf"(?:(?P<prefix>{prefixes})\s?)?"
        rf"(?<![\w.,/#])(?:(?<![\w\d.)-])(?P<sign>[-−–]|{_MINUS_WORDS}\s))?(?P<number>{number})"
        rf"(?P<ordinal>(?:st|nd|rd|th|º|ª|:a|:e|er|e|s)(?!\w))?"
        rf"(?:[\s-]?(?P<magnitude>{magnitudes})(?![\w²³]))?"
        rf"(?:\s?(?:de\s|d'|di\s|-)?(?P<unit>{units})(?![\w²³]))?",
        re.IGNORECASE,
    )


# A capital or a digit glued to a number makes it a code (H2-350B, Q1, GPT-4.1); "mid-2024" and "3-5" are none.
_GLUED_BEFORE = re.compile(r"(?:[^\W\d_]|[A-ZÅÄÖ]\w*[-.])$")


def figures(text: str, lang: str) -> list[Figure]:
    """All numbers of `text` but codes, dates and times of day, in order."""
    blank = dates.blanked(text, lang)
    return [
        figure
        for match in _pattern(lang).finditer(blank)
        if (figure := _figure(blank, match, lang)) is not None
    ]


def _figure(text: str, match: re.Match[str], lang: str) -> Figure | None:
    number = numbers.value(match["number"], lang)
    magnitude, unit = match["magnitude"] or "", match["unit"] or ""
    if number is None or _is_code(text, match):
        return None
    if magnitude == "m" and not match["prefix"] and not _COUNTED.match(text, match.end("magnitude")):
        magnitude, unit = "", "m"  # "5m wide" is metres; "5m people" and "£5m" are millions
    unit = unit or match["prefix"] or ""
    power = measures.magnitudes(lang).get(_word(magnitude), 0)
    return Figure(
        start=match.start(),
        end=match.end(),
        value=(-number if match["sign"] else number).scaleb(power).normalize(),
        unit=measures.units().get(_word(unit), ""),
        digits=f"−{match['number']}" if match["sign"] else match["number"],
        magnitude=magnitude,
        unit_text=unit,
    )


# After "5m": a thing that is counted, not a measure ("wide") or a place ("from the shore").
_COUNTED = re.compile(
    r"\s(?!(?:wide|long|tall|high|deep|thick|broad|above|below|away|apart|across|along|up|down|off|from|to|of|in|on|at|and|or"
    r"|by|per|x|sprint|race|run|freestyle|hurdles|relay|under|over|behind|beyond|between|before|after|into|track|dash)\b)[a-z]{3,}"
)


def _is_code(text: str, match: re.Match[str]) -> bool:
    """Whether letters make the number part of a name: "H2-350B", "3D", "5G"; not "£5m", "40kg", "3-year"."""
    if match["prefix"]:
        return False
    start, end = match.span("number")
    after = text[end : end + 1]
    if _GLUED_BEFORE.search(text[max(0, start - 12) : start]):
        return True
    worded = (match["ordinal"] or match["magnitude"] or match["unit"]) and match.end() > end
    return after.isalpha() and (not worded or (after.isupper() and not text[end + 1 : end + 2].isalpha()))


def _word(found: str) -> str:
    return re.sub(r"\s", " ", found.casefold())


@cache
def _codes_pattern() -> re.Pattern[str]:
    # Letters and digits in one word, or digits in groups that are no number: H2-350B, CO₂, GPT-4.1, 3.1.4, ISO-9001
    return re.compile(
        r"(?<![\w@#/.])(?=[\w.\-/₀-₉²³¹]*\d|\w*[₀-₉²³¹])(?=[\w.\-/₀-₉]*[^\W\d_])[^\W_][\w.\-/₀-₉²³]*[\w₀-₉²³]|\d+(?:\.\d+){2,}"
    )


def codes(text: str, lang: str) -> list[tuple[int, int]]:
    """Spans of words that mix letters and digits, and of numbered sections; nothing that is a figure or a date."""
    blank = dates.blanked(text, lang)
    taken = [(figure.start, figure.end) for figure in figures(text, lang)]
    return [
        match.span()
        for match in _codes_pattern().finditer(blank)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
