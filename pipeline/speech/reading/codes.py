"""Identifiers: telephone numbers, versions, Roman numerals, mixtures of letters and digits, acronyms."""

from __future__ import annotations

from collections.abc import Callable

import regex

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import TIE, Context, Language, Match, Rule

_EDGE = r"(?<![\p{L}\p{N}_.,:/-])"
_ROMAN = r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# The digits of a telephone number, at least; and how many digits one takes in at a breath.
_SHORTEST_PHONE, _BREATH = 7, 4

RegnalName = Callable[[str, int, str, Context], str]


def roman(text: str) -> int:
    """ "XIV" -> 14."""
    values = [_VALUES[letter] for letter in text]
    return sum(-v if later > v else v for v, later in zip(values, [*values[1:], 0], strict=True))


def spell(text: str) -> str:
    """Letters one by one: "EU" -> "E U", tied."""
    return TIE.join(text)


def phone_rules(language: Language) -> tuple[Rule, ...]:
    plus = language.tables.words.plus

    def phone(match: Match) -> str:
        written = match["number"]
        groups = regex.findall(r"\d+", written.replace("(0)", " ") if "+" in written else written)
        if sum(map(len, groups)) < _SHORTEST_PHONE and not match.groupdict().get("cue"):
            return match.group()
        sign = f"{plus} " if written.lstrip("(").startswith("+") else ""
        said = sign + ", ".join(numbers.digits(group, language.code) for group in _breaths(groups))
        return (match.groupdict().get("cue") or "") + said

    body = r"\d(?:[\d()]|[\s/.–-]\(?(?=\d)){5,22}\d"
    cue = r"(?P<cue>(?i:tel|telephone|telefon|phone|fax|mobil|mobile|hotline|call|tfn|ring|handy|ring på|rufen sie)\b[.:]{0,2}\s?(?:nr\.?|no\.?)?:?\s?)"
    end = r"(?![\p{L}\p{N}]|[.,]\d)"
    return (
        Rule("telephone", regex.compile(rf"{cue}(?P<number>\+?\(?\d(?:[\d()]|[\s/–-]\(?(?=\d)){{4,22}}\d){end}"), phone),
        Rule("telephone", regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?P<number>(?:\+|\(\+)[1-9]{body}){end}"), phone),
        Rule("telephone", regex.compile(rf"{_EDGE}(?P<number>\(?0\d{{1,4}}\)?\s?[-/ ]\s?\d(?:[\d]|[\s-](?=\d)){{4,12}}){end}"), phone),
    )  # fmt: skip


def _breaths(groups: list[str]) -> list[str]:
    """Long groups in pieces of three digits: a listener writes along."""
    pieces = []
    for group in groups:
        if len(group) <= _BREATH + 2:
            pieces.append(group)
        else:
            pieces += [group[i : i + 3] for i in range(0, len(group), 3)]
    return pieces


def version_rules(language: Language) -> tuple[Rule, ...]:
    """Dotted numbers: versions and network addresses; "v2.0" is a version, "Industry 4.0" a name with one."""
    words, code = language.tables.words, language.code

    def part(text: str) -> str:
        return numbers.digits(text, code) if text.startswith("0") and len(text) > 1 else numbers.cardinal(int(text), code)

    def dotted(match: Match) -> str:
        said = f" {words.point} ".join(part(piece) for piece in match["dotted"].split("."))
        named = match.groupdict().get("v")
        return f"{words.version} {said}" if named else said

    names = r"(?<=\p{Lu}[\p{L}+#]*[\s-]|(?i:version|release|firmware|update|standard|level)\s)"
    return (
        Rule("version", regex.compile(rf"{_EDGE}(?P<v>[vV]\.?\s?)(?P<dotted>\d+(?:\.\d+)*)(?![\p{{L}}\p{{N}}])"), dotted),
        Rule("dotted", regex.compile(r"(?<![\p{N}_.,])(?P<dotted>\d+(?:\.\d+){2,})(?![\p{N}_])"), _unless_thousands(dotted)),
        Rule("named version", regex.compile(rf"{names}(?P<dotted>\d{{1,2}}\.\d{{1,2}})(?![\p{{L}}\p{{N}}]|[.,]\d|\s?[%°€$£]|\s\p{{Ll}}*(?:mi|bi|tri))"), dotted),
    )  # fmt: skip


def _unless_thousands(say: Callable[[Match], str]) -> Callable[[Match], str]:
    """ "1.345.000" is one number in German and Swedish."""

    def said(match: Match) -> str:
        return match.group() if regex.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", match.group()) else say(match)

    return said


def roman_rules(language: Language, regnal: RegnalName) -> tuple[Rule, ...]:
    """Roman numerals: ordinals after rulers' names, plain numbers after "chapter"."""
    table, code = language.tables, language.code
    nouns = [form for word in table.numbered.split() for form in (word, word.capitalize(), word.upper())]

    def ruler(match: Match) -> str:
        return regnal(match["name"], roman(match["roman"]), match["ending"] or "", Context.of(match))

    def plain(match: Match) -> str:
        return f"{match['noun']}{match['joint']}{numbers.cardinal(roman(match['roman']), code)}"

    names = [*table.regnal.split(), *(f"{name}s" for name in table.regnal.split() if not name.endswith("s"))]
    dot = r"\." if code == "de" else ""
    return (
        Rule("ruler", regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?P<name>\L<names>)\s(?P<roman>{_ROMAN}){dot}(?P<ending>'s|’s|:s|s)?(?![\p{{L}}\p{{N}}])", names=names), ruler, digits=False),
        Rule("numbered part", regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?P<noun>\L<nouns>)(?P<joint>[\s-])(?P<roman>{_ROMAN})(?![\p{{L}}\p{{N}}])", nouns=nouns), plain, digits=False),
        Rule("sequel", regex.compile(rf"(?<=\p{{Lu}}\p{{Ll}}+\s)(?P<roman>(?!I\b|V\b|X\b|L\b|C\b|CV\b|XL\b|XXL\b|CC\b|MI\b|LI\b|DI\b|CD\b){_ROMAN})(?![\p{{L}}\p{{N}}.])"),
             lambda m: numbers.cardinal(roman(m["roman"]), code), digits=False),
    )  # fmt: skip


class Letters:
    """Acronyms and mixtures of letters and digits, spelled or said."""

    def __init__(self, language: Language) -> None:
        table = language.tables
        self.language = language
        self.said = frozenset(table.said.split())
        self.spelled = frozenset(table.spelled.split())
        self.mixed = table.mixed.split()
        self.words = frozenset(table.not_acronyms.split())

    def acronym(self, text: str) -> str:
        """ "EU" -> "E U", "NATO" as it is."""
        if text in self.said or text in self.words or (text not in self.spelled and _speakable(text)):
            return text
        return spell(text)

    def lowered(self, text: str) -> str:
        """A word of a headline in capitals: spelled ones stay as they are, others lose their capitals."""
        return text if spell(text) == self.acronym(text) else text.capitalize()

    def _acronym(self, match: Match) -> str:
        """An acronym with its ending: the plural "SMEs", the genitive "EU:s", the compound "AI-striden"."""
        said = self.acronym(match["letters"])
        ending = (match["ending"] or "").replace("’", "'")
        if ending in {"s", ":s"}:
            return f"{said}'s" if said != match["letters"] else f"{said}s"
        return said + ending

    def _pair(self, match: Match) -> str:
        ending = "'s" if match["ending"] else ""
        return f"{spell(match['a'])} {self.language.tables.words.and_} {spell(match['b'])}{ending}"

    def _mixture(self, match: Match) -> str:
        """ "B2B", "MP3", "5G", "COVID-19": letters spelled or said, digits as a number."""
        pieces = regex.findall(r"\d+(?:[.,]\d+)?|\p{L}+|[+#]", match.group())
        said = [self._piece(piece) for piece in pieces]
        return " ".join(piece for piece in said if piece)

    def _piece(self, piece: str) -> str:
        if not piece[0].isdigit():
            return self.acronym(piece) if piece.isupper() else piece.upper() if len(piece) == 1 else piece
        whole, _, fraction = piece.replace(",", ".").partition(".")
        code = self.language.code
        known = numbers.cardinal(int(whole), code) if len(whole) < 5 and whole[0] != "0" or whole == "0" else numbers.digits(whole, code)
        return f"{known} {self.language.tables.words.point} {numbers.digits(fraction, code)}" if fraction else known

    def mixture_rules(self) -> tuple[Rule, ...]:
        sharp = Rule("sharp", regex.compile(r"(?<=\b[CF])#"), lambda _: " sharp", digits=False)
        token = r"(?:\d+\p{Ll}(?![\p{L}\p{N}])|\p{L}+(?:-?\d+(?:[.,]\d+)?)+|\d+\p{Lu}+)(?:-?(?:\d+|\p{Lu}+|(?<=\d)\p{Ll}(?!\p{L})))*"
        return (
            sharp,
            Rule("letters and digits", regex.compile(rf"(?<![\p{{L}}\p{{N}}_]){token}(?![\p{{L}}\p{{N}}])"), self._mixture),
        )

    def acronym_rules(self) -> tuple[Rule, ...]:
        edge, end = r"(?<![\p{L}\p{N}_])", r"(?![\p{L}\p{N}_])"
        return (
            Rule("ampersand", regex.compile(rf"{edge}(?P<a>\p{{Lu}}{{1,3}})\s?&\s?(?P<b>\p{{Lu}}{{1,3}})(?P<ending>:s|['’]s|s)?{end}"), self._pair, digits=False),
            Rule("dotted letters", regex.compile(rf"{edge}(?:\p{{Lu}}\.){{2,}}(?![\p{{L}}\p{{N}}])"), lambda m: spell(m.group().replace(".", "")), digits=False),
            Rule("initial", regex.compile(r"(?<=\b(?!I)\p{Lu})\.\s?(?=\p{Lu}[\p{Ll}.])"), lambda _: " ", digits=False),
            Rule("mixed case", regex.compile(rf"{edge}(?P<letters>\L<mixed>){end}", mixed=self.mixed), lambda m: spell(m.group()), digits=False),
            Rule("acronym", regex.compile(rf"{edge}(?P<letters>\p{{Lu}}{{2,}})(?P<ending>:?s|['’]s|:\p{{Ll}}{{1,3}})?{end}"), self._acronym, digits=False),
            Rule("name with acronym", regex.compile(r"(?<=\p{Lu}\p{Ll}{2,})(\p{Lu}{2,})(?![\p{L}\p{N}])"), lambda m: f" {self.acronym(m.group())}", digits=False),
        )  # fmt: skip


_VOWELS = "AEIOUYÄÖÅÜ"
# Consonants that may stand together at the end of a syllable or between two, so that a word can be said.
_SAYABLE = regex.compile(
    rf"(?:[^{_VOWELS}]|BR|BL|DR|FL|FR|GL|GR|KL|KR|PL|PR|SCH|SK|SL|SM|SN|SP|ST|SW|TR|CH|SH|TH|QU)?[{_VOWELS}]{{1,2}}"
    rf"(?:(?:[^{_VOWELS}]|[LMNR][^{_VOWELS}]|ST|SK|SP|SS|TT|LL|PP|CK|CH|SH|TH|KT|PT|FT|GL|BR|TR|DR|KR|PL)[{_VOWELS}]{{1,2}})*"
    rf"(?:[^{_VOWELS}HJQ]|[LMNR][BCDFGKLMNPSTXZ]|ST|SK|SP|SS|TT|LL|PP|CK|CH|SH|TH|KT|PT|FT|NS|RS)?"
)
# Shorter acronyms are spelled, whatever they look like: "USA", "API".
_SHORTEST_WORD = 4


def _speakable(text: str) -> bool:
    """Whether capitals read like a word: "OPEC" does, "BASF" does not."""
    return len(text) >= _SHORTEST_WORD and bool(_SAYABLE.fullmatch(text))
