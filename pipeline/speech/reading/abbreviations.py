"""Abbreviations in full, and short weekdays."""

from __future__ import annotations

from itertools import product

import regex

from pipeline.speech.reading.language import TIE, Language, Match, Rule, rule, text_before

# Nor after a spelled letter: the "U." of "E U." is no "und".
_START, _END = rf"(?<![\p{{L}}\p{{N}}_.&{TIE}-])", r"(?![\p{L}\p{N}_])"
_CLOSES = regex.compile(r"[\"'”’“»)\]]*$")
_AFTER_NUMBER = regex.compile(r"(?:\d\s?|[\p{L}\d]/)$")


def _spellings(written: str) -> list[str]:
    """ "z.B." is also written "z. B." and, by the careless, "z.B"."""
    parts = regex.split(r"(?<=\.)(?=\p{L})", written)
    joints = product(["", " "], repeat=len(parts) - 1)
    full = [
        "".join(part + space for part, space in zip(parts, (*joint, ""), strict=True)) for joint in joints
    ]
    return [*full, *(form.removesuffix(".") for form in full if len(parts) > 1)]


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _variants(table: dict[str, str]) -> dict[str, str]:
    """Every way an abbreviation is written: with spaces, and with a capital at the start of a sentence."""
    capital = {capitalised(written): capitalised(said) for written, said in table.items()}
    return {spelling: said for written, said in (capital | table).items() for spelling in _spellings(written)}


def rules(language: Language) -> tuple[Rule, ...]:
    """Weekdays before dates and times, abbreviations that need a number, and all others."""
    table = language.tables
    full, numbered = _variants(table.abbreviations), _variants(table.before_number)
    never_last = frozenset(table.grammar.get("never_last", "").split())
    counted = {*language.units, *table.currencies, *table.magnitudes}

    def expand(match: Match) -> str:
        """The full word; the dot that ends the sentence too stays. After a number or "/" it may be a unit, said later."""
        written, before = match.group(), text_before(match)
        if (written in counted or written.removesuffix(".") in counted) and _AFTER_NUMBER.search(before):
            return written
        ends = written.endswith(".") and _CLOSES.match(match.string, match.end())
        if ends and before and written in never_last:
            return written
        return full[written] + ("." if ends else "")

    def before_number(match: Match) -> str:
        return numbered[match.group()] + ("" if match.string[match.end()].isspace() else " ")

    return (
        *_weekdays(language),
        rule(
            "before a number",
            rf"{_START}\L<written>(?=\s?(?:\d|[IVX]+\b))",
            before_number,
            digits=False,
            needs="written",
            written=numbered,
        ),
        rule(
            "abbreviation",
            rf"{_START}\L<written>{_END}",
            expand,
            digits=False,
            needs="written",
            written=full,
        ).of_whole_words(),
    )


def _weekdays(language: Language) -> tuple[Rule, ...]:
    table = language.tables
    names = table.weekdays | {name: name for name in table.weekdays.values()}
    days = {capitalised(short): capitalised(name) for short, name in names.items()} | names

    def span(match: Match) -> str:
        return f"{days[match['a']]} {table.words.to} {days[match['b']]}"

    def single(match: Match) -> str:
        return days[match["a"]] + ("," if "," in match["stop"] else "")

    date, time = r"\d{1,2}\.?\s\p{L}{3}|\d{1,2}[./]\d", r"\d{1,2}(?:[.:]\d\d)?\s?(?:[-–]|Uhr|[ap]\.?m)"
    follows = rf"(?=\s(?:den |dem |the )?(?:{date}|{time}))"
    to = r"(?P<a>\L<days>)\.?\s?(?:[-–]|\b(?:to|bis|till)\b)\s?(?P<b>\L<days>)(?:\.(?!$))?"
    return (
        rule("weekdays", _START + to + _END, span, digits=False, needs="days", days=days),
        rule("weekday", rf"{_START}(?P<a>\L<days>)(?P<stop>\.?,?){follows}", single, needs="days", days=days),
    )
