"""The grammar of English numbers, dates and times (New Hart's Rules; CLDR en-GB). Tables: `tables/en.toml`."""

from __future__ import annotations

import regex

from pipeline.speech.reading import (
    codes,
    english_calendar,
    english_forms,
    english_sums,
    english_trade,
    numbers,
    times,
    years,
)
from pipeline.speech.reading.dates import Dates, Day, joined
from pipeline.speech.reading.english_trade import plural
from pipeline.speech.reading.language import (
    EDGE,
    END,
    Context,
    Language,
    Match,
    Rule,
    all_units,
    rule,
    tables,
)
from pipeline.speech.reading.lazily import Lazy
from pipeline.speech.reading.letters import spell
from pipeline.speech.reading.quantities import Quantities
from pipeline.speech.reading.times import Time

CODE = "en"


def _cardinal(number: int) -> str:
    return numbers.cardinal(number, CODE)


def _ordinal(number: int) -> str:
    return numbers.ordinal(number, CODE)


# ── years ───────────────────────────────────────────────────────────────────────────────────────────────────────

_LAST_PLAIN_YEAR = 1100
_YEAR_CUE = Lazy(r"(?i)\b(?:in|of|since|from|until|till|by|year|around|about|circa|and|to)\s$")


def year(number: int) -> str:
    """1984 -> "nineteen eighty-four", 2005 -> "two thousand and five", 2024 -> "twenty twenty-four"."""
    high, low = divmod(number, 100)
    if number % 1000 < 10 or number < 1000:
        return _cardinal(number)
    if low == 0:
        return f"{_cardinal(high)} hundred"
    return f"{_cardinal(high)} {'oh ' if low < 10 else ''}{_cardinal(low)}"


def _is_year(number: int, context: Context) -> bool:
    """Four digits without a comma; the earliest only where a word points to a year: "in 1066", "1050 people"."""
    return number >= _LAST_PLAIN_YEAR or bool(_YEAR_CUE.search(context.before))


def _decade(match: Match) -> str:
    """ "1990s" -> "nineteen nineties", "the '60s" -> "sixties", "2000s" -> "two thousands"."""
    century, decade = match["century"], int(match["decade"])
    if decade == 0:
        named = {None: "noughties", "20": "two thousands"}
        return named.get(century) or f"{_cardinal(int(century))} hundreds"
    tens = plural(_cardinal(decade))
    return f"{_cardinal(int(century))} {tens}" if century else tens


# ── fractions and counts ────────────────────────────────────────────────────────────────────────────────────────


def _fraction(over: int, under: int, context: Context) -> str:
    """ "one half", "three quarters"; "half of them", "half a mile"."""
    if (over, under) == (1, 2) and regex.match(r"\s(?:an?|the|of)\b", context.after):
        return "half"
    part = {2: "half", 4: "quarter"}.get(under) or _ordinal(under)
    return f"{_cardinal(over)} {part if over == 1 else 'halves' if under == 2 else f'{part}s'}"


def _mixed(whole: int, over: int, under: int, context: Context) -> str:
    """ "two and a half", "one and three quarters"."""
    part = _fraction(over, under, context)
    return f"{_cardinal(whole)} and {_with_article(part.removeprefix('one ')) if over == 1 else part}"


def _with_article(part: str) -> str:
    return f"an {part}" if part.startswith(("eigh", "eleven")) else f"a {part}"


def _one(_gender: str, _context: Context) -> str:
    return "one"


LANGUAGE = Language(
    code=CODE,
    tables=tables(CODE),
    units=all_units(tables(CODE), capital=False),
    year=year,
    one=_one,
    fraction=_fraction,
    mixed=_mixed,
    price="{whole} and {cents}",
)
QUANTITIES = Quantities(LANGUAGE)


def _hundreds_of(match: Match) -> str:
    return {"100": "hundreds", "1000": "thousands"}[match["number"]]


def _millions(match: Match) -> str:
    """ "2m people" counts people, not metres; "8B parameters"."""
    return f"{match['number']} {'billion' if match['large'] == 'B' else 'million'}"


def _counted_times(match: Match) -> str:
    return f"{QUANTITIES.read(match['number'])} times"


def _compound(match: Match) -> str:
    """ "5-year", "20-year-old": the number as a word, the hyphen kept."""
    start = f"{QUANTITIES.read(match['first'])} to " if match["first"] else ""
    return f"{start}{QUANTITIES.read(match['number'])}-"


def _products(match: Match) -> str:
    """ "RTX 3080s" are not seconds."""
    return plural(_cardinal(int(match["number"])))


def _ordinal_number(match: Match) -> str:
    return _ordinal(int(match["number"].replace(",", "")))


def _ruler(name: str, number: int, ending: str, _context: Context) -> str:
    return f"{name} the {_ordinal(number).capitalize()}{ending}"


# ── dates and times ─────────────────────────────────────────────────────────────────────────────────────────────

_THE = Lazy(r"(?i)\bthe\s$")


def _day(day: Day, context: Context) -> str:
    """ "6 August" -> "the sixth of August"; "August 6" -> "August sixth"."""
    ordinals = [_ordinal(number) for number in day.days]
    if day.month_first:
        said = f"{day.month} {joined(ordinals, day.joints, 'to')}"
        return f"{said}, {year(day.year)}" if day.year else said
    articles = [f"the {ordinal}" for ordinal in ordinals]
    said = joined(articles, day.joints, "to")
    said = f"{said.removeprefix('the ') if _THE.search(context.before) else said} of {day.month}"
    return f"{said} {year(day.year)}" if day.year else said


def _time(time: Time, _context: Context) -> str:
    """15:30 -> "fifteen thirty", 9:05 -> "nine oh five", 12:00 -> "twelve o'clock"."""
    hour, minute = _cardinal(time.hour), time.minute
    if minute is None:
        return hour
    if minute == 0:
        return (
            "midnight"
            if time.hour in (0, 24)
            else f"{hour} o'clock"
            if time.hour <= 12
            else f"{hour} hundred"
        )
    said = f"{hour} {'oh ' if minute < 10 else ''}{_cardinal(minute)}"
    return f"{said} and {_cardinal(time.second)} seconds" if time.second else said


_HALF = r"(?:[ap]\.\s?m\.|[ap]m\b|AM\b|PM\b|A\.M\.|P\.M\.)"
_CLOSING = "\"')”’"


def _half_days(match: Match) -> str:
    """ "3:30 p.m." -> "three thirty P M", "9–11 a.m." -> "nine to eleven A M"."""
    first = f"{_hour(match, 'a')}{_half(match['xa'])} to " if match["ha"] else ""
    ends = match["xb"].endswith(".") and not match.string[match.end() :].strip(_CLOSING)
    return f"{first}{_hour(match, 'b')}{_half(match['xb'])}{'.' if ends else ''}"


def _hour(match: Match, which: str) -> str:
    """A full hour is said alone."""
    hour, minute = _cardinal(int(match[f"h{which}"])), int(match[f"m{which}"] or 0)
    return f"{hour} {'oh ' if minute < 10 else ''}{_cardinal(minute)}" if minute else hour


def _half_day_alone(match: Match) -> str:
    ends = not match.string[match.end() :].strip(_CLOSING)
    return spell(f"{match['half'].upper()}M") + ("." if ends else "")


def _half(written: str | None) -> str:
    return f" {spell(written[0].upper() + 'M')}" if written else ""


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _feet(match: Match) -> str:
    return f"{match[1]} foot {match[2]}"


def _street(match: Match) -> str:
    return "Street" if match.end() < len(match.string) else "Street."


def rules() -> dict[str, tuple[Rule, ...]]:
    """The grammar's own rules, by the place they take among the common ones (see reader.py)."""
    dates = Dates(LANGUAGE, _day)
    first = rf"{times.clock('a')}\s?(?P<xa>{_HALF})?\s?(?:[-–]|to)\s?"
    half_days = rf"{EDGE}(?:{first})?{times.clock('b')}\s?(?P<xb>{_HALF})"
    return {
        "early": (
            rule("feet and inches", r"(?<![\p{L}\p{N}°]|°\s)(\d{1,2})['′’]\s?(1[01]|\d)(?:\"|″|”|'')", _feet),
            *english_trade.rules(),
            *english_calendar.rules(),
            *english_forms.rules(),
            *english_sums.rules(),
            rule(
                "street", r"(?<=\p{Lu}\p{Ll}+(?:['’]s)?\s)St\.(?=\s[\p{Ll}\d]|[,;]|$)", _street, digits=False
            ),
            rule("saint", r"\bSt\.?(?=\s\p{Lu}\p{Ll})", "Saint", digits=False),
        ),
        "dates": (*dates.rules(r"(?<=(?i:on)\s)"), dates.month_first_rule()),
        "times": (
            rule("half day", half_days, _half_days),
            *times.rules(LANGUAGE, _time, r"(?!)", r"(?:o'clock\b|GMT|UTC|CET|EST)"),
        ),
        "ordinals": (*_number_rules(), *codes.roman_rules(LANGUAGE, _ruler)),
        "years": years.rules(LANGUAGE, _is_year),
        "compounds": _compound_rules(),
    }


def _number_rules() -> tuple[Rule, ...]:
    decade = r"(?<![\p{L}\p{N}]|\bnumber\s)['’‘]?(?P<century>1\d|20)?(?P<decade>\d0)['’]?s(?![\p{L}\p{N}])"
    count, race = (
        r"(?!3M\b)(?P<number>\d+(?:\.\d+)?)",
        r"hurdles|races|sprints|heats|finals|relays|titles|records",
    )
    things = rf"(?:people|b/d|bpd|boe|TEU|(?!(?:{race})\b)\p{{Ll}}{{3,}}[^s\W]s)"
    counted = r"(?:people|users|parameters|tokens|devices|customers|views|downloads)"
    millions = (
        rf"(?P<large>[mM])(?=\s{things}\b)|(?<=\bper\s[\d.]+)(?P<large>M)\b|(?P<large>B)(?=\s{counted}\b)"
    )
    ordinal = rf"{EDGE}(?P<number>\d{{1,3}}(?:,\d{{3}})*|\d+)(?:st|nd|rd|th){END}"
    return (
        rule("hundreds", r"\b(?P<number>1000?)s\b(?=\sof\b)", _hundreds_of),
        rule("millions", rf"{EDGE}{count}(?:{millions})", _millions),
        rule("decade", decade, _decade),
        rule("products", rf"(?<=\p{{Lu}}[\p{{L}}\d]*\s)(?P<number>\d{{3,4}})s{END}", _products),
        rule("ordinal", ordinal, _ordinal_number),
    )


def _compound_rules() -> tuple[Rule, ...]:
    first, number = r"(?:(?P<first>\d{1,3})\s?[-–]\s?)?", r"(?P<number>\d+(?:\.\d+)?)"
    return (
        rule("half day alone", r"\b(?P<half>[ap])\.\s?m\.", _half_day_alone, digits=False),
        rule("counted times", rf"{EDGE}{number}[x×](?![\p{{L}}\p{{N}}×])", _counted_times),
        rule("compound", rf"{EDGE}{first}{number}-(?=\p{{Ll}}{{2,}})", _compound),
    )
