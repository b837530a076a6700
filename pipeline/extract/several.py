"""Several articles on one page: which elements they are, and which of them is the page's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.document import BlockKind
from pipeline.extract.piece import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FULL = 400  # characters of kept text that make an element an article rather than a card or a comment
_LOWEST = 3  # a lower heading opens a section, whatever the element around it is called
_CLASS = re.compile(r"(?:^|\s)(?:hentry|h-entry|post|blog-post|entry)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a page: its heading and the kept pieces inside it."""

    heading: str
    heading_at: int
    members: frozenset[int]


def parts(pieces: Sequence[Piece], kept: AbstractSet[int]) -> list[Part]:
    """The articles that stand beside one another, in page order; empty or one when the page is a single article."""
    members: dict[HtmlElement, set[int]] = {}
    for index, piece in enumerate(pieces):
        outermost = next((e for e in reversed(list(piece.around())) if _is_article(e)), None)
        if outermost is not None:
            members.setdefault(outermost, set()).add(index)
    found = [part for inside in members.values() if (part := _part(pieces, kept, inside))]
    # Articles are equals; what has a lower heading than its predecessor is a section of it.
    return [
        part
        for part in found
        if pieces[part.heading_at].block.level <= pieces[found[0].heading_at].block.level
    ]


def _part(pieces: Sequence[Piece], kept: AbstractSet[int], inside: AbstractSet[int]) -> Part | None:
    text = sum(len(pieces[i].text) for i in inside & kept)
    at = next((i for i in sorted(inside) if pieces[i].kind is BlockKind.HEADING), None)
    if text < _FULL or at is None or pieces[at].block.level > _LOWEST:
        return None
    return Part(pieces[at].text, at, frozenset(inside & kept))


def _is_article(element: HtmlElement) -> bool:
    return element.tag == "article" or (
        element.tag == "div" and bool(_CLASS.search(element.get("class") or ""))
    )
