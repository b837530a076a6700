"""Years, spans of years, decades. Whether four digits are a year is the grammar's to say."""

from __future__ import annotations

from collections.abc import Callable

import regex

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import Context, Language, Match, Rule

IsYear = Callable[[int, Context], bool]

# A name of a standard before four digits: "ISO 1996" is no year.
STANDARD = regex.compile(r"(?:ISO|DIN|EN|IEC|IEEE|RFC|SIS|SS|DIN EN|VDI|VDE|ÖNORM|BS|ANSI|ASTM|Nr\.?|nr\.?|No\.?)\s$")


def rules(language: Language, is_year: IsYear) -> tuple[Rule, ...]:
    """Rules for years of four digits between 1000 and 2099, alone or as a span ("1939–45", "2024/25")."""
    to = language.tables.words.to
    code = language.code

    def year(match: Match) -> str:
        first, last, joint = match["a"], match["b"], match["joint"]
        context = Context.of(match)
        if STANDARD.search(context.before) or not (last or is_year(int(first), context)):
            return match.group()
        said = language.year(int(first))
        if not last:
            return said
        end = language.year(int(last)) if len(last) == len(first) else numbers.cardinal(int(last), code)
        if "/" not in joint:
            return f"{said} {to} {end}"
        follows = len(last) < len(first) or int(last) == int(first) + 1
        return f"{said} {end}" if follows else f"{said}, {numbers.cardinal(int(last), code)}"

    short = r"(?P<b>1\d{3}|20\d{2}|(?<=[12]\d[0-8]\d.)[0-9]\d)"
    pattern = (
        rf"(?<![\p{{L}}\p{{N}}_.,:/]|[\p{{L}}\p{{N}}]-)(?P<a>1\d{{3}}|20\d{{2}})(?:(?P<joint>\s?[-–/]\s?){short}(?![\p{{N}}\p{{L}}]))?"
        r"(?![\p{L}\p{N}_%°€$£²³]|[.,:/]\d|[-–]\d)"
    )
    return (
        Rule("month and year", regex.compile(r"(?<=(?<![\p{N}/.,])(?:0?[1-9]|1[0-2]))/(?=(?:19|20)\d{2}(?![\p{N}/]))"), lambda _: " "),
        Rule("year", regex.compile(pattern), year),
    )  # fmt: skip
