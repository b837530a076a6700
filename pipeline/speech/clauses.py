"""Cutting an over-long sentence where a speaker would breathe, for engines that cannot take it whole."""

from __future__ import annotations

import re

# From the best place to the worst.
_BREATHS = (
    re.compile(r"[.!?…;:]\W*\s"),
    re.compile(r"[,–—)]\s|\s(?=[(–—])"),
    re.compile(r"\s"),
)

# A cut before this share of the limit leaves a stump; a worse place further on is better.
_EARLIEST = 1 / 3


def clauses(text: str, limit: int) -> list[str]:
    """`text` in pieces of at most `limit` characters, cut at the last good place; joined by spaces they give it back.

    A word longer than `limit` is cut as it is.
    """
    pieces = []
    rest = text.strip()
    while len(rest) > limit:
        cut = _cut(rest, limit)
        pieces.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*pieces, rest] if rest else pieces


def _cut(text: str, limit: int) -> int:
    for breath in _BREATHS:
        ends = (match.end() for match in breath.finditer(text[: limit + 1]))
        places = [end for end in ends if not _inside_phonemes(text, end)]
        if places and places[-1] > limit * _EARLIEST:
            return places[-1]
    return limit


def _inside_phonemes(text: str, place: int) -> bool:
    """Whether `place` is between [[ and ]]."""
    return text.rfind("[[", 0, place) > text.rfind("]]", 0, place)
