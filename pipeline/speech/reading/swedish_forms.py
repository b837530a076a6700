"""Swedish ways of writing that are no number with a unit: signs of arithmetic, angles, inches, ranges of letters, doors."""

from __future__ import annotations

import regex

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import EDGE, END, START, Language, Match, Rule, rule

_ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
_SIGNS = {"≠": "inte lika med", "√": "roten ur", "∞": "oändligheten"}
_COMPARED = {
    "<": "mindre än",
    ">": "större än",
    "≤": "mindre än eller lika med",
    "≥": "större än eller lika med",
    "≠": "inte lika med",
}
_NEAR = 120  # characters from a "t.v." to the "t.h." of its pair
_SHARES = 100
_POINTS = {"N": "nord", "S": "syd", "E": "öst", "O": "öst", "Ö": "öst", "W": "väst", "V": "väst"}


def early_rules(language: Language) -> tuple[Rule, ...]:
    """Rules to be tried before abbreviations, dates and numbers."""
    return (
        *_sign_rules(),
        *_angle_rules(),
        *_match_rules(),
        *_number_rules(language),
        *_loose_rules(),
        *_place_rules(),
        *_list_rules(language),
        _letters(),
    )


def _compared(match: Match) -> str:
    return f"är {_COMPARED[match['sign']]} "


def _sign(match: Match) -> str:
    return f" {_SIGNS[match['sign']]} "


def _sign_rules() -> tuple[Rule, ...]:
    """ "10 > 5" compares; the sign of "barn > 5 år" only bounds. "i", "å" and "ö" are words."""
    left = r"(?<=(?<![\p{L}\p{N}.,])(?:(?![iåöIÅÖ])\p{L}|\d{1,9}(?:,\d{1,9})?)\s)"
    return (
        rule("comparison", rf"{left}(?P<sign>[<>≤≥≠])\s?(?=[\d\p{{L}}–-])", _compared, digits=False),
        rule("sign of arithmetic", r"\s?(?P<sign>\L<signs>)\s?", _sign, digits=False, signs=_SIGNS),
    )


def _point(match: Match) -> str:
    return f" {_POINTS[match['point']]}"


def _angle_rules() -> tuple[Rule, ...]:
    """ "59° 20′ 8″ N"; elsewhere the double prime is an inch, and so is a lone quotation mark after a number."""
    minutes = r"°\s?\d{1,2}(?:[.,]\d{1,4})?\s?[′'’]"
    second = r"\d{1,2}(?:[.,]\d{1,4})?\s?"
    return (
        rule(
            "point of the compass",
            r"(?<=\d\s?[°′″'’\"])\s?(?P<point>[NSEOÖWV])(?![\p{L}\p{N}-])",
            _point,
        ),
        rule("seconds of arc", rf"(?<={minutes}\s?{second})[″\"”]", " sekunder"),
        rule("minutes of arc", rf"(?<=°\s?{second})[′'’]", " minuter"),
        rule(
            "inches",
            r"(?<=\d)\s?″-?|^[^\"]*\d\K\"(?=[^\"]*$)-?",
            " tum ",
            needs="marks",
            marks=("″", '"'),
        ),
        rule("feet", r"(?<=\d)′", " fot"),
    )


def _minimum(match: Match) -> str:
    return "Minst" if match.group()[0] == "M" else "minst"


def _stopwatch(match: Match) -> str:
    """ "milen på 38:15", "2.03,45"; what makes a hundred together is shares."""
    minutes, seconds = int(match["m"]), int(match["s"])
    if minutes + seconds == _SHARES and not match["part"]:
        return match.group()
    low = "noll " if seconds < 10 else ""
    part = f" komma {numbers.digits(match['part'], 'sv')}" if match["part"] else ""
    return f"{numbers.cardinal(minutes, 'sv')} {low}{numbers.cardinal(seconds, 'sv')}{part}"


def _sets(match: Match) -> str:
    """ "6–4, 3–6, 7–5": where one of a row falls, none is a range."""
    pairs = [(int(a), int(b)) for a, b in regex.findall(r"(\d+)[-–](\d+)", match.group())]
    if all(a < b for a, b in pairs):
        return match.group()
    return ", ".join(f"{numbers.cardinal(a, 'sv')} {numbers.cardinal(b, 'sv')}" for a, b in pairs)


def _match_rules() -> tuple[Rule, ...]:
    clock = r"(?<=\b(?:på|tid|tiden)\s)(?P<m>2[5-9]|[3-5]\d):(?P<s>[0-5]\d)(?:,(?P<part>\d{1,2}))?(?![\d:])"
    parted = (
        rf"{EDGE}(?P<m>\d{{1,2}})[.:](?P<s>[0-5]\d),(?P<part>\d{{1,2}})(?![\d:%]|\s?(?:kr|euro|%|\p{{Sc}}))"
    )
    pair = r"\d{1,2}[-–]\d{1,2}"
    return (
        rule("stopwatch", clock, _stopwatch),
        rule("parts of a second", parted, _stopwatch),
        rule("sets", rf"{EDGE}{pair}(?:,\s{pair}){{1,6}}(?![\p{{L}}\p{{N}}–-]|[.,:]\d|\s?[%°])", _sets),
    )


def _duration(match: Match) -> str:
    hours, minutes = match["h"], int(match["m"])
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def _number_rules(language: Language) -> tuple[Rule, ...]:
    """ "1–2 timmar" -> "en till två timmar"; 1177 is the nurse on the telephone."""
    table = language.tables
    nouns = {**language.units, **table.currencies, **table.magnitudes}
    common = [
        name for key, noun in nouns.items() if noun.gender == "c" for name in (key, *noun.many.split()[:1])
    ]
    common += table.grammar["common_counted"].split()
    caller = r"(?i:ring|ringa|ringer|tfn|tel\.?|telefon|nås på|via|kontakta|vårdguiden|vårdguiden på|nummer|numret)"
    return (
        rule(
            "one to more",
            rf"{EDGE}1\s?[–-]\s?(?=[1-9]\d{{0,2}}\s?\L<common>{END})",
            f"en {table.words.to} ",
            common=common,
        ),
        rule(
            "nurse",
            rf"(?<=\b{caller}\s)1177(?![\p{{L}}\p{{N}}:–-]|[.,]\d|\s\p{{Ll}}+(?:or|[^l]er|ar|da){END})",
            "elva sjuttiosju",
        ),
        rule("at least", r"(?<!\d\s?)\b[Mm]in\.(?=\s?\d)", _minimum),
        rule("hours and minutes", rf"{EDGE}(?P<h>\d{{1,3}}):(?P<m>[0-5]\d)\s?(?:h|tim)\b", _duration),
    )


def _loose_rules() -> tuple[Rule, ...]:
    """ "AI -modell" and "USA: s ekonomi", as machine translation parts them."""
    acronym = r"(?<![\p{L}\p{N}])(?:\p{Lu}{2,6}|\p{Lu}?\d\p{Lu}?|e)"
    return (
        rule("loose hyphen", rf"(?<={acronym})\s-(?=\p{{Ll}}{{3,}})", "-", digits=False),
        rule("loose genitive", r"(?<=(?<![\p{L}\p{N}])\p{Lu}{2,6}):\s(?=s\s\p{L})", ":", digits=False),
    )


def _letters() -> Rule:
    """ "a–c", "A–Ö"."""

    def say(match: Match) -> str:
        first, last = match["a"], match["b"]
        rises = _ALPHABET.find(first.lower()) < _ALPHABET.find(last.lower())
        return f"{first} till {last}" if rises and first.islower() == last.islower() else match.group()

    pattern = r"(?<![\p{L}\p{N}.,'’–-])(?P<a>[A-Za-z])–(?P<b>[A-Za-zÅÄÖåäö])(?![\p{L}\p{N}'’–-])"
    return rule("letters", pattern, say, digits=False)


def _side(match: Match) -> str:
    """ "t.v." is "till vänster" of a door, and where "t.h." is near; else "tills vidare"."""
    near = match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return (
        "till vänster" if match["door"] is not None or regex.search(r"\bt\.\s?h\b", near) else match.group()
    )


def _place_rules() -> tuple[Rule, ...]:
    """ "Kungsg. 5, 3 tr. upp t.v."; no word ends in "sg" or "ngg"."""
    return (
        rule("street", r"(?<=\b\p{Lu}\p{Ll}{1,20}(?:s|ng)|\bStor)g\.(?=\s\d)", "gatan"),
        rule("left", r"(?P<door>(?<=\btr\.?(?: upp)?,? ))?\bt\.\s?v\.", _side, digits=False),
        rule("stairs", r"(?<=\d\s?tr)\.(?=,|\s\p{Ll})", ""),
    )


def _list_rules(language: Language) -> tuple[Rule, ...]:
    """ "tis och tors" are days, "Hem > Nyheter" a path of menus."""
    short = language.tables.weekdays
    days = short | {name.capitalize(): day.capitalize() for name, day in short.items()}

    def day(match: Match) -> str:
        return days[match["day"]]

    joint = r"(?:,|\s(?:och|samt|eller))\s"
    return (
        rule(
            "weekdays in a row",
            rf"{START}(?P<day>\L<days>)(?:(?={joint}\L<days>{END})|(?<=(?<!\p{{L}})\L<days>{joint}\L<days>){END})",
            day,
            digits=False,
            needs="days",
            days=days,
        ),
        rule("path of menus", r"(?<=\p{L}{2})\s>\s(?=\p{Lu}\p{Ll})", ", ", digits=False),
    )
