"""Flat blocks become nested lists, tables and quotes."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.document import Article, Block, BlockKind
from pipeline.edition import Segment
from pipeline.outputs.layout import Node, arrange


def body(*blocks: Block, segments: Iterable[Segment] = ()) -> tuple[Node, ...]:
    return arrange(Article("Title", "en", blocks), tuple(segments))


def item(text: str, level: int = 1, number: int = 0) -> Block:
    return Block(BlockKind.LIST_ITEM, text, level, number)


def row(text: str, level: int = 0) -> Block:
    return Block(BlockKind.TABLE_ROW, text, level)


def heading(level: int) -> Block:
    return Block(BlockKind.HEADING, "Heading", level)


def outline(node: Node) -> object:
    """A node's kind, words and children, short enough to compare."""
    words = "".join(run.text for piece in node.pieces for run in piece.runs)
    return (node.kind, words, [outline(child) for child in node.children])


def test_items_nest_by_level() -> None:
    (found,) = body(item("a"), item("b"), item("b1", 2), item("b11", 3), item("b2", 2), item("c"))
    inner: object = ("list", "", [("item", "b1", [("list", "", [("item", "b11", [])])]), ("item", "b2", [])])
    assert outline(found) == ("list", "", [("item", "a", []), ("item", "b", [inner]), ("item", "c", [])])


def test_numbered_items_keep_their_numbers_and_their_own_list() -> None:
    numbered, plain = body(item("a", number=3), item("b", number=5), item("c"))
    assert (numbered.kind, [n.level for n in numbered.children]) == ("ordered", [3, 5])
    assert plain.kind == "list"


def test_a_list_may_begin_deep() -> None:
    found = body(item("deep", 3), item("up", 1))
    assert [n.kind for n in found] == ["list"]
    assert len(found[0].children) == 2


def test_a_head_row_begins_a_new_table() -> None:
    found = body(row("A\tB", 1), row("1\t2"), row("C", 1), row("D", 1), row("3"))
    assert [[r.kind for r in table.children] for table in found] == [
        ["head_row", "row"],
        ["head_row", "head_row", "row"],
    ]
    assert outline(found[0].children[1]) == ("row", "", [("cell", "1", []), ("cell", "2", [])])


def test_a_table_may_have_no_head_and_empty_cells() -> None:
    (found,) = body(row("1\t\t3"))
    assert [outline(cell) for cell in found.children[0].children] == [
        ("cell", "1", []),
        ("cell", "", []),
        ("cell", "3", []),
    ]


def test_quotes_in_a_row_are_one_quote() -> None:
    (found,) = body(Block(BlockKind.QUOTE, "a"), Block(BlockKind.QUOTE, "b"))
    assert outline(found) == ("quote", "", [("paragraph", "a", []), ("paragraph", "b", [])])


def test_headings_begin_at_two_and_skip_no_rank() -> None:
    found = body(*(heading(level) for level in (1, 4, 6, 2, 3)))
    assert [n.level for n in found] == [2, 3, 4, 2, 3]


def test_other_blocks_between_headings_do_not_disturb_their_ranks() -> None:
    found = body(heading(2), Block(BlockKind.PARAGRAPH, "a"), heading(4))
    assert [n.level for n in found] == [2, 0, 3]


def test_a_sentence_that_is_a_whole_row_marks_every_cell() -> None:
    one = Segment(0, 0, "table_row", "1\t2", "1, 2", 0, 3)
    (table,) = body(row("1\t2"), segments=[one])
    assert [p.segment for cell in table.children[0].children for p in cell.pieces] == ["b0-0", "b0-0"]
