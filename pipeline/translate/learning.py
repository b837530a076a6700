"""What a person changed in an edition's text, taken into the memory.

The machine's text is known block for block against the source, since it was made so. The person's text is matched to
the machine's by likeness, in order: blocks first, then the sentences in them. Where sentences were joined or parted the
correction is kept for the whole block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pipeline.document import Article, Block, BlockKind
from pipeline.translate import layout
from pipeline.translate.memory import Memory

_SAME_PLACE = 0.35  # two texts less alike than this are not a text and its correction
ORIGIN = "edition"


def learn(before: Article, machine: Article, corrected: Article, memory: Memory) -> int:
    """Remember where `corrected` (a person's) differs from `machine` (made from `before`). Gives how many texts.

    Nothing is forgotten: a sentence that the person left as the machine wrote it leaves the memory as it is.
    """
    found = dict(corrections(before, machine, corrected))
    return memory.correct((before.lang, machine.lang), found, ORIGIN) if found else 0


def corrections(before: Article, machine: Article, corrected: Article) -> Iterator[tuple[str, str]]:
    """(source text, the person's text) of everything that was changed: titles, sentences, cells, blocks."""
    for source, made, person in (
        (before.title, machine.title, corrected.title),
        (before.description, machine.description, corrected.description),
    ):
        if source and person and person != made:
            yield source, person
    for blocks in _blocks(before, machine, corrected):
        yield from _block(*blocks, (before.lang, machine.lang))


def _blocks(before: Article, machine: Article, corrected: Article) -> Iterator[tuple[Block, Block, Block]]:
    if len(before.blocks) != len(machine.blocks):
        return
    made, person = [b.text for b in machine.blocks], [b.text for b in corrected.blocks]
    for ours, theirs in _changed(made, person):
        if machine.blocks[ours].kind is not BlockKind.CODE:
            yield before.blocks[ours], machine.blocks[ours], corrected.blocks[theirs]


def _changed(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of texts that were changed, not only moved: between what stayed the same, matched by likeness."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "replace":
            for one, other in align(ours[start:end], theirs[other_start:other_end]):
                yield start + one, other_start + other


def _block(source: Block, made: Block, person: Block, pair: tuple[str, str]) -> Iterator[tuple[str, str]]:
    sources = [part.source for part in layout.block_parts(0, source, pair[0])]
    theirs = [part.source for part in layout.block_parts(0, person, pair[1])]
    if len(sources) == len(theirs):
        ours = [part.source for part in layout.block_parts(0, made, pair[1])]
        changed = zip(sources, theirs, strict=True)
        yield from ((text, said) for text, said in changed if said not in ours)
    elif len(sources) > 0 and source.kind is not BlockKind.TABLE_ROW:
        yield source.text, person.text


def align(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places that belong together, in order: the monotone matching of greatest total likeness."""
    likeness = [[_likeness(one, other) for other in theirs] for one in ours]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in reversed(range(len(ours))):
        for j in reversed(range(len(theirs))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if likeness[i][j] > 0 and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _SAME_PLACE or matcher.quick_ratio() < _SAME_PLACE:
        return 0.0
    words = SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
    return words if words >= _SAME_PLACE / 2 else 0.0
