"""Abbreviations in full, and short weekdays."""

from __future__ import annotations

from itertools import product

import regex

from pipeline.speech.reading.language import Language, Match, Rule

_STARTS = r"(?<![\p{L}\p{N}_.&-])"
_ENDS = r"(?![\p{L}\p{N}_])"
_CLOSES = regex.compile(r"[\"'”“’»)\]]*$")


def _spellings(written: str) -> list[str]:
    """ "z.B." is also written "z. B."."""
    parts = regex.split(r"(?<=\.)(?=\p{L})", written)
    joints = product(["", " "], repeat=len(parts) - 1)
    return ["".join(part + space for part, space in zip(parts, (*joint, ""), strict=True)) for joint in joints]


def _variants(table: dict[str, str]) -> dict[str, str]:
    """Every way an abbreviation is written: with spaces, and with a capital at the start of a sentence."""
    capital = {_capital(written): _capital(said) for written, said in table.items()}
    return {spelling: said for written, said in (capital | table).items() for spelling in _spellings(written)}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def rules(language: Language) -> tuple[Rule, ...]:
    table = language.tables
    full, numbered = _variants(table.abbreviations), _variants(table.before_number)
    counted = {*language.units, *table.currencies, *table.magnitudes}

    def expand(match: Match) -> str:
        """The full word; the dot that ends the sentence too stays. After a number it may be a unit, said later."""
        written = match.group()
        if written in counted and regex.search(r"\d\s?$", match.string[: match.start()]):
            return written
        ends = written.endswith(".") and _CLOSES.match(match.string, match.end())
        return full[written] + ("." if ends else "")

    days = {_capital(short): _capital(name) for short, name in table.weekdays.items()} | table.weekdays
    weekday = "|".join(days)

    def week(match: Match) -> str:
        return f"{days[match['a']]} {table.words.to} {days[match['b']]}"

    return (
        Rule(
            "weekdays",
            regex.compile(rf"{_STARTS}(?P<a>{weekday})\.?\s?[-–]\s?(?P<b>{weekday})(?:\.(?!$))?{_ENDS}"),
            week,
            digits=False,
        ),
        Rule(
            "weekday",
            regex.compile(
                rf"{_STARTS}(?P<a>{weekday})(?P<comma>\.?,?)"
                r"(?=\s(?:den |dem |the )?\d{1,2}(?:\.?\s\p{L}{3}|[.:]?\d{0,2}\s?(?:[-–]|Uhr|[ap]\.?m)|\.\d))"
            ),
            lambda m: f"{days[m['a']]}{',' if ',' in m['comma'] else ''}",
        ),
        Rule(
            "numbered",
            regex.compile(rf"{_STARTS}\L<written>(?=\s?\d)", written=list(numbered)),
            lambda m: f"{numbered[m.group()]} " if not m.string[m.end() : m.end() + 1].isspace() else numbered[m.group()],
        ),
        Rule("abbreviation", regex.compile(rf"{_STARTS}\L<written>{_ENDS}", written=list(full)), expand, digits=False),
    )
