"""What of a block becomes one segment: its sentences, each range of it by the rules of its own language."""

from __future__ import annotations

from itertools import pairwise

from pipeline.document import Block, BlockKind, Mark, MarkKind
from pipeline.sentences import split

_AHEAD = 80  # characters after a range by which it is judged whether its last mark ends a sentence


def spans(block: Block, lang: str) -> list[tuple[int, int]]:
    """A sentence each; a table's row, a heading and code are one piece."""
    if block.kind in (BlockKind.TABLE_ROW, BlockKind.CODE, BlockKind.HEADING):
        return [(0, len(block.text))] if block.text else []
    found = split(block.text, lang)
    for mark in foreign_marks(block):
        if mark.value not in ("", lang):
            found = _cut_anew(found, block.text, mark)
    return found


def foreign_marks(block: Block) -> list[Mark]:
    """The ranges of a block that are in another language than its article."""
    return [mark for mark in block.marks if mark.kind is MarkKind.FOREIGN]


def _cut_anew(found: list[tuple[int, int]], text: str, mark: Mark) -> list[tuple[int, int]]:
    """`found`, cut within a foreign range where its own language ends a sentence: "1,5 Mio. Euro" is whole in German.

    At its end both languages must agree, for what follows is the text's own.
    """
    own = split(text[mark.start : mark.end + _AHEAD], mark.value)
    ends = {(mark.start + one[1], mark.start + after[0]) for one, after in pairwise(own)}
    within = {cut for cut in ends if cut[1] < mark.end}
    kept = {
        cut
        for one, after in pairwise(found)
        if (cut := (one[1], after[0])) in ends or not mark.start < cut[0] <= mark.end
    }
    cuts = sorted(kept | within)
    edges = [found[0][0], *(edge for cut in cuts for edge in cut), found[-1][1]] if found else []
    return list(zip(edges[::2], edges[1::2], strict=True))
