"""The tree of a page as a flat list of pieces in reading order; nothing is judged here.

One pass over the tree. Block elements end a piece; inline elements become marks; white space folds as HTML says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.document import CELL_SEPARATOR, Block, BlockKind, MarkKind
from pipeline.extract.dom import names, visible
from pipeline.extract.line import Line
from pipeline.extract.piece import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = {f"h{n}": n for n in range(1, 7)}
BLOCKS = frozenset(
    {
        *(
            "html",
            "body",
            "main",
            "article",
            "section",
            "aside",
            "nav",
            "header",
            "footer",
            "div",
            "p",
            "ul",
            "ol",
        ),
        *(
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
            "caption",
            "blockquote",
        ),
        *("pre", "figure", "figcaption", "form", "fieldset", "legend", "address", "hr", "center", "details"),
        *("summary", "menu", "dir", "hgroup", "picture", "label", "head", "title", *HEADINGS),
    }
)
_MARKS = {
    **dict.fromkeys(("b", "strong"), MarkKind.STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), MarkKind.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkKind.CODE),
    "a": MarkKind.LINK,
}
_SKIPPED = frozenset({"head", "title"})
_SPACE = re.compile(r"[ \t\n\r\f]+")
# "10<sup>6</sup>" is no 106, and "km<sup>2</sup>" no word.
_RAISED = re.compile(r"[-−–]?\d{1,3}")
_SUPERSCRIPT = str.maketrans("0123456789-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻")
_BULLET = re.compile(r"^[•▪●‣◦–\-*]\s")
_CAPTION_NAMES = re.compile(
    r"caption|bildunterschrift|bildtext|legend(?:e|a)?\b|cutline|image-?(?:text|credit)"
)
_CAPTION_LENGTH = 400

# A table is data, not layout, when its cells are short and hold no structure of their own.
_DATA_CELL_LENGTH = 300
_STRUCTURE = "table | .//ul | .//ol | .//h1 | .//h2 | .//h3 | .//h4 | .//form | .//p[2] | .//img[2]"


def segment(tree: HtmlElement) -> list[Piece]:
    """Every piece of the page's body, in order."""
    from lxml import etree  # noqa: PLC0415

    walker = _Walker()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in _SKIPPED:
                walk.skip_subtree()
            else:
                walker.enter(element)
        else:
            if element.tag not in _SKIPPED:
                walker.leave(element)
            walker.add(element, "tail")
    walker.flush()
    return walker.pieces


class _Walker:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.line = Line()
        self.open: list[tuple[MarkKind, int, str, HtmlElement]] = []
        self.blocks: list[HtmlElement] = []
        self.items: dict[HtmlElement, int] = {}  # list -> number of its last item
        self.begun: set[HtmlElement] = set()  # list items whose first piece is out
        self.data_table: HtmlElement | None = None
        self.table_begun = False
        self.breaks = 0
        self.gap = False

    def enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.boundary()
            self.blocks.append(element)
            self._enter_block(element)
        elif tag == "br":
            self.breaks += 1
        elif tag in _MARKS:
            value = (element.get("href") or "").strip() if tag == "a" else ""
            if tag != "a" or value:
                self._break()
                self.open.append((_MARKS[tag], len(self.line.text), value, element))
        self.add(element, "text")

    def _enter_block(self, element: HtmlElement) -> None:
        if element.tag == "table" and self.data_table is None and is_data(element):
            self.data_table, self.table_begun = element, False
        elif element.tag == "li":
            self._number(element)
        elif element.tag == "hr":
            self.gap = True

    def _number(self, item: HtmlElement) -> None:
        owner = item.getparent()
        if owner is not None and owner.tag == "ol":
            given = item.get("value") or (owner.get("start") if owner not in self.items else None)
            self.items[owner] = (
                int(given) if given and re.fullmatch(r"\d{1,6}", given) else self.items.get(owner, 0) + 1
            )

    def leave(self, element: HtmlElement) -> None:
        tag = element.tag
        if self.open and self.open[-1][3] is element:
            kind, start, value, _ = self.open.pop()
            self.line.close(kind, start, value)
        if not self.blocks or self.blocks[-1] is not element:
            return
        if self.data_table is not None and tag in ("td", "th"):
            self.line.text = self.line.text.rstrip(" ") + CELL_SEPARATOR
        elif self.data_table is not None and tag == "tr":
            self._row(element)
        elif tag == "caption":
            self.flush()
        else:
            self.boundary()
        if element is self.data_table:
            self.data_table = None
        self.blocks.pop()

    def add(self, element: HtmlElement, side: str) -> None:
        raw = element.text if side == "text" else element.tail
        if not raw:
            return
        words = _SPACE.sub(" ", visible(raw))
        if element.tag == "sup" and side == "text" and _RAISED.fullmatch(words):
            words = words.translate(_SUPERSCRIPT)
        if words.strip():
            self._break(words)
            self.line.first = self.line.first or (element, side)
            self.line.last = (element, side)
        elif "\xa0" in words:
            self.line.spacer = True
        if words:
            self.line.append(words)

    def _break(self, coming: str = "") -> None:
        """Let the line breaks before `coming` count: two end a piece, and so does one after a bold or linked line."""
        if not self.breaks:
            return
        alone = self.line.whole(MarkKind.STRONG, MarkKind.LINK)
        if self.data_table is None and (self.breaks > 1 or alone or _BULLET.match(coming.lstrip())):
            self.flush()
        else:
            self.line.append(" ")
        self.breaks = 0

    def boundary(self) -> None:
        """A block begins or ends: inside a table cell that is a space, elsewhere the end of a piece."""
        self.breaks = 0
        if self.data_table is not None:
            self.line.append(" ")
        else:
            self.flush()

    def _row(self, row: HtmlElement) -> None:
        cells = [cell.strip() for cell in self.line.text.split(CELL_SEPARATOR)][:-1]
        heads = [cell for cell in row if cell.tag in ("td", "th")]
        parent = row.getparent()
        is_head = bool(heads) and (
            all(c.tag == "th" for c in heads) or (parent is not None and parent.tag == "thead")
        )
        follows_table = bool(self.pieces) and self.pieces[-1].kind is BlockKind.TABLE_ROW
        starts = not self.table_begun and (is_head or follows_table)
        if any(cells):
            self.table_begun = True
        self.line.text = self.line.text.removesuffix(CELL_SEPARATOR)
        self.flush(BlockKind.TABLE_ROW if any(cells) else BlockKind.PARAGRAPH, int(starts))

    def flush(self, kind: BlockKind | None = None, level: int = 0) -> None:
        line, self.line = self.line, Line()
        for index, (mark, start, value, element) in enumerate(self.open):
            line.close(mark, start, value)
            self.open[index] = (mark, 0, value, element)
        if line.first is None or line.last is None or not self.blocks:
            self.gap = self.gap or line.spacer
            return
        self.breaks = 0
        self._emit(line, kind, level)

    def _emit(self, line: Line, kind: BlockKind | None, level: int) -> None:
        number = 0
        if kind is None:
            kind, level, number = self._kind(line)
        text, marks = line.trimmed(kind)
        home = self.blocks[-1]
        linked = sum(m.end - m.start for m in marks if m.kind is MarkKind.LINK)
        block = Block(kind, text, level, number, marks)
        self.pieces.append(Piece(block, home, line.first, line.last, linked, self.gap))
        self.gap = False

    def _kind(self, line: Line) -> tuple[BlockKind, int, int]:
        """The kind, level and number that the open elements give a piece, the innermost first."""
        for element in reversed(self.blocks):
            tag = element.tag
            if tag in HEADINGS:
                return BlockKind.HEADING, HEADINGS[tag], 0
            if tag == "li":
                return self._item(element)
            if tag == "blockquote":
                return BlockKind.QUOTE, 0, 0
            if tag == "pre":
                return BlockKind.CODE, 0, 0
            if tag in ("figcaption", "caption") or self._named_caption(element, line):
                return BlockKind.CAPTION, 0, 0
            if tag in ("td", "th", "body"):
                break
        return BlockKind.PARAGRAPH, 0, 0

    def _item(self, element: HtmlElement) -> tuple[BlockKind, int, int]:
        if element in self.begun:
            return BlockKind.PARAGRAPH, 0, 0
        self.begun.add(element)
        owner = element.getparent()
        number = self.items.get(owner, 0) if owner is not None and owner.tag == "ol" else 0
        return BlockKind.LIST_ITEM, max(1, sum(e.tag in ("ul", "ol") for e in self.blocks)), number

    def _named_caption(self, element: HtmlElement, line: Line) -> bool:
        return len(line.text) <= _CAPTION_LENGTH and bool(_CAPTION_NAMES.search(names(element)))


def is_data(table: HtmlElement) -> bool:
    """Whether a table holds data (two columns, short cells, no structure inside) rather than the page's layout."""
    rows = table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
    widths = [len([c for c in row if c.tag in ("td", "th")]) for row in rows]
    if len(rows) < 2 or max(widths) < 2 or table.get("role") == "presentation":
        return False
    cells = table.iter("td", "th")
    return all(not c.xpath(_STRUCTURE) and len(c.text_content()) <= _DATA_CELL_LENGTH for c in cells)
