"""A block of the page before anything is decided about it: its words and its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.document import Block, BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    Spot = tuple[HtmlElement, str]  # an element and "text" or "tail": where in the tree a text node hangs


def _holders(spot: Spot, tag: str) -> set[HtmlElement]:
    """The elements of that name around a text node."""
    element, side = spot
    around = ([element] if side == "text" else []) + list(element.iterancestors())
    return {one for one in around if one.tag == tag}


@dataclass(slots=True)
class Piece:
    """A candidate block.

    `linked` counts the characters inside links. `home` is the innermost block element around the text,
    `first` and `last` are its first and last text nodes; all three are None in a text dump. `gap` is set when only a spacer (a rule, a line of
    non-breaking spaces) stands before it.
    """

    block: Block
    home: HtmlElement | None = None
    first: Spot | None = None
    last: Spot | None = None
    linked: int = 0
    gap: bool = False

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def kind(self) -> BlockKind:
        return self.block.kind

    @property
    def link_share(self) -> float:
        return self.linked / max(1, len(self.block.text))

    def is_within(self, tag: str) -> bool:
        """Whether one element of that name holds all of the text; never in a text dump."""
        if self.first is None or self.last is None:
            return False
        holders = (_holders(spot, tag) for spot in (self.first, self.last))
        return bool(set.intersection(*holders))

    def around(self) -> Iterator[HtmlElement]:
        """The elements that hold the piece, the innermost first; none in a text dump."""
        if self.home is not None:
            yield self.home
            yield from self.home.iterancestors()
