"""How the English trade press writes: business periods, laws, airliners, screens in inches, American telephone numbers.

Each rule rewrites what is written into what the common rules read, or says it outright. Sources: New Hart's Rules (and
"No" before a number), the numbering of acts by the Official Journal of the EU, the North American Numbering Plan.
"""

from __future__ import annotations

import regex

from pipeline.speech.reading import codes, numbers
from pipeline.speech.reading.language import (
    EDGE,
    END,
    START,
    Match,
    Rule,
    all_units,
    rule,
    tables,
    text_before,
)
from pipeline.speech.reading.lazily import Lazy

CODE = "en"
_LISTS = {name: words.split() for name, words in tables(CODE).grammar.items()}
_SHORT_TIMES = {"h": "hour", "hr": "hour", "yr": "year", "min": "minute", "sec": "second"}
_UNITS = all_units(tables(CODE), capital=False)
_MONTHS = tables(CODE).months.split()


def rules() -> tuple[Rule, ...]:
    """They come before all others, for their digits are no dates, versions or spans."""
    return (*_period_rules(), *_law_rules(), *_call_rules(), *_measure_rules(), *_name_rules())


# ── business periods ────────────────────────────────────────────────────────────────────────────────────────────

_DETERMINED = Lazy(r"(?i)\b(?:the|a|an|our|its|their|this|last|next|each)\s$")


def _full(year: str) -> str:
    return f"20{year}" if len(year) == 2 else year


def _fiscal(match: Match) -> str:
    """ "FY25" -> "fiscal year 2025"."""
    return f"fiscal year {_full(match['year'])}{match['rest'] or ''}"


def _half_year(match: Match) -> str:
    """ "H1'26", "1H26" -> "the first half of 2026"."""
    article = "" if _DETERMINED.search(text_before(match)) else "the "
    return f"{article}{'first' if match['part'] == '1' else 'second'} half of {_full(match['year'])}"


def _quarter(match: Match) -> str:
    return f"Q{match['part']} {_full(match['year'])}"


def _period_rules() -> tuple[Rule, ...]:
    rest = r"(?P<rest>[/–-]\d\d(?:\d\d)?)?"
    year = rf"(?:\s?['’/]?\s?(?P<year>20\d\d)|\s?['’/]\s?(?P<year>\d\d)|(?<=\d[HQ])(?P<year>[1-3]\d)){END}"
    return (
        rule("fiscal year", rf"{START}FY\s?['’]?(?P<year>20\d\d|\d\d){rest}{END}", _fiscal),
        rule("half year", rf"{START}(?:H(?P<part>[12])|(?P<part>[12])H){year}", _half_year),
        rule("quarter", rf"{START}(?:Q(?P<part>[1-4])|(?P<part>[1-4])Q){year}", _quarter),
    )


# ── laws, numbers, lists and comparisons ────────────────────────────────────────────────────────────────────────


def _law(match: Match) -> str:
    """ "No 1169/2011" -> "number one thousand one hundred and sixty-nine of 2011"."""
    return f"number {numbers.cardinal(int(match['number']), CODE)} of {match['year']}"


def _item(match: Match) -> str:
    """ "(iv)" -> "(4)"."""
    return f"({codes.roman(match['roman'].upper())})"


def _small(match: Match) -> str:
    """ "scene ii" -> "scene two", "pp. ix–xii" -> "pages nine to twelve"."""
    part = tables(CODE).before_number.get(match["part"], match["part"])
    numerals = (numeral for numeral in (match["a"], match["b"]) if numeral)
    said = (numbers.cardinal(codes.roman(numeral.upper()), CODE) for numeral in numerals)
    return f"{part} {' to '.join(said)}"


def _comparison(match: Match) -> str:
    words = tables(CODE).words
    said = {"<": words.less, ">": words.more, "≤": words.at_most, "≥": words.at_least}
    return f" is {said[match['sign']]} "


def _law_rules() -> tuple[Rule, ...]:
    small = "(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
    parts = [form for word in _LISTS["small_numbered"] for form in (word, word.capitalize())]
    inside_sentence = r"(?<=[\p{L}\p{N},;)]\s|\()"
    count = r"(?!\d[\d.,]*\s?%)"
    return (
        rule("law", rf"{START}No\.?\s?(?P<number>\d{{1,4}})/(?P<year>(?:19|20)\d\d){END}", _law),
        rule("No", rf"{inside_sentence}No(?=\s{count}\d)", "number"),
        rule("Nos", rf"{inside_sentence}Nos(?=\s\d)", "numbers"),
        rule(
            "small numeral",
            rf"{START}(?P<part>\L<parts>)\s(?P<a>{small})(?:\s?[-–]\s?(?P<b>{small}))?{END}(?!(?<=\si)\s\p{{Ll}}|['’])",
            _small,
            digits=False,
            needs="parts",
            parts=parts,
        ).of_whole_words(),
        rule(
            "comparison",
            r"(?<=\b(?i:if|when|where|while|unless|for)\s\p{L})\s?(?P<sign>[<>≤≥])\s?(?=[\p{L}\d-])",
            _comparison,
            digits=False,
        ),
        rule("item", r"(?<!\p{L})\((?P<roman>i{1,3}|iv|vi{0,3}|ix)\)", _item, digits=False),
    )


# ── telephone numbers ───────────────────────────────────────────────────────────────────────────────────────────


def digits(match: Match) -> str:
    """What was matched, digit by digit."""
    return numbers.digits(match.group(), CODE)


def _american(match: Match) -> str:
    """ "(212) 555-0142": digit by digit, a breath between the groups."""
    return ", ".join(numbers.digits(group, CODE) for group in regex.findall(r"\d+", match.group()))


def _call_rules() -> tuple[Rule, ...]:
    cue = r"(?<=\b(?i:call|dial|ring|phone|tel\.?)\s(?:\d{3}\s(?:or|and)\s)?)"
    toll_free = r"1[\s.-](?:8(?:00|33|44|55|66|77|88))[\s.-]\d{3}[\s.-]\d{4}"
    area = r"(?:1[\s.-])?(?:\([2-9]\d\d\)\s?|[2-9]\d\d[.-])[2-9]\d\d[.-]\d{4}"
    return (
        rule(
            "emergency number",
            rf"{cue}\L<emergency>{END}",
            digits,
            needs="emergency",
            emergency=_LISTS["emergency"],
        ),
        rule("American telephone", rf"(?<![\p{{L}}\p{{N}}+.,-])(?:{toll_free}|{area}){END}", _american),
    )


# ── measures ────────────────────────────────────────────────────────────────────────────────────────────────────

_ATTRIBUTE = Lazy(r"\b(?i:an?|the|this|its|each|by)\s[\d.]+$")
_OPENING = Lazy(r"[\"“]")


def _inches(match: Match) -> str:
    """The mark after a number means inches where it closes no quotation: 'a 27" screen'."""
    quoted = len(_OPENING.findall(text_before(match))) % 2
    if quoted:
        return match.group()
    attribute = _ATTRIBUTE.search(text_before(match))
    return "-inch" if attribute and regex.match(r"\s\p{Ll}{3}", match.string[match.end() :]) else " inches"


def _resolution(match: Match) -> str:
    """ "1080p video" -> "ten eighty P video": no pence."""
    high, low = divmod(int(match["lines"]), 100)
    return f"{numbers.cardinal(high, CODE)} {numbers.cardinal(low, CODE)} {match['scan'].upper()}"


def _rate(match: Match) -> str:
    """ "units/hr" -> "units per hour"."""
    return f" per {_SHORT_TIMES.get(match['per'], match['per'])}"


def _emitted(match: Match) -> str:
    """ "5 MtCO2" -> "5 Mt CO2"; without a number the unit is a word."""
    counted = regex.search(r"[\d/]\s?$", text_before(match))
    return f"{match['unit'] if counted else _UNITS[match['unit']].many} "


def _measure_rules() -> tuple[Rule, ...]:
    no_speaker = (
        r"(?!(?:he|she|it|they|we|and|or|but|sa(?:id|ys)|wr(?:ote|ites)|is|was|in|on|at|by|to|for|of|as)\b)"
    )
    lines = r"(?<![\p{L}\p{N}.,])(?P<lines>480|576|720|1080|1440|2160)(?P<scan>[pi])"
    shown = r"(?<=\b(?:resolutions?|records?|recording|streams?|streaming|plays?|targeting|targets)\s(?:(?:of|in|at)\s)?)"
    cents = r"(?<=\d)c(?=\s(?:an?|per|each|dividends?|coins?|stamps?|more|less)\b)"
    rate = r"(?<=\p{Ll}{2,}s|CO2e?)/(?P<per>\L<rates>)\b"
    return (
        rule("inches by inches", r"(?<=\d)[\"″]\s?[x×]\s?(?=\d)", " by "),
        rule("inches", rf"(?<=\d)(?:″|\"(?=\s{no_speaker}\p{{Ll}}|\s?[x×]))", _inches),
        rule(
            "resolution",
            rf"{lines}(?=\s(?:\L<screens>)\b)|{shown}{lines}{END}",
            _resolution,
            screens=_LISTS["screens"],
        ),
        rule("cents", cents, " cents"),
        rule("feet", rf"(?<={EDGE}\d{{1,3}})['′’](?=\s(?:long|tall|high|wide|deep)\b)", " feet"),
        rule("diameter", r"(?<!\p{L})[Ø⌀]\s?(?=\d)", "diameter "),
        rule("emitted", r"(?<!\p{L})(?P<unit>kg|g|[kMG]?t)(?=CO2)", _emitted),
        rule("rate", rate, _rate, digits=False, needs="rates", rates=_LISTS["rates"]),
    )


# ── names and counts ────────────────────────────────────────────────────────────────────────────────────────────


def seven(middle: int) -> str:
    """How a Boeing is called: "seven forty-seven"."""
    return f"seven {'oh ' if middle < 10 else ''}{numbers.cardinal(middle, CODE)}"


def plural(number: str) -> str:
    """ "eighty" -> "eighties"."""
    return f"{number[:-1]}ies" if number.endswith("y") else f"{number}s"


def _airliner(match: Match) -> str:
    """ "747-8" -> "seven forty-seven eight"."""
    said = seven(int(match["middle"]))
    variant = numbers.cardinal(int(match["variant"]), CODE) if match["variant"] else ""
    return " ".join(part for part in (said, variant, match["letters"]) if part)


def _airbus(match: Match) -> str:
    """ "A320neo" -> "A three twenty neo", "A380s" -> "A three eighties"."""
    middle = numbers.cardinal(int(match["middle"]), CODE)
    if match["plural"]:
        middle = plural(middle)
    return f"A three {middle}{' ' if match['variant'] else ''}{match['variant'] or ''}"


def _count(match: Match) -> str:
    return numbers.cardinal(int(match.group()), CODE)


def _name_rules() -> tuple[Rule, ...]:
    variant = r"-(?P<variant>[1-9]|10|[1-9]00)(?P<letters>ER|LR|F)?"
    airliner = rf"{START}(?:(?<=Boeing\s)7(?P<middle>\d7)(?:{variant})?|7(?P<middle>\d7){variant}){END}"
    no_list = r"(?!\s(?:and|or|to|until|till|through|as|is|was)\b)"
    return (
        rule("airliner", airliner, _airliner),
        rule(
            "Airbus",
            rf"{START}A3(?P<middle>1[089]|2[01]|[3458]0)(?:(?P<variant>(?:neo|ceo)s?)|(?P<plural>s))?{END}(?!\.\d)",
            _airbus,
        ),
        rule("versus", r"(?<=\p{Lu}[\p{L}&]+\s)v\.?(?=\s\p{Lu}[\p{L}&]+)", "versus", digits=False),
        rule(
            "count after a month",
            rf"(?<=\b[Ii]n\s\L<months>\s)\d{{1,2}}{no_list}(?=\s\p{{Ll}}+s\b)",
            _count,
            needs="months",
            months=_MONTHS,
        ),
    )
