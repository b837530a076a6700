"""Sentence after sentence through an engine and the gate; what fails is tried again another way.

All sentences go through each plan together, so that an engine always sees one long queue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pipeline.progress import Advance
from pipeline.translate import clauses, integrity, masks, names, preparation
from pipeline.translate.desk import Interpreter
from pipeline.translate.engines.base import Decoding
from pipeline.translate.integrity import Fault, FaultKind, Pairing
from pipeline.translate.masks import Shape
from pipeline.translate.protect import Firmness, Job
from pipeline.translate.telling import Telling

NO_LOOPS = 1.2  # repetition penalty that mends some loops (FACTS)
WIDER = 8
_SAME_WORD = 0.7  # a name comes back as it was or misspelt
_ALONE = 3  # words; models translate so few better with a full stop


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to try: how much is masked and with what, how the model searches, and in what pieces.

    `by_clause` sends clause by clause; `as_sentence` sends a word or two alone as if they were a sentence ("casas.").
    """

    firmness: Firmness
    shape: Shape
    beam: int = 0  # 0: as the desk says
    penalty: float = 1.0
    by_clause: bool = False
    as_sentence: bool = False

    def suits(self, text: str) -> bool:
        """Whether this way differs from the plain one for `text`."""
        if self.by_clause:
            return len(clauses.cut(text)) > 1
        return not self.as_sentence or (len(text.split()) <= _ALONE and text[-1:].isalpha())


# From the most natural to the most guarded.
PLANS = (
    Plan(Firmness.GENTLE, masks.SHAPES[0]),
    Plan(Firmness.GENTLE, masks.SHAPES[0], as_sentence=True),
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
    """Translate each of `texts` (all different) as well as can be; every one gets an outcome.

    Another model is asked only for what has no text at all, not for the sake of a soft fault.
    """
    best: dict[str, Outcome] = {}
    waiting = list(texts)
    for interpreter, plan in _ways(interpreters):
        another = interpreter is not interpreters[0]
        tried = [t for t in waiting if plan.suits(t) and not (another and t in best and best[t].target)]
        if not tried:
            continue
        telling = Telling(interpreter, advance, len(texts) - len(waiting), len(tried), len(texts))
        targets = dict(zip(tried, attempt(tried, job, telling, plan, beam), strict=True))
        judged = {text: _judge(text, target, job, interpreter.engine) for text, target in targets.items()}
        if not best:
            job = _with_ordinary_words(job, judged, interpreter, beam)
            judged = {text: _judge(text, target, job, interpreter.engine) for text, target in targets.items()}
        best |= {text: _better(best.get(text), outcome) for text, outcome in judged.items()}
        waiting = [text for text in waiting if text not in best or best[text].faults]
        advance(len(texts) - len(waiting), len(texts))
    return best


def _with_ordinary_words(job: Job, judged: Mapping[str, Outcome], interpreter: Interpreter, beam: int) -> Job:
    """Words missing from a name made of ordinary words ("Federal Network Agency") are looked up in the model itself:
    one that it translates to something else, in lower case and alone, is an ordinary word.
    """
    lost = [
        (text, fault.detail)
        for text, outcome in judged.items()
        for fault in outcome.faults
        if fault.kind is FaultKind.NAME
    ]
    words = {word for _, word in lost}
    missing = dict.fromkeys(word for text, word in lost if names.is_descriptive(text, word, words))
    if not missing:
        return job
    said = interpreter.translate([f"{word.lower()}." for word in missing], Decoding(beam=beam))
    ordinary = (word for word, answer in zip(missing, said, strict=True) if _differs(word, answer))
    return replace(job, ordinary=frozenset(ordinary))


def _differs(word: str, answer: str) -> bool:
    other = answer.strip(" .").casefold()
    return bool(other) and SequenceMatcher(None, word.casefold(), other, autojunk=False).ratio() < _SAME_WORD


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
    shown = [_sentence(ready.masked.text) if plan.as_sentence else ready.masked.text for ready in prepared]
    outputs = interpreter.translate(shown, decoding)
    return [preparation.finish(ready, output, job) for ready, output in zip(prepared, outputs, strict=True)]


def _sentence(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}."


def _by_clause(
    texts: Sequence[str], job: Job, interpreter: Interpreter, plan: Plan, beam: int
) -> list[str | None]:
    """The clauses of all texts in one queue; a text of one clause has nothing to gain."""
    cut = [clauses.cut(text) for text in texts]
    whole = replace(plan, by_clause=False)
    said = iter(attempt([clause.text for parts in cut for clause in parts], job, interpreter, whole, beam))
    return [clauses.join(parts, [next(said) for _ in parts]) for parts in cut]


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
