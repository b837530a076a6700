"""Sentence after sentence through an engine and the gate; what fails is tried again another way.

All sentences go through each plan together, so that an engine always sees one long queue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.progress import Advance
from pipeline.translate import clauses, integrity, masks, preparation
from pipeline.translate.desk import Interpreter
from pipeline.translate.engines.base import Decoding
from pipeline.translate.integrity import Fault, FaultKind, Pairing
from pipeline.translate.masks import Shape
from pipeline.translate.protect import Firmness, Job

NO_LOOPS = 1.2  # repetition penalty that mends some loops (FACTS)
WIDER = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to try: how much is masked and with what, how the model searches, whole or clause by clause."""

    firmness: Firmness
    shape: Shape
    beam: int = 0  # 0: as the desk says
    penalty: float = 1.0
    by_clause: bool = False


# From the most natural to the most guarded.
PLANS = (
    Plan(Firmness.GENTLE, masks.SHAPES[0]),
    Plan(Firmness.FIRM, masks.SHAPES[0]),
    Plan(Firmness.GENTLE, masks.SHAPES[1], beam=1, penalty=NO_LOOPS),
    Plan(Firmness.FIRM, masks.SHAPES[2], beam=WIDER, penalty=NO_LOOPS),
    Plan(Firmness.FIRM, masks.SHAPES[0], by_clause=True),
    Plan(Firmness.BARE, masks.SHAPES[0]),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sentence. `target` is "" where no attempt passed; then `faults` are the last attempt's."""

    target: str
    faults: tuple[Fault, ...] = ()
    attempts: int = 1
    engine: str = ""


def render(
    texts: Sequence[str], job: Job, interpreters: Sequence[Interpreter], beam: int, advance: Advance
) -> dict[str, Outcome]:
    """Translate each of `texts` (all different) as well as can be; every one gets an outcome."""
    best: dict[str, Outcome] = {}
    waiting = list(texts)
    for interpreter, plan in _ways(interpreters):
        if not waiting:
            break
        for text, target in zip(waiting, attempt(waiting, job, interpreter, plan, beam), strict=True):
            best[text] = _better(best.get(text), _judge(text, target, job, interpreter.engine))
        waiting = [text for text in waiting if best[text].faults or not best[text].target]
        advance(len(texts) - len(waiting), len(texts))
    return best


def _ways(interpreters: Sequence[Interpreter]) -> Iterator[tuple[Interpreter, Plan]]:
    for interpreter in interpreters:
        for plan in PLANS:
            yield interpreter, plan


def attempt(
    texts: Sequence[str], job: Job, interpreter: Interpreter, plan: Plan, beam: int
) -> list[str | None]:
    """One try at each text; None where a mask did not come back."""
    if plan.by_clause:
        return _by_clause(texts, job, interpreter, plan, beam)
    prepared = [preparation.prepare(text, job, plan.firmness, plan.shape) for text in texts]
    decoding = Decoding(beam=plan.beam or beam, repetition_penalty=plan.penalty)
    outputs = interpreter.translate([ready.masked.text for ready in prepared], decoding)
    return [preparation.finish(ready, output, job) for ready, output in zip(prepared, outputs, strict=True)]


def _by_clause(
    texts: Sequence[str], job: Job, interpreter: Interpreter, plan: Plan, beam: int
) -> list[str | None]:
    """The clauses of all texts in one queue; a text of one clause has nothing to gain."""
    cut = [clauses.cut(text) for text in texts]
    whole = Plan(plan.firmness, plan.shape, plan.beam, plan.penalty)
    queue = [clause.text for parts in cut if len(parts) > 1 for clause in parts]
    said = iter(attempt(queue, job, interpreter, whole, beam) if queue else [])
    return [clauses.join(parts, [next(said) for _ in parts]) if len(parts) > 1 else None for parts in cut]


def _judge(text: str, target: str | None, job: Job, engine: str) -> Outcome:
    if target is None:
        return Outcome("", (Fault(FaultKind.PROTECTED, "a mask was lost"),), engine=engine)
    faults = integrity.check(Pairing(text, target, job))
    hard = any(fault.hard for fault in faults)
    return Outcome("" if hard else target, faults, engine=engine)


def _better(one: Outcome | None, other: Outcome) -> Outcome:
    """The sounder of two; the earlier, more natural one where they are equal. Attempts add up."""
    if one is None:
        return other
    winner = min((one, other), key=lambda outcome: (not outcome.target, len(outcome.faults)))
    return Outcome(winner.target, winner.faults, one.attempts + 1, winner.engine)
