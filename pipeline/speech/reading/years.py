"""Years and spans of years. Whether four digits are a year is the grammar's to say."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import Context, Language, Match, Rule, rule
from pipeline.speech.reading.lazily import Lazy

IsYear = Callable[[int, Context], bool]

_REACH = 10  # characters before a year that may hold such a name
# A name of a standard or a number before four digits: "ISO 1996" is no year.
_STANDARD = Lazy(r"(?:ISO|DIN|EN|IEC|IEEE|RFC|SIS|SS|VDI|VDE|ÖNORM|BS|ANSI|ASTM|Nr\.?|nr\.?|No\.?)\s$")

# The apostrophe of "Q3'25".
_PART = r"(?<=\b(?:[HQ][1-4]|FY))['’‘](?=\d\d(?![\p{L}\p{N}'’]))"


def rules(language: Language, is_year: IsYear) -> tuple[Rule, ...]:
    """Rules for years of four digits between 1000 and 2099, alone or as a span ("1939–45", "2024/25")."""
    to, code = language.tables.words.to, language.code

    def year(match: Match) -> str:
        first, last = int(match["a"]), match["b"]
        context = Context.of(match)
        if _STANDARD.search(context.before[-_REACH:]) or not (last or is_year(first, context)):
            return match.group()
        said = language.year(first)
        return f"{said}{span(first, last, match['joint'])}" if last else said

    def span(first: int, last: str, joint: str) -> str:
        end = numbers.cardinal(int(last), code)
        if "/" not in joint:
            return f" {to} {end if len(last) == 2 else language.year(int(last))}"
        if len(last) == 2 or int(last) == first + 1:
            return f" {end if len(last) == 2 else language.year(int(last))}"
        return f", {end}"

    four = r"1\d{3}|20\d{2}"
    start = r"(?<![\p{L}\p{N}_.,:/]|[\p{L}\p{N}]-)"
    second = rf"(?:(?P<joint>\s?[-–/]\s?)(?P<b>{four}|(?<=[12]\d[0-8]\d.)\d\d|(?<=[12]\d9\d.)9\d)(?![\p{{N}}\p{{L}}]))?"
    end = r"(?![\p{L}\p{N}_%°€$£²³]|[.,:/]\d|[-–]\d)"
    month = r"(?<=(?<![\p{N}/.,])(?:0?[1-9]|1[0-2]))/(?=(?:19|20)\d{2}(?![\p{N}/]))"

    def short_year(match: Match) -> str:
        """ "'08" -> "oh eight" in English, a plain number elsewhere."""
        number = int(match["year"])
        return f"{'oh ' if number < 10 and code == 'en' else ''}{numbers.cardinal(number, code)}"

    return (
        rule("short year", r"(?<![\p{L}\p{N}])['’‘](?P<year>\d\d)(?![\p{L}\p{N}'’])", short_year),
        *_standard_rules(language),
        rule("part and year", rf"{month}|{_PART}", " "),
        rule("year", f"{start}(?P<a>{four}){second}{end}", year),
    )


def _standard_rules(language: Language) -> tuple[Rule, ...]:
    """ "ISO 9001:2015", "DIN EN 1090-2:2018-09": the part is no span, and the edition is a year, perhaps with its month."""
    months = language.tables.months.split()

    def edition(match: Match) -> str:
        month = months[int(match["month"]) - 1] + " " if match["month"] else ""
        return f" {month}{language.year(int(match['a']))}"

    standard = r"\b(?:ISO|DIN|E\u00a0?N|IEC|IEEE|VDI|VDE|BS|ASTM|SS)[\s/A-Z-]{1,12}\d{2,6}"
    year = r":(?P<a>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2]))?(?![\p{L}\p{N}])"
    return (
        rule("edition of a standard", rf"(?<={standard}(?:-\d{{1,3}}){{0,3}}){year}", edition),
        rule(
            "part of a standard", rf"(?<={standard}(?:-\d{{1,3}}){{0,2}})-(?=\d{{1,3}}(?![\p{{N}}.,%]))", " "
        ),
    )
