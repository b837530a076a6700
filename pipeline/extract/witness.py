"""Three extractors asked about the same page, and which of its pieces each of them would keep.

Extractors give back flat text. So that each line can be traced to the piece it came from without guessing, every
piece is signed first: two Braille characters, at its first and at its last text node. They are symbols, not letters,
and two characters change no length threshold; whoever keeps the piece keeps its signature.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.extract.piece import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BASE, _FIRST = 255, 0x2801  # Braille patterns, without the blank one
_BRAILLE = re.compile("[\u2800-\u28ff]")
_SIGNATURE = re.compile("[\u2801-\u28ff]{2}")
MOST_PIECES = _BASE**2  # a page with more is not an article; the rest go unsigned


def ask(tree: HtmlElement, pieces: Sequence[Piece]) -> dict[str, frozenset[int]]:
    """The indices of the pieces each witness keeps. Signs the tree in place: it is of no use afterwards."""
    _sign(tree, pieces)
    return {name: _read(witness(copy.deepcopy(tree))) for name, witness in WITNESSES.items()}


def _sign(tree: HtmlElement, pieces: Sequence[Piece]) -> None:
    for element in tree.iter("*"):
        if element.text and _BRAILLE.search(element.text):
            element.text = _BRAILLE.sub("", element.text)
        if element.tail and _BRAILLE.search(element.tail):
            element.tail = _BRAILLE.sub("", element.tail)
    for index, piece in enumerate(pieces[:MOST_PIECES]):
        mark = chr(_FIRST + index // _BASE) + chr(_FIRST + index % _BASE)
        if piece.first is None or piece.last is None:
            continue
        element, side = piece.first
        setattr(element, side, _after_space(getattr(element, side) or "", mark))
        element, side = piece.last
        text = (getattr(element, side) or "").rstrip()
        setattr(element, side, text + mark + " ")


def _after_space(text: str, mark: str) -> str:
    start = len(text) - len(text.lstrip())
    return text[:start] + mark + text[start:]


def _read(text: str) -> frozenset[int]:
    return frozenset((ord(s[0]) - _FIRST) * _BASE + ord(s[1]) - _FIRST for s in _SIGNATURE.findall(text))


def _trafilatura(**options: Any) -> Callable[[HtmlElement], str]:
    def keep(tree: HtmlElement) -> str:
        from trafilatura import extract

        return extract(tree, include_comments=False, **options) or ""

    return keep


def _readability(tree: HtmlElement) -> str:
    from readability import Document  # heavy
    from readability.readability import Unparseable

    try:
        return str(Document(tree).summary())
    except Unparseable:
        return ""  # it has nothing to say about this page; the others have


WITNESSES: Mapping[str, Callable[[HtmlElement], str]] = {
    "fast": _trafilatura(fast=True),
    "precision": _trafilatura(favor_precision=True),
    "readability": _readability,
}
