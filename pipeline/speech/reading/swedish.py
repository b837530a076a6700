"""The grammar of Swedish numbers, dates and times (Svenska Akademiens grammatik; Svenska skrivregler)."""

from __future__ import annotations

from functools import lru_cache

import regex

from pipeline.speech.reading import codes, dates, numbers, quantities, times, years
from pipeline.speech.reading.dates import Day
from pipeline.speech.reading.language import Context, Language, Match, Rule, all_units, tables
from pipeline.speech.reading.times import Time

CODE = "sv"
_FIRST_HUNDRED_FORM, _LAST_YEAR = 1000, 2099


def year(number: int) -> str:
    """1984 -> "nittonhundraåttiofyra", 2024 -> "tjugohundratjugofyra"."""
    if not _FIRST_HUNDRED_FORM <= number <= _LAST_YEAR:
        return numbers.cardinal(number, CODE)
    if number == 2000:
        return "tvåtusen"
    high, low = divmod(number, 100)
    return f"{numbers.cardinal(high, CODE)}hundra{numbers.cardinal(low, CODE) if low else ''}"


_YEAR_CUE = regex.compile(
    r"(?i)\b(?:år(?:et|en|s|gång)?|sedan|hösten|våren|sommaren|vintern|januari|februari|mars|april|maj|juni|juli|augusti|september|"
    r"oktober|november|december|kvartalet|i|under|redan|först|senast|slutet av|början av|mitten av|anno|runt|kring|född|grundat|"
    r"grundades|från|sen|ända|innan|efter|före)\s$"
)
# A word after four digits that is counted: a plural or a definite noun rather than a verb ("1500 anställda").
_COUNTED = regex.compile(r"^\s(?:nya |olika |unga |svenska |tyska )?(?!\p{L}+(?:ade|dde|tte)\b)\p{Ll}{2,}(?:ar|er|or|ningar|nden|are|da|ta|st|en|n|personer|st)\b")
_VERBS = regex.compile(r"^\s(?:är|var|har|hade|blev|kom|gick|fick|tog|steg|föll|ska|kan|vann|dog|började|efter|under|eller|över|inför|åter|sker|växer|ger|gäller|kommer|väntas)\b")
_ROUND = 50


def _is_year(number: int, context: Context) -> bool:
    """ "1989 föll muren", "sedan 1990", but "1500 anställda": round numbers before a plural are counts."""
    counted = bool(_COUNTED.match(context.after)) and not _VERBS.match(context.after)
    if _YEAR_CUE.search(context.before):
        return not (counted and number % _ROUND == 0 and not regex.search(r"(?i)\b(?:år\w*|sedan|i)\s$", context.before))
    if number < _FIRST_HUNDRED_FORM + 1:
        return False
    return not (counted and (number % _ROUND == 0 or number < 1500))


def _fraction(over: int, under: int) -> str:
    if (over, under) == (1, 2):
        return "en halv"
    part = {2: "halva", 4: "fjärdedel", 7: "sjundedel", 8: "åttondel", 9: "niondel", 10: "tiondel"}.get(under)
    part = part or f"{numbers.ordinal(under, CODE)}del"
    return f"en {part}" if over == 1 else f"{numbers.cardinal(over, CODE)} {part}ar"


@lru_cache(maxsize=1)
def _neuters() -> frozenset[str]:
    return frozenset(tables(CODE).genders["n"].split())


_NEUTER_ENDING = regex.compile(r"(?:ande|ende|ment|eri|gram|um|skap|tal|år|hus|system|projekt|företag|bolag|verk|program|land|barn)$")
_NEUTER_ADJECTIVE = regex.compile(r"(?<![aeiouyåäö]n|s)(?:tt|[^aeiouyåäös]t|igt|iskt|[aeiou]t)$")


# A noun before the number is what is numbered ("Formel 1 och Formel E"); after it comes no noun, then.
_NUMBERED = regex.compile(r"\b(?i:plats|formel|nummer|kapitel|del|klass|grupp|liga|nivå|fas|artikel|version|figur|tabell|typ|sidan|punkt|steg|zon|etapp|dag|vecka)\s$|(?<=\S)\s\p{Lu}\p{Ll}+\s$")
_NO_NOUN = regex.compile(r"\s(?:och|eller|är|på|i|går|till|från|för|med|som|har|blev|kom|var|mot|men|vid|om|ska|kan)\b")


def _one(gender: str, context: Context) -> str:
    """1 before a noun: "ett" before a neuter, "en" otherwise. Gender "?" is the following word's."""
    if gender == "?" and (_NUMBERED.search(context.before) or _NO_NOUN.match(context.after)):
        return "ett"
    if gender == "?":
        word = regex.match(r"^\s(\p{L}+)(\s\p{Ll}+)?", context.after)
        gender = "n" if word and _is_neuter(word.group(1), (word.group(2) or "").strip()) else "c"
    return "ett" if gender == "n" else "en"


def _is_neuter(word: str, following: str) -> bool:
    """A neuter noun, or an adjective in the neuter before a noun ("nytt hus")."""
    if word in _neuters() or _NEUTER_ENDING.search(word):
        return True
    return bool(following) and (word in {"nytt", "annat", "helt", "litet", "stort"} or bool(_NEUTER_ADJECTIVE.search(word)))


LANGUAGE = Language(
    code=CODE,
    tables=tables(CODE),
    units=all_units(tables(CODE), capital=False),
    year=year,
    one=_one,
    fraction=_fraction,
    price="{whole} och {cents}",
)


def _day(day: Day, _context: Context) -> str:
    """ "6 augusti" -> "sjätte augusti"."""
    said = numbers.ordinal(day.days[0], CODE)
    for joint, number in zip(day.joints, day.days[1:], strict=True):
        said += f", {numbers.ordinal(number, CODE)}" if joint == "," else f" {joint or 'till'} {numbers.ordinal(number, CODE)}"
    said = f"{said} {day.month}"
    return f"{said} {year(day.year)}" if day.year else said


def _time(time: Time, _context: Context) -> str:
    """15.30 -> "femton trettio", 8.05 -> "åtta noll fem"; a full hour is said alone."""
    hour = numbers.cardinal(time.hour, CODE)
    if not time.minute and not time.second:
        return hour
    minute = numbers.cardinal(time.minute or 0, CODE)
    said = f"{hour} noll {minute}" if (time.minute or 0) < 10 else f"{hour} {minute}"
    return f"{said} och {numbers.cardinal(time.second, CODE)} sekunder" if time.second else said


def _ordinal(match: Match) -> str:
    return numbers.ordinal(int(match["number"]), CODE).replace("etthundrade", "hundrade").replace("etttusende", "tusende")


def _ruler(name: str, number: int, ending: str, _context: Context) -> str:
    return f"{name} den {numbers.ordinal(number, CODE)}{'s' if ending else ''}"


def _decade(match: Match) -> str:
    """ "1990-talet" -> "nittonhundranittiotalet", "2000-talet" -> "tjugohundratalet"."""
    number = int(match["number"])
    high, low = divmod(number, 100)
    said = f"{numbers.cardinal(high, CODE)}hundra{numbers.cardinal(low, CODE) if low else ''}" if high else numbers.cardinal(low, CODE)
    return said + match["word"]


def _compound(match: Match) -> str:
    """ "5-årig" -> "femårig"; after a name the hyphen stays: "S&P 500-indexet"."""
    said = numbers.parse(match["number"], ",").words(CODE, "komma")
    named = regex.search(r"(?:[^.!?\s]\s\p{Lu}\p{L}*|[\p{Lu}&]{2,})\s$", match.string[: match.start()])
    return f"{said}-{match['word']}" if named or match["word"][0].isupper() else f"{said}{match['word']}"


def _so_called(match: Match) -> str:
    """ "s.k." agrees with the article before it, or with the noun after it."""
    before, after = match.string[: match.start()].rstrip().lower(), match.string[match.end() :]
    last = regex.search(r"(\p{L}*)$", before)
    article = last.group(1) if last else ""
    said = "så kallad" if article in {"en", "någon", "ingen", "varje", "denna", "min"} else "så kallade"
    noun = regex.match(r"\s(\p{L}+)", after)
    if article in {"ett", "något", "inget"} or (said == "så kallade" and noun and noun.group(1) in _neuters() and article not in {"de", "det", "dessa", "alla"}):
        said = "så kallat"
    return said.capitalize() if match.group()[0].isupper() else said


def _times(match: Match) -> str:
    said = numbers.parse(match["number"], ",").words(CODE, "komma")
    return "en gång" if said == "ett" else f"{said} gånger"


_EDGE = r"(?<![\p{L}\p{N}_.,:/-])"


def rules() -> dict[str, tuple[Rule, ...]]:
    """The grammar's own rules, by the place they take among the common ones (see reader.py)."""
    clock = r"(?<=(?i:\bkl\.?|\bklockan|\bmellan|\böppet|\böppnar|\bstänger|\bbörjar|\bslutar|\bstartar|\bgår|\bavgår|\bfrån|\btill)\s)"
    return {
        "early": (
            Rule("price with a colon", regex.compile(r"(?<=\d):(?=\d{2}\s?(?:kr|kronor)\b)"), lambda _: ","),
            Rule("parted decade", regex.compile(r"(?<=\b[12])[ .](?=\d00-tal)"), lambda _: ""),
            Rule("chapter of a law", regex.compile(r"(?<![\p{L}\p{N}.,])(\d{1,3})\s?kap\.?(?=\s\d)"), lambda m: f"{numbers.ordinal(int(m[1]), CODE)} kapitlet"),
            Rule("section of a law", regex.compile(r"(?<![\p{L}\p{N}.,])(\d{1,3})\s?§(?!§?\s?\d)"), lambda m: f"{numbers.ordinal(int(m[1]), CODE)} paragrafen"),
            Rule("percent adjective", regex.compile(r"(\d+(?:,\d+)?)\s?%-?ig(?=a?\b|t\b)"), lambda m: f"{numbers.parse(m[1], ',').words(CODE, 'komma')}procentig"),
            Rule("so-called", regex.compile(r"(?<![\p{L}\p{N}])[Ss]\.?\s?k\.(?![\p{L}])"), _so_called, digits=False),
        ),
        "dates": (
            *dates.rules(LANGUAGE, _day, "dm"),
            Rule("day and month in digits", regex.compile(rf"{_EDGE}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?![\p{{L}}\p{{N}}/]|[.,]\d)"), _slashed),
        ),
        "times": (
            Rule("o'clock", regex.compile(r"(?<=\b[Kk]lockan\s)(?P<ha>\d{1,2})(?:[.:](?P<ma>\d{2}))?\s?[-–]\s?(?P<hb>\d{1,2})(?:[.:](?P<mb>\d{2}))?(?![\p{L}\p{N}]|[.,:]\d)"), _span),
            Rule("o'clock", regex.compile(r"(?<=\b[Kk]lockan\s)(?P<ha>\d{1,2})(?:[.:](?P<ma>\d{2}))?(?![\p{L}\p{N}]|[.,:]\d)"), _single),
            Rule("span of times", regex.compile(rf"{_EDGE}(?P<ha>\d{{1,2}})[.:](?P<ma>[0-5]\d)\s?[-–]\s?(?P<hb>\d{{1,2}})[.:](?P<mb>[0-5]\d)(?![\p{{L}}\p{{N}}]|[.,:]\d|\s?[%€$])"), _span),
            *times.rules(LANGUAGE, _time, {"before": rf"{clock}(?=\d{{1,2}}[.:][0-5]\d)", "after": r"(?!)"}),
        ),
        "ordinals": (
            Rule("decade", regex.compile(rf"{_EDGE}(?P<number>(?:1\d|20)?\d0)-(?P<word>tal(?:et|ets|en|s|ist\p{{L}}*)?)(?!\p{{L}})"), _decade),
            Rule("ordinal", regex.compile(rf"{_EDGE}(?P<number>\d+):(?:a|e|an|en|or|orna|sta|dra|dje)(?!\p{{L}})"), _ordinal),
            *codes.roman_rules(LANGUAGE, _ruler),
        ),
        "years": years.rules(LANGUAGE, _is_year),
        "compounds": (
            Rule("name with an ending", regex.compile(r"(?<![\p{L}\p{N}])(\p{Lu}+\d+):(ans?|n)(?!\p{L})"), _ended),
            Rule("genitive", regex.compile(r"(?<=\p{Lu}\p{Ll}{2,}):(?=s(?!\p{L}))"), lambda _: "", digits=False),
            Rule("times", regex.compile(rf"{_EDGE}(?P<number>\d+(?:,\d+)?)[x×](?![\p{{L}}\p{{N}}×])"), _times),
            Rule("by", regex.compile(r"(?<=\d)\s?[x×]\s?(?=\d)"), lambda _: " gånger "),
            Rule("compound", regex.compile(rf"{_EDGE}(?P<number>\d+(?:,\d+)?)-(?P<word>\p{{Ll}}{{3,}}|\p{{Lu}}\p{{Ll}}+)"), _compound),
        ),
    }  # fmt: skip


def _ended(match: Match) -> str:
    """ "E4:an" -> "E fyran"."""
    letters, number = regex.fullmatch(r"(\p{Lu}+)(\d+)", match[1]).groups()  # type: ignore[union-attr]  # as matched
    said = numbers.cardinal(int(number), CODE)
    return f"{codes.spell(letters)} {said.removesuffix('a') if match[2].startswith('a') else said}{match[2]}"


def _slashed(match: Match) -> str:
    """ "6/8" is a date unless it is a fraction in lowest terms with a usual denominator."""
    day, month = int(match["d"]), int(match["m"])
    names = LANGUAGE.tables.months.split()
    cued = regex.search(r"(?i)\b(?:den|dag|sedan|senast|till|från|fram till|\w+dag)\s$", match.string[: match.start()])
    fraction = match.group() in {"1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "1/8", "3/8", "5/8", "7/8", "1/10", "9/10"}
    if not (0 < day <= dates.LAST_DAY and 0 < month <= dates.LAST_MONTH) or (fraction and not cued) or (match.group() in LANGUAGE.tables.fractions and not cued):
        return match.group()
    return _day(Day((day,), (), names[month - 1], None), Context.of(match))


def _single(match: Match) -> str:
    time = times._time(match, "a")
    return _time(time, Context.of(match)) if time else match.group()


def _span(match: Match) -> str:
    first, last = times._time(match, "a"), times._time(match, "b")
    if not (first and last):
        return match.group()
    return f"{_time(first, Context.of(match))} till {_time(last, Context.of(match))}"


QUANTITIES = quantities.Quantities(LANGUAGE)
