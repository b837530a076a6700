"""The grammar of German numbers, dates and times (Duden, Die Grammatik: numerals, adjective declension)."""

from __future__ import annotations

import regex

from pipeline.speech.reading import codes, numbers, times, years
from pipeline.speech.reading.dates import Dates, Day, joined
from pipeline.speech.reading.german_agreement import Case, case_before, ending, one
from pipeline.speech.reading.german_nouns import gender_of, many_follow
from pipeline.speech.reading.german_short import (
    days_rule,
    lap_rule,
    month_rule,
    ordinal_rule,
    rate_rule,
    short_rules,
)
from pipeline.speech.reading.german_trade import is_numbering, trade_rules
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
)
from pipeline.speech.reading.lazily import Lazy
from pipeline.speech.reading.quantities import Quantities
from pipeline.speech.reading.times import Time

CODE = "de"


def _cardinal(number: int) -> str:
    return numbers.cardinal(number, CODE)


def _bound(number: int) -> str:
    """As the first part of a word: "einjährig", "hundertprozentig"."""
    return {1: "ein", 100: "hundert", 1000: "tausend"}.get(number) or _cardinal(number)


def _stem(number: int) -> str:
    """The ordinal without its ending: "sechst"."""
    return numbers.ordinal(number, CODE).removesuffix("e")


# ── years ───────────────────────────────────────────────────────────────────────────────────────────────────────

_FIRST_HUNDRED_FORM, _LAST_HUNDRED_FORM = 1100, 1999
_YEAR_CUE = Lazy(
    r"(?i)(?:\bjahr(?:e|es|en|s|gang)?|\bseit|\banno|\bende|\banfang|\bmitte|sommer|winter|frühling|herbst|frühjahr|"
    r"\bjanuar|\bfebruar|\bmärz|\bapril|\bmai|\bjuni|\bjuli|\baugust|\bseptember|\boktober|\bnovember|\bdezember|quartal|"
    r"\bstand|©|\bspätestens|\berst|\bbereits|\bschon|wende)\s$"
)
_COUNTED = Lazy(r"\s(?:\p{Ll}+(?:e|en|er|es|em)\s)?\p{Lu}\p{Ll}")
_ROUND = 50
_CUE_REACH = 40  # characters: longer than any word of a cue


def year(number: int) -> str:
    """1984 -> "neunzehnhundertvierundachtzig", 2024 -> "zweitausendvierundzwanzig"."""
    if not _FIRST_HUNDRED_FORM <= number <= _LAST_HUNDRED_FORM:
        return _cardinal(number)
    high, low = divmod(number, 100)
    return f"{_cardinal(high)}hundert{_cardinal(low) if low else ''}"


def _is_year(number: int, context: Context) -> bool:
    """ "1989 fiel die Mauer", "seit 1990 Mitglied", but "1500 Mitarbeiter": a noun that follows is counted."""
    if _YEAR_CUE.search(context.before[-_CUE_REACH:]):
        return True
    next_is_noun = regex.match(r"\s\p{Lu}", context.after)
    counted = _COUNTED.match(context.after) and (number % _ROUND == 0 or next_is_noun)
    return number >= _FIRST_HUNDRED_FORM and not counted


def _decade(match: Match) -> str:
    """ "1990er Jahre" -> "neunzehnhundertneunziger Jahre"."""
    return f"{year(int(match['number']))}er{match['ending']}{' ' if match['joint'] else ''}"


# ── fractions ───────────────────────────────────────────────────────────────────────────────────────────────────


_HALF_ENDINGS = {("ein", "m"): "er", ("ein", "n"): "es", ("eine", "f"): "e"}


def _fraction(over: int, under: int, context: Context) -> str:
    """ "ein halb", "drei Viertel"; before a noun "eine halbe Stunde"."""
    gender = gender_of(context.after)
    if (over, under) == (1, 2) and gender:
        article = one(gender, context)
        return f"{article} halb{_HALF_ENDINGS.get((article, gender), 'en')}"
    part = "halb" if under == 2 else f"{_stem(under).capitalize()}el"
    return f"{'ein' if over == 1 else _cardinal(over)} {part}"


def _mixed(whole: int, over: int, under: int, _context: Context) -> str:
    """ "zweieinhalb", "einunddreiviertel": whole number and fraction in one word."""
    return f"{'ein' if whole == 1 else _cardinal(whole)}{_fraction(over, under, Context('', '')).replace(' ', '').lower()}"


LANGUAGE = Language(
    code=CODE,
    tables=tables(CODE),
    units=all_units(tables(CODE), capital=True),
    year=year,
    one=one,
    fraction=_fraction,
    mixed=_mixed,
    price="{whole} {number}",
)
QUANTITIES = Quantities(LANGUAGE)

# ── dates and times ─────────────────────────────────────────────────────────────────────────────────────────────


def _day(day: Day, context: Context) -> str:
    """ "am 6. August" -> "am sechsten August": the day is declined like an adjective before a masculine noun."""
    suffix = ending(context.before, "m", day=True)
    said = joined([_stem(number) + suffix for number in day.days], day.joints, "bis")
    return f"{said} {day.month} {year(day.year)}" if day.year else f"{said} {day.month}"


def _time(time: Time, context: Context) -> str:
    """15:30 -> "fünfzehn Uhr dreißig"; before "Uhr" a full hour is said alone."""
    hour = "ein" if time.hour == 1 else _cardinal(time.hour)
    before_uhr = context.after.lstrip().startswith("Uhr")
    if time.minute is None or (time.minute == 0 and before_uhr):
        return hour
    return f"{hour} Uhr {_cardinal(time.minute)}" if time.minute else f"{hour} Uhr"


# ── ordinals ────────────────────────────────────────────────────────────────────────────────────────────────────

_DECLINED = "dies|jed|welch|kein|mein|sein|ihr|unser|dein|eur"
_DETERMINERS = (
    r"(?i:am|im|vom|zum|zur|beim|ins|ans|aufs|fürs|dem|den|des|der|das|die|ein(?:e[mnrs]?)?|und|bis|oder|ab|seit|nach|vor|"
    rf"zwischen|pro|euer|(?:{_DECLINED})(?:e[mnrs]?)?)"
)
_ORDINAL_BEFORE = r"\d{1,3}\.,?\s?(?:(?:und|oder|bis|sowie|–|-|/)\s?(?:zum\s|zur\s|der\s|dem\s|den\s)?)?"


_LIST = Lazy(r"^(?:,?\s(?:(?:und|oder|bis|sowie)\s)?(?:\d{1,3}\.|\p{Ll}+te[rns]?(?=\s)))+")


def _past_the_list(after: str) -> str:
    """What follows the last of several ordinals: "1. und 2. Weltkrieg"."""
    return _LIST.sub("", after)


def _ordinal(match: Match) -> str:
    """Declined by the words around it. At the end of a sentence its dot is the sentence's too."""
    context = Context.of(match)
    after = _past_the_list(context.after)
    suffix = ending(context.before, gender_of(after), many=many_follow(after))
    said = f"{_stem(int(match['number'].replace('.', '')))}{suffix}"
    return said if context.after else f"{said}."


def _lone_ordinal(match: Match) -> str:
    """ "3. Quartal 2024" without an article takes the strong ending: "drittes Quartal". A heading is numbered."""
    after = _past_the_list(match.string[match.end() :])
    return match.group() if is_numbering(match, after) or not gender_of(after) else _ordinal(match)


def _roman_ordinal(match: Match) -> str:
    """ "im II. Weltkrieg"."""
    context = Context.of(match)
    stem = _stem(codes.roman(match["roman"])).capitalize()
    return f"{stem}{ending(context.before, gender_of(context.after))}"


_FEMININE = frozenset({"Elisabeth", "Elizabeth", "Maria", "Katharina", "Margarethe", "Margrethe"})
# What stands between a preposition and a ruler's name.
_TITLES = Lazy(
    r"(?:(?:dem |den |der )?(?:Papst|König|Königin|Kaiser|Kaiserin|Zar|Fürst|Herzog|Graf|Kurfürst|Großherzog|Prinz|Sultan|"
    rf"{'|'.join(LANGUAGE.tables.regnal.split())})\s)+$"
)
_OF_RULERS = {
    (Case.NOMINATIVE, False): ("der", "e"), (Case.ACCUSATIVE, False): ("den", "en"), (Case.DATIVE, False): ("dem", "en"),
    (Case.NOMINATIVE, True): ("die", "e"), (Case.ACCUSATIVE, True): ("die", "e"), (Case.DATIVE, True): ("der", "en"),
    (Case.GENITIVE, False): ("dem", "en"), (Case.GENITIVE, True): ("der", "en"),
}  # fmt: skip


def _ruler(name: str, number: int, _ending: str, context: Context) -> str:
    """Nominative "Ludwig der Vierzehnte", genitive "Karls des Fünften", dative "unter Wilhelm dem Zweiten"."""
    stem = _stem(number).capitalize()
    if name.endswith("s") and name.removesuffix("s") in LANGUAGE.tables.regnal.split():
        return f"{name} des {stem}en"
    case = case_before(_TITLES.sub("", context.before))
    article, suffix = _OF_RULERS[case, name in _FEMININE]
    return f"{name} {article} {stem}{suffix}"


# ── compounds ───────────────────────────────────────────────────────────────────────────────────────────────────

_PERSON = Lazy(r"\p{Lu}\p{Ll}+(?:ige[rnms]?|e[rnms]?)")


def _first_part(written: str) -> str:
    number = QUANTITIES.parsed(written)
    return QUANTITIES.say(number) if number.fraction else _bound(int(number.whole))


def _compound(match: Match) -> str:
    """ "5-jährig" -> "fünfjährig", "20-Jähriger" -> "Zwanzigjähriger", "4-Tage-Woche" -> "Vier-Tage-Woche"."""
    said, word = _first_part(match["number"]), match["word"]
    start = f"{QUANTITIES.read(match['first'])} bis " if match["first"] else ""
    if word[0].islower():
        return f"{start}{said}{word}"
    capital = (said[0].upper() + said[1:]).replace(" ", "-")
    alone = _PERSON.fullmatch(word) and not match.string[match.end() :].startswith("-")
    return f"{start}{capital}{word.lower()}" if alone else f"{start}{capital}-{word}"


def _percent(match: Match) -> str:
    return f"{_first_part(match['number'])}prozentig"


def _counted_times(match: Match) -> str:
    return f"{_first_part(match['number'])}mal"


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────────


# "3.10." is a date after these words, and without one where the month has two digits.
_DATE_CUE = (
    r"(?:(?<=(?i:am|vom|zum|bis|der|den|dem|ab|seit|stand:?|und|–|-|tag,)\s?)"
    rf"|(?<!\b(?:Raum|Zimmer|Büro|Abschnitt|Kapitel|Punkt|Ziffer|Version)\s){EDGE}(?=\d{{1,2}}\.(?:0[1-9]|1[0-2])\.))"
)
_NUMBER = rf"(?P<number>{QUANTITIES.pattern})"


def rules() -> dict[str, tuple[Rule, ...]]:
    """The grammar's own rules, by the place they take among the common ones (see reader.py)."""
    return {
        "early": (
            rule("percent adjective", rf"{_NUMBER}\s?%-?ig(?=e[rnms]?\b|\b)", _percent),
            rule("street", r"(?<=\p{Ll})str\.(?=\s|,|$)", "straße", digits=False),
            rule("street", r"(?<=-)Str\.(?=\s|,|$)", "Straße", digits=False),
            rule("house number", r"(?<=\p{Ll})nr\.(?=\s?\d)", "nummer"),
            *trade_rules(),
            *short_rules(),
        ),
        "dates": (month_rule(year), days_rule(), *Dates(LANGUAGE, _day).rules(_DATE_CUE)),
        "times": (
            lap_rule(LANGUAGE.one),
            *times.rules(LANGUAGE, _time, r"(?<=\b(?:[Uu]hrzeit:?)\s)", r"Uhr\b"),
            rule("o'clock twice", r"(?<=\bUhr \p{L}+)\s?Uhr\b", "", digits=False),
        ),
        "ordinals": _ordinal_rules(),
        "years": years.rules(LANGUAGE, _is_year),
        "compounds": (rate_rule(), *_compound_rules()),
    }


def _ordinal_rules() -> tuple[Rule, ...]:
    decade = rf"{EDGE}['’]?(?P<number>1[1-9]\d\d|20\d\d|\d{{1,3}})er(?P<ending>n?)(?P<joint>-(?=Jahre))?(?![\p{{Ll}}])"
    number, follows = r"(?P<number>\d{1,3})\.", r"(?=\s\p{L}|,?\s\d+\.)"
    after_article = r"(?<=\b(?i:am|im|vom|zum|zur|beim|dem|den|des|der|das|ein|eine)\s)"
    after_ordinal = rf"(?<=\b(?:{_DETERMINERS}\s|{_ORDINAL_BEFORE}))"
    ordinal = rf"(?:{after_ordinal}{number}{follows}|{after_article}{number}(?=[,;:]?$|-))"
    roman = r"(?P<roman>(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))\."
    thousands = r"(?P<number>\d{1,3}\.\d{3}|\d{4})\.(?=\s\p{L}|[,;:]?$)"
    return (
        ordinal_rule(),
        rule("decade", decade, _decade),
        rule("large ordinal", after_article + thousands, _ordinal),
        rule("ordinal", ordinal, _ordinal),
        rule("lone ordinal", rf"{EDGE}{number}{follows}", _lone_ordinal),
        *codes.roman_rules(LANGUAGE, _ruler),
        rule("Roman ordinal", rf"{START}{roman}(?=\s\p{{Lu}}\p{{Ll}})", _roman_ordinal, digits=False),
    )


def _compound_rules() -> tuple[Rule, ...]:
    first = r"(?:(?P<first>\d{1,3})\s?[-–]\s?)?"
    joined_on = r"(?P<word>(?:fach|mal|jährig|stellig|teilig|prozentig)\p{Ll}*)"
    return (
        rule("counted times", rf"{EDGE}{_NUMBER}[x×](?![\p{{L}}\p{{N}}×])", _counted_times),
        rule("compound", rf"{EDGE}{first}{_NUMBER}-(?P<word>\p{{L}}\p{{Ll}}+)", _compound),
        rule("joined compound", rf"{EDGE}{first}{_NUMBER}{joined_on}", _compound),
    )
