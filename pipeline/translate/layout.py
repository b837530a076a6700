"""An article taken apart into segments, and put together again from their translations."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from pipeline.document import CELL_SEPARATOR, Article, Block, BlockKind
from pipeline.edition import TITLE_BLOCK
from pipeline.sentences import split
from pipeline.translate.desk import DESCRIPTION_BLOCK


@dataclass(frozen=True, slots=True)
class Part:
    """A segment in its place: `source` is `text[start:end]` of a block (of the title, of the description)."""

    block: int
    start: int
    end: int
    source: str


def parts(article: Article, whole: Container[str] = ()) -> list[Part]:
    """Every segment of the article in order: description, title, then the sentences and cells of each block.

    A block whose text is in `whole` is one segment: a person corrected it as such.
    """
    found = [*_sentences(DESCRIPTION_BLOCK, article.description, article.lang)]
    found += _whole(TITLE_BLOCK, article.title)
    for number, block in enumerate(article.blocks):
        in_one = block.text in whole and block.kind is not BlockKind.TABLE_ROW
        found += _whole(number, block.text) if in_one else block_parts(number, block, article.lang)
    return found


def block_parts(number: int, block: Block, lang: str) -> Iterator[Part]:
    """A table row by its cells, a heading whole, code not at all, all else by sentences."""
    if block.kind is BlockKind.TABLE_ROW:
        start = 0
        for cell in block.cells:
            yield from (
                Part(number, start + part.start, start + part.end, part.source)
                for part in _whole(number, cell)
            )
            start += len(cell) + len(CELL_SEPARATOR)
    elif block.kind is BlockKind.HEADING:
        yield from _whole(number, block.text)
    elif block.kind is not BlockKind.CODE:
        yield from _sentences(number, block.text, lang)


def _whole(number: int, text: str) -> Iterator[Part]:
    if text.strip():
        yield Part(number, 0, len(text), text)


def _sentences(number: int, text: str, lang: str) -> Iterator[Part]:
    for start, end in split(text, lang):
        yield Part(number, start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a segment's translation stands in the new text."""

    part: Part
    start: int
    end: int


def assemble(text: str, found: list[tuple[Part, str]]) -> tuple[str, list[Placed]]:
    """`text` with each part replaced; what stands between parts stays as it is."""
    pieces: list[str] = []
    placed: list[Placed] = []
    done = size = 0
    for part, target in found:
        between = text[done : part.start]
        size += len(between)
        placed.append(Placed(part, size, size + len(target)))
        pieces += [between, target]
        size += len(target)
        done = part.end
    return "".join([*pieces, text[done:]]), placed
