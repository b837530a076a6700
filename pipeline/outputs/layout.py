"""An article's flat blocks as the tree a page needs: nested lists, tables with head rows, joined quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.document import CELL_SEPARATOR, Article, Block, BlockKind
from pipeline.edition import Segment
from pipeline.outputs.markup import Piece, pieces

TOP_HEADING, LOWEST_HEADING = 2, 6  # level 1 is the page's title


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the page. `kind` is one of heading, paragraph, caption, code, quote, list, ordered, item, table,
    row, head_row, cell. `level` is a heading's rank (2-6) or an ordered item's number.
    """

    kind: str
    pieces: tuple[Piece, ...] = ()
    children: tuple[Node, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block, the sentences in it, and the address that its links start from."""

    block: Block
    segments: tuple[Segment, ...]
    base: str

    def pieces(self, start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
        return pieces(self.block, self.segments, start, end, base=self.base)


def arrange(article: Article, segments: Sequence[Segment]) -> tuple[Node, ...]:
    """The article's body. `segments` are those of any of its recordings; without them no sentence is marked."""
    placed = [
        _Placed(block, tuple(s for s in segments if s.block == index), article.url)
        for index, block in enumerate(article.blocks)
    ]
    groups = groupby(placed, key=lambda p: p.block.kind)
    return tuple(_without_skipped_ranks(n for kind, run in groups for n in _group(kind, list(run))))


def _group(kind: BlockKind, run: Sequence[_Placed]) -> Iterator[Node]:
    match kind:
        case BlockKind.LIST_ITEM:
            yield from _lists(run)
        case BlockKind.TABLE_ROW:
            yield from _tables(run)
        case BlockKind.QUOTE:
            yield Node("quote", children=tuple(_plain("paragraph", p) for p in run))
        case _:
            yield from (_plain(kind.value, p) for p in run)


def _plain(kind: str, placed: _Placed) -> Node:
    level = placed.block.level if kind == "heading" else 0
    return Node(kind, placed.pieces(), level=level)


def _without_skipped_ranks(nodes: Iterable[Node]) -> Iterator[Node]:
    """Headings from 2 down, none deeper than one below the last: a screen reader's outline has no gaps (WCAG 1.3.1)."""
    last = TOP_HEADING - 1
    for node in nodes:
        if node.kind != "heading":
            yield node
            continue
        last = min(max(node.level, TOP_HEADING), last + 1, LOWEST_HEADING)
        yield Node("heading", node.pieces, level=last)


def _lists(run: Sequence[_Placed]) -> Iterator[Node]:
    """Items at the first one's level are this list's; deeper ones nest under the item before them."""
    top = run[0].block.level
    items: list[tuple[_Placed, list[_Placed]]] = []
    for placed in run:
        if placed.block.level > top and items:
            items[-1][1].append(placed)
        else:
            items.append((placed, []))
    for ordered, group in groupby(items, key=lambda item: item[0].block.number > 0):
        yield Node("ordered" if ordered else "list", children=tuple(_item(*item) for item in group))


def _item(placed: _Placed, nested: Sequence[_Placed]) -> Node:
    children = tuple(_lists(nested)) if nested else ()
    return Node("item", placed.pieces(), children, placed.block.number)


def _tables(run: Sequence[_Placed]) -> Iterator[Node]:
    rows: list[Node] = []
    for placed in run:
        head = placed.block.level == 1
        # A head row after a body row opens a new table; head rows that follow each other belong together.
        if head and rows and rows[-1].kind == "row":
            yield Node("table", children=tuple(rows))
            rows = []
        rows.append(Node("head_row" if head else "row", children=tuple(_cells(placed))))
    yield Node("table", children=tuple(rows))


def _cells(placed: _Placed) -> Iterator[Node]:
    start = 0
    for text in placed.block.cells:
        end = start + len(text)
        yield Node("cell", placed.pieces(start, end))
        start = end + len(CELL_SEPARATOR)
