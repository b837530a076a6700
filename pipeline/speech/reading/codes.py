"""Identifiers: telephone numbers, versions, Roman numerals."""

from __future__ import annotations

from collections.abc import Callable

import regex

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import EDGE, END, START, Context, Language, Match, Rule, rule

_ROMAN = r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# A year in numerals, long enough to be nothing else.
_ROMAN_YEAR = r"(?=\p{L}{5})M{1,2}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
# Capitals that look like numerals and seldom are.
_NO_NUMERAL = r"(?!(?:I|V|X|L|C[IVXLC]*|XL|XXL|MI|LI|DI|CD)\b)"
# "The class I took": after a noun in lower case, the capital before a word that a numeral does not stand before.
_PRONOUN = (
    r"(?!(?<=\b\p{Ll}+\s)I(?:['’]|\s(?!(?:of|and|or|to|in|for|is|was|are|were|has|with|at|on|as|by|clinical|trials?|"
    r"stud(?:y|ies)|errors?|diabetes|patients?|drugs?|devices?|listed|historic)\b)\p{Ll}))"
)
# The digits of a telephone number, at least; how many digits of one group a listener takes in.
_SHORTEST_PHONE, _LONGEST_GROUP = 7, 6

RegnalName = Callable[[str, int, str, Context], str]


def roman(text: str) -> int:
    """ "XIV" -> 14."""
    values = [_VALUES[letter] for letter in text]
    return sum(-v if later > v else v for v, later in zip(values, [*values[1:], 0], strict=True))


def phone_rules(language: Language) -> tuple[Rule, ...]:
    """Telephone numbers, digit by digit, with a breath between their groups."""
    plus = language.tables.words.plus

    def phone(match: Match) -> str:
        written, cue = match["number"], match.groupdict().get("cue") or ""
        international = written.lstrip("(").startswith("+")
        groups = regex.findall(r"\d+", written.replace("(0)", " ") if international else written)
        if sum(map(len, groups)) < _SHORTEST_PHONE and not cue:
            return match.group()
        said = ", ".join(numbers.digits(group, language.code) for group in _breaths(groups))
        return f"{cue}{plus + ' ' if international else ''}{said}"

    word = r"(?:tel|telephone|telefon|phone|fax|mobil|mobile|hotline|call|tfn|ring|handy|ring på|rufen sie)"
    cue = rf"(?P<cue>(?i:\b{word}\b[.:]{{0,2}}\s?(?:nr\.?|no\.?)?:?\s?))"
    end = r"(?![\p{L}\p{N}]|[.,]\d)"
    digits = r"\d(?:[\d()]|[\s/.–-]\(?(?=\d)){5,22}\d"
    return (
        rule("telephone", rf"{cue}(?P<number>\+?\(?\d(?:[\d()]|[\s/–-]\(?(?=\d)){{4,22}}\d){end}", phone),
        rule("telephone", rf"(?<![\p{{L}}\p{{N}}])(?P<number>(?:\+|\(\+)[1-9]{digits}){end}", phone),
        rule(
            "telephone",
            rf"(?<!\d\s){EDGE}(?P<number>\(?0\d{{1,4}}\)?\s?[-/ ]\s?\d(?:\d|[\s-](?=\d)){{4,12}}){end}",
            phone,
        ),
    )


def _breaths(groups: list[str]) -> list[str]:
    """Long groups in pieces of three digits: a listener writes along."""
    pieces: list[str] = []
    for group in groups:
        short = len(group) <= _LONGEST_GROUP
        pieces += [group] if short else [group[i : i + 3] for i in range(0, len(group), 3)]
    return pieces


def version_rules(language: Language) -> tuple[Rule, ...]:
    """Dotted numbers: versions and network addresses; "v2.0" is a version, "Industry 4.0" a name with one."""
    words, code = language.tables.words, language.code

    def part(text: str) -> str:
        return (
            numbers.digits(text, code)
            if len(text) > 1 and text[0] == "0"
            else numbers.cardinal(int(text), code)
        )

    def parts(number: str) -> str:
        return f" {words.point} ".join(part(piece) for piece in number.split("."))

    def dotted(match: Match) -> str:
        if regex.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", match.group()) and code != "en":
            return match.group()  # "1.345.000" is one number
        spoken = [parts(number) for number in match.captures("dotted")]
        said = f" {words.to} ".join(spoken)
        return f"{words.version} {said}" if match.groupdict().get("v") else said

    named = (
        r"(?<!\b\L<money>\s)(?<=\p{Lu}[\p{L}+#]*[\s-]|(?i:version|release|firmware|update|standard|level)\s)"
    )
    number = r"(?P<dotted>\d{1,2}\.\d{1,2})"
    no_quantity = r"(?![\p{L}\p{N}]|[.,]\d|\s?[%°€$£]|\s\p{Ll}*(?:mi|bi|tri))"
    return (
        rule("version", rf"{EDGE}(?P<v>v\.?\s?|V(?=\d+\.\d))(?P<dotted>\d+(?:\.\d+)*){END}", dotted),
        rule("dotted", r"(?<![\p{N}_.,])(?P<dotted>\d+(?:\.\d+){2,})(?![\p{N}_])", dotted),
        rule(
            "named version",
            rf"{named}(?!0\.\d\d){number}(?:[–-]{number})?{no_quantity}",
            dotted,
            money=language.tables.currencies,
        ),
    )


def _roman_year(language: Language) -> Rule:
    """ "MMXXVI" -> the year 2026."""

    def say(match: Match) -> str:
        return language.year(roman(match.group()))

    return rule("year in numerals", rf"{START}{_ROMAN_YEAR}{END}", say, digits=False)


def roman_rules(language: Language, regnal: RegnalName) -> tuple[Rule, ...]:
    """Roman numerals: ordinals after rulers' names, plain numbers after "chapter" and other capitalised words."""
    table, code = language.tables, language.code
    nouns = {form for word in table.numbered.split() for form in (word, word.capitalize(), word.upper())}
    rulers = table.regnal.split()
    names = {*rulers, *(f"{name}s" for name in rulers if not name.endswith("s"))}

    def ruler(match: Match) -> str:
        return regnal(match["name"], roman(match["roman"]), match["ending"] or "", Context.of(match))

    def plain(match: Match) -> str:
        return numbers.cardinal(roman(match["roman"]), code)

    dot = r"\." if code == "de" else ""
    numeral, ending = rf"(?P<roman>{_ROMAN})", r"(?P<ending>'s|’s|:s|s)?"
    pronoun = _PRONOUN if code == "en" else ""
    after_noun = rf"(?<={START}\L<nouns>[\s-]){pronoun}(?![CL]{END}){numeral}{END}"
    return (
        rule(
            "ruler",
            rf"{START}(?P<name>\L<names>)\s{numeral}{dot}{ending}{END}",
            ruler,
            digits=False,
            needs="names",
            names=names,
        ),
        _roman_year(language),
        rule("numbered part", after_noun, plain, digits=False, needs="nouns", nouns=nouns),
        rule(
            "sequel",
            rf"(?:(?<=\p{{Lu}}\p{{Lu}}?\p{{Ll}}+\p{{Lu}}*\s){_NO_NUMERAL}|(?<=\p{{Lu}}{{2}}\s)(?=[IVX]*I[IVX])|(?<=\p{{Ll}}{{3}}\s)(?=V?II))"
            rf"{numeral}(?![\p{{L}}\p{{N}}]|\.(?!$))",
            plain,
            digits=False,
        ),
    )
