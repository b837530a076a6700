"""Dates and times of day in a text, read with CLDR's month names (through Babel), and written for another language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_NUMERIC = (
    re.compile(
        r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:1[6-9]|20)\d\d)(?!\d|\.\d)"
    ),
    re.compile(r"(?<![\d-])(?P<year>(?:1[6-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"),
)
_MONTHS = 12
# A train or a meeting by its hour, as British papers write it: "the 7.52 from Matlock".
_SERVICE = re.compile(
    r"(?<=\b[Tt]he )(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)(?=\s(?:from|to|train|bus|ferry|service|leaves|departs|passes)\b)"
)
_TIMES = (
    _SERVICE,
    re.compile(
        r"(?<![\d.:,])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?\s?(?P<half>[ap])\.?\s?m\b\.?", re.IGNORECASE
    ),
    re.compile(r"(?<![\d.:,])(?P<hour>[01]?\d|2[0-4])[:h](?P<minute>[0-5]\d)(?![\d:])(?:\s?Uhr\b)?"),
    re.compile(
        r"(?<![\d.:,])(?P<hour>[01]?\d|2[0-4])(?:\.(?P<minute>[0-5]\d))?\s?(?:Uhr\b|h(?=$|[\s,.;!?)]))"
    ),
    re.compile(r"(?i:\bkl\.?\s|\bklockan\s)(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?(?![\d])"),
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date in `text[start:end]`; `year` and `day` are 0 where only the rest is stated."""

    start: int
    end: int
    year: int
    month: int
    day: int
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in `text[start:end]`, in minutes after midnight."""

    start: int
    end: int
    minutes: int


@cache
def _month_names(lang: str) -> dict[str, int]:
    from babel import Locale, UnknownLocaleError

    try:
        months = Locale.parse(lang).months
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.casefold().rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[context][width].items()
        if len(name) > 2 and not name[0].isdigit()
    }


@cache
def _worded(lang: str) -> tuple[re.Pattern[str], ...]:
    names = sorted(_month_names(lang), key=len, reverse=True)
    if not names:
        return ()
    month = rf"(?P<month>{'|'.join(re.escape(name) for name in names)})\b\.?"
    day = r"(?<![\d.,])(?P<day>\d{1,2})(?:\.|st|nd|rd|th|º|er|:e|:a)?"
    return (
        re.compile(rf"{day}\s(?:de\s|of\s)?{month}(?:,?\s(?:de\s|del\s)?{_YEAR})?(?!\d)", re.IGNORECASE),
        re.compile(rf"\b{month}\s{day}(?:,?\s{_YEAR})?(?![\d.,]*\d)", re.IGNORECASE),
        re.compile(rf"\b{month}\s(?:de\s|del\s|of\s)?{_YEAR}(?!\d)", re.IGNORECASE),
    )


def days(text: str, lang: str) -> list[Day]:
    """Every date with a day or a year, in order; of overlapping readings the first pattern's."""
    found: list[Day] = []
    for numeric, patterns in ((True, _NUMERIC), (False, _worded(lang))):
        for pattern in patterns:
            for match in pattern.finditer(text):
                read = _day(match, lang, numeric=numeric)
                if read and not any(read.start < other.end and other.start < read.end for other in found):
                    found.append(read)
    return sorted(found, key=lambda found_day: found_day.start)


def _day(match: re.Match[str], lang: str, *, numeric: bool) -> Day | None:
    groups = match.groupdict()
    name = groups["month"]
    month = int(name) if numeric else _month_names(lang)[name.casefold().rstrip(".")]
    day, year = int(groups.get("day") or 0), int(groups.get("year") or 0)
    plausible = 1 <= month <= _MONTHS and day <= 31
    return Day(match.start(), match.end(), year, month, day, numeric) if plausible else None


def clocks(text: str) -> list[Clock]:
    """Every time of day that is marked as one: by a.m. or p.m., a colon, "Uhr", "kl." or "h"."""
    found: list[Clock] = []
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(Clock(match.start(), match.end(), _minutes(match)))
    return sorted(found, key=lambda clock: clock.start)


def _minutes(match: re.Match[str]) -> int:
    groups = match.groupdict()
    hour, half = int(groups["hour"]), (groups.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + int(groups.get("minute") or 0)


def blanked(text: str, lang: str) -> str:
    """`text` with dates and times overwritten by as many spaces, so that other figures keep their places."""
    spans = [(day.start, day.end) for day in days(text, lang)] + [
        (clock.start, clock.end) for clock in clocks(text)
    ]
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def write_day(day: Day, lang: str) -> str:
    """A full date in words, as CLDR's long form has it ("6. August 2025"); British order in English."""
    from babel.dates import format_date

    return str(format_date(date(day.year, day.month, day.day), "long", "en_GB" if lang == "en" else lang))


def write_clock(clock: Clock, lang: str) -> str:
    """A time of day on the 24-hour clock: 15:30; 15.30 in Swedish, Danish, Finnish; 3:30 p.m. stays an hour of 24."""
    mark = "." if lang in ("sv", "da", "fi") else ":"
    return f"{clock.minutes // 60}{mark}{clock.minutes % 60:02d}"
