"""Clock times, spans of them, and durations. What a time is called is the grammar's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import EDGE, NUMBER_END, Context, Language, Match, Rule, rule

HOURS, MINUTES = 24, 59


@dataclass(frozen=True, slots=True)
class Time:
    """A clock time; `minute` is None where only the hour is written."""

    hour: int
    minute: int | None
    second: int | None = None


Say = Callable[[Time, Context], str]


def _time(match: Match, which: str) -> Time | None:
    """The time in the groups h, m and s of `which`, None where no clock shows it."""
    groups = match.groupdict()
    hour, minute, second = (int(groups.get(f"{name}{which}") or -1) for name in "hms")
    if hour > HOURS or minute > MINUTES or second > MINUTES:
        return None
    return Time(hour, minute if minute >= 0 else None, second if second >= 0 else None)


def clock(which: str, marks: str = ".:", *, minutes: bool = False) -> str:
    """A pattern for a time, its groups named with `which`; `minutes` must be there, or may be absent."""
    tail = rf"(?:[{marks}](?P<m{which}>\d{{2}})(?:[{marks}](?P<s{which}>\d{{2}}))?)"
    return rf"(?P<h{which}>\d{{1,2}}){tail}{'' if minutes else '?'}"


def single(say: Say) -> Callable[[Match], str]:
    """What a rule with one `clock("a")` says."""

    def said(match: Match) -> str:
        time = _time(match, "a")
        return say(time, Context.of(match)) if time else match.group()

    return said


def span(say: Say, to: str) -> Callable[[Match], str]:
    """What a rule with `clock("a")` and `clock("b")` says."""

    def said(match: Match) -> str:
        first, last = _time(match, "a"), _time(match, "b")
        if not (first and last):
            return match.group()
        return f"{say(first, Context.of(match))} {to} {say(last, Context.of(match))}"

    return said


DASH = r"\s?(?:[-–]|\b(?:bis|till|to|until)\b)\s?"


def rules(language: Language, say: Say, before: str, after: str) -> tuple[Rule, ...]:
    """Rules for the times of `language`, said by `say`.

    `before` and `after` are regular expressions for what makes a time of what might else be a decimal or a plain
    number: "kl. 15", "15 Uhr".
    """
    one, two = single(say), span(say, language.tables.words.to)
    a, b, follows = clock("a"), clock("b"), rf"(?=\s?{after})"
    colons = f"{clock('a', ':', minutes=True)}"
    return (
        _duration(language),
        rule("span of times", rf"{before}{a}{DASH}{b}{NUMBER_END}", two),
        rule("span of times", rf"{EDGE}{a}{DASH}{b}{follows}", two),
        rule("span of times", rf"{EDGE}{colons}{DASH}{clock('b', ':', minutes=True)}{NUMBER_END}", two),
        rule("time", rf"{before}{a}{NUMBER_END}", one),
        rule("time", rf"{EDGE}{a}{follows}", one),
        rule("time", rf"{EDGE}{colons}{NUMBER_END}", one),
    )


def _duration(language: Language) -> Rule:
    """ "2:03:59", or "3:45" before the word for hours or minutes, is how long something took."""
    units = [language.units[symbol] for symbol in ("h", "min", "s")]
    nouns = {noun.many: rank for rank, noun in enumerate(units)}

    def say(match: Match) -> str:
        parts = [int(part) for part in match["clock"].split(":")]
        first = nouns.get(match["noun"] or "", 0)
        said = [
            f"{language.one(unit.gender, Context.of(match)) if n == 1 else numbers.cardinal(n, language.code)} "
            f"{unit.one if n == 1 else unit.many}"
            for n, unit in zip(parts, units[first:], strict=False)
            if n
        ]
        return f" {language.tables.words.and_} ".join(
            [", ".join(said[:-1]), said[-1]] if len(said) > 1 else said
        )

    long, short = r"\d{1,3}:[0-5]\d:[0-5]\d", rf"\d{{1,3}}:[0-5]\d(?=\s(?:{'|'.join(nouns)})\b)"
    return rule(
        "duration",
        rf"(?<!\b[Kk]lockan\s){EDGE}(?P<clock>{long}|{short})(?:\s(?P<noun>\L<nouns>)\b)?{NUMBER_END}",
        say,
        nouns=nouns,
    )
