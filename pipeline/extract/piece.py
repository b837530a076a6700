"""A block of the page before anything is decided about it: its words and its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.document import Block, BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    Spot = tuple[HtmlElement, str]  # an element and "text" or "tail": where in the tree a text node hangs


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

    def around(self) -> Iterator[HtmlElement]:
        """The elements that hold the piece, the innermost first; none in a text dump."""
        if self.home is not None:
            yield self.home
            yield from self.home.iterancestors()
