"""Clock times and spans of them. What a time is called is the grammar's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from pipeline.speech.reading.language import Context, Language, Match, Rule

HOURS, MINUTES = 24, 59


@dataclass(frozen=True, slots=True)
class Time:
    """A clock time; `minute` is None where only the hour is written. `half` is "am", "pm" or ""."""

    hour: int
    minute: int | None
    second: int | None = None
    half: str = ""


Say = Callable[[Time, Context], str]


def _time(match: Match, which: str) -> Time | None:
    hour, minute, second = (match.groupdict().get(f"{name}{which}") for name in ("h", "m", "s"))
    time = Time(int(hour), int(minute) if minute else None, int(second) if second else None)
    valid = time.hour <= HOURS and (time.minute or 0) <= MINUTES and (time.second or 0) <= MINUTES
    return time if valid else None


def rules(language: Language, say: Say, cues: dict[str, str]) -> tuple[Rule, ...]:
    """Rules for the times of `language`, said by `say`.

    `cues`: regular expressions `before` and `after` that make a time of what might else be a decimal or a plain number
    ("kl. 15", "15 Uhr"), and `drop`, the part of the cue after it that is not said again.
    """
    to = language.tables.words.to
    edge, end = r"(?<![\p{L}\p{N}_.,:/$€£-])", r"(?![\p{L}\p{N}_]|[.,:/]\d)"

    def clock(which: str, mark: str, *, minutes: str = "{1}") -> str:
        return rf"(?P<h{which}>\d{{1,2}})(?:[{mark}](?P<m{which}>\d{{2}})(?:[{mark}](?P<s{which}>\d{{2}}))?){minutes}"

    dash = r"\s?(?:[-–]|\b(?:bis|till|to|until)\b)\s?"

    def span(match: Match) -> str:
        first, last = _time(match, "a"), _time(match, "b")
        if not (first and last):
            return match.group()
        return f"{say(first, Context.of(match))} {to} {say(last, Context.of(match))}"

    def single(match: Match) -> str:
        time = _time(match, "a")
        return say(time, Context.of(match)) if time else match.group()

    before, after = cues["before"], cues["after"]
    loose = "?"
    return (
        Rule("span of times", regex.compile(rf"{before}{clock('a', '.:', minutes=loose)}{dash}{clock('b', '.:', minutes=loose)}{end}"), span),
        Rule("span of times", regex.compile(rf"{edge}{clock('a', '.:', minutes=loose)}{dash}{clock('b', '.:', minutes=loose)}(?=\s?{after})"), span),
        Rule("span of times", regex.compile(rf"{edge}{clock('a', ':')}{dash}{clock('b', ':')}{end}"), span),
        Rule("time", regex.compile(rf"{before}{clock('a', '.:', minutes=loose)}{end}"), single),
        Rule("time", regex.compile(rf"{edge}{clock('a', '.:', minutes=loose)}(?=\s?{after})"), single),
        Rule("time", regex.compile(rf"{edge}{clock('a', ':')}{end}"), single),
    )  # fmt: skip
