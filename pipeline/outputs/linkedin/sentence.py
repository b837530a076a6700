"""The sentences of an article, each with its place in it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import Article, BlockKind, MarkKind
from pipeline.sentences import split

PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is `article.blocks[block].text[start:end]`, sentence `index` of the `siblings` of its block.

    `order` counts the sentences of the article's prose; `blocks` is (first, last) of its prose blocks.
    `before` is the sentence before it in the same block, "" for the first. `foreign`: it was left untranslated.
    """

    text: str
    block: int
    start: int
    end: int
    kind: BlockKind
    index: int
    siblings: int
    order: int
    total: int
    blocks: tuple[int, int]
    before: str = ""
    foreign: bool = False


def sentences(article: Article) -> tuple[Sentence, ...]:
    """Every sentence of the article's prose, in reading order: no headings, captions, tables or code."""
    prose = [(i, b, split(b.text, article.lang)) for i, b in enumerate(article.blocks) if b.kind in PROSE]
    prose = [entry for entry in prose if entry[2]]
    total = sum(len(spans) for _, _, spans in prose)
    found: list[Sentence] = []
    for position, block, spans in prose:
        foreign = [(m.start, m.end) for m in block.marks if m.kind is MarkKind.FOREIGN]
        for index, (start, end) in enumerate(spans):
            found.append(
                Sentence(
                    text=block.text[start:end],
                    block=position,
                    start=start,
                    end=end,
                    kind=block.kind,
                    index=index,
                    siblings=len(spans),
                    order=len(found),
                    total=total,
                    blocks=(prose[0][0], prose[-1][0]),
                    before=block.text[slice(*spans[index - 1])] if index else "",
                    foreign=any(a < end and start < b for a, b in foreign),
                )
            )
    return tuple(found)
