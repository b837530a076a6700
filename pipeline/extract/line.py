"""A piece under construction: text and marks as the walk over the tree meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.document import CELL_SEPARATOR, BlockKind, Mark, MarkKind

if TYPE_CHECKING:
    from pipeline.extract.piece import Spot


class Line:
    """The piece under construction: its text so far and the marks closed so far."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Mark] = []
        self.first: Spot | None = None
        self.last: Spot | None = None
        self.spacer = False

    def append(self, words: str) -> None:
        if not self.text or self.text[-1] in " " + CELL_SEPARATOR:
            words = words.removeprefix(" ")
        self.text += words

    def close(self, kind: MarkKind, start: int, value: str) -> None:
        """End a mark that began at `start`; spaces at its edges stay outside."""
        inside = self.text[start:]
        begin = start + len(inside) - len(inside.lstrip(" \t"))
        end = start + len(inside.rstrip(" \t"))
        if begin < end:
            self.marks.append(Mark(kind, begin, end, value))

    def whole(self, *kinds: MarkKind) -> bool:
        """Whether one mark of these kinds spans all of the text."""
        length = len(self.text.rstrip())
        return any(m.kind in kinds and m.start == 0 and m.end >= length for m in self.marks)

    def trimmed(self, kind: BlockKind) -> tuple[str, tuple[Mark, ...]]:
        """The text without outer spaces, its marks moved and clipped to match."""
        edge = " " if kind is BlockKind.TABLE_ROW else None
        left = len(self.text) - len(self.text.lstrip(edge))
        text = self.text.strip(edge)
        moved = (
            Mark(m.kind, max(0, m.start - left), min(len(text), m.end - left), m.value)
            for m in sorted(self.marks, key=lambda m: (m.start, -m.end))
        )
        return text, tuple(m for m in moved if m.start < m.end)
