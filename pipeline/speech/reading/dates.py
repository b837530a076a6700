"""Dates: with a month's name, ISO 8601, and day and month in digits. How a day and a month are put is the grammar's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import regex

from pipeline.speech.reading.language import EDGE, END, Context, Language, Match, Rule, rule

LAST_DAY, LAST_MONTH = 31, 12
_CENTURY = 2000  # of a year in two digits


@dataclass(frozen=True, slots=True)
class Day:
    """Days of a month: one, or several joined by what stands between them ("" is a dash, "," a breath, else a word).

    `joints[n]` stands between day n and day n + 1. `month` is a name; `year` is None where none is given.
    `month_first` as in "August 6".
    """

    days: tuple[int, ...]
    month: str
    joints: tuple[str, ...] = ()
    year: int | None = None
    month_first: bool = False


Say = Callable[[Day, Context], str]

_SUFFIX = r"\.?(?:st|nd|rd|th|:?e|:?a)?"
_JOINT = r"\s?(?:[-–/,]|\b(?:und|och|and|oder|or|eller|to|bis zum|bis|till|until)\b)\s?"
_DAYS = rf"(?<![\p{{L}}\p{{N}}_.,:/-])(?P<days>\d{{1,2}}{_SUFFIX}(?:{_JOINT}\d{{1,2}}{_SUFFIX})*)"
# "Release 10.4.12" has no date.
_NO_VERSION = r"(?<!\b(?i:version|release|firmware|update|build|patch)\s)"
_YEAR = r"(?:,?\s(?P<year>\d{4})(?![\p{L}\p{N}-]|[.,:]\d|\s\d{3}\b))?"
# The dash of "28 February–3 March" and of "February 28–March 3".
_SPAN = (
    r"(?<=\d\.?\s?\L<months>\.?(?:\s\d{4})?)\s?[-–]\s?(?=\d{1,2}\.?\s?\L<months>)"
    r"|(?<=\L<months>\.?\s\d{1,2}(?:,\s\d{4})?)\s?[-–]\s?(?=\L<months>\.?\s\d)"
)


class Dates:
    """The rules for the dates of a language, said by `say`."""

    def __init__(self, language: Language, say: Say) -> None:
        self.say = say
        self.to = language.tables.words.to
        self.year = language.year
        self.names = language.tables.months.split()
        self.short = _with_capitals(language.tables.months_short)
        self.numbers = _with_capitals({name: n for n, name in enumerate(self.names, 1)}) | self.short

    # ── saying ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _month(self, match: Match) -> str:
        return self.names[self.numbers[match["month"]] - 1]

    def _months(self, match: Match) -> str:
        first, last = (self.names[self.numbers[match[which]] - 1] for which in ("month", "last"))
        return f"{first} {self.to} {last}"

    def _named(self, match: Match) -> str:
        day = _day(match, self._month(match))
        return self.say(day, Context.of(match)) if day else match.group()

    def _month_first(self, match: Match) -> str:
        day = _day(match, self._month(match))
        return self.say(replace(day, month_first=True), Context.of(match)) if day else match.group()

    def _put(self, match: Match, day: int, month: int) -> str:
        """A date in digits, or what was matched where there is no such day or month."""
        if not (0 < day <= LAST_DAY and 0 < month <= LAST_MONTH):
            return match.group()
        year = match.groupdict().get("y")
        full = int(year) + (_CENTURY if len(year) == 2 else 0) if year else None
        return self.say(Day((day,), self.names[month - 1], year=full), Context.of(match))

    def _digits(self, match: Match) -> str:
        return self._put(match, int(match["d"]), int(match["m"]))

    def _iso_month(self, match: Match) -> str:
        """ "2024-05" is May, for as the end of a span it would be no later than its beginning."""
        year, month = int(match["y"]), int(match["m"])
        if len(match["m"]) < 2 or not 0 < month <= min(LAST_MONTH, year % 100):
            return match.group()
        return f"{self.names[month - 1]} {self.year(year)}"

    def _slashed(self, match: Match) -> str:
        """Day before month, unless there is no such month ("12/25/2024")."""
        day, month = int(match["d"]), int(match["m"])
        return self._put(match, month, day) if month > LAST_MONTH else self._put(match, day, month)

    def _lone(self, match: Match) -> str:
        """ "31.03." at the end of a sentence shares its dot with it."""
        said = self._digits(match)
        return f"{said}." if said != match.group() and match.end() == len(match.string) else said

    # ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────

    def rules(self, lone_day_after: str) -> tuple[Rule, ...]:
        """`lone_day_after`: a look-behind for what makes a date of "3.10."."""
        month = r"(?P<month>\L<months>)(?:\.(?=\s?[\p{L}\d,])|(?!\.?[\p{L}\p{N}]))"
        short = r"(?<![\p{L}\p{N}])(?P<month>\L<short>)\.?(?=\s(?:\d{4}|\d{1,2},)(?!\p{N}))"
        y, m, d = r"(?P<y>[12]\d{3})", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
        dotted, end = rf"{d}\.\s?{m}\.", r"(?![\p{L}\p{N}_/]|[.,:-]\d)"
        iso_end = r"(?![\p{L}\p{N}_/-])"
        span = rf"(?<![\p{{L}}\p{{N}}])(?P<month>\L<months>)\.?\s?[-–]\s?(?P<last>\L<months>)\.?{END}"
        return (
            rule("span of months", span, self._months, digits=False, needs="months", months=self.numbers),
            rule("span of dates", _SPAN, f" {self.to} ", needs="months", months=self.numbers),
            rule(
                "day and month",
                rf"{_DAYS}\s?(?:of\s)?{month}{_YEAR}",
                self._named,
                needs="months",
                months=self.numbers,
            ),
            rule("short month", short, self._month, needs="short", short=self.short),
            rule("ISO month", rf"{EDGE}{y}-{m}{iso_end}", self._iso_month),
            rule("ISO date", rf"{EDGE}{y}-(?P<m>\d{{2}})-(?P<d>\d{{2}}){iso_end}", self._digits),
            rule("slashed date", rf"{EDGE}{d}/{m}(?:[/ ]{y}|/(?P<y>\d{{2}})){end}", self._slashed),
            rule(
                "dotted date",
                rf"{_NO_VERSION}{EDGE}{dotted}\s?(?P<y>[12]\d{{3}}|\d{{2}}(?!\d|\.?\d)){end}",
                self._digits,
            ),
            rule("dotted day", rf"{lone_day_after}{dotted}(?!\d){end}", self._lone),
        )

    def month_first_rule(self) -> Rule:
        """ "August 6, 2025"."""
        day = r"\d{1,2}(?:st|nd|rd|th)?"
        days = rf"(?P<days>{day}(?:\s?[-–]\s?{day})?)(?![\p{{L}}\p{{N}}]|[.:]\d|,\d{{3}})"
        pattern = rf"(?<![\p{{L}}\p{{N}}_])(?P<month>\L<months>)\.?\s{days}{_YEAR}"
        return rule("month and day", pattern, self._month_first, needs="months", months=self.numbers)


def _with_capitals(numbers: dict[str, int]) -> dict[str, int]:
    return {form: n for name, n in numbers.items() for form in (name, name.capitalize())}


def _day(match: Match, month: str) -> Day | None:
    """The days of a match, None where one is no day of a month."""
    written = regex.split(r"\d+", match["days"])
    days = tuple(int(number) for number in regex.findall(r"\d+", match["days"]))
    if not all(0 < day <= LAST_DAY for day in days):
        return None
    year = match["year"]
    return Day(days, month, tuple(_joint(joint) for joint in written[1:-1]), int(year) if year else None)


def _joint(written: str) -> str:
    found = regex.sub(r"^(?:\.|st|nd|rd|th|:?e\b|:?a\b)+", "", written).strip()
    return {"-": "", "–": "", "/": ","}.get(found, found)


def joined(ordinals: list[str], joints: tuple[str, ...], to: str) -> str:
    """The days in a row: "fifth to seventh", "fifth, sixth and seventh"."""
    said = ordinals[0]
    for joint, ordinal in zip(joints, ordinals[1:], strict=True):
        said += f", {ordinal}" if joint == "," else f" {joint or to} {ordinal}"
    return said
