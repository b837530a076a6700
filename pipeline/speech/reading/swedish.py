"""The grammar of Swedish numbers, dates and times (Svenska Akademiens grammatik; Svenska skrivregler)."""

from __future__ import annotations

import math

import regex

from pipeline.speech.reading import codes, numbers, swedish_forms, swedish_trade, times, years
from pipeline.speech.reading.dates import LAST_DAY, LAST_MONTH, Dates, Day, joined
from pipeline.speech.reading.language import (
    EDGE,
    START,
    Context,
    Language,
    Match,
    Rule,
    all_units,
    rule,
    tables,
    text_before,
)
from pipeline.speech.reading.lazily import Lazy
from pipeline.speech.reading.letters import spell
from pipeline.speech.reading.quantities import Quantities
from pipeline.speech.reading.swedish_agreement import is_neuter_after, one
from pipeline.speech.reading.swedish_trade import ordinal
from pipeline.speech.reading.times import Time

CODE = "sv"


def _cardinal(number: int) -> str:
    return numbers.cardinal(number, CODE)


# ── years ───────────────────────────────────────────────────────────────────────────────────────────────────────

_FIRST_YEAR, _LAST_YEAR = 1000, 2099
_YEAR_CUE = Lazy(
    r"(?i)\b(?:år(?:et|en|s|gång)?|sedan|hösten|våren|sommaren|vintern|januari|februari|mars|april|maj|juni|juli|augusti|"
    r"september|oktober|november|december|kvartalet|i|under|redan|först|senast|slutet av|början av|mitten av|anno|runt|"
    r"kring|född|död|grundat|grundades|från|sen|ända|innan|efter|före)\s$"
)
_SURE_CUE = Lazy(r"(?i)\b(?:år\w*|sedan|i)\s$")
# A word after four digits that is counted: a plural or a definite noun rather than a verb ("1500 anställda").
_COUNTED = Lazy(
    r"^\s(?:nya |olika |unga |svenska |tyska )?(?!\p{L}+(?:ade|dde|tte)\b|\L<verbs>\b)"
    r"\p{Ll}{2,}(?:ar|er|or|ningar|nden|are|da|ta|st|en|n|personer)\b",
    verbs=tables(CODE).grammar["verbs"].split(),
)
_ROUND, _FIRST_LIKELY_YEAR = 50, 1500


def year(number: int) -> str:
    """1984 -> "nittonhundraåttiofyra", 2024 -> "tjugohundratjugofyra"."""
    if number == 2000 or not _FIRST_YEAR <= number <= _LAST_YEAR:
        return _cardinal(number)
    return _hundreds(number)


def _hundreds(number: int) -> str:
    high, low = divmod(number, 100)
    return f"{_cardinal(high)}hundra{_cardinal(low) if low else ''}" if high else _cardinal(low)


def _is_year(number: int, context: Context) -> bool:
    """ "1989 föll muren", "sedan 1990", but "1500 anställda": round numbers before a plural are counts."""
    counted = bool(_COUNTED.match(context.after))
    if _YEAR_CUE.search(context.before):
        return not (counted and number % _ROUND == 0 and not _SURE_CUE.search(context.before))
    return number > _FIRST_YEAR and not (counted and (number % _ROUND == 0 or number < _FIRST_LIKELY_YEAR))


def _decade(match: Match) -> str:
    """ "1990-talet" -> "nittonhundranittiotalet", "2000-talet" -> "tjugohundratalet"; "100-tals" counts."""
    count = (
        {"100": "hundra", "1000": "tusen"}.get(match["number"]) if match["word"] in {"tal", "tals"} else None
    )
    return (count or _hundreds(int(match["number"]))) + match["word"]


# ── fractions ───────────────────────────────────────────────────────────────────────────────────────────────────

_PARTS = {4: "fjärdedel", 7: "sjundedel", 8: "åttondel", 9: "niondel", 10: "tiondel"}


def _fraction(over: int, under: int, context: Context) -> str:
    """ "en halv timme", "ett halvt år", "tre fjärdedelar", "sju tiondelar"."""
    if (over, under) == (1, 2):
        return "ett halvt" if is_neuter_after(context) else "en halv"
    part = _PARTS.get(under) or f"{ordinal(under)}del"
    return f"en {part}" if over == 1 else f"{_cardinal(over)} {part}ar"


def _mixed(whole: int, over: int, under: int, context: Context) -> str:
    """ "två och en halv timme", "ett och ett halvt år"."""
    article = "ett" if is_neuter_after(context) else "en"
    return f"{article if whole == 1 else _cardinal(whole)} och {_fraction(over, under, context)}"


LANGUAGE = Language(
    code=CODE,
    tables=tables(CODE),
    units=all_units(tables(CODE), capital=False),
    year=year,
    one=one,
    fraction=_fraction,
    mixed=_mixed,
    price="{whole} och {cents}",
)
QUANTITIES = Quantities(LANGUAGE)

# ── dates and times ─────────────────────────────────────────────────────────────────────────────────────────────


def _day(day: Day, _context: Context) -> str:
    """ "6 augusti" -> "sjätte augusti"."""
    said = f"{joined([ordinal(number) for number in day.days], day.joints, 'till')} {day.month}"
    return f"{said} {year(day.year)}" if day.year else said


_DAY_CUE = Lazy(r"(?i)\b(?:den|sedan|senast|till|från|\p{L}+dag)\s$")
_USUAL_DENOMINATORS = frozenset({2, 3, 4, 5, 8, 10})


def _slashed(match: Match) -> str:
    """ "6/8" is a date, unless it is a usual fraction in lowest terms and no word points to a day."""
    day, month = int(match["d"]), int(match["m"])
    cued = bool(_DAY_CUE.search(text_before(match)))
    fraction = (
        not match["first"] and day < month and month in _USUAL_DENOMINATORS and math.gcd(day, month) == 1
    )
    named = match.group() in LANGUAGE.tables.fractions
    if not (0 < day <= LAST_DAY and 0 < month <= LAST_MONTH) or ((fraction or named) and not cued):
        return match.group()
    days = (int(match["first"]), day) if match["first"] else (day,)
    joints = ("",) if match["first"] else ()
    return _day(Day(days, LANGUAGE.tables.months.split()[month - 1], joints), Context.of(match))


def _time(time: Time, _context: Context) -> str:
    """15.30 -> "femton trettio", 8.05 -> "åtta noll fem"; a full hour is said alone."""
    hour, minute = _cardinal(time.hour), time.minute or 0
    if time.second:
        return f"{hour} {_cardinal(minute)} och {_cardinal(time.second)}"
    return f"{hour} {'noll ' if minute < 10 else ''}{_cardinal(minute)}" if minute else hour


def _lone_month() -> Rule:
    """ "i aug." without a day or a year; the dot stays where it ends the sentence too. "jul." is Christmas."""
    short = {name: month for name, month in LANGUAGE.tables.months_short.items() if name != "jul"}
    names = LANGUAGE.tables.months.split()

    def say(match: Match) -> str:
        ends = regex.match(r"[\"”»)]*(?:$|\s\p{Lu})", match.string[match.end() :])
        return names[short[match["month"]] - 1] + ("." if ends else "")

    pattern = rf"{START}(?P<month>\L<short>)\.(?![\p{{L}}\p{{N}}])"
    return rule("lone month", pattern, say, digits=False, needs="short", short=short)


# ── ordinals, names, compounds ────────────────────────────────────────────────────────────────────────────


_NUMBER_NOUNS = tables(CODE).grammar["number_nouns"].split()
_ARTICLE = Lazy(r"(?i)\ben\s$")


def _ordinal_number(match: Match) -> str:
    """ "3:e" -> "tredje", "2:a" -> "andra"; but "en 4:a" -> "en fyra"."""
    number = int(regex.sub(r"\D", "", match["number"]))
    is_noun = match["ending"] == "a" and (
        ordinal(number)[-2:] not in {"ta", "ra"} or _ARTICLE.search(text_before(match))
    )
    return _NUMBER_NOUNS[number - 1] if is_noun and 0 < number <= len(_NUMBER_NOUNS) else ordinal(number)


_FEMININE = frozenset(tables(CODE).grammar["queens"].split())


def _ruler(name: str, number: int, ending: str, _context: Context) -> str:
    """ "Karl den tolfte", "Gustav den andre", "Elisabet den andra"."""
    said = ordinal(number)
    if name not in _FEMININE and said in {"första", "andra"}:
        said = f"{said[:-1]}e"
    return f"{name} den {said}{'s' if ending else ''}"


def _number_noun(match: Match) -> str:
    """ "4:an" -> "fyran", "E4:an" -> "E fyran"."""
    number, letters = int(match["number"]), match["letters"]
    known = 0 < number <= len(_NUMBER_NOUNS)
    said = _NUMBER_NOUNS[number - 1] if known else _cardinal(number)
    ending = match["ending"]
    if said.endswith("a") and ending[0] in "ao":
        said = said.removesuffix("a")
    return f"{spell(letters)} {said}{ending}" if letters else f"{said}{ending}"


def _bound(written: str) -> str:
    """As the first part of a word: "hundraprocentig"."""
    return {"100": "hundra", "1000": "tusen"}.get(written) or QUANTITIES.read(written)


def _compound(match: Match) -> str:
    """ "5-årig" -> "femårig"; after a name the hyphen stays: "S&P 500-indexet"."""
    said, word = _bound(match["number"]), match["word"]
    named = regex.search(r"(?:[^.!?\s]\s\p{Lu}\p{L}*|[\p{Lu}&]{2,})\s$", match.string[: match.start()])
    apart = named or word[0].isupper() or "," in match["number"]
    return f"{_first(match)}{said}{'-' if apart else ''}{word}"


def _first(match: Match) -> str:
    """ "3-4-årig" counts up, "2-0-seger" is a score."""
    first = match["first"]
    if not first:
        return ""
    rises = int(first) < QUANTITIES.parsed(match["number"]).value
    return f"{QUANTITIES.read(first)} {'till ' if rises else ''}"


def _percent(match: Match) -> str:
    return f"{_bound(match['number'])}procentig"


def _counted_times(match: Match) -> str:
    return f"{QUANTITIES.read(match['number'])} {'gång' if match['number'] == '1' else 'gånger'}"


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────────

_CLOCK_WORDS = "mellan|öppet|öppnar|stänger|börjar|slutar|startar|går|avgår|från|till"


_NUMBER = rf"(?P<number>{QUANTITIES.pattern})"


def rules() -> dict[str, tuple[Rule, ...]]:
    """The grammar's own rules, by the place they take among the common ones (see reader.py)."""
    day_month = rf"{EDGE}(?:(?P<first>[1-9]|[12]\d|3[01])\s?[-–]\s?)?(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?![\p{{L}}\p{{N}}/]|[.,]\d)"
    return {
        "early": (
            *swedish_trade.early_rules(),
            *swedish_forms.early_rules(LANGUAGE),
            rule("percent adjective", rf"{_NUMBER}\s?%-?ig(?=a?\b|t\b)", _percent),
        ),
        "dates": (
            *Dates(LANGUAGE, _day).rules(r"(?<=(?i:den)\s)"),
            rule("day/month", day_month, _slashed),
            _lone_month(),
        ),
        "times": _clock_rules(),
        "ordinals": (*_ordinal_rules(), *codes.roman_rules(LANGUAGE, _ruler)),
        "years": (*swedish_trade.numbered_by_year(year), *years.rules(LANGUAGE, _is_year)),
        "compounds": (
            swedish_trade.emission_rule(),
            rule("genitive", r"(?<=\p{Lu}\p{Ll}{2,}):(?=s(?!\p{L}))", "", digits=False),
            rule("counted times", rf"{EDGE}{_NUMBER}[x×](?![\p{{L}}\p{{N}}×])", _counted_times),
            rule(
                "compound",
                rf"{EDGE}(?:(?P<first>\d{{1,3}})\s?[-–]\s?)?{_NUMBER}-(?P<word>\p{{Ll}}{{3,}}|\p{{Lu}}\p{{Ll}}+)",
                _compound,
            ),
        ),
    }


def _clock_rules() -> tuple[Rule, ...]:
    before = rf"(?:(?<=\b[Kk]lockan\s)|(?<=(?i:\b(?:{_CLOCK_WORDS}))\s)(?=\d{{1,2}}[.:][0-5]\d))"
    span = rf"{EDGE}{times.clock('a', minutes=True)}{times.DASH}{times.clock('b', minutes=True)}"
    end = r"(?![\p{L}\p{N}]|[.,:]\d|\s?[%€$])"
    unnamed = r"(?<!(?i:version|avsnitt|kapitel|punkt|ios|android|ubuntu|linux|macos|python)\s)"
    lone = rf"{unnamed}{EDGE}(?=(?:[01]\d|2[0-4])\.[0-5]\d){times.clock('a', minutes=True)}"
    return (
        rule("span of times", span + end, times.span(_time, "till")),
        *times.rules(LANGUAGE, _time, before, r"-tiden\b"),
        rule(
            "time",
            rf"{lone}(?![\p{{L}}\p{{N}}]|[.,:]\d|\s?[%€$]|\s(?:procent|miljoner|miljarder|kronor|euro)\b)",
            times.single(_time),
        ),
    )


def _ordinal_rules() -> tuple[Rule, ...]:
    tal = r"(?P<word>tal(?:et|ets|en|s|ist\p{L}*)?)(?!\p{L})"
    number = r"(?P<number>[1-9]\d{0,2}(?:[ .]\d{3})+|\d+)"
    noun = rf"{START}(?P<letters>\p{{Lu}}*)(?P<number>\d{{1,4}}):(?P<ending>ans?|ns?|or|orna)(?!\p{{L}})"
    return (
        rule("decade", rf"{EDGE}(?P<number>(?:1\d|20)?\d0|100)-{tal}", _decade),
        rule("number as a noun", noun, _number_noun),
        rule("ordinal", rf"{EDGE}{number}:(?P<ending>a|e|sta|dra|dje|de|te)(?!\p{{L}})", _ordinal_number),
    )
