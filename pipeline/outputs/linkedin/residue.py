"""Words of other languages that a machine translation has left in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Function words and units that no English sentence has in lower case, of the languages we translate from.
_WORDS = """
och att det är inte för på från eller också über und nicht ist das dem ein eine einer für auch sich wird werden wurde
oder durch nach não uma são também está pelo pela une dans avec della sono gli het een niet zijn voor wordt
"""
RESIDUE = frozenset(_WORDS.split())
_MIN = 2  # one such word may be a name or a quotation; a unit is one too many
_UNIT_WORDS = "miljarder miljoner milliarden millionen mrd procent prozent milhões bilhões milliards"
_UNITS = frozenset(_UNIT_WORDS.split())
_DECIMAL_COMMA = re.compile(
    r"(?<![\d,.])\d{1,3},\d{1,2}(?![\d,])(?=\s?(?:%|percent|per cent|million|billion|€|\$|tonnes|km|degrees))"
)
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")


def residue(line: str) -> Iterator[str]:
    """A reason for each trace of another language in `line`."""
    words = re.findall(r"\b[^\W\d_]+\b", line)
    left = [word for word in words if word.islower() and word in RESIDUE]
    units = [word for word in words if word.lower() in _UNITS]
    if units or len(left) >= _MIN:
        yield f'"{" ".join((units or left)[:3])}" is not English'
    for pattern, reason in (
        (_DECIMAL_COMMA, "has a decimal comma"),
        (_SPACED, "groups thousands with spaces; English has commas"),
    ):
        found = pattern.search(line)
        if found:
            yield f'"{found.group()}" {reason}'
