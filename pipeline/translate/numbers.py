"""Numbers as languages write them: 1,600.5 (en), 1.600,5 (de, pt), 1 600,5 (sv). Rules from CLDR, through Babel.

A value is read and written digit by digit, never through a float, so that it cannot change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

MINUS = "−"
NO_BREAK = "\u00a0\u202f\u2009"
_GROUPS = rf"[.,'’{NO_BREAK}]"
_PLAIN_SPACE_GROUPS = frozenset(
    {"sv", "nb", "da", "fi", "pl", "cs", "sk", "fr", "ru", "uk", "bg", "et", "lv", "lt", "hu"}
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What parts decimals from integers, and thousands from one another."""

    decimal: str
    group: str


@cache
def signs(lang: str) -> Signs:
    """CLDR's signs for a language; English ones where CLDR has none. A group that is a space does not break."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol, get_group_symbol

    try:
        locale = Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return Signs(".", ",")
    group = get_group_symbol(locale)
    return Signs(get_decimal_symbol(locale), "\u00a0" if group.isspace() else group)


@cache
def pattern(lang: str) -> str:
    """A regular expression for a number as `lang` writes it, or as others do where that is not ambiguous."""
    groups = rf"(?:{_GROUPS}| )" if lang in _PLAIN_SPACE_GROUPS else rf"(?:{_GROUPS}| (?=000))"
    return rf"(?:\d{{1,3}}(?:{groups}\d{{3}})+(?!\d)|\d+)(?:[.,]\d+)*"


def value(text: str, lang: str) -> Decimal | None:
    """What a number says; None where it is no number but a code (3.1.4) or a date (06.08.2025)."""
    plain = re.sub(rf"[ '’{NO_BREAK}]", "", text)
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return Decimal(plain)
    if len(set(marks)) == 2:
        integer, _, fraction = plain.rpartition(marks[-1])
        whole = integer.replace(marks[0], "")
        return Decimal(f"{whole}.{fraction}") if whole.isdigit() and _grouped(integer, marks[0]) else None
    return _one_kind(plain, marks[0], lang)


def _one_kind(plain: str, mark: str, lang: str) -> Decimal | None:
    """ "1.600" or "28.1": a mark that is the language's decimal sign, or leaves other than three digits, is decimal."""
    single = plain.count(mark) == 1
    if single and (mark == signs(lang).decimal or not _grouped(plain, mark)):
        return Decimal(plain.replace(mark, "."))
    return Decimal(plain.replace(mark, "")) if _grouped(plain, mark) else None


def _grouped(text: str, mark: str) -> bool:
    return bool(re.fullmatch(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})*", text))


def localise(text: str, source: str, target: str) -> str:
    """The number in `target`'s signs: same digits, same decimals, grouped if it was. Codes and dates stay."""
    if text.startswith(MINUS):
        return MINUS + localise(text[1:], source, target)
    number = value(text, source)
    if number is None or text.isdigit():
        return text
    integer, _, fraction = f"{number:f}".partition(".")
    grouped = bool(re.search(rf"[ '’{NO_BREAK}]", text)) or _has_groups(text, source)
    sign = signs(target)
    whole = f"{int(integer):,}".replace(",", sign.group) if grouped else integer
    return f"{whole}{sign.decimal}{fraction}" if fraction else whole


def _has_groups(text: str, lang: str) -> bool:
    marks = [mark for mark in text if mark in ".,"]
    if len(marks) > 1:
        return True
    return bool(marks) and "." not in f"{value(text, lang):f}"
