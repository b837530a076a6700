"""An article in another language: sentence by sentence, through the glossary, the memory, an engine and the gate.

parts of the article -> a person's words from the memory -> what the same engine made before
-> the engine, as often as the gate sends a sentence back -> the article put together, marks and all
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document import Article, Block, BlockKind, Mark, MarkKind, Origin
from pipeline.edition import TITLE_BLOCK
from pipeline.translate import casing, layout, marks, repair
from pipeline.translate.desk import DESCRIPTION_BLOCK, Desk, How, Interpreter, Rendering, Translation
from pipeline.translate.layout import Part
from pipeline.translate.learning import learn
from pipeline.translate.memory import Remembered
from pipeline.translate.protect import Job
from pipeline.translate.unworded import is_unworded, localise

__all__ = ["VERSION", "Desk", "How", "Rendering", "Translation", "learn", "translate"]

VERSION = 1
"""Raised whenever the same engine's words would come out differently here; it is part of the memory's key."""


def translate(article: Article, target: str, desk: Desk) -> Translation:
    """`article` in `target`, every sentence accounted for; nothing that failed the gate is passed off as translated.

    Raises MissingModel, BrokenModel, TranslationError. Where the memory knows every sentence no model is loaded.
    """
    headings = frozenset([article.title, *(b.text for b in article.blocks if b.kind is BlockKind.HEADING)])
    book = casing.learn(block.text for block in article.blocks)
    job = Job(article.lang, target, desk.glossary, book, headings)
    interpreters = desk.interpreters(article.lang, target)
    pair = (article.lang, target)
    found = layout.parts(article, desk.memory.corrections(pair, [block.text for block in article.blocks]))
    phrases = marks.phrases(article, found)
    renderings = _renderings([*(part.source for part in found), *phrases], job, desk, interpreters)
    return _assemble(article, found, renderings, job, interpreters[0].engine)


def _renderings(
    texts: Sequence[str], job: Job, desk: Desk, interpreters: Sequence[Interpreter]
) -> dict[str, Rendering]:
    """Each different text once. Block numbers are not known here and stay 0."""
    different = list(dict.fromkeys(texts))
    known = {
        text: Rendering(0, text, localise(text, job), How.KEPT)
        for text in different
        if is_unworded(text, job)
    }
    corrections = desk.memory.corrections((job.source, job.target), different)
    known |= {text: Rendering(0, text, said, How.MEMORY) for text, said in corrections.items()}
    return known | _machine([text for text in different if text not in known], job, desk, interpreters)


def _machine(
    texts: Sequence[str], job: Job, desk: Desk, interpreters: Sequence[Interpreter]
) -> dict[str, Rendering]:
    pair = (job.source, job.target)
    versions = {text: desk.glossary.version(text, *pair) for text in texts}
    first, every = _keys(interpreters)
    remembered = desk.memory.recall(pair, every, versions) | desk.memory.recall(pair, first, versions)
    new = [text for text in texts if text not in remembered]
    outcomes = repair.render(new, job, interpreters, desk.beam, desk.advance) if new else {}
    fresh = {
        text: Remembered(made.target, tuple(map(str, made.faults)), made.engine, made.attempts)
        for text, made in outcomes.items()
    }
    done = {text: made for text, made in fresh.items() if made.target and made.by == interpreters[0].engine}
    desk.memory.keep(pair, first, versions, done)
    desk.memory.keep(pair, every, versions, {text: fresh[text] for text in fresh.keys() - done.keys()})
    return {text: _rendering(text, made) for text, made in (remembered | fresh).items()}


def _keys(interpreters: Sequence[Interpreter]) -> tuple[str, str]:
    """What the first engine could do is remembered under its own name; what it could not, under all that were there.

    So a further model changes no sentence that was sound, and is tried on those that were not.
    """
    prints = [interpreter.fingerprint for interpreter in interpreters]
    return f"{VERSION} | {prints[0]}", f"{VERSION} | {' | '.join(prints)} |"


def _rendering(text: str, made: Remembered) -> Rendering:
    how = How.MACHINE if made.target else How.UNTRANSLATED
    return Rendering(0, text, made.target or text, how, made.faults, made.attempts)


def _assemble(
    article: Article, found: Sequence[Part], renderings: dict[str, Rendering], job: Job, engine: str
) -> Translation:
    segments = [replace(renderings[part.source], block=part.block) for part in found]
    texts: dict[int, list[tuple[Part, str]]] = {}
    for part, segment in zip(found, segments, strict=True):
        texts.setdefault(part.block, []).append((part, segment.target))
    blocks, notes = _blocks(article, texts, renderings, job)
    translated = replace(
        article,
        title=layout.assemble(article.title, texts.get(TITLE_BLOCK, []))[0],
        description=layout.assemble(article.description, texts.get(DESCRIPTION_BLOCK, []))[0],
        blocks=tuple(blocks),
        lang=job.target,
        origin=Origin.MACHINE,
        source_lang=article.lang,
        engine=engine,
    )
    return Translation(translated, tuple(segments), tuple(notes))


def _blocks(
    article: Article, texts: dict[int, list[tuple[Part, str]]], renderings: dict[str, Rendering], job: Job
) -> tuple[list[Block], list[str]]:
    blocks, notes = [], []
    for number, block in enumerate(article.blocks):
        text, placed = layout.assemble(block.text, texts.get(number, []))
        projected, lost = marks.project(block, text, placed, renderings)
        foreign = [
            Mark(MarkKind.FOREIGN, place.start, place.end, job.source)
            for place in placed
            if renderings[place.part.source].how is How.UNTRANSLATED
        ]
        notes += [f"block {number}: {note}" for note in lost]
        blocks.append(
            replace(block, text=text, marks=tuple(sorted([*projected, *foreign], key=lambda m: m.start)))
        )
    return blocks, notes
