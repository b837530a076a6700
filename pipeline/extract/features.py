"""What is known about a piece, in numbers: votes, neighbours, words, links, and the elements around it.

All features are between 0 and about 3, so that one strength of regularisation suits them all. Adding or changing one
means training anew (tests/benchmarks/train_scorer.py).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from pipeline.document import BlockKind
from pipeline.extract.cues import CLASSES, Cues, folded
from pipeline.extract.dates import is_dateline
from pipeline.extract.dom import names
from pipeline.extract.piece import Piece
from pipeline.extract.scene import LONG, PICTURE, SENTENCE_END, SHORT, is_doubled
from pipeline.extract.title import repeats

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Row = dict[str, float]

# What authors of pages call the parts that are not the article, and those that are.
_ASIDE = re.compile(
    r"relat|share|sharing|social|newsletter|promo|teaser|comment|kommentar|foot|author|autor|\bbio\b|tags?\b|\btag-"
    r"|kategor|categor|cookie|breadcrumb|sidebar|widget|\bads?\b|advert|anzeige|meta\b|byline|recommend|\bmore\b|\bnav|menu"
    r"|sponsor|subscrib|paywall|popular|\bnext\b|\bprev|pagin|\btoc\b|rating|login|banner|empfehl|\bmehr|verwandt|disclaimer"
    r"|copyright|contact|kontakt|download|copyright|list-item|card\b|\bbox"
)
_CAPTION = re.compile(
    r"caption|credit|bildunter|gallery|galerie|slide|image|media\b|photo|figure|video|player"
)
_BODY = re.compile(
    r"article-?_?body|article-?_?content|entry-?content|post-?content|post-?body|story-?body|rich-?text|\bprose\b"
    r"|bodytext|articletext|article-?text|maintext|article__|content-?body|\btext\b|paragraph"
)
_ARTICLE = re.compile(r"article|\bpost\b|\bentry\b|\bstory\b|content|main|beitrag|artikel")
_SORTS = {"aside": _ASIDE, "caption": _CAPTION, "body": _BODY, "article": _ARTICLE}
_TAGS = ("article", "main", "aside", "nav", "footer", "header", "form", "figure", "table", "li")
_NEAR, _FAR = 4, 12  # ancestors looked at for names


def rows(pieces: Sequence[Piece], votes: Mapping[str, AbstractSet[int]], cues: Cues, title: str) -> list[Row]:
    """The features of every piece of a page. `votes` are the witnesses' (`witness.ask`)."""
    page = _Page(pieces, votes)
    return [dict(_row(page, index, cues, title)) for index in range(len(pieces))]


class _Page:
    """Sums over the whole page that single pieces are compared with."""

    def __init__(self, pieces: Sequence[Piece], votes: Mapping[str, AbstractSet[int]]) -> None:
        self.pieces, self.votes = pieces, votes
        self.weights = [len(piece.text) for piece in pieces]
        self.shares = [sum(i in kept for kept in votes.values()) / len(votes) for i in range(len(pieces))]
        self.texts = Counter(folded(piece.text) for piece in pieces)
        self.chains = [list(piece.around()) for piece in pieces]
        self.sorts: dict[HtmlElement, frozenset[str]] = {}
        core = [i for i, share in enumerate(self.shares) if share > 0.5 and self.weights[i] >= LONG / 2]
        self.begin, self.end = (core[0], core[-1]) if core else (0, len(pieces) - 1)
        self.inside: Counter[HtmlElement] = Counter()
        self.voted: Counter[HtmlElement] = Counter()
        for index, chain in enumerate(self.chains):
            for element in chain:
                self.inside[element] += self.weights[index]
                self.voted[element] += round(self.weights[index] * self.shares[index])

    def named(self, index: int, label: str, start: int, end: int) -> bool:
        """Whether an element around the piece, `start` to `end` levels up, has a name of this sort."""
        return any(label in self._sorts(element) for element in self.chains[index][start:end])

    def _sorts(self, element: HtmlElement) -> frozenset[str]:
        if element not in self.sorts:
            name = names(element)
            self.sorts[element] = frozenset(
                label for label, pattern in _SORTS.items() if pattern.search(name)
            )
        return self.sorts[element]

    def neighbours(self, index: int, reach: int) -> float:
        """How much of the text around a piece the witnesses keep, 0-1."""
        around = [
            i for i in range(max(0, index - reach), min(len(self.pieces), index + reach + 1)) if i != index
        ]
        total = sum(self.weights[i] for i in around)
        return sum(self.weights[i] * self.shares[i] for i in around) / total if total else 0.0

    def holder(self, index: int) -> float:
        """How much of the smallest element with more than this piece in it the witnesses keep, 0-1."""
        for element in self.chains[index]:
            if self.inside[element] > self.weights[index]:
                return self.voted[element] / self.inside[element]
        return 0.0


def _row(page: _Page, index: int, cues: Cues, title: str) -> Iterator[tuple[str, float]]:
    yield "always", 1.0
    yield from _votes(page, index)
    yield from _words(page.pieces[index], page.texts, cues, title)
    yield from _place(page, index)
    yield from _elements(page, index)


def _votes(page: _Page, index: int) -> Iterator[tuple[str, float]]:
    share = page.shares[index]
    for name, kept in page.votes.items():
        yield f"vote {name}", float(index in kept)
    yield "votes", share
    yield "no vote", float(share == 0)
    yield "all votes", float(share == 1)
    yield "votes beside", page.neighbours(index, 1)
    yield "votes near", page.neighbours(index, 3)
    yield "votes in holder", page.holder(index)
    piece = page.pieces[index]
    yield "votes and linked", share * piece.link_share
    yield "votes and short", share * (len(piece.text) < SHORT / 4)
    yield "votes and sentence", share * bool(SENTENCE_END.search(piece.text))


def _words(piece: Piece, texts: Counter[str], cues: Cues, title: str) -> Iterator[tuple[str, float]]:
    text, length = piece.text, len(piece.text)
    said, opened = cues.says(text), cues.opens(text)
    yield "length", min(3.0, math.log1p(length) / 2)
    yield "long", float(length > LONG)
    yield "very short", float(length < SHORT / 4)
    yield "sentence", float(bool(SENTENCE_END.search(text)))
    yield "clauses", min(3.0, (text.count(", ") + text.count(". ")) / 2)
    yield "linked", piece.link_share
    yield "all linked", float(piece.link_share > 0.9)
    yield "colon", float(text.endswith(":"))
    yield "date line", float(is_dateline(text, cues))
    yield "digits", sum(c.isdigit() for c in text) / length
    yield "capitals", float(text.isupper())
    yield "picture sign", float(bool(PICTURE.search(text)))
    yield "doubled", float(is_doubled(text))
    yield "said elsewhere", float(length > 3 and texts[folded(text)] > 1)
    yield "title", float(repeats(text, title))
    yield "credit", float(cues.is_credit(text))
    for name in CLASSES:
        yield f"says {name}", float(said == name)
        yield f"opens {name}", float(opened == name and not said)


def _place(page: _Page, index: int) -> Iterator[tuple[str, float]]:
    pieces, last = page.pieces, len(page.pieces) - 1
    before, after = pieces[max(0, index - 1)], pieces[min(last, index + 1)]
    yield "before core", float(index < page.begin)
    yield "after core", float(index > page.end)
    yield "far before core", min(1.0, max(0, page.begin - index) / 20)
    yield "far after core", min(1.0, max(0, index - page.end) / 20)
    yield "first of core", float(index == page.begin)
    yield "long after", float(index < last and len(after.text) > SHORT)
    yield "long before", float(index > 0 and len(before.text) > SHORT)
    yield "link after", after.link_share if index < last else 0.0
    yield "link before", before.link_share if index > 0 else 0.0
    yield "gap", float(pieces[index].gap)
    yield "heading of text", float(pieces[index].kind is BlockKind.HEADING and len(after.text) > SHORT)


def _elements(page: _Page, index: int) -> Iterator[tuple[str, float]]:
    kind = page.pieces[index].kind
    tags = {element.tag for element in page.chains[index]}
    for name in BlockKind:
        if name is not BlockKind.PARAGRAPH:
            yield f"kind {name}", float(kind is name)
    for tag in _TAGS:
        yield f"in {tag}", float(tag in tags)
    for label in _SORTS:
        yield f"named {label}", float(page.named(index, label, 0, 2))
        yield f"held by {label}", float(page.named(index, label, 2, _NEAR))
        yield f"deep in {label}", float(page.named(index, label, _NEAR, _FAR))
