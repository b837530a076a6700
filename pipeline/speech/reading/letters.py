"""Acronyms and mixtures of letters and digits: spelled, or said as a word."""

from __future__ import annotations

import regex

from pipeline.speech.reading import numbers
from pipeline.speech.reading.language import END, START, TIE, Language, Match, Rule, rule

_VOWELS = "AEIOUYÄÖÅÜ"
_BEFORE_VOWEL = "STR|SPR|SKR|BR|BL|DR|FL|FR|GL|GR|KL|KR|PL|PR|SCH|SK|SL|SM|SN|SP|ST|SW|TR|CH|SH|TH|QU"
_LONG_VOWEL = rf"(?:(?:AU|EU|EI|IE|ÄU)[EI]|[{_VOWELS}]{{1,2}})"  # "NEUE", "BAUEN"
_BETWEEN = "ST|SK|SP|SS|TT|LL|PP|CK|CH|SH|TH|KT|PT|FT|CHT|RST|NST|TZ|WN|WS|FF|MM|NN|RR|GG|BB|DD|CT|XT"
# Capitals that can be said as a word: consonants meet only as they do in words.
_SAYABLE = regex.compile(
    rf"(?:[^{_VOWELS}]|{_BEFORE_VOWEL})?{_LONG_VOWEL}"
    rf"(?:(?:[^{_VOWELS}]|[LMNR][^{_VOWELS}]|{_BETWEEN}|GL|BR|TR|DR|KR|PL){_LONG_VOWEL})*"
    rf"(?:[^{_VOWELS}HJQ]|[LMNR][BCDFGKLMNPSTXZ]|[LMNR][DKPT]S|{_BETWEEN}|NS|RS)?"
)
# Shorter acronyms are spelled, whatever they look like: "USA", "API".
_SHORTEST_WORD, _SURELY_WORD = 4, 6
# A longer number in a code is said digit by digit.
_LONGEST_CODE = 4


def _is_sayable(text: str) -> bool:
    """ "OPEC" and "WICHTIG" are, "BASF" is not: what is long and has vowels is a word in capitals."""
    if len(text) >= _SURELY_WORD:
        return any(letter in _VOWELS for letter in text)
    return len(text) >= _SHORTEST_WORD and bool(_SAYABLE.fullmatch(text))


def spell(text: str) -> str:
    """Letters one by one: "EU" -> "E U", tied."""
    return TIE.join(text)


class Letters:
    """The rules for acronyms of one language."""

    def __init__(self, language: Language) -> None:
        table = language.tables
        self.language = language
        self.said = frozenset(table.said.split())
        self.spelled = frozenset(table.spelled.split())
        self.mixed = table.mixed.split()
        self.words = frozenset(table.not_acronyms.split())

    def acronym(self, text: str) -> str:
        """ "EU" -> "E U", "NATO" as it is."""
        if text in self.said or text in self.words:
            return text
        return text if _is_sayable(text) and text not in self.spelled else spell(text)

    def lowered(self, text: str) -> str:
        """A word of a headline in capitals: spelled ones stay as they are, others lose their capitals."""
        return text if spell(text) == self.acronym(text) else text.capitalize()

    def _acronym(self, match: Match) -> str:
        """An acronym with its ending: the plural "SMEs", the genitive "EU:s".

        The apostrophe keeps engines from reading the last letter and the ending as a word ("V Cs", "U S As").
        """
        letters, ending = match["letters"], (match["ending"] or "").replace("’", "'")
        said = spell(letters) if letters in self.mixed else self.acronym(letters)
        if ending in {"s", ":s"}:
            return f"{said}'s" if said != letters else f"{said}s"
        return said + (ending if said == letters else ending.replace(":", "'"))

    def _pair(self, match: Match) -> str:
        ending = "'s" if match["ending"] else ""
        return f"{spell(match['a'])} {self.language.tables.words.and_} {spell(match['b'])}{ending}"

    def _mixture(self, match: Match) -> str:
        """ "B2B", "MP3", "5G", "COVID-19": letters spelled or said, digits as a number."""
        pieces = regex.findall(r"\d+(?:[.,]\d+)?|\p{L}+", match.group())
        return " ".join(
            self._number(piece) if piece[0].isdigit() else self._letters(piece) for piece in pieces
        )

    def _letters(self, piece: str) -> str:
        if len(piece) == 1 or piece in self.said:
            return piece.upper()
        return spell(piece) if piece.isupper() and len(piece) < _SHORTEST_WORD else self._word(piece)

    def _word(self, piece: str) -> str:
        return self.acronym(piece) if piece.isupper() else piece

    def _number(self, piece: str) -> str:
        whole, _, fraction = piece.replace(",", ".").partition(".")
        code = self.language.code
        if regex.fullmatch(r"(?:19|20)\d\d", piece):
            return self.language.year(int(piece))
        short = len(whole) <= _LONGEST_CODE and (whole == "0" or whole[0] != "0")
        known = numbers.cardinal(int(whole), code) if short else numbers.digits(whole, code)
        table = self.language.tables
        point = table.words.comma if table.decimal in piece else table.words.point
        return f"{known} {point} {numbers.digits(fraction, code)}" if fraction else known

    def mixture_rules(self) -> tuple[Rule, ...]:
        number = r"\d+(?:[.,]\d+)?"
        opening = rf"(?:\d+\p{{Ll}}{END}|\p{{L}}+(?:-?{number})+|{number}\p{{Lu}}+)"
        mixture = rf"{START}(?<!\d[.,]){opening}(?:-?(?:\d+|\p{{Lu}}+|(?<=\d)\p{{Ll}}(?!\p{{L}})))*{END}"
        return (
            rule("sharp", r"(?<=\b[CF])#", " sharp", digits=False),
            rule("letters and digits", mixture, self._mixture),
        )

    def acronym_rules(self) -> tuple[Rule, ...]:
        ending = r"(?P<ending>:?s|['’]s|:\p{Ll}{1,3})?"
        pair = rf"{START}(?P<a>\p{{Lu}}{{1,3}})\s?&\s?(?P<b>\p{{Lu}}{{1,3}})(?P<ending>:s|['’]s|s)?{END}"
        return (
            rule("ampersand", pair, self._pair, digits=False),
            rule("dotted letters", rf"{START}(?:\p{{Lu}}\.){{2,}}{END}", _dotted, digits=False),
            rule("initial", r"(?<=\b(?!I)\p{Lu})\.\s?(?=\p{Lu}[\p{Ll}.])", " ", digits=False),
            rule(
                "mixed case",
                rf"{START}(?P<letters>\L<mixed>){ending}{END}",
                self._acronym,
                digits=False,
                mixed=self.mixed,
            ),
            rule("acronym", rf"{START}(?P<letters>\p{{Lu}}{{2,}}){ending}{END}", self._acronym, digits=False),
            rule(
                "name with acronym",
                rf"(?<=\p{{Lu}}\p{{Ll}}{{2,}})\p{{Lu}}{{2,}}{END}",
                self._tail,
                digits=False,
            ),
        )

    def _tail(self, match: Match) -> str:
        """ "OpenAI" -> "Open A I"."""
        return f" {self.acronym(match.group())}"


def _dotted(match: Match) -> str:
    return spell(match.group().replace(".", ""))
