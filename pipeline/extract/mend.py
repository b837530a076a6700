"""What judging piece by piece gets wrong, set right: lists, tables and headings belong to the text around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from pipeline.document import BlockKind
from pipeline.extract.piece import Piece
from pipeline.extract.scene import SENTENCE_END

_LINKED = 0.5
_UNLIKELY = 0.25  # below this probability nothing is taken back


def mended(pieces: Sequence[Piece], chances: Sequence[float], kept: AbstractSet[int]) -> set[int]:
    """`kept` with the pieces that belong to what is kept, without those left over from what is not."""
    whole = set(kept)
    for run in _runs(pieces, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
        inside = [i for i in run if i in kept]
        if 2 * len(inside) >= len(run):
            whole.update(i for i in run if chances[i] >= _UNLIKELY and pieces[i].link_share < _LINKED)
        elif pieces[run[0]].kind is BlockKind.TABLE_ROW:
            whole.difference_update(inside)
    whole.update(i for i in range(len(pieces) - 1) if _heads_text(pieces, chances, whole, i))
    return whole


def _runs(pieces: Sequence[Piece], *kinds: BlockKind) -> Iterator[list[int]]:
    """Neighbouring pieces of one of the kinds: a list, a table."""
    run: list[int] = []
    for index, piece in enumerate(pieces):
        if run and (
            piece.kind is not pieces[run[-1]].kind
            or (piece.kind is BlockKind.TABLE_ROW and piece.block.level)
        ):
            yield run
            run = []
        if piece.kind in kinds:
            run.append(index)
    if run:
        yield run


def _heads_text(
    pieces: Sequence[Piece], chances: Sequence[float], kept: AbstractSet[int], index: int
) -> bool:
    """Whether a dropped heading stands directly over kept prose, a kept list or table, inside the kept text."""
    follower = pieces[index + 1]
    return (
        pieces[index].kind is BlockKind.HEADING
        and index not in kept
        and chances[index] >= _UNLIKELY
        and index + 1 in kept
        and (
            SENTENCE_END.search(follower.text) is not None
            or follower.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
        )
        and any(i in kept for i in range(max(0, index - 3), index))
    )
