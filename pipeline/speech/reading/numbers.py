"""Numbers in words, over num2words: cardinals, ordinals, decimals, digits one by one; and numbers as they are written.

Languages are ISO 639-1 codes. Where num2words does not know a language the digits are given back as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from pipeline.speech.reading.lazily import Lazy

# Beyond this many digits nobody takes in a number as a quantity: an identifier, said digit by digit.
LONGEST = 15

# num2words has its own names for some languages.
_ITS_NAME = {"nb": "no"}

SPACES = (
    " \u00a0\u2009\u202f"  # space, no-break, thin, narrow no-break: all part thousands (ISO 80000-1, CLDR)
)


@lru_cache(maxsize=8192)
def _num2words(number: int, lang: str, form: str) -> str:
    """What num2words makes of it, "" where it cannot."""
    from num2words import num2words

    try:
        return str(num2words(number, lang=_ITS_NAME.get(lang, lang), to=form))
    except (NotImplementedError, OverflowError, KeyError, IndexError, TypeError, ValueError):
        return ""  # a language or a size that num2words has no words for: the caller keeps the digits


def cardinal(number: int, lang: str) -> str:
    """21 -> "twenty-one". A number of more than LONGEST digits is said digit by digit."""
    if abs(number) >= 10**LONGEST:
        return digits(str(number), lang)
    words = _num2words(number, lang, "cardinal") or str(number)
    return _spelt(words, lang)


def ordinal(number: int, lang: str) -> str:
    """21 -> "twenty-first", "einundzwanzigste", "tjugoförsta"."""
    words = _num2words(number, lang, "ordinal") if number < 10**LONGEST else ""
    return _spelt(words or cardinal(number, lang), lang)


_LARGE = Lazy(r"(?:(?:milj|bilj)on|miljard)(?:er)?(?=\p{L})(?!er)")


def _spelt(words: str, lang: str) -> str:
    """Without the commas of English, and by SAOL in Swedish.

    num2words 0.5 writes "förtio", "tjugode", "etttusen" and "miljonett".
    """
    words = words.replace(",", "")
    if lang != "sv":
        return words
    return _LARGE.sub(
        lambda large: f"{large.group()} ",
        words.replace("förtio", "fyrtio").replace("etttusen", "ettusen").replace("tjugode", "tjugonde"),
    )


def digits(text: str, lang: str) -> str:
    """ "007" -> "zero zero seven"; what is no digit is dropped."""
    return " ".join(cardinal(int(digit), lang) for digit in text if digit.isdecimal())


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: its digits before and after the decimal mark ("" where there is none)."""

    whole: str
    fraction: str = ""

    @property
    def is_one(self) -> bool:
        return self.whole == "1" and not self.fraction

    @property
    def value(self) -> float:
        return float(f"{self.whole}.{self.fraction or 0}")

    def words(self, lang: str, mark: str) -> str:
        """In words, `mark` ("point", "Komma") before the digits of the fraction, which are said one by one."""
        identifier = len(self.whole) > 1 and self.whole.startswith("0")
        whole = digits(self.whole, lang) if identifier else cardinal(int(self.whole), lang)
        return f"{whole} {mark} {digits(self.fraction, lang)}" if self.fraction else whole


def pattern(decimal: str, groups: str) -> str:
    """A regular expression for a number: thousands parted by one of `groups`, then perhaps a decimal fraction.

    Marks of two kinds part two numbers: "500.000 1.000", and no spaces but of one kind or another part one.

    The other mark is taken for a decimal one too where it cannot part thousands: "28.1" in German.
    """
    other = "," if decimal == "." else "."
    fraction = rf"(?:[{decimal}]\d+|[{other}]\d{{1,2}}(?!\d)(?![{other}]\d))?"
    bare = r"|(?<![\p{L}\p{N}])\.\d+" if decimal == "." else ""  # ".5"
    spaces = "".join(mark for mark in groups if mark.isspace())
    kinds = [
        regex.escape(kind) for kind in (spaces, *groups) if kind and (kind == spaces or kind not in spaces)
    ]
    parted = "|".join(rf"(?:[{kind}]\d{{3}})+" for kind in kinds)
    return rf"(?:\d{{1,3}}(?:{parted})(?!\d)(?:[{decimal}]\d+)?|\d+{fraction}{bare})"


def parse(text: str, decimal: str) -> Number:
    """The number written as `text`, which `pattern` has matched."""
    bare = regex.sub(rf"[{SPACES}'’]", "", text)
    other = "," if decimal == "." else "."
    grouped = regex.fullmatch(rf"(\d{{1,3}}(?:[{other}]\d{{3}})+)(?:[{decimal}](\d+))?", bare)
    if grouped:
        return Number(grouped[1].replace(other, ""), grouped[2] or "")
    whole, _, fraction = bare.replace(other, decimal).partition(decimal)
    return Number(whole or "0", fraction)
