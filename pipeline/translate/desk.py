"""What a translation is made with, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from pipeline.document import Article
from pipeline.glossary import Glossary
from pipeline.progress import Advance
from pipeline.translate.engines.base import Decoding
from pipeline.translate.memory import Memory


class Interpreter(Protocol):
    """A route of engines from one language to another, as `routes.Interpreter` is."""

    @property
    def engine(self) -> str: ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text might come out differently. Loads no model."""
        ...

    def translate(
        self, texts: Sequence[str], decoding: Decoding = ..., advance: Advance | None = None
    ) -> list[str]: ...


Interpreters = Callable[[str, str], Sequence[Interpreter]]
"""(source, target) -> the ways there, the best first; loads no model. Raises MissingModel where there is none."""


def _silent(done: float, total: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Desk:
    """A translator's desk. `beam` is the width of the first search; `advance` hears of sentences done."""

    interpreters: Interpreters
    memory: Memory
    glossary: Glossary = field(default_factory=Glossary)
    beam: int = 4
    advance: Advance = _silent


class How(StrEnum):
    """Where a segment's text came from."""

    MACHINE = "machine"
    MEMORY = "memory"  # a person's words, from the translation memory
    KEPT = "kept"  # nothing to translate: figures, names, code
    UNTRANSLATED = "untranslated"  # no attempt passed the gate; the source stands


DESCRIPTION_BLOCK = -2


@dataclass(frozen=True, slots=True)
class Rendering:
    """One segment: a sentence of a block, a table cell, the title (block TITLE_BLOCK) or the description.

    `faults` are those of the text that stands, for UNTRANSLATED those of the best attempt. `attempts` counts
    the tries an engine had; 0 where none was asked.
    """

    block: int
    source: str
    target: str
    how: How
    faults: tuple[str, ...] = ()
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Translation:
    """An article in another language, and the account of every segment. `notes` say which marks had no place."""

    article: Article
    segments: tuple[Rendering, ...]
    notes: tuple[str, ...] = ()

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Sentences that stayed in the source language."""
        return tuple(part.source for part in self.segments if part.how is How.UNTRANSLATED)

    @property
    def retried(self) -> int:
        """Sentences that the gate sent back at least once."""
        return sum(part.attempts > 1 for part in self.segments)
