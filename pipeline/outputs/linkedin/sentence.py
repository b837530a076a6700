"""The sentences of an article, each with its place in it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import Article, BlockKind, MarkKind, Origin
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
    prose = [(i, b, spans(b.text, article)) for i, b in enumerate(article.blocks) if b.kind in PROSE]
    prose = [entry for entry in prose if entry[2]]
    total = sum(len(places) for _, _, places in prose)
    found: list[Sentence] = []
    for position, block, places in prose:
        foreign = [(m.start, m.end) for m in block.marks if m.kind is MarkKind.FOREIGN]
        for index, (start, end) in enumerate(places):
            found.append(
                Sentence(
                    text=block.text[start:end],
                    block=position,
                    start=start,
                    end=end,
                    kind=block.kind,
                    index=index,
                    siblings=len(places),
                    order=len(found),
                    total=total,
                    blocks=(prose[0][0], prose[-1][0]),
                    before=block.text[slice(*places[index - 1])] if index else "",
                    foreign=any(a < end and start < b for a, b in foreign),
                )
            )
    return tuple(found)


def spans(text: str, article: Article) -> list[tuple[int, int]]:
    """Where the sentences of a text of `article` begin and end.

    A machine translation keeps abbreviations of its source ("3,4 Mio. Euro", "am 8. May"), at which English alone would
    end a sentence: there, both languages must agree that one ends.
    """
    found = split(text, article.lang)
    if article.origin is not Origin.MACHINE or not article.source_lang:
        return found
    agreed = {end for _, end in split(text, article.source_lang)}
    joined: list[tuple[int, int]] = []
    for start, end in found:
        goes_on = bool(joined) and joined[-1][1] not in agreed
        joined[-1:] = [(joined[-1][0], end)] if goes_on else [*joined[-1:], (start, end)]
    return joined


def segments(article: Article, block: int, start: int, end: int) -> tuple[str, ...]:
    """Ids of the sentences that `start` to `end` of a block touches, counted as the recording counts them."""
    places = split(article.blocks[block].text, article.lang)
    return tuple(f"b{block}-{i}" for i, (a, b) in enumerate(places) if a < end and start < b)
