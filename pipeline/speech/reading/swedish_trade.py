"""What Swedish trade prose abbreviates in its own way: laws, standards, acronyms in lower case, emissions, weeks.

Sections and chapters are said as lawyers say them ("5 kap. 2 §": "femte kapitlet andra paragrafen"); acronyms that
newspapers write like words ("vd", "bnp"; TT-språket) are spelled all the same.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import END, START, Match, Rule, rule, tables
from pipeline.speech.reading.letters import spell
from pipeline.speech.reading.swedish_agreement import agreeing_rules

CODE = "sv"

# "per månad/år" gives two spans, "kunder/år" a rate.
_NO_SPAN = r"(?!(?:dag|dygn|vecka|månad|mån|kvartal|timme)\b)"

_SOLD_BY = {"kg": "kilo", "hg": "hekto", "l": "liter", "m": "meter", "st": "styck", "mån": "månad"}


def ordinal(number: int) -> str:
    """A round hundred or thousand has no "ett" before it: "hundrade"."""
    said = numbers.ordinal(number, CODE)
    return {"etthundrade": "hundrade", "ettusende": "tusende"}.get(said, said)


def _chapter(match: Match) -> str:
    return f"{ordinal(int(match['number']))} kapitlet"


def _sections(match: Match) -> str:
    return f"paragraferna {match['numbers']}"


def _section(match: Match) -> str:
    """ "5 §" -> "femte paragrafen", "12 a §" -> "paragraf tolv a"."""
    number, letter = int(match["number"]), match["letter"]
    return (
        f"paragraf {numbers.cardinal(number, CODE)} {letter}" if letter else f"{ordinal(number)} paragrafen"
    )


def _day(match: Match) -> str:
    return ordinal(int(match["number"]))


def _part(match: Match) -> str:
    """ "3 § 2 st." -> "tredje paragrafen andra stycket"."""
    kind = "stycket" if match["kind"].startswith("s") else "punkten"
    return f"{ordinal(int(match['number']))} paragrafen {ordinal(int(match['part']))} {kind}"


def _per(match: Match) -> str:
    return f" per {'månad' if match['per'] == 'mån' else match['per']}"


def _door(match: Match) -> str:
    """ "Storgatan 12 A" has no ampere."""
    return f"{numbers.cardinal(int(match['number']), CODE)} "


def _price_per(match: Match) -> str:
    return f" och {match['cents']} per {_SOLD_BY[match['per']]}"


def _digits(match: Match) -> str:
    return " " + ", ".join(numbers.digits(group, CODE) for group in match["code"].replace("-", " ").split())


def _capitals(match: Match) -> str:
    return match.group().upper()


def early_rules() -> tuple[Rule, ...]:
    """Rules to be tried before abbreviations, dates and numbers."""
    pressure = r"\d{2,3}"
    second = rf"(?:\s(?:till|och|–)\s{pressure}/{pressure})?"
    return (
        *agreeing_rules(),
        *_day_rules(),
        rule("price with a colon", r"(?<=\d):(?=\d{2}\s?(?:kr|kronor|dollar|euro|pund)\b)", ","),
        rule(
            "price per unit",
            rf"(?<=(?<![\d.,:])\d{{1,3}}):(?P<cents>\d{{2}})/(?P<per>{'|'.join(_SOLD_BY)}){END}",
            _price_per,
        ),
        rule("price told", r"(?<=\b(?:kostar|priset|kostade)\s(?:bara\s)?\d{2}):(?=\d{2}(?![\d:]))", " och "),
        rule(
            "emergency number",
            r"(?<=\b(?i:ring|ringer|larma|nödnumret|larmnumret)\s)112(?![\d:]|[.,-]\d|\s(?!eller|och|om|vid|för|i|på|direkt)\p{L})",
            "ett ett två",
        ),
        rule("phase 1/2", r"(?<=\b[Ff]as\s[1-4])/(?=[1-4]\b)", " "),
        rule("blood pressure", rf"(?<=\b{pressure})/(?={pressure}{second}\s?mmHg)", " genom "),
        *_code_rules(),
        *_law_rules(),
        *_acronym_rules(),
    )


def _day_rules() -> tuple[Rule, ...]:
    """Days without a month ("den 25 varje månad"), weeks, years and decades in two digits."""
    times = f"[QH][1-4]|född|f\\.|årsmodell|modell|[vh]t|hösten|våren|sommaren|vintern|årgång|{tables(CODE).months.replace(' ', '|')}"
    more, of = r"\s(?:och|till|eller)\sden\s\d", r"\s(?:i\s)?(?:varje|denna|samma|nästa)\smånad"
    ends = r"[.!?]?(?:$|(?<=[.!?])\s\p{Lu})"
    return (
        rule(
            "day of some month",
            rf"(?<=\b[Dd]en\s)(?P<number>[1-9]|[12]\d|3[01])(?={more}|{of}|{ends})",
            _day,
        ),
        rule("parted decade", r"(?<=\b[12])[ .](?=\d00-tal)", ""),
        rule("short year", rf"(?<=\b(?i:{times})\s)-(?=\d\d(?!\d|[.,]\d|\s?(?:[°%–-]|grad|procent)))", ""),
        rule("short decade", r"(?<!\S)-(?=\d0-tal)", ""),
        rule("week", rf"{START}v(?=\s(?:[1-9]|[1-4]\d|5[0-3])(?!\p{{L}}|[.,]?\d))", "vecka"),
    )


def _code_rules() -> tuple[Rule, ...]:
    """Numbers that nobody counts with, digit by digit."""
    known = r"swish|bg|bankgiro|pg|plusgiro|ISBN|ISSN|organisationsnummer|org\.?nr"
    return (
        rule("company", r"(?<![\p{L}\p{N}-])(?P<code>\d{6}-\d{4})(?![\p{L}\p{N}-])", _digits),
        rule(
            "code",
            rf"(?<=\b(?i:{known})[.:]?\s|\b(?i:IBAN):?\s[A-Z]{{2}})(?P<code>\d[\d -]{{4,32}}\d)(?![\p{{L}}\p{{N}}])",
            _digits,
        ),
        rule("number of something", r"(?<=\b(?!org)\p{Ll}{3,})nr(?=\.?:?\s)", "nummer"),
        rule(
            "English thousands", r"(?<=(?<![\d.,])[1-9]\d{0,2}(?:[, ]000)*),(?=000(?![\d.]|,\d(?!\d\d)))", " "
        ),
        rule("dates with a dash", r"(?<=\d/\d{1,2}(?:\s20\d\d)?)\s?[-–]\s?(?=\d{1,2}/\d)", " till "),
        rule("price of a share", r"(?<=(?<![\d.,:])\d{3}):(?=\d{2}(?![\d:%]|[.,]\d))", " och "),
        rule("per so much", r"(?<=\p{Ll}{3})/(?=\d{2,3}\s?(?:g|kg|km|ml|l)\b)", " per "),
        rule(
            "per month",
            rf"(?<=\b{_NO_SPAN}\p{{Ll}}{{3,}})/(?P<per>år|mån|månad|dygn|vecka|kvartal){END}",
            _per,
            digits=False,
        ),
        rule(
            "door",
            r"(?<=(?:gatan|vägen|gränd|torget|allén|stigen|kajen)\s)(?P<number>\d{1,3})\s?(?=[A-H]\b)",
            _door,
        ),
        rule("parts", r"(?<=\d/\d{1,2})-del(?:ar)?\b", ""),
    )


def _law_rules() -> tuple[Rule, ...]:
    law = r"(?<![\p{L}\p{N}.,])(?P<number>\d{1,3})\s?"
    sections = r"(?<![\p{L}\p{N}.,])(?P<numbers>\d{1,3}\s?[-–]\s?\d{1,3})\s?§§"
    return (
        rule("chapter of a law", rf"{law}kap\.?(?=\s\d)", _chapter),
        rule("sections of a law", sections, _sections),
        rule(
            "part of a section",
            rf"{law}§\s(?P<part>\d{{1,2}})\s(?P<kind>st\.?|p\.?){END}",
            _part,
        ),
        rule("section of a law", rf"{law}(?P<letter>\p{{Ll}}?)\s?§(?!§?\s?\d)", _section),
    )


def _acronym_rules() -> tuple[Rule, ...]:
    """ "EN" is the Swedish article but in the name of a standard."""
    grammar = tables(CODE).grammar
    written = [form for name in grammar["small_acronyms"].split() for form in (name, name.capitalize())]
    bound = [form for name in grammar["bound_acronyms"].split() for form in (name, name.capitalize())]
    return (
        rule(
            "European standard",
            r"(?<=\b(?:SS|DIN|BS|NS|DS)[ -])EN(?=[ -])|\bEN(?=\s\d{3,5}\b|[ -]ISO\b)",
            spell("EN"),
        ),
        rule(
            "small acronym", rf"{START}\L<small>{END}", _capitals, digits=False, needs="small", small=written
        ),
        rule(
            "bound acronym",
            rf"{START}\L<bound>(?=-\p{{Ll}})",
            _capitals,
            digits=False,
            needs="bound",
            bound=bound,
        ),
    )


def numbered_by_year(year: Callable[[int], str]) -> tuple[Rule, ...]:
    """Acts and reports: "SFS 2010:110", "prop. 2023/24:105", "(EU) 2024/1689", "nr 1169/2011"."""

    def say(match: Match) -> str:
        second = match.groupdict().get("next")
        following = f" {numbers.cardinal(int(second), CODE)}" if second else ""
        return f" {year(int(match['year']))}{following} {'ett' if match.groupdict().get('first') else ''}"

    first = r"(?<![\p{L}\p{N}./:])(?P<year>1[6-9]\d\d|20\d\d)"
    return (
        rule(
            "number in a year",
            rf"{first}(?:/(?P<next>\d\d))?:(?:(?P<first>1{END})|(?=\p{{L}}{{0,3}}\d{{1,4}}{END}))",
            say,
        ),
        rule("act of a year", rf"(?<=\((?:EU|EG)\)\s){first}/(?=\d)", say),
        rule("year of an act", rf"(?<=nummer\s\d{{1,4}})/(?P<year>19\d\d|20\d\d){END}", say),
    )


def emission_rule() -> Rule:
    """ "CO2e" once what it is per is said."""
    pattern = rf"{START}CO2-?(?:e|eq|ekv\.?){END}"
    return rule("carbon dioxide equivalents", pattern, "koldioxidekvivalenter")
