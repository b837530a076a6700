"""The whole English edition for LinkedIn's article editor: only what it keeps when HTML is pasted.

It keeps headings, bold, italics, links, lists and quotes, and drops tables, captions and nested lists (PEERS: checked).
So a table becomes a list that names each column, a caption a line in italics, a nested item an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from pipeline.document import Article, Block, BlockKind, Mark, MarkKind, Origin
from pipeline.outputs.linkedin.clean import cleaned, one_line, repairs, units
from pipeline.outputs.linkedin.english import localised, manner_of
from pipeline.outputs.linkedin.notation import Edit, applied
from pipeline.outputs.linkedin.post import web_address
from pipeline.outputs.markup import Run, pieces
from pipeline.outputs.phrases import language_name
from pipeline.settings import LinkedIn

HEADLINE_LIMIT = 100
BODY_LIMIT = 40_000  # reports of the editor's own limit begin here; a warning, not a cut
_CLAUSE_ENDS = re.compile(r"[:–—|;.?!]\s|,\s|\s\(")


def for_editor(article: Article, settings: LinkedIn) -> Article:
    """The article as the editor can keep it: a short headline, plain structure, source and translation note at the end."""
    manner = manner_of(article, settings.english)
    text = localised(article, manner)
    blocks = [block for block in map(_cleaned, _kept(text.blocks)) if block.text.strip()]
    return replace(text, title=headline(text.title), blocks=(*blocks, *_notes(article, settings)))


def _cleaned(block: Block) -> Block:
    text, marks = applied(block.text, block.marks, (Edit(*repair) for repair in repairs(block.text)))
    return replace(block, text=text, marks=marks)


def headline(title: str) -> str:
    """At most 100 UTF-16 units: the title, or as many whole clauses, or whole words and an ellipsis, as fit."""
    title = one_line(title)
    if units(title) <= HEADLINE_LIMIT:
        return title
    clauses = [title[: m.start()] for m in _CLAUSE_ENDS.finditer(title)]
    fitting = [c for c in clauses if HEADLINE_LIMIT // 3 <= units(c) <= HEADLINE_LIMIT]
    return fitting[-1] if fitting else _whole_words(title)


def _whole_words(title: str) -> str:
    short = title
    while units(short) > HEADLINE_LIMIT - 1:
        short = short.rpartition(" ")[0] or short[:-1]
    return short.rstrip(",;:–-. ") + "…"


def _kept(blocks: Iterable[Block]) -> Iterator[Block]:
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.TABLE_ROW:
            yield from _listed(list(run))
        else:
            yield from (_simple(block) for block in run)


def _simple(block: Block) -> Block:
    if block.kind is BlockKind.HEADING:
        return replace(block, level=2 if block.level <= 2 else 3)
    if block.kind is BlockKind.CAPTION:
        whole = Mark(MarkKind.EMPHASIS, 0, len(block.text))
        links = (m for m in block.marks if m.kind is MarkKind.LINK)
        return Block(BlockKind.PARAGRAPH, block.text, marks=(whole, *links))
    if block.kind is BlockKind.CODE:
        return Block(BlockKind.PARAGRAPH, one_line(block.text))
    if block.kind is BlockKind.LIST_ITEM:
        return replace(block, level=1)
    return block


def _listed(rows: Sequence[Block]) -> Iterator[Block]:
    """A table as its header in italics and a list: "Peat and oil – 2023, GWh: 41; 2026, GWh: 3"."""
    header: tuple[str, ...] = ()
    for row in rows:
        first, *others = (one_line(cell) for cell in row.cells)
        if row.level:
            header = row.cells
            yield _italic(_dashed(first, others))
            continue
        named = [_named(cell, header[i : i + 1]) for i, cell in enumerate(others, 1) if cell]
        yield Block(BlockKind.LIST_ITEM, _dashed(first, named), level=1, marks=_bold(first))


def _dashed(first: str, others: Sequence[str]) -> str:
    return " – ".join(part for part in (first, "; ".join(filter(None, others))) if part)


def _italic(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, marks=(Mark(MarkKind.EMPHASIS, 0, len(text)),) if text else ())


def _bold(text: str) -> tuple[Mark, ...]:
    return (Mark(MarkKind.STRONG, 0, len(text)),) if text else ()


def _named(cell: str, column: Sequence[str]) -> str:
    return f"{one_line(column[0])}: {cell}" if column and column[0].strip() else cell


def _notes(article: Article, settings: LinkedIn) -> Iterator[Block]:
    """Where the article was first published, and that a machine translated it (Promise 6: honest labels)."""
    link = web_address(settings.link or article.url)
    if link:
        label = "First published at "
        shown = article.site or link
        mark = Mark(MarkKind.LINK, len(label), len(label) + len(shown), link)
        yield Block(BlockKind.PARAGRAPH, f"{label}{shown}.", marks=(mark,))
    note = translation_note(article)
    if note:
        yield Block(BlockKind.PARAGRAPH, note, marks=(Mark(MarkKind.EMPHASIS, 0, len(note)),))


def translation_note(article: Article) -> str:
    """ "This text is a machine translation from Swedish." where that is so; "" for a person's words."""
    if article.origin is not Origin.MACHINE:
        return ""
    source = f" from {language_name(article.source_lang, 'en')}" if article.source_lang else ""
    return f"This text is a machine translation{source}."


def to_html(article: Article) -> str:
    """A page whose body can be copied into the editor: headline, then blocks in the tags that it keeps."""
    body = "\n".join([f"<h1>{escape(article.title)}</h1>", *_html(article)])
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(article.title)}</title>\n'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _html(article: Article) -> Iterator[str]:
    for kind, run in groupby(article.blocks, key=lambda block: (block.kind, bool(block.number))):
        items = [(block, _inline(block, article.url)) for block in run]
        if kind[0] is BlockKind.LIST_ITEM:
            tag = "ol" if kind[1] else "ul"
            yield "\n".join([f"<{tag}>", *(f"<li>{text}</li>" for _, text in items), f"</{tag}>"])
        elif kind[0] is BlockKind.HEADING:
            yield from (f"<h{block.level}>{text}</h{block.level}>" for block, text in items)
        elif kind[0] is BlockKind.QUOTE:
            yield "\n".join(["<blockquote>", *(f"<p>{text}</p>" for _, text in items), "</blockquote>"])
        else:
            yield from (f"<p>{text}</p>" for _, text in items)


def _inline(block: Block, base: str) -> str:
    return "".join(_run(run) for piece in pieces(block, (), base=base) for run in piece.runs)


def _run(run: Run) -> str:
    text = escape(cleaned(run.text), quote=False)
    for wanted, tag in ((run.strong, "strong"), (run.emphasis, "em")):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    return f'<a href="{escape(run.href)}">{text}</a>' if run.href else text
