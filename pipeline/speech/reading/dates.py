"""Dates: with a month's name, ISO 8601, and day and month in digits. How a day and a month are put is the grammar's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from pipeline.speech.reading.language import Context, Language, Match, Rule

LAST_DAY, LAST_MONTH = 31, 12


@dataclass(frozen=True, slots=True)
class Day:
    """Days of a month: one, or several joined by what stands between them (a dash is the word for "to").

    `joints[n]` stands between day n and day n + 1. `month` is a name; `year` is None where none is given.
    `month_first` as in "August 6".
    """

    days: tuple[int, ...]
    joints: tuple[str, ...]
    month: str
    year: int | None
    month_first: bool = False


Say = Callable[[Day, Context], str]
_JOINT = regex.compile(r"\s?(?:([-–/])|(,)|(\p{L}+(?: zum)?))\s?")


def rules(language: Language, say: Say, order: str) -> tuple[Rule, ...]:
    """Rules for the dates of `language`, said by `say`. `order` is the order of digits in "06/08/2025": dm or md."""
    return (*_named(language, say), *_digits(language, say, order))


def _named(language: Language, say: Say) -> tuple[Rule, ...]:
    table = language.tables
    names = table.months.split()
    numbers = {name: n for n, name in enumerate(names, 1)} | table.months_short
    by_name = numbers | {name.capitalize(): n for name, n in numbers.items()}
    month = rf"(?P<month>\L<months>)(?:\.(?=\s?[\p{{L}}\d,])|(?!\.?[\p{{L}}\p{{N}}]))"
    year = r"(?:,?\s(?P<year>\d{4})(?![\p{L}\p{N}-]|[.,:]\d|\s\d{3}\b))?"
    dot = r"\.?(?:st|nd|rd|th|:?e|:?a)?"
    joint = r"\s?(?:[-–/,]|\b(?:und|och|and|oder|or|eller|to|bis zum|bis|till|until)\b)\s?"
    days = rf"(?<![\p{{L}}\p{{N}}_.,:/-])(?P<days>\d{{1,2}}{dot}(?:{joint}\d{{1,2}}{dot})*)"
    listed = list(by_name)

    def named(match: Match) -> str:
        day = _day(match, names[by_name[match["month"]] - 1])
        return say(day, Context.of(match)) if day else match.group()

    def month_first(match: Match) -> str:
        day = _day(match, names[by_name[match["month"]] - 1])
        if not day:
            return match.group()
        return say(Day(day.days, day.joints, day.month, day.year, month_first=True), Context.of(match))

    short = rf"(?<![\p{{L}}\p{{N}}])(?P<month>\L<short>)\.?(?=\s(?:\d{{4}}|\d{{1,2}},)(?!\p{{N}}))"
    month_year = Rule(
        "short month",
        regex.compile(short, short=[form for form in by_name if form.casefold() in _folded(table.months_short)]),
        lambda match: names[by_name[match["month"]] - 1],
    )
    day_month = Rule("day and month", regex.compile(rf"{days}\s?(?:of\s)?{month}{year}", months=listed), named)
    if language.code != "en":
        return (day_month, month_year)
    tail = r"(?P<days>\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?)?)(?![\p{L}\p{N}]|[.:]\d|,\d{3})"
    pattern = rf"(?<![\p{{L}}\p{{N}}_])(?P<month>\L<months>)\.?\s{tail}{year}"
    return (day_month, Rule("month and day", regex.compile(pattern, months=listed), month_first), month_year)


def _folded(table: dict[str, int]) -> set[str]:
    return {name.casefold() for name in table}


def _day(match: Match, month: str) -> Day | None:
    """The days of a match, None where one is no day of a month."""
    written = regex.split(r"\d+", match["days"])
    days = tuple(int(number) for number in regex.findall(r"\d+", match["days"]))
    if not all(0 < day <= LAST_DAY for day in days):
        return None
    year = match.groupdict().get("year")
    return Day(days, tuple(_bare(joint) for joint in written[1:-1]), month, int(year) if year else None)


def _bare(joint: str) -> str:
    found = regex.sub(r"^(?:\.|st|nd|rd|th|:?e\b|:?a\b)+", "", joint).strip()
    return "" if found in {"-", "–"} else "," if found == "/" else found


def _digits(language: Language, say: Say, order: str) -> tuple[Rule, ...]:
    names = language.tables.months.split()

    def put(day: str, month: str, year: str, match: Match) -> str:
        """A date, or what was matched where there is no such month or day."""
        if not (0 < int(day) <= LAST_DAY and 0 < int(month) <= LAST_MONTH):
            return match.group()
        full = None if not year else int(year) if len(year) > 2 else 2000 + int(year)
        return say(Day((int(day),), (), names[int(month) - 1], full), Context.of(match))

    def iso(match: Match) -> str:
        return put(match["d"], match["m"], match["y"], match)

    def slashed(match: Match) -> str:
        first, second = match["a"], match["b"]
        swapped = (order == "md" and int(first) <= LAST_MONTH) or int(second) > LAST_MONTH
        return put(second, first, match["y"], match) if swapped else put(first, second, match["y"], match)

    def dotted(match: Match) -> str:
        said = put(match["d"], match["m"], match["y"] or "", match)
        ends = not match["y"] and not match.string[match.end() :]
        return f"{said}." if ends and said != match.group() else said

    edge, end = r"(?<![\p{L}\p{N}_.,:/-])", r"(?![\p{L}\p{N}_/]|[.,:-]\d)"
    cue = r"(?<=(?i:am|vom|zum|bis|der|den|dem|ab|seit|stand:?|und|–|-)\s?)" if language.code == "de" else r"(?<=(?i:den|on)\s)"
    return (
        Rule("ISO date", regex.compile(rf"{edge}(?P<y>[12]\d{{3}})-(?P<m>\d{{2}})-(?P<d>\d{{2}})(?![\p{{L}}\p{{N}}_/-])"), iso),
        Rule("slashed date", regex.compile(rf"{edge}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})[/ ](?P<y>[12]\d{{3}}){end}"), slashed),
        Rule("dotted date", regex.compile(rf"{edge}(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>[12]\d{{3}}|\d{{2}}(?!\d|\.?\d)){end}"), dotted),
        Rule("dotted day", regex.compile(rf"{cue}(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.(?P<y>(?!\d)){end}"), dotted),
    )  # fmt: skip
