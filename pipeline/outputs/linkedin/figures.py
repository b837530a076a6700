"""The figures in English text, by value: "€1.2m" is 1,200,000 however it is written."""

from __future__ import annotations

import re
from decimal import Decimal

_SCALES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "mio": 6, "million": 6, "millions": 6,
    "bn": 9, "billion": 9, "billions": 9, "tn": 12, "trillion": 12, "trillions": 12,
}  # fmt: skip
_GROUP = "[,\u00a0\u202f\u2009' ]"
_FIGURE = re.compile(
    rf"(?<![\w.,])(?P<number>\d{{1,3}}(?:{_GROUP}\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
    rf"(?:[\s\u00a0\u202f-]?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(r"\d+")


def figures(text: str) -> frozenset[Decimal]:
    """Every figure of `text`, scaled by the word or letter after it."""
    return frozenset(_value(found) for found in _FIGURE.finditer(text))


def _value(found: re.Match[str]) -> Decimal:
    number = Decimal(re.sub(_GROUP, "", found["number"]))
    return number.scaleb(_SCALES.get((found["scale"] or "").lower(), 0)).normalize()


def digits(text: str) -> frozenset[str]:
    """The bare runs of digits, for figures written in a way that `figures` does not read."""
    return frozenset(_ANY_NUMBER.findall(text))


def unknown(text: str, source: str) -> list[str]:
    """Figures of `text` that `source` does not have, as `text` writes them.

    A figure is known when its value is in the source, or when the source has its digits in the same order (dates,
    codes and foreign notations are compared so).
    """
    values, runs = figures(source), digits(source)
    return [
        found["number"]
        for found in _FIGURE.finditer(text)
        if _value(found) not in values and not digits(found["number"]) <= runs
    ]
