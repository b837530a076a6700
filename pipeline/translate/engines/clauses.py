"""Sentences too long for a model, cut where a reader would breathe, and put together again: nothing is dropped.

Marian and OpenNMT models are trained on sentences of up to some 150-200 tokens; what is longer degrades, and
argostranslate cuts it off at 1,024 tokens in and 256 out without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# From the strongest pause to the weakest; the cut comes after the match. The last resort is any space.
_PAUSES = (
    re.compile(r"[.!?;][\"'”“»)]*\s+"),
    re.compile(r":\s+|\s[–—-]\s+"),
    re.compile(r",\s+"),
    re.compile(r"[。！？；，、]"),
    re.compile(r"\s+"),
)
# A cut nearer to an end than this share of the text makes a stub that a model has no context for.
_MARGIN = 0.2


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that fits a model, and the space that followed it in the text."""

    text: str
    space: str


def pieces(text: str, fits: Callable[[str], bool]) -> list[Piece]:
    """Cut `text` until every part fits; a text that fits is one piece. Joined with their spaces they are the text."""
    stripped = text.rstrip()
    if len(stripped) < 2 or fits(stripped):
        return [Piece(stripped, text[len(stripped) :])]
    cut = _pause(stripped) or len(stripped) // 2
    return pieces(stripped[:cut], fits) + pieces(text[cut:], fits)


def halves(text: str) -> list[Piece]:
    """`text` in two at a pause, for a model that came to no end; one piece where there is no pause inside."""
    stripped = text.rstrip()
    cut = _pause(stripped)
    parts = (stripped[:cut], text[cut:]) if cut else (text,)
    return [Piece(part.rstrip(), part[len(part.rstrip()) :]) for part in parts]


def _pause(text: str) -> int:
    """The place after the strongest pause near the middle; 0 where there is none."""
    middle, margin = len(text) / 2, len(text) * _MARGIN
    for pause in _PAUSES:
        ends = [m.end() for m in pause.finditer(text) if margin <= m.end() <= len(text) - margin]
        if ends:
            return min(ends, key=lambda end: abs(end - middle))
    return 0


def join(parts: list[str], cuts: list[Piece]) -> str:
    """The translations of the pieces, with the spaces that stood between their sources."""
    return "".join(part + cut.space for part, cut in zip(parts, cuts, strict=True)).strip()
