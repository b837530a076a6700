"""The grammar of English numbers, dates and times (New Hart's Rules; CLDR en-GB). Tables: `tables/en.toml`."""

from __future__ import annotations

import regex

from pipeline.speech.reading import codes, dates, numbers, quantities, times, years
from pipeline.speech.reading.dates import Day
from pipeline.speech.reading.language import Context, Language, Match, Rule, all_units, tables
from pipeline.speech.reading.times import Time

CODE = "en"
_THE = regex.compile(r"(?i)\bthe\s$")
_LAST_PLAIN_YEAR = 1100


def year(number: int) -> str:
    """1984 -> "nineteen eighty-four", 2005 -> "two thousand and five", 2024 -> "twenty twenty-four"."""
    high, low = divmod(number, 100)
    if number % 1000 < 10 or number < 1000:
        return numbers.cardinal(number, CODE)
    if low == 0:
        return f"{numbers.cardinal(high, CODE)} hundred"
    tail = f"oh {numbers.cardinal(low, CODE)}" if low < 10 else numbers.cardinal(low, CODE)
    return f"{numbers.cardinal(high, CODE)} {tail}"


def _is_year(number: int, context: Context) -> bool:
    """Four digits without a comma are a year, unless they count something: "1050 people", "2024 employees"."""
    if number >= _LAST_PLAIN_YEAR:
        return True
    return bool(regex.search(r"(?i)\b(?:in|of|since|from|until|till|by|year|around|about|circa|and|to)\s$", context.before))


def _fraction(over: int, under: int) -> str:
    halves = {2: "half", 4: "quarter"}
    part = halves.get(under) or numbers.ordinal(under, CODE)
    many = "halves" if under == 2 else f"{part}s"
    return f"{numbers.cardinal(over, CODE)} {part if over == 1 else many}"


def _one(_gender: str, _context: Context) -> str:
    return "one"


LANGUAGE = Language(
    code=CODE,
    tables=tables(CODE),
    units=all_units(tables(CODE), capital=False),
    year=year,
    one=_one,
    fraction=_fraction,
    price="{whole} and {cents}",
)


def _day(day: Day, context: Context) -> str:
    """ "6 August" -> "the sixth of August"; "August 6" -> "August sixth"."""
    ordinals = [numbers.ordinal(number, CODE) for number in day.days]
    if day.month_first:
        said = f"{day.month} {_joined(ordinals, day.joints)}"
        return f"{said}, {year(day.year)}" if day.year else said
    the = "" if _THE.search(context.before) else "the "
    said = f"{the}{_joined(ordinals, day.joints, article='the ')} of {day.month}"
    return f"{said} {year(day.year)}" if day.year else said


def _joined(ordinals: list[str], joints: tuple[str, ...], article: str = "") -> str:
    said = ordinals[0]
    for joint, ordinal in zip(joints, ordinals[1:], strict=True):
        said += f", {ordinal}" if joint == "," else f" {joint or 'to'} {article}{ordinal}"
    return said


def _time(time: Time, _context: Context) -> str:
    """15:30 -> "fifteen thirty", 9:05 -> "nine oh five", 12:00 -> "twelve o'clock"."""
    hour = numbers.cardinal(time.hour, CODE)
    if time.minute is None:
        return hour
    minute = numbers.cardinal(time.minute, CODE)
    if time.minute == 0:
        return f"{hour} o'clock" if 0 < time.hour <= 12 else f"{hour} hundred"
    said = f"{hour} oh {minute}" if time.minute < 10 else f"{hour} {minute}"
    return f"{said} and {numbers.cardinal(time.second, CODE)} seconds" if time.second else said


def _half_day(match: Match) -> str:
    """ "3:30 p.m." -> "three thirty P M"; a full hour is said alone."""
    first = _hour(match["h"], match["m"])
    start = f"{_hour(match['ha'], match['ma'])}{_half(match['xa'])} to " if match["ha"] else ""
    ends = match["x"].endswith(".") and not match.string[match.end() :].strip("\"')”’")
    return f"{start}{first}{_half(match['x'])}{'.' if ends else ''}"


def _hour(hour: str, minute: str | None) -> str:
    said = numbers.cardinal(int(hour), CODE)
    if not minute or int(minute) == 0:
        return said
    return f"{said} oh {numbers.cardinal(int(minute), CODE)}" if int(minute) < 10 else f"{said} {numbers.cardinal(int(minute), CODE)}"


def _half(written: str | None) -> str:
    return f" {written[0].upper()} M" if written else ""


def _ordinal(match: Match) -> str:
    return numbers.ordinal(int(match["number"].replace(",", "")), CODE)


def _decade(match: Match) -> str:
    """ "1990s" -> "nineteen nineties", "the '60s" -> "sixties", "2000s" -> "two thousands"."""
    century, decade = match["century"], int(match["decade"])
    if decade == 0 and century:
        return "two thousands" if century == "20" else f"{numbers.cardinal(int(century), CODE)} hundreds"
    tens = numbers.cardinal(decade, CODE)
    plural = f"{tens[:-1]}ies" if tens.endswith("y") else f"{tens}s"
    return f"{numbers.cardinal(int(century), CODE)} {plural}" if century else plural


def _ruler(name: str, number: int, ending: str, _context: Context) -> str:
    return f"{name} the {numbers.ordinal(number, CODE).capitalize()}{ending}"


def _times(match: Match) -> str:
    return f"{numbers.parse(match['number'], '.').words(CODE, 'point')} times"


def _compound(match: Match) -> str:
    """ "5-year", "20-year-old": the number as a word, the hyphen kept."""
    return f"{numbers.parse(match['number'], '.').words(CODE, 'point')}-"


_EDGE = r"(?<![\p{L}\p{N}_.,:/])"
_HALF = r"(?:[ap]\.\s?m\.|[ap]m\b|AM\b|PM\b|A\.M\.|P\.M\.)"
_CLOCK = r"(?P<h{0}>\d{{1,2}})(?:[:.](?P<m{0}>\d{{2}}))?"


def _own_rules() -> tuple[Rule, ...]:
    half_day = rf"{_EDGE}(?:{_CLOCK.format('a')}\s?(?P<xa>{_HALF})?\s?(?:[-–]|to)\s?)?{_CLOCK.format('')}\s?(?P<x>{_HALF})"
    return (
        Rule("half day", regex.compile(half_day), _half_day),
        Rule("feet and inches", regex.compile(r"(?<![\p{L}\p{N}])(\d)['′’]\s?(\d{1,2})(?:\"|″|”|'')"), lambda m: f"{m[1]} foot {m[2]}"),
        Rule("street", regex.compile(r"(?<=\p{Lu}\p{Ll}+\s)St\.(?=\s\p{Ll}|[,;]|$)"), lambda m: "Street" if m.end() < len(m.string) else "Street.", digits=False),
        Rule("saint", regex.compile(r"\bSt\.?(?=\s\p{Lu}\p{Ll})"), lambda _: "Saint", digits=False),
    )  # fmt: skip


def rules() -> dict[str, tuple[Rule, ...]]:
    """The grammar's own rules, by the place they take among the common ones (see reader.py)."""
    return {
        "early": _own_rules()[1:],
        "dates": dates.rules(LANGUAGE, _day, "dm"),
        "times": (_own_rules()[0], *times.rules(LANGUAGE, _time, {"before": r"(?<=\b(?:o'clock)\s)", "after": r"(?:o'clock\b|GMT|UTC|CET|EST)"})),
        "ordinals": (
            Rule("decade", regex.compile(r"(?<![\p{L}\p{N}])['’‘]?(?P<century>1\d|20)?(?P<decade>\d0)['’]?s(?![\p{L}\p{N}])"), _decade),
            Rule("ordinal", regex.compile(rf"{_EDGE}(?P<number>\d{{1,3}}(?:,\d{{3}})*|\d+)(?:st|nd|rd|th)(?![\p{{L}}\p{{N}}])"), _ordinal),
            *codes.roman_rules(LANGUAGE, _ruler),
        ),
        "years": years.rules(LANGUAGE, _is_year),
        "compounds": (
            Rule("times", regex.compile(rf"{_EDGE}(?P<number>\d+(?:\.\d+)?)[x×](?![\p{{L}}\p{{N}}×])"), _times),
            Rule("by", regex.compile(r"(?<=\d)\s?[x×]\s?(?=\d)"), lambda _: " by "),
            Rule("compound", regex.compile(rf"{_EDGE}(?P<number>\d+(?:\.\d+)?)-(?=\p{{Ll}}{{2,}})"), _compound),
        ),
    }  # fmt: skip


QUANTITIES = quantities.Quantities(LANGUAGE)
