"""Links and emphasis carried over: where the words they stood on are said in the translation.

A mark over a whole sentence stays over the whole. For any other, the marked words are translated on their own as well
(they travel in the same queue) and looked for in the translated sentence; what is not found is dropped, with a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.document import Article, Block, BlockKind, Mark, MarkKind
from pipeline.translate.desk import How, Rendering
from pipeline.translate.layout import Part, Placed

_CLOSE_ENOUGH = 0.66  # of a perfect match: endings may differ, other words not
_DISTANCE_COST = 0.15  # for words at the other end of the sentence
_EXACT = 1.0
_SPARE_WORDS = 2  # a phrase inside a sentence may be this much longer or shorter than alone


@dataclass(frozen=True, slots=True)
class _Clip:
    """The part of a mark that lies in one segment, in the segment's own offsets."""

    start: int
    end: int
    part: Part

    @property
    def phrase(self) -> str:
        return self.part.source[self.start : self.end]

    @property
    def whole(self) -> bool:
        """Nothing but punctuation is left outside."""
        outside = self.part.source[: self.start] + self.part.source[self.end :]
        return not re.search(r"\w", outside)


def _clips(block: Block, parts: Sequence[Part], mark: Mark) -> Iterator[_Clip]:
    for part in parts:
        start, end = max(mark.start, part.start), min(mark.end, part.end)
        text = block.text[start:end]
        if start < end and text.strip():
            start += len(text) - len(text.lstrip())
            yield _Clip(start - part.start, start + len(text.strip()) - part.start, part)


def phrases(article: Article, parts: Sequence[Part]) -> list[str]:
    """The marked words that have to be translated on their own, so that their place can be found."""
    by_block: dict[int, list[Part]] = {}
    for part in parts:
        by_block.setdefault(part.block, []).append(part)
    return [
        clip.phrase
        for number, block in enumerate(article.blocks)
        for mark in block.marks
        if mark.kind is not MarkKind.CODE
        for clip in _clips(block, by_block.get(number, []), mark)
        if not clip.whole
    ]


def project(
    block: Block, text: str, placed: Sequence[Placed], renderings: Mapping[str, Rendering]
) -> tuple[list[Mark], list[str]]:
    """The block's marks on the translated `text`, and a note for each that found no place."""
    if block.kind is BlockKind.CODE:
        return list(block.marks), []
    marks: list[Mark] = []
    notes: list[str] = []
    for mark in block.marks:
        spans = _spans(block, text, placed, renderings, mark)
        found = [span for span in spans if span is not None]
        if found:
            marks.append(Mark(mark.kind, found[0][0], found[-1][1], mark.value))
        if len(found) < len(spans) or not spans:
            notes.append(
                f'{mark.kind} on "{block.text[mark.start : mark.end]}" has no place in the translation'
            )
    return marks, notes


def _spans(
    block: Block, text: str, placed: Sequence[Placed], renderings: Mapping[str, Rendering], mark: Mark
) -> list[tuple[int, int] | None]:
    places = {place.part: place for place in placed}
    spans: list[tuple[int, int] | None] = []
    for clip in _clips(block, list(places), mark):
        place = places[clip.part]
        sentence = text[place.start : place.end]
        inside = _inside(clip, sentence, renderings)
        spans.append(inside and (place.start + inside[0], place.start + inside[1]))
    return spans


def _inside(clip: _Clip, sentence: str, renderings: Mapping[str, Rendering]) -> tuple[int, int] | None:
    """Where the clip's words are said in the translated sentence."""
    if clip.whole or sentence == clip.part.source:
        return (0, len(sentence)) if clip.whole else (clip.start, clip.end)
    ways = [clip.phrase]
    alone = renderings.get(clip.phrase)
    if alone is not None and alone.how is not How.UNTRANSLATED:
        ways.insert(0, alone.target)
    position = (clip.start + clip.end) / 2 / len(clip.part.source)
    candidates = [found for way in ways for found in _candidates(way, sentence, position)]
    best = max(candidates, default=(0.0, 0, 0))
    return best[1:] if best[0] >= _CLOSE_ENOUGH - _DISTANCE_COST else None


def _candidates(phrase: str, sentence: str, position: float) -> Iterator[tuple[float, int, int]]:
    """(score, start, end) of stretches of words that resemble `phrase`, nearer to its old place scoring higher."""
    words = list(re.finditer(r"\S+", sentence))
    wanted, size = _bare(phrase), len(phrase.split())
    for length in range(max(1, size - _SPARE_WORDS), size + _SPARE_WORDS + 1):
        for first in range(len(words) - length + 1):
            start, end = _trim(sentence, words[first].start(), words[first + length - 1].end())
            ratio = _likeness(wanted, _bare(sentence[start:end]))
            if ratio >= _CLOSE_ENOUGH:
                middle = (start + end) / 2 / len(sentence)
                yield ratio - _DISTANCE_COST * abs(middle - position), start, end


def _likeness(one: str, other: str) -> float:
    if one == other:
        return _EXACT
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _CLOSE_ENOUGH else 0.0


def _bare(text: str) -> str:
    return re.sub(r"[^\w\s]", "", text.casefold()).strip()


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Punctuation at the ends is not part of what is marked."""
    piece = text[start:end]
    edge = ".,;:!?\"'“”„«»()[]…"
    return start + len(piece) - len(piece.lstrip(edge)), end - len(piece) + len(piece.rstrip(edge))
