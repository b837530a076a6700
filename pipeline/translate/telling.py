"""Progress while an engine is at work on a long queue, not only when all of it has been judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.progress import Advance
from pipeline.translate.desk import Interpreter
from pipeline.translate.engines.base import DEFAULT, Decoding

# A sentence is done when the gate has passed it; one that was only said counts so much, for nearly all pass at once.
SAID = 0.9


@dataclass(frozen=True)
class Telling:
    """An interpreter at one attempt: `done` of `total` sentences passed the gate before, `tried` are in this one."""

    interpreter: Interpreter
    advance: Advance
    done: int
    tried: int
    total: int

    @property
    def engine(self) -> str:
        return self.interpreter.engine

    @property
    def fingerprint(self) -> str:
        return self.interpreter.fingerprint

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = DEFAULT,
        advance: Advance | None = None,  # noqa: ARG002  the protocol names it; what is told here is the attempt's
    ) -> list[str]:
        return self.interpreter.translate(texts, decoding, self._tell)

    def _tell(self, said: float, asked: float) -> None:
        self.advance(self.done + SAID * self.tried * said / asked, self.total)
