"""How the German trade press writes: "1–2 Tage", "als 3. ins Ziel", "13.00 h", postcodes, screens in inches, halls.

Each rule rewrites what is written into what the common rules read, or says it outright. Sources: DIN 5008 (times,
addresses), Duden (numerals: "ein bis zwei Tage"; ordinals as nouns are declined), SI brochure (kelvin).
"""

from __future__ import annotations

import regex

from pipeline.speech.reading import numbers
from pipeline.speech.reading.german_agreement import ending
from pipeline.speech.reading.german_nouns import is_listed, noun_after
from pipeline.speech.reading.language import END, START, Match, Rule, all_units, rule, tables, text_before
from pipeline.speech.reading.lazily import Lazy

_TABLES = tables("de")
_REACH = 200  # characters: a sentence
_COUNTED = [*all_units(_TABLES, capital=True), *_TABLES.currencies, *_TABLES.magnitudes]
_RESULT = Lazy(
    r"^\s\p{L}*(?:[Ss]ieg|[Nn]iederlage|[Ff]ührung|[Ee]rfolg|[Pp]leite|[Rr]ückstand|[Rr]emis|[Ee]rgebnis)\b"
)
_SHE = Lazy(r"^\W*Die\s|\b(?:[Ss]ie|Frau|\p{Lu}\p{Ll}+in)\b")
_TOOK = Lazy(
    r"(?i)(?:dauer\p{L}*|zeit|\bin|\bnach|brauch\p{L}*|benötig\p{L}*|lief|fuhr|lang|rund|etwa|nur):?\s$"
)
_OPENED, _CLOSED = Lazy(r'(?<![^\s(])"(?=\S)'), Lazy(r'(?<=[^\s\d(])"')
_FEW = 3  # "von 1 bis 10 Punkten" is a scale and begins with "eins"; "Schiff 1 – 11 Tipps" is none
_LAST_SHORT_HOUR = 5  # "1:30 h" is how long something took, "13:30 h" a time


def trade_rules() -> tuple[Rule, ...]:
    """They come before dates, times and quantities."""
    return (*_time_rules(), *_number_rules(), *_place_rules(), *_name_rules())


def _cardinal(number: str) -> str:
    return numbers.cardinal(int(number), "de")


def _digits(match: Match) -> str:
    return numbers.digits(match.group(), "de")


# ── times ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _hours(match: Match) -> str:
    """ "dauert 1:30 h" is a duration, "um 13:30 h" a time."""
    took = _TOOK.search(text_before(match)) or int(match["h"]) <= _LAST_SHORT_HOUR
    return f"{match['h']}:{match['m']} {'Stunden' if took and not match['um'] else 'Uhr'}"


def _seconds(match: Match) -> str:
    """ "6:00:30 Uhr" to the second."""
    hour, minute, second = (
        f"{one if int(match[name]) == 1 else _cardinal(match[name])} {unit}"
        for name, one, unit in (("h", "ein", "Uhr"), ("m", "eine", "Minute"), ("s", "eine", "Sekunde"))
    )
    plurals = ["" if int(match[name]) == 1 else "n" for name in "ms"]
    return f"{hour} {minute}{plurals[0]} und {second}{plurals[1]}"


def _time_rules() -> tuple[Rule, ...]:
    clock = r"(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)"
    start = r"(?<![\p{L}\p{N}.,:/–-])"
    um = r"(?P<um>(?<=\b(?:[Uu]m|[Gg]egen|Beginn:?|Start:?)\s))?"
    return (
        rule("hours and minutes", rf"{start}{um}{clock}\s?h{END}", _hours),
        rule("full hour", r"(?<=\b[Uu]m\s(?:[01]?\d|2[0-4]))h(?![\p{L}\p{N}])", " Uhr"),
        rule("clock with seconds", rf"{start}{clock}[:.](?P<s>[0-5]\d)\sUhr{END}", _seconds),
        rule("stoppage time", r"(?<=\b\d{1,3}\.)\s?\+\s?(?=\d{1,2}\.?\sMin)", " plus "),
    )


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _one_to(match: Match) -> str:
    """ "1–2 Tage" -> "ein bis 2 Tage": the first of two before a noun has no ending; a result keeps its own."""
    after = match.string[match.end() :]
    apart = match["joint"] in {" – ", " - "} or text_before(match).lower().endswith("von ")
    scale = apart and int(match["b"]) > _FEW
    if scale or (not match["unit"] and (_RESULT.match(after) or not noun_after(after))):
        return match.group()
    joint = match["joint"] if match["joint"].strip().isalpha() else f" {_TABLES.words.to} "
    return f"ein{joint}{match['b']}"


def _rank(match: Match) -> str:
    """ "Sie wurde 2. im Rennen": an ordinal that is a noun, its gender that of who is spoken of."""
    sentence = regex.split(r"[.!?]\s", text_before(match))[-1]
    stem = numbers.ordinal(int(match["number"]), "de").removesuffix("e").capitalize()
    return stem + ending(" ", "f" if _SHE.search(sentence) else "m")


def _parts_of(match: Match) -> str:
    """ "16/27stel" -> "sechzehn siebenundzwanzigstel"."""
    written = match["over"] or ""
    over = "ein " if written == "1" else f"{_cardinal(written)} " if written else ""
    return f"{over}{numbers.ordinal(int(match['under']), 'de').removesuffix('e')}el"


_NORM = r"(?:DIN|EN|ISO|IEC|VDE|VDI|ÖNORM)"


def _number_rules() -> tuple[Rule, ...]:
    numbered = (
        r"(?<!\b(?:Kapiteln?|Phasen?|Stufen?|Klassen?|Levels?|Teile?|Seiten?|Artikeln?|Paragrafen)\s|§\s)"
    )
    first = rf"{numbered}(?<![\p{{L}}\p{{N}}_.,:/+–-]|[€$£]\s?|\d\s)1(?P<joint>\s?[–-]\s?|\s(?:bis|oder)\s)"
    month = "|".join(_TABLES.months.split())
    unit = rf"(?!\s(?:{month})\b)(?=\s?(?P<unit>\L<units>){END}|\s(?:\p{{Ll}}+e[nr]?\s)?\p{{Lu}}\p{{Ll}})"
    rank = r"(?<=\b(?:[Aa]ls|[Ww]urden?|[Ww]ird|[Ww]ar|[Ii]st)\s)(?P<number>\d{1,2})\."
    return (
        rule("one to", rf"{first}(?P<b>[2-9]|\d\d)(?![\d.,:/]){unit}", _one_to, units=_COUNTED),
        rule(
            "rank",
            rf"{rank}(?=\s(?:ins?|im|bei|beim|von|vom|hinter|vor|durchs?|über|aus|auf|des|der)\s)",
            _rank,
        ),
        rule("span of ordinals", r"(?<=\b\d{1,3}\.)\s?[–-]\s?(?=\d{1,3}\.\s\p{Lu})", f" {_TABLES.words.to} "),
        rule(
            "part of a norm",
            rf"(?<=\b{_NORM}\s\d{{2,6}})-(?=\d{{1,4}}(?![\d:-]))",
            " Teil ",
        ),
        rule("grade", r"(?<=\bNoten?\s\d)-(?![\p{L}\p{N}])", " minus"),
        rule("parts", rf"{START}(?:(?P<over>\d{{1,3}})/)?(?P<under>\d{{1,3}})-?s?tel{END}", _parts_of),
        rule("kelvin", r"(?<=\d\s)K(?![\p{L}\p{N}-]|\s?(?:[€$£]|Euro|EUR|USD))", "Kelvin"),
    )


# "1. Antrag stellen": a step of a list, its verb at the end.
_INSTRUCTION = Lazy(r"\s\p{Lu}\p{L}+\s(?!\p{Ll}*ge\p{Ll}+en)\p{Ll}{2,}en[.!]?$")


def is_numbering(match: Match, after: str) -> bool:
    """ "1. Geld, 2. Macht", and "1. Antrag stellen" at the start: a point of a list, whose number is no ordinal.

    `after` is what follows the group `number` of the match and other ordinals that are joined to it.
    """
    if match.start() == 0:
        return not is_listed(after) or bool(_INSTRUCTION.match(after))
    number = int(match["number"])
    apart = text_before(match).rstrip().endswith((":", ",", ";", "(", "."))
    last = rf"(?<!\d){number - 1}\.\s\p{{L}}"
    in_a_row = f" {number + 1}. " in after[:_REACH] or regex.search(last, text_before(match))
    return apart and bool(in_a_row) and not is_listed(after)


# ── places and things ───────────────────────────────────────────────────────────────────────────────────────────


def _inches(match: Match) -> str:
    """The sign of "27\"" closes no quotation: as many are closed as were opened before it."""
    before = text_before(match)
    if len(_OPENED.findall(before)) > len(_CLOSED.findall(before)):
        return match.group()
    return "-Zoll-" if match.group().endswith("-") else " Zoll"


_IDENTIFIED = r"(?:ISIN|WKN|IBAN|BLZ|Bankleitzahl|EAN|GTIN|ISBN|ISSN)(?:[\s-](?:Nr\.|Nummer|Code))?(?:\s(?:ist|lautet))?:?"


def _identifier(match: Match) -> str:
    """ "ISIN: DE000A0D6554": sign by sign, a breath between its groups."""
    groups = regex.split(r"[ -]", match["code"])
    return ", ".join(
        " ".join(_cardinal(sign) if sign.isdigit() else sign for sign in group) for group in groups
    )


def _coordinate(match: Match) -> str:
    seconds = f" {match['s']} Sekunden" if match["s"] else ""
    return f"{match['d']} Grad {match['m']} Minuten{seconds}"


def _lettered(match: Match) -> str:
    return f"{_cardinal(match['number'])} {match['letter']}"


def _place_rules() -> tuple[Rule, ...]:
    postcode = r"(?<=\b(?:PLZ|Postleitzahl)(?:\s(?:ist|lautet))?(?::\s?|\s))\d{4,5}"
    address = r"(?<=\p{Ll}\.?\s\d{1,4}(?:\s?[a-z])?,?\s)\d{5}(?=\s\p{Lu}\p{Ll})"
    place = r"(?:Hallen?|Stand|Gate|Gleis|Sitze?|Platz|Plätze|Haus|Hausnummer|Raum|Zimmer|Ebene|Reihe|\p{L}*[Ss]traße|\p{L}*str\.)"
    degrees = r"(?P<d>\d{1,3})°\s?(?P<m>[0-5]?\d)\s?[′’']"
    return (
        rule("postcode", rf"{postcode}{END}|{address}", _digits),
        rule(
            "identifier",
            rf"(?<=\b{_IDENTIFIED}\s)(?P<code>\p{{Lu}}{{0,6}}\d[\dA-Z]*(?:[ -](?=[A-Z]*\d)[\dA-Z]+)*)(?![\p{{L}}\p{{N}}])",
            _identifier,
        ),
        rule("diameter", r"Ø\s?(?=\d+(?:[.,]\d+)?\s?(?:[cmµ]?m|Zoll)\b)", "Durchmesser "),
        rule(
            "on average",
            r"(?<=\b(?:[Ii]m|vom|zum|dem|den|der)\s)Ø(?![\p{L}\p{N}])",
            "Durchschnitt",
            digits=False,
        ),
        rule("average", r"Ø\s?(?=\d)", "durchschnittlich "),
        rule("inches", r'(?<=\d)"(?:-(?=\p{Lu})|(?![\p{L}\p{N}]))', _inches),
        rule("coordinates", rf'{degrees}(?:\s?(?P<s>[0-5]?\d)\s?[″”"])?', _coordinate),
        rule(
            "lettered number",
            rf"(?<=\b{place}\s)(?P<number>\d{{1,4}})(?P<letter>[A-Z])(?![\p{{L}}\p{{N}}])",
            _lettered,
        ),
    )


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _both(match: Match) -> str:
    """ "jede/r" -> "jede oder jeder"."""
    return f" oder {match['word']}{match['end']}"


def _name_rules() -> tuple[Rule, ...]:
    months = "|".join(_TABLES.months.split())
    see = r"S\.|Abb\.|Tab\.|Kap\.|Anm\.|Anh\.|Abs\.|Nr\.|Bild\s|Kapitel\s|Seite\s|Abschnitt\s|auch\s|hierzu\s|dazu\s|oben|unten"
    return (
        rule(
            "born",
            rf"(?<=(?:[,(]\s?|\b(?:ist|war)\s)[Gg])eb\.(?=\s(?!(?:{months}|Nr)\b)\p{{Lu}}\p{{Ll}})",
            "eborene",
            digits=False,
        ),
        rule("born on", rf"(?<=\b[Gg])eb\.(?=\s\d{{1,2}}\.\s?(?:\d|{months}))", "eboren am"),
        rule("square", r"(?<=\p{Ll}{2})pl\.(?=\s\d)", "platz"),
        rule("see", rf"(?<![\p{{L}}\p{{N}}.]|\d\s)s\.(?=\s(?:{see}))", "siehe", digits=False),
        rule("pieces", r"(?<=\d\s)St\.(?=\s?(?:[),;/]|à|zu\s\d))", "Stück"),
        rule("pieces", r"(?<=\d\s)St\.$", "Stück."),
        rule("least", r"(?<![\p{L}\d-])Min\.(?=-\p{Lu})", "Minimal", digits=False),
        rule("at least", r"^Min\.(?=\s(?:\d|zwei|drei|vier|fünf))", "Mindestens", digits=False),
        rule("sentence of a law", r"(?<=(?:\bAbs\.|\bAbsatz|§)\s?\d{1,3}[a-z]?\s)S\.(?=\s?\d)", "Satz"),
        rule("both endings", rf"(?<=\b(?P<word>\p{{L}}+e))/-?(?P<end>[rnsm]){END}", _both, digits=False),
        rule("he or she", rf"(?<=\p{{Ll}}{{2}})/-?(?=in(?:nen)?{END})", " ", digits=False),
        rule("number of", rf"(?<=\p{{L}}-)Nr\.(?!\s?\d|-){END}", "Nummer", digits=False),
        rule(
            "domain",
            rf"{START}(?<!\S)\.(?=(?:de|com|ch|at|eu|org|net|io|ai|info)(?:-|\s))",
            "Punkt ",
            digits=False,
        ),
    )
