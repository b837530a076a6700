"""What German writes short and declines when it is said: adjectives ("dt.", "sog."), ordinals ("1000ste"), "03/2026".

Endings after Duden, Die Grammatik (declension of adjectives); the abbreviations are in `tables/de.toml`.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.speech.reading import numbers
from pipeline.speech.reading.abbreviations import capitalised
from pipeline.speech.reading.codes import roman
from pipeline.speech.reading.german_agreement import adjective_ending
from pipeline.speech.reading.german_nouns import noun_after
from pipeline.speech.reading.language import (
    EDGE,
    END,
    START,
    Context,
    Match,
    Rule,
    all_units,
    rule,
    tables,
    text_before,
)
from pipeline.speech.reading.lazily import Lazy

_TABLES = tables("de")
_REACH = 200  # characters: what stands around a word, as far as it matters
_MONTHS = _TABLES.months.split()
_PER = {
    symbol: all_units(_TABLES, capital=True)[symbol]
    for symbol in ("h", "min", "ha", "m²", "m³", "kg", "kWh", "MWh")
}


def _adjective(match: Match) -> str:
    """ "die dt. Werke" -> "die deutschen Werke"; before a noun only."""
    before = _PAIRED_BEFORE.sub("", text_before(match))
    after = _PAIRED_AFTER.sub("", match.string[match.end() : match.end() + _REACH])
    if not noun_after(after):
        return match.group()
    return f"{_ADJECTIVES[match['written'].replace(' ', '')]}{adjective_ending(before, after)}"


_ADJECTIVES = _TABLES.adjectives | {
    capitalised(short): capitalised(stem) for short, stem in _TABLES.adjectives.items()
}
_SPELLINGS = [*_ADJECTIVES, *(short.replace(".", ". ", 1) for short in _ADJECTIVES if short.count(".") > 1)]
# Of two that share a noun each is declined by what stands around both: "die dt. und österr. Werke".
_JOINED = r"(?:,|\s(?:und|oder|bzw\.|sowie|beziehungsweise))"
_PAIRED_BEFORE = Lazy(rf"\L<written>{_JOINED}\s$", written=_SPELLINGS)
_PAIRED_AFTER = Lazy(rf"^{_JOINED}\s\L<written>(?=\s)", written=_SPELLINGS)


def _extension(match: Match) -> str:
    return numbers.digits(match["number"], "de")


def _senate(match: Match) -> str:
    return numbers.cardinal(roman(match.group()), "de")


def _rate(match: Match) -> str:
    return f" {_TABLES.words.per} {_PER[match['per']].one}"


def _numerals(match: Match) -> str:
    """ "Phase I und II" is told by the second; a single "I" may be anything."""
    if len(match["a"] + match["b"]) == 2:
        return match.group()
    first, last = (numbers.cardinal(roman(match[which]), "de") for which in "ab")
    joint = match["joint"] if match["joint"].strip().isalpha() else f" {_TABLES.words.to} "
    return f"{first}{joint}{last}"


def rate_rule() -> Rule:
    """ "72/min", "Flaschen/h": what is counted has no symbol."""
    return rule("rate", rf"(?<=\p{{Ll}}{{3}}|\d)/(?P<per>\L<units>){END}", _rate, digits=False, units=_PER)


def short_rules() -> tuple[Rule, ...]:
    """Before the abbreviations."""
    cue = r"(?:Fax|Durchwahl|DW|App(?:arat|\.)|Telefax)[.:]?\s"
    return (
        rule(
            "adjective",
            rf"(?<![\p{{L}}\p{{N}}_.&-])(?P<written>\L<written>)(?=(?:{_JOINED}\s\L<written>)?\s(?:\p{{Ll}}+e[rnms]?\s)?\p{{Lu}})",
            _adjective,
            digits=False,
            needs="written",
            written=_SPELLINGS,
        ).of_whole_words(),
        rule(
            "building",
            rf"(?<=\S\s)Geb\.(?=\s(?:Nr\.|\p{{Lu}}?\d{{1,3}}\b|\p{{Lu}}{END}))",
            "Gebäude",
            digits=False,
        ),
        rule("senate", r"\b[IVX]{1,4}(?=\s(?:ZR|ZB|StR|AZR|[RBK])\s\d)", _senate),
        rule(
            "pair of numerals",
            r"(?<=\p{Lu}[\p{L}-]*\p{Ll}\s)(?P<a>[IVX]{1,4})(?P<joint>\s(?:und|oder|bis|sowie)\s|\s?–\s?)(?P<b>[IVX]{1,4})(?![\p{L}\p{N}.])",
            _numerals,
            digits=False,
        ),
        rule("file number", r"(?<=\s(?:ZR|ZB|StR|AZR|[RBK])\s\d{1,4})/(?=\d\d\b)", " "),
        rule(
            "sizes",
            r"(?<=\b(?:X{0,3}[SL]|M))(?:–(?=X{0,4}[SML]\b)|-(?=X{1,4}L\b))",
            f" {_TABLES.words.to} ",
            digits=False,
        ),
        rule("span of values", r"(?<=\d)\s?(?:\.\.\.|…)\s?(?=\d)", f" {_TABLES.words.to} "),
        rule("tesla", r"(?<=\d\s)T(?=[\s-](?:Feld|Magnet|MR))", "Tesla"),
        rule("extension", rf"(?<=\b{cue})-\s?(?P<number>\d{{1,5}}){END}", _extension),
    )


_ISSUE = Lazy(r"\b(?:Heft|Ausgabe|Nr\.|Nummer|Az\.|Band)\s$")


def month_rule(year: Callable[[int], str]) -> Rule:
    """ "Ende 03/2026" -> "Ende März zweitausendsechsundzwanzig"; "Heft 3/2026" is numbered. `year` says a year."""

    def say(match: Match) -> str:
        number = int(match["m"])
        issue = _ISSUE.search(text_before(match))
        return f"{numbers.cardinal(number, 'de') if issue else _MONTHS[number - 1]} {year(int(match['y']))}"

    cue = r"(?<=\b(?i:ende|anfang|mitte|stand:?|ab|seit|bis|im|von|vom|zum|datum:?)\s|\bbis\s(?:anfang|mitte|ende)\s)"
    return rule(
        "month in digits",
        rf"(?:{cue}|{EDGE}(?=0))(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?![\p{{N}}/])",
        say,
    )


def days_rule() -> Rule:
    """ "24./25.9.2025" -> "24./25. September 2025", which is said like any other span of days."""

    def say(match: Match) -> str:
        year = f" {match['y']}" if match["y"] else ""
        return f"{match['days']} {_MONTHS[int(match['m']) - 1]}{year}"

    day = r"(?:0?[1-9]|[12]\d|3[01])"
    days = rf"{EDGE}(?P<days>{day}\.?(?:\s?[/–-]\s?|\s(?:und|bis|oder)\s){day}\.)"
    return rule("days in digits", rf"{days}\s?(?P<m>0?[1-9]|1[0-2])\.(?:\s?(?P<y>[12]\d{{3}}))?(?!\d)", say)


def lap_rule(one: Callable[[str, Context], str]) -> Rule:
    """ "3:39,05 min" -> minutes, seconds and their hundredths. `one` says the number 1 by gender and context."""

    def say(match: Match) -> str:
        minutes, seconds = int(match["m"]), numbers.cardinal(int(match["s"]), "de")
        first = (
            f"{one('f', Context.of(match))} Minute"
            if minutes == 1
            else f"{numbers.cardinal(minutes, 'de')} Minuten"
        )
        return f"{first}, {seconds} {_TABLES.words.comma} {numbers.digits(match['part'], 'de')} Sekunden"

    clock = r"(?P<m>\d{1,2}):(?P<s>[0-5]\d),(?P<part>\d{1,3})"
    return rule("lap", rf"{EDGE}{clock}\s(?:Minuten\b|[Mm]in\b(?:\.(?!$))?)", say)


def ordinal_rule() -> Rule:
    """ "der 1000ste Bus", "das 3te Mal"."""

    def say(match: Match) -> str:
        stem = numbers.ordinal(int(match["number"].replace(".", "")), "de").removesuffix("e")
        return stem + match["ending"]

    return rule(
        "ordinal in letters",
        rf"{START}(?P<number>\d{{1,3}}(?:\.\d{{3}})*|\d{{4}})s?t(?P<ending>e[rnms]?){END}",
        say,
    )
