"""Markdown to Article."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.document import CELL_SEPARATOR, Article, Block, BlockKind, Mark, MarkKind
from pipeline.markdown import front_matter
from pipeline.markdown.marks import tidy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKS = {
    "strong": MarkKind.STRONG,
    "b": MarkKind.STRONG,
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "code": MarkKind.CODE,
}
_TAG = re.compile(r"<(/?)([a-z]+)(?:\s+(href|lang)=\"([^\"]*)\")?[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n]+")


def from_markdown(text: str) -> Article:
    """The article that a Markdown text holds, its own or any other's. Raises SourceError on broken front matter.

    The title is the front matter's, else the first heading of level 1; a first heading that repeats the title is not
    among the blocks. `lang` is "" when nothing names it.
    """
    given, body = front_matter.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    fields = front_matter.article_fields(given)
    reader = _Reader()
    reader.read(_parser().parse(body))
    blocks = reader.blocks
    if blocks and _is_title(blocks[0], fields["title"]):
        fields["title"] = fields["title"] or blocks[0].text
        blocks = blocks[1:]
    fields["image"] = fields["image"] or reader.image
    return Article(blocks=tuple(blocks), **fields)


def _is_title(block: Block, title: str) -> bool:
    return block.kind is BlockKind.HEADING and block.level == 1 and (not title or block.text == title)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    # Links are kept as written: encoding them for a page is the page's business, and so is refusing one.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  the parser names it
    return parser


def inline(markdown: str) -> tuple[str, tuple[Mark, ...]]:
    """One line of Markdown as text and marks."""
    tokens = _parser().parseInline(markdown)
    return _Line().take(tokens[0].children or [])


class _Line:
    """Text and marks of one run of inline tokens."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Mark] = []
        self.open: list[tuple[str, MarkKind, int, str]] = []
        self.image = ""
        self.small = False

    def take(self, tokens: Sequence[Token]) -> tuple[str, tuple[Mark, ...]]:
        for token in tokens:
            self._one(token)
        left = len(self.text) - len(self.text.lstrip(" "))
        text = self.text.strip(" ")
        moved = (
            Mark(m.kind, max(0, m.start - left), min(len(text), m.end - left), m.value) for m in self.marks
        )
        return text, tidy(m for m in moved if m.start < m.end)

    def _one(self, token: Token) -> None:
        kind = token.type
        if kind in ("text", "text_special"):
            self.text += token.content
        elif kind == "code_inline":
            self.marks.append(Mark(MarkKind.CODE, len(self.text), len(self.text) + len(token.content)))
            self.text += token.content
        elif kind in ("softbreak", "hardbreak"):
            self.text += " "
        elif kind == "image":
            self.image = self.image or str(token.attrs.get("src", ""))
        elif kind == "html_inline":
            self._tag(token.content)
        elif kind.endswith("_open"):
            self._begin(token.tag, str(token.attrs.get("href", "")))
        elif kind.endswith("_close"):
            self._end(token.tag)

    def _tag(self, content: str) -> None:
        found = _TAG.fullmatch(content)
        if not found:
            return
        closing, name, value = found[1], found[2].lower(), html.unescape(found[4] or "")
        if name == "small":
            self.small = True
        elif name == "br":
            self.text += " "
        elif closing:
            self._end(name)
        else:
            self._begin(name, value)

    def _begin(self, tag: str, value: str) -> None:
        kind = _MARKS.get(tag) or {"a": MarkKind.LINK, "span": MarkKind.FOREIGN}.get(tag)
        if kind and (value or kind is not MarkKind.FOREIGN):
            self.open.append((tag, kind, len(self.text), value))

    def _end(self, tag: str) -> None:
        for index in reversed(range(len(self.open))):
            if self.open[index][0] == tag:
                _, kind, start, value = self.open.pop(index)
                self.marks.append(Mark(kind, start, len(self.text), value))
                return


class _Reader:
    """Block tokens to blocks. `around` holds the open lists, items and quotes."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.image = ""
        self.around: list[dict[str, Any]] = []
        self.heading = 0
        self.row: list[tuple[str, tuple[Mark, ...]]] | None = None
        self.in_head = False

    def read(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            handler = getattr(self, f"_{token.type}", None)
            if handler:
                handler(token)

    def _bullet_list_open(self, _: Token) -> None:
        self.around.append({"list": True, "number": 0})

    def _ordered_list_open(self, token: Token) -> None:
        self.around.append({"list": True, "number": int(token.attrs.get("start", 1))})

    def _list_item_open(self, _: Token) -> None:
        self.around.append({"item": True})

    def _list_item_close(self, _: Token) -> None:
        self.around.pop()
        if self.around[-1]["number"]:
            self.around[-1]["number"] += 1

    def _blockquote_open(self, _: Token) -> None:
        self.around.append({"quote": True})

    def _close(self, _: Token) -> None:
        self.around.pop()

    _bullet_list_close = _ordered_list_close = _blockquote_close = _close

    def _heading_open(self, token: Token) -> None:
        self.heading = int(token.tag[1])

    def _heading_close(self, _: Token) -> None:
        self.heading = 0

    def _inline(self, token: Token) -> None:
        line = _Line()
        text, marks = line.take(token.children or [])
        self.image = self.image or line.image
        if self.row is not None:
            if token.content.strip() != "<!-- -->":
                self.row.append((text, marks))
        elif text:
            self.blocks.append(self._block(text, marks, small=line.small))

    def _block(self, text: str, marks: tuple[Mark, ...], *, small: bool) -> Block:
        if self.heading:
            return Block(BlockKind.HEADING, text, self.heading, marks=marks)
        inner = self.around[-1] if self.around else {}
        if inner.pop("item", False):
            level = sum("list" in around for around in self.around)
            return Block(BlockKind.LIST_ITEM, text, level, self.around[-2]["number"], marks)
        quoted = any("quote" in around for around in self.around)
        plain = BlockKind.QUOTE if quoted else BlockKind.PARAGRAPH
        return Block(BlockKind.CAPTION if small else plain, text, marks=marks)

    def _fence(self, token: Token) -> None:
        for line in token.content.split("\n"):
            if text := _SPACES.sub(" ", line).strip():
                self.blocks.append(Block(BlockKind.CODE, text))

    _code_block = _fence

    def _html_block(self, token: Token) -> None:
        text = _SPACES.sub(" ", html.unescape(_ANY_TAG.sub(" ", token.content))).strip()
        if text:
            self.blocks.append(Block(BlockKind.PARAGRAPH, text))

    def _thead_open(self, _: Token) -> None:
        self.in_head = True

    def _thead_close(self, _: Token) -> None:
        self.in_head = False

    def _tr_open(self, _: Token) -> None:
        self.row = []

    def _tr_close(self, _: Token) -> None:
        row, self.row = self.row or [], None
        if self.in_head and not any(text for text, _ in row):
            return
        text, marks = "", list[Mark]()
        for index, (cell, inside) in enumerate(row):
            text += CELL_SEPARATOR if index else ""
            marks += [Mark(m.kind, m.start + len(text), m.end + len(text), m.value) for m in inside]
            text += cell
        self.blocks.append(Block(BlockKind.TABLE_ROW, text, int(self.in_head), marks=tuple(marks)))
