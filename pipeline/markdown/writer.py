"""Article to Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from pipeline.document import CELL_SEPARATOR, Article, Block, BlockKind, Mark, MarkKind
from pipeline.markdown import front_matter
from pipeline.markdown.marks import tidy
from pipeline.markdown.reader import inline as read_inline

_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|#])")
_LINE_START = re.compile(r"^(?:([+\-=:])|(\d+)([.)]))")
_SIGNS = {MarkKind.STRONG: "**", MarkKind.EMPHASIS: "*", MarkKind.CODE: "`"}
_TAGS = {
    MarkKind.STRONG: "strong",
    MarkKind.EMPHASIS: "em",
    MarkKind.CODE: "code",
    MarkKind.LINK: "a",
    MarkKind.FOREIGN: "span",
}
MISSING_CELL = "<!-- -->"
NEW_LIST = "<!-- -->"

Sign = Callable[[Mark], tuple[str, str]]


def to_markdown(article: Article) -> str:
    """The article as Markdown, its metadata as front matter, ending in one newline."""
    parts = [front_matter.join(article)]
    if article.title:
        parts.append(f"# {inline(article.title)}\n")
    for kind, run in groupby(article.blocks, key=lambda block: block.kind):
        parts.append(_WRITERS[kind](list(run)))
    return "\n".join(part for part in parts if part)


def inline(text: str, marks: Sequence[Mark] = ()) -> str:
    """Text with marks as one line of Markdown; stars where they read back as meant, tags where they would not."""
    canonical = tidy(marks)
    with_signs = _at_line_start(_nested(text, canonical, _sign))
    # A pipe inside back-ticks cannot be escaped, and would end a table's cell.
    bare_pipe = any(m.kind is MarkKind.CODE and "|" in text[m.start : m.end] for m in canonical)
    if not bare_pipe and read_inline(with_signs) == (text, canonical):
        return with_signs
    return _at_line_start(_nested(text, canonical, _tag))


def _at_line_start(line: str) -> str:
    """A backslash before what would make a heading, list, quote or rule of the line."""
    return _LINE_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line)


def _sign(mark: Mark) -> tuple[str, str]:
    if mark.kind is MarkKind.LINK:
        target = (
            mark.value.replace("\\", "\\\\").replace("<", "\\<").replace(">", "\\>").replace("&", "&amp;")
        )
        return "[", f"](<{target}>)" if re.search(
            r"[\s()<>\\]", mark.value
        ) or not mark.value else f"]({target})"
    return (_SIGNS[mark.kind], _SIGNS[mark.kind]) if mark.kind in _SIGNS else _tag(mark)


def _tag(mark: Mark) -> tuple[str, str]:
    name = _TAGS[mark.kind]
    attribute = {MarkKind.LINK: "href", MarkKind.FOREIGN: "lang"}.get(mark.kind)
    value = f' {attribute}="{html.escape(mark.value)}"' if attribute else ""
    return f"<{name}{value}>", f"</{name}>"


def _nested(text: str, marks: Sequence[Mark], sign: Sign) -> str:
    """Text with each mark's opening and closing in place; a mark that overlaps another is closed and opened again."""
    edges = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    written: list[str] = []
    stack: list[Mark] = []
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        active = [m for m in marks if m.start <= start < m.end]
        while any(m not in active for m in stack):
            written.append(sign(stack.pop())[1])
        for mark in sorted((m for m in active if m not in stack), key=lambda m: (-m.end, m.kind)):
            written.append(sign(mark)[0])
            stack.append(mark)
        raw = any(m.kind is MarkKind.CODE for m in stack) and sign is _sign
        written.append(text[start:end] if raw else _SPECIAL.sub(r"\\\1", text[start:end]))
    return "".join(written) + "".join(sign(m)[1] for m in reversed(stack))


def _each(form: Callable[[Block], str]) -> Callable[[Sequence[Block]], str]:
    """A writer of blocks that stand alone, an empty line between them."""
    return lambda blocks: "\n".join(f"{form(block)}\n" for block in blocks)


def _heading(block: Block) -> str:
    return f"{'#' * min(6, max(1, block.level))} {inline(block.text, block.marks)}"


def _code(blocks: Sequence[Block]) -> str:
    longest = max((len(run) for block in blocks for run in re.findall(r"`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *(block.text for block in blocks), fence, ""])


def _items(blocks: Sequence[Block]) -> str:
    """List items, indented under the marker of the item they belong to.

    A number that does not follow the one before it at its level starts a list of its own, after an empty comment.
    """
    lines: list[str] = []
    open_items: list[tuple[int, int]] = []  # (width of the marker, number) per level
    for block in blocks:
        level = max(1, block.level)
        follows = len(open_items) >= level and (open_items[level - 1][1] > 0) == (block.number > 0)
        if len(open_items) >= level and block.number and open_items[level - 1][1] + 1 != block.number:
            lines.append(_indent(open_items[: level - 1]) + NEW_LIST)
        if lines and block.number > 1 and not (len(open_items) >= level and open_items[level - 1][1]):
            lines.append("")  # only a list that starts at 1 may follow a line of text directly
        del open_items[level if follows else level - 1 :]
        marker = f"{block.number}. " if block.number else "- "
        missing = level - 1 - len(open_items)
        prefix = _indent(open_items[: level - 1]) + "- " * max(0, missing)
        open_items = [*open_items[: level - 1], *([(2, 0)] * max(0, missing)), (len(marker), block.number)]
        lines.append(prefix + marker + inline(block.text, block.marks))
    return "\n".join([*lines, ""])


def _indent(open_items: Sequence[tuple[int, int]]) -> str:
    return " " * sum(width for width, _ in open_items)


def _table(blocks: Sequence[Block]) -> str:
    return "\n".join(_one_table(table) for table in _tables(blocks))


def _tables(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    table: list[Block] = []
    for block in blocks:
        if block.level and table:
            yield table
            table = []
        table.append(block)
    yield table


def _one_table(rows: Sequence[Block]) -> str:
    width = max(len(row.cells) for row in rows)
    lines = [_row([inline(text, marks) for text, marks in cells(row)], width) for row in rows]
    if not rows[0].level:
        lines.insert(0, _row([""] * width, width))
    lines.insert(1, _row(["---"] * width, width))
    return "\n".join([*lines, ""])


def _row(written: Sequence[str], width: int) -> str:
    return f"| {' | '.join([*written, *([MISSING_CELL] * (width - len(written)))])} |"


def cells(row: Block) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """Each cell of a table row with the marks inside it, moved to the cell's own offsets."""
    start = 0
    for text in row.text.split(CELL_SEPARATOR):
        end = start + len(text)
        inside = (
            Mark(m.kind, max(m.start, start) - start, min(m.end, end) - start, m.value) for m in row.marks
        )
        yield text, tidy(m for m in inside if m.start < m.end)
        start = end + len(CELL_SEPARATOR)


_WRITERS: dict[BlockKind, Callable[[Sequence[Block]], str]] = {
    BlockKind.HEADING: _each(_heading),
    BlockKind.PARAGRAPH: _each(lambda block: inline(block.text, block.marks)),
    BlockKind.QUOTE: _each(lambda block: f"> {inline(block.text, block.marks)}"),
    BlockKind.CAPTION: _each(lambda block: f"<small>{inline(block.text, block.marks)}</small>"),
    BlockKind.CODE: _code,
    BlockKind.LIST_ITEM: _items,
    BlockKind.TABLE_ROW: _table,
}
