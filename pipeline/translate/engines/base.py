"""What every translation engine is: texts in, as many texts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.progress import Advance
from pipeline.translate.models.model import Pair

# With any length penalty CTranslate2 stops searching as soon as `beam` hypotheses have ended, however unlikely, and may
# never reach the good one: Argos's 0.2 spoils 2-6 % of the toy models' sentences ("Gewerkscher", "16.81985"), where
# 0 spoils none. Without a penalty it stops when the best hypothesis has ended, which is sound, and faster.
LENGTH_PENALTY = 0.0


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a model searches. Engines without a search of their own (firefox, libretranslate) ignore it.

    beam: hypotheses kept at each step; 1 is greedy, 4 is what Argos itself uses.
    repetition_penalty: above 1 makes a token that was already said less likely; 1.2 mends some loops (FACTS).
    length_penalty: the power of its length that a hypothesis's score is divided by; 0.2 is what Argos itself uses.
    """

    beam: int = 4
    repetition_penalty: float = 1.0
    length_penalty: float = LENGTH_PENALTY


DEFAULT = Decoding()


def unheard(done: float, total: float) -> None:
    """The Advance of work that nobody waits for."""


class Translator(Protocol):
    """An engine with its models. Texts are single sentences; splitting is the caller's."""

    name: str

    def pairs(self) -> set[Pair]:
        """The directions this engine can translate with what it was given."""
        ...

    def fingerprint(self, source: str, target: str) -> str:
        """Changes whenever the same text might come out differently. Loads no model. Raises MissingModel."""
        ...

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        decoding: Decoding = DEFAULT,
        advance: Advance = unheard,
    ) -> list[str]:
        """As many texts as came in, in their order; "" stays "". `advance` hears of parts done, of batches where there
        are any. Raises MissingModel, BrokenModel, TranslationError.
        """
        ...
