"""The grammar of German numbers, dates and times (Duden, Die Grammatik: numerals, adjective declension)."""

from __future__ import annotations

import regex

from pipeline.speech.reading import codes, dates, numbers, quantities, times, years
from pipeline.speech.reading.dates import Day
from pipeline.speech.reading.german_agreement import Case, case_before, ending, gender_of, is_listed, one
from pipeline.speech.reading.language import Context, Language, Match, Rule, all_units, tables
from pipeline.speech.reading.times import Time

CODE = "de"
_FIRST_HUNDRED_FORM, _LAST_HUNDRED_FORM = 1100, 1999


def year(number: int) -> str:
    """1984 -> "neunzehnhundertvierundachtzig", 2024 -> "zweitausendvierundzwanzig"."""
    if _FIRST_HUNDRED_FORM <= number <= _LAST_HUNDRED_FORM:
        high, low = divmod(number, 100)
        return f"{numbers.cardinal(high, CODE)}hundert{numbers.cardinal(low, CODE) if low else ''}"
    return numbers.cardinal(number, CODE)


_YEAR_CUE = regex.compile(
    r"(?i)(?:\bjahr(?:e|es|en|s|gang)?|\bseit|\banno|\bende|\banfang|\bmitte|sommer|winter|frühling|herbst|frühjahr|\bjanuar|"
    r"\bfebruar|\bmärz|\bapril|\bmai|\bjuni|\bjuli|\baugust|\bseptember|\boktober|\bnovember|\bdezember|quartal|\bstand|©|"
    r"\bspätestens|\berst|\bbereits|\bschon|\bim jahre|wende|jahrgang)\s$"
)
_NOUN_AFTER = regex.compile(r"\s(?:\p{Ll}+(?:e|en|er|es|em)\s)?\p{Lu}\p{Ll}")
_ROUND = 50


def _is_year(number: int, context: Context) -> bool:
    """ "1989 fiel die Mauer", "seit 1990 Mitglied", but "1500 Mitarbeiter": a noun that follows is counted."""
    if _YEAR_CUE.search(context.before):
        return True
    if number < _FIRST_HUNDRED_FORM:
        return False
    return not (_NOUN_AFTER.match(context.after) and (number % _ROUND == 0 or regex.match(r"\s\p{Lu}", context.after)))


def _fraction(over: int, under: int) -> str:
    if (over, under) == (1, 2):
        return "ein halb"
    part = "Halbe" if under == 2 else f"{_stem(under)}el".capitalize().replace("tel", "tel")
    return f"{'ein' if over == 1 else numbers.cardinal(over, CODE)} {part}"


def _stem(number: int) -> str:
    """The ordinal without its ending: "sechst"."""
    return numbers.ordinal(number, CODE).removesuffix("e")


LANGUAGE = Language(
    code=CODE,
    tables=tables(CODE),
    units=all_units(tables(CODE), capital=True),
    year=year,
    one=one,
    fraction=_fraction,
    price="{whole} {number}",
)


def _day(day: Day, context: Context) -> str:
    """ "am 6. August" -> "am sechsten August": the day is declined like an adjective before a masculine noun."""
    suffix = ending(context.before, "m", day=True)
    said = f"{_stem(day.days[0])}{suffix}"
    for joint, number in zip(day.joints, day.days[1:], strict=True):
        said += f", {_stem(number)}{suffix}" if joint == "," else f" {joint or 'bis'} {_stem(number)}{suffix}"
    said = f"{said} {day.month}"
    return f"{said} {year(day.year)}" if day.year else said


def _time(time: Time, context: Context) -> str:
    """15:30 -> "fünfzehn Uhr dreißig"; before "Uhr" a full hour is said alone."""
    hour = "ein" if time.hour == 1 else numbers.cardinal(time.hour, CODE)
    if time.minute is None or (time.minute == 0 and context.after.lstrip().startswith("Uhr")):
        return hour
    said = f"{hour} Uhr" if time.minute == 0 else f"{hour} Uhr {numbers.cardinal(time.minute, CODE)}"
    return f"{said} und {numbers.cardinal(time.second, CODE)} Sekunden" if time.second else said


def _uhr(match: Match) -> str:
    """ "fünfzehn Uhr dreißig Uhr" says the word once."""
    return match.group(1)


_DETERMINERS = (
    r"(?i:am|im|vom|zum|zur|beim|ins|ans|aufs|fürs|dem|den|des|der|das|die|diese[mnrs]?|jede[mnrs]?|welche[mnrs]?|"
    r"ein(?:e[mnrs]?)?|kein(?:e[mnrs]?)?|mein(?:e[mnrs]?)?|sein(?:e[mnrs]?)?|ihr(?:e[mnrs]?)?|unser(?:e[mnrs]?)?|"
    r"dein(?:e[mnrs]?)?|euer|eure[mnrs]?|und|bis|oder|ab|seit|nach|vor|zwischen|pro)"
)


def _ordinal(match: Match) -> str:
    context = Context.of(match)
    return f"{_stem(int(match['number']))}{ending(context.before, gender_of(context.after))}"


def _lone_ordinal(match: Match) -> str:
    """ "3. Quartal 2024" without an article takes the strong ending: "drittes Quartal". A heading is numbered."""
    after = match.string[match.end() :]
    numbering = match.start() == 0 and not is_listed(after)
    return match.group() if numbering or not gender_of(after) else _ordinal(match)


def _roman_ordinal(match: Match) -> str:
    context = Context.of(match)
    stem = _stem(codes.roman(match["roman"]))
    return f"{stem.capitalize()}{ending(context.before, gender_of(context.after))}"


# What stands between a preposition and a ruler's name.
_TITLES = regex.compile(
    rf"(?:(?:dem |den |der )?(?:Papst|König|Königin|Kaiser|Kaiserin|Zar|Fürst|Herzog|Graf|Kurfürst|Großherzog|Prinz|Sultan|"
    rf"{'|'.join(LANGUAGE.tables.regnal.split())})\s)+$"
)


def _ruler(name: str, number: int, _ending: str, context: Context) -> str:
    """Nominative "Ludwig der Vierzehnte", genitive "Karls des Fünften", dative "unter Wilhelm dem Zweiten"."""
    stem = _stem(number).capitalize()
    if name.endswith("s") and name.removesuffix("s") in LANGUAGE.tables.regnal.split():
        return f"{name} des {stem}en"
    feminine = name in {"Elisabeth", "Elizabeth", "Maria", "Katharina", "Margarethe", "Margrethe"}
    before = _TITLES.sub("", context.before)
    forms = {
        Case.DATIVE: ("der", "en") if feminine else ("dem", "en"),
        Case.ACCUSATIVE: ("die", "e") if feminine else ("den", "en"),
        Case.NOMINATIVE: ("die", "e") if feminine else ("der", "e"),
    }
    article, suffix = forms[case_before(before)]
    return f"{name} {article} {stem}{suffix}"


def _decade(match: Match) -> str:
    """ "1990er Jahre" -> "neunzehnhundertneunziger Jahre"."""
    number = int(match["number"])
    said = f"{year(number)}er"
    return said + (" " if match["joint"] else "")


def _compound(match: Match) -> str:
    """ "5-jährig" -> "fünfjährig", "20-Jähriger" -> "Zwanzigjähriger", "4-Tage-Woche" -> "Vier-Tage-Woche"."""
    number, word = match["number"], match["word"]
    said = "ein" if number == "1" else numbers.parse(number, ",").words(CODE, "Komma")
    if word[0].islower():
        return f"{said}{word}"
    if match.string[match.end() :].startswith("-") or not regex.fullmatch(r"\p{Lu}\p{Ll}+(?:ige[rnms]?|e[rnms]?)", word):
        return f"{said.capitalize()}-{word}"
    return f"{said.capitalize()}{word.lower()}"


def _times(match: Match) -> str:
    said = numbers.parse(match["number"], ",").words(CODE, "Komma")
    return f"{'ein' if said == 'eins' else said}mal"


_EDGE = r"(?<![\p{L}\p{N}_.,:/-])"


def rules() -> dict[str, tuple[Rule, ...]]:
    """The grammar's own rules, by the place they take among the common ones (see reader.py)."""
    number = r"(?P<number>\d{1,3})\."
    next_word = r"(?=\s(?:\p{L}|\d+\.\s))"
    return {
        "early": (
            Rule("hundred percent", regex.compile(r"(?P<number>\d+(?:,\d+)?)\s?%-?ig(?P<word>)(?=e[rnms]?\b|\b)"), lambda m: _compound_percent(m)),
        ),
        "dates": dates.rules(LANGUAGE, _day, "dm"),
        "times": (
            *times.rules(LANGUAGE, _time, {"before": r"(?<=\b(?:[Uu]hrzeit:?)\s)", "after": r"(?:Uhr|h\b(?=\s?[-–]))"}),
            Rule("o'clock", regex.compile(r"(\bUhr \p{L}+)\s?Uhr\b"), _uhr, digits=False),
        ),
        "ordinals": (
            Rule("decade", regex.compile(rf"{_EDGE}['’]?(?P<number>1[1-9]\d\d|20\d\d|\d{{1,3}})er(?P<joint>-(?=Jahre))?(?![\p{{Ll}}])"), _decade),
            Rule("ordinal", regex.compile(rf"(?<=\b{_DETERMINERS}\s){number}(?:{next_word}|(?=[,;:]?$|-))"), _ordinal),
            Rule("ordinal list", regex.compile(rf"(?<=\b(?:\p{{Ll}}+ten?|\p{{Ll}}+ter|\p{{Ll}}+tes),?\s(?:(?:und|oder|bis)\s)?){number}{next_word}"), _ordinal),
            Rule("lone ordinal", regex.compile(rf"{_EDGE}{number}{next_word}"), _lone_ordinal),
            *codes.roman_rules(LANGUAGE, _ruler),
            Rule("Roman ordinal", regex.compile(r"(?<![\p{L}\p{N}])(?P<roman>(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))\.(?=\s\p{Lu}\p{Ll})"), _roman_ordinal, digits=False),
        ),
        "years": years.rules(LANGUAGE, _is_year),
        "compounds": (
            Rule("times", regex.compile(rf"{_EDGE}(?P<number>\d+(?:,\d+)?)[x×](?![\p{{L}}\p{{N}}×])"), _times),
            Rule("by", regex.compile(r"(?<=\d)\s?[x×]\s?(?=\d)"), lambda _: " mal "),
            Rule("compound", regex.compile(rf"{_EDGE}(?P<number>\d+(?:,\d+)?)-(?P<word>\p{{L}}\p{{Ll}}+)"), _compound),
            Rule("joined compound", regex.compile(rf"{_EDGE}(?P<number>\d+)(?P<word>(?:fach|mal|jährig|stellig|teilig|prozentig)\p{{Ll}}*)"), _compound),
        ),
    }  # fmt: skip


def _compound_percent(match: Match) -> str:
    said = numbers.parse(match["number"], ",").words(CODE, "Komma")
    return f"{'ein' if said == 'eins' else regex.sub(r'^ein(?=hundert$)', '', said)}prozentig"


QUANTITIES = quantities.Quantities(LANGUAGE)
