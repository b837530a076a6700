"""Numbers in words, over num2words: cardinals, ordinals, years, decimals, digits one by one.

Languages are ISO 639-1 codes. Where num2words does not know a language the digits are given back as they are.
"""

from __future__ import annotations

from functools import lru_cache

# Beyond this many digits nobody takes in a number as a quantity: an identifier, said digit by digit.
LONGEST = 15

MINUS = {"en": "minus", "de": "minus", "sv": "minus"}
POINT = {"en": "point", "de": "Komma", "sv": "komma"}


@lru_cache(maxsize=8192)
def _num2words(number: int, lang: str, form: str) -> str:
    """What num2words makes of it, "" where it cannot."""
    from num2words import num2words  # type: ignore[import-untyped]  # ships no types

    try:
        return str(num2words(number, lang=lang, to=form))
    except (NotImplementedError, OverflowError, KeyError, IndexError, TypeError, ValueError):
        return ""  # a language or a size that num2words has no words for: the caller keeps the digits


def cardinal(number: int, lang: str) -> str:
    """21 -> "twenty-one". A number of more than LONGEST digits is said digit by digit."""
    if abs(number) >= 10**LONGEST:
        return digits(str(number), lang)
    words = _num2words(number, lang, "cardinal") or str(number)
    return words.replace(",", "").replace("etttusen", "ettusen")  # SAOL: "ettusen"; num2words doubles the t


def ordinal(number: int, lang: str) -> str:
    """21 -> "twenty-first"; German without ending "-e" is the caller's to inflect."""
    words = _num2words(number, lang, "ordinal") or cardinal(number, lang)
    return words.replace(",", "")


def digits(text: str, lang: str) -> str:
    """ "007" -> "zero zero seven"; what is no digit is dropped."""
    return " ".join(cardinal(int(digit), lang) for digit in text if digit.isdecimal())


def decimal(whole: str, fraction: str, lang: str) -> str:
    """("3", "14") -> "three point one four"."""
    return f"{cardinal(int(whole or 0), lang)} {POINT.get(lang, 'komma')} {digits(fraction, lang)}"
