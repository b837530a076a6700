"""Forms in which English writes numbers short: seats, bearings, ratings and spans.

Each rule rewrites what is written into what the common rules read, or says it outright. Source: New Hart's Rules.
"""

from __future__ import annotations

from pipeline.speech.reading import numbers
from pipeline.speech.reading.english_trade import digits, seven
from pipeline.speech.reading.language import EDGE, END, START, Match, Rule, rule, tables

CODE = "en"
_TABLES = tables(CODE)
_PARTS = ["App.", "Fig.", "fig.", "Sec.", "sec.", "Tab.", "Ch.", "Art.", "Vol."]
_GREEK = {written: said for written, said in _TABLES.abbreviations.items() if "Α" <= written <= "ω"}
_BEARINGS = {"N": "north", "S": "south", "E": "east", "W": "west"}


def rules() -> tuple[Rule, ...]:
    """They come before the common rules, for what they rewrite would be split there."""
    return (
        *_dateline_rules(),
        *_label_rules(),
        *_span_rules(),
        *_measure_rules(),
        *_size_rules(),
    )


# ── datelines ───────────────────────────────────────────────────────────────────────────────────────────────────


def _place(match: Match) -> str:
    return match.group().title()


def _dateline_rules() -> tuple[Rule, ...]:
    """ "KHAN YOUNIS, Gaza — ", "ST. LOUIS (AP) — ": a town in capitals, not acronyms."""
    agency = r"\s\((?:AP|AFP|Reuters|UPI|dpa)\)"
    land = r",\s\p{Lu}[\p{L}.]{2,20}(?:\s\p{Lu}[\p{L}.]{2,20})?"
    saint = r"ST\.\s\p{Lu}{3,20}"
    vowel = r"(?=\p{Lu}{0,20}[AEIOUYÄÖÅÉ])"  # "BMW GROUP" is no town
    towns = rf"(?:{saint}|{vowel}\p{{Lu}}{{3,20}}(?:[\s-]{vowel}\p{{Lu}}{{2,20}}){{1,2}})"
    follows = rf"(?=(?:{land}(?:{agency})?|{agency})\s[—–-]\s)"
    return (rule("dateline", rf"^(?:{towns}{follows}|{saint}(?=\s[—–]\s))", _place, digits=False),)


# ── labels ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _label(match: Match) -> str:
    """ "seat 12A" -> "seat twelve A": no amperes."""
    return f"{numbers.cardinal(int(match['number']), CODE)} {match['letter']}"


def _plan(match: Match) -> str:
    """ "401(k)" -> "four oh one K"."""
    first, last = divmod(int(match["number"]), 100)
    return f"{numbers.cardinal(first, CODE)} {'oh ' if last < 10 else ''}{numbers.cardinal(last, CODE)} {match['letter'].upper()}"


def _airliners(match: Match) -> str:
    """ "747 jets" -> "seven forty-seven jets", "the 737s" -> "the seven thirty-sevens"."""
    said = seven(int(match["middle"]))
    return f"{said}s" if match["plural"] else said


def _part(match: Match) -> str:
    """ "App. C" -> "appendix C"."""
    return _TABLES.before_number[match.group()]


def _law(match: Match) -> str:
    """ "Regulation (EU) 2016/679": the year, then the number."""
    return f"{match['year']}, {numbers.cardinal(int(match['number']), CODE)}"


def _label_rules() -> tuple[Rule, ...]:
    labelled = (
        r"(?i:seat|gate|exit|platform|room|flat|apartment|suite|bus|line|route|hall|stand|booth|block|form|exhibit|"
        r"schedule|section|article|rule|figure|table|annex|appendix|part|class|grade|year|unit|pier|bay|pens?|number)"
    )
    craft = r"(?:jets?|planes?|airliners?|aircraft|freighters?|fleets?|Max|MAX)"
    act = r"(?:Regulations?|Directives?|Decisions?)(?:\s\((?:EU|EC|EEC)\))?\s"
    return (
        rule("label", rf"(?<=\b{labelled}\s)(?P<number>\d{{1,4}})(?P<letter>[A-Z]){END}", _label),
        rule("savings plan", rf"{EDGE}(?P<number>401|403|457|501)\((?P<letter>[a-c]|k)\)", _plan),
        rule("zip code", r"(?<=\b(?i:zip|zip code|postcode|post code|postal code)\s)\d{4,6}\b", digits),
        rule("airliners", rf"{EDGE}7(?P<middle>[2-8]7)(?:(?P<plural>s)(?![\p{{L}}\p{{N}}])|(?P<plural>)(?=\s{craft}\b))", _airliners),
        rule("lettered part", rf"{START}\L<parts>(?=\s[A-Z]{END}(?!\.\S))", _part, digits=False, needs="parts", parts=_PARTS),
        rule("part of a code", r"(?<=\b(?:SP|FIPS|CFR)\s\d{1,4})-(?=\d)|(?<=\b\p{Lu}{2})\.(?=\d\b(?!\.))", " "),
        rule("act", rf"(?<=\b{act})(?P<year>(?:19|20)\d\d)/(?P<number>\d{{1,4}})(?![\p{{N}}/])", _law),
    )  # fmt: skip


# ── spans, ratings and counts ───────────────────────────────────────────────────────────────────────────────────


def _founded(match: Match) -> str:
    return "Established" if match.group()[0] == "E" else "established"


def _life(match: Match) -> str:
    """ "(b. 1955, d. 2019)"."""
    return "born" if match["life"] == "b" else "died"


def _year(match: Match) -> str:
    """ "by 2100" -> "by twenty-one hundred"."""
    high, low = divmod(int(match.group()), 100)
    return f"{numbers.cardinal(high, CODE)} {numbers.cardinal(low, CODE) if low else 'hundred'}"


def _span_rules() -> tuple[Rule, ...]:
    number = r"\d{1,3}(?:\.\d{1,2})?"
    year = r"(?=\s(?:in\s)?(?:1[5-9]|20)\d\d(?![\d,.]*\d|\s\p{Ll}))"
    goes_on = r"(?:the|and|or|if|as|at|but|to|than|when|while|unless|would|will|is|compared)"
    rated = r"(?i:scor\p{L}*|rat(?:ed|ing|es)(?:\sof)?|grade\sof|score\sof)\s(?:an?\s)?"
    return (
        rule("born", rf"{START}(?P<life>[bd])\.(?=\s(?:1[5-9]|20)\d\d{END})", _life),
        rule("count aloud", rf"{EDGE}\d(?:-\d){{2,3}}{END}(?!-)", digits),
        rule("span of short years", r"(?<=['’‘]\d\d)\s?[-–]\s?(?=['’‘]\d\d)", " to "),
        rule("later century", rf"(?<=\b(?i:by|until|in|to|before|after|beyond|year)\s)2[1-4](?:00|50)(?=[.;)]|,(?!\d)|$|\s{goes_on}\b)", _year),
        rule("founded", rf"{START}[Ee]st\.{year}", _founded, digits=False),
        rule("span of decades", r"(?<=\d0['’]?s)\s?[-–]\s?(?=['’]?\d{2,4}s\b)", " to "),
        rule("span of ordinals", r"(?<=\d(?:st|nd|rd|th))\s?[-–]\s?(?=\d{1,3}(?:st|nd|rd|th)\b)", " to "),
        rule("span of degrees", r"(?<=\d\s?°[CF]?)\s?[-–]\s?(?=-?\d+(?:\.\d+)?\s?°)", " to "),
        rule("rating", rf"(?<=\b{rated}{number})\s?/\s?(?=(?:5|10|20|100)(?![\p{{N}}/%]|\.\d|\sof\b))", " out of "),
        rule("stars", rf"(?<={EDGE}{number})\s?/\s?(?=(?:5|10)\s(?:stars?|scores?|ratings?)\b)", " out of "),
    )  # fmt: skip


# ── measures ────────────────────────────────────────────────────────────────────────────────────────────────────


def _bearing(match: Match) -> str:
    """ "59°20′ N" -> "59 degrees 20 minutes north"."""
    minutes, seconds = (
        f" {match[part].removeprefix('0')} {part}" if match[part] else "" for part in ("minutes", "seconds")
    )
    bearing = f" {_BEARINGS[match['bearing']]}" if match["bearing"] else ""
    return f"{match['degrees']} degrees{minutes}{seconds}{bearing}"


def _square(match: Match) -> str:
    """ "sq. ft." -> "ft²"; the dot stays where it ends the sentence."""
    return f" {match['unit']}{'²' if match['power'] == 'sq' else '³'}{_stop(match)}"


def _stop(match: Match) -> str:
    """The dot of an abbreviation ends the sentence too where nothing follows."""
    ends = match.group().endswith(".") and not match.string[match.end() :].strip("\"')”’")
    return "." if ends else ""


def _letter(match: Match) -> str:
    return _GREEK[match.group()]


def _feet(match: Match) -> str:
    return f"{match['feet']} foot {match['inches']}{_stop(match)}"


def _measure_rules() -> tuple[Rule, ...]:
    minutes = r"\s?(?P<minutes>\d{1,2}(?:\.\d+)?)\s?[′'’](?:\s?(?P<seconds>\d{1,2}(?:\.\d+)?)\s?[″\"”])?"
    bearing = rf"(?P<degrees>\d{{1,3}}(?:\.\d+)?)\s?°(?:{minutes}(?:\s?(?P<bearing>[NSEW]){END})?|\s?(?P<bearing>[NSEW]){END})"
    return (
        rule(
            "dot of a unit",
            r"(?<=\d[\s-]?(?:hrs?|mins?|secs?|yrs?|wks?|mos?|lbs?|oz|ft|mi|yds?|gal|mth))\.(?=\s\p{Ll}|[,;)]|\s\d+\s?(?:min|sec)(?!\p{L}*\.?\s(?:later|after|before|earlier|ago)\b))",
            "",
        ),
        rule("bearing", rf"{EDGE}{bearing}", _bearing),
        rule(
            "Greek letter",
            r"(?<=\p{L}-)\L<greek>(?!\p{L})",
            _letter,
            digits=False,
            needs="greek",
            greek=list(_GREEK),
        ),
        rule(
            "difference of names",
            r"(?<==\s[\p{L}\p{N} ]{1,40})\s-\s(?=\p{L}+(?:[.,;)]|$|\s[-+=×]\s))",
            " minus ",
            digits=False,
        ),
    )


def _size_rules() -> tuple[Rule, ...]:
    ends = r"(?=\s(?:tall|long|high|wide|deep|thick|and)\b|[,;:.)]|$)"
    return (
        rule(
            "square measure",
            rf"(?<=\d)\s?(?P<power>sq|cu)\.?\s(?P<unit>ft|in|yd|mi|km|cm|mm|m){END}\.?",
            _square,
        ),
        rule(
            "square",
            r"(?<=\d)\s?sq\.?\s(?=(?:miles?|feet|foot|yards?|(?:kilo)?met(?:re|er)s?)\b)",
            " square ",
        ),
        rule(
            "stone",
            rf"(?<=\b(?i:weigh\p{{L}}{{0,4}}|los[et]|gain(?:ed)?)\s\d{{1,2}})\s?st{END}|(?<={EDGE}\d{{1,2}})\s?st(?=\s\d{{1,2}}\s?lbs?\b)",
            " stone",
        ),
        rule("feet and inches", rf"{EDGE}(?P<feet>\d)\s?ft\.?\s(?P<inches>1[01]|\d)\s?in\b\.?{ends}", _feet),
    )
