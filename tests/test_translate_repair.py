"""What fails the gate is tried again another way, together with all else that failed; the soundest attempt stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.translate import clauses, repair
from pipeline.translate.engines.base import DEFAULT, Decoding
from pipeline.translate.protect import Job

JOB = Job("en", "de")


@dataclass
class Scripted:
    """An engine whose answers depend on what it was asked, with a record of every call."""

    answer: Callable[[str, Decoding], str]
    calls: list[list[str]] = field(default_factory=list)

    engine = "scripted"
    fingerprint = "scripted"

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = DEFAULT,
        advance: Callable[[float, float], None] | None = None,  # noqa: ARG002  the protocol names it
    ) -> list[str]:
        self.calls.append(list(texts))
        return [self.answer(text, decoding) for text in texts]


def render(texts: Sequence[str], *engines: Scripted) -> dict[str, repair.Outcome]:
    return repair.render(texts, JOB, engines, 4, lambda *_: None)


def german(text: str, _: Decoding) -> str:
    """Enough of a translation for the gate: every lower-case word is another word, figures and names stay."""
    return " ".join(f"{word}ung" if word.islower() and word.isalpha() else word for word in text.split())


def test_a_sound_sentence_is_asked_once() -> None:
    engine = Scripted(german)
    made = render(["we sold 12 ships today.", "somebody asked them why."], engine)
    assert len(engine.calls) == 1
    assert {outcome.attempts for outcome in made.values()} == {1}


def test_only_what_failed_is_asked_again_and_together() -> None:
    engine = Scripted(lambda text, d: german(text, d).replace("12", "21").replace("13", "31"))
    made = render(["we sold 12 ships today.", "we sold 13 ships today.", "somebody asked them why."], engine)
    assert len(engine.calls[0]) == 3
    assert engine.calls[1] == ["we sold 417 ships today.", "we sold 417 ships today."]
    assert next(iter(made.values())).target == "weung soldung 12 shipsung today."


def test_a_figure_the_model_changes_is_taken_out_of_its_hands() -> None:
    engine = Scripted(lambda text, d: german(text, d).replace("12", "21"))
    outcome = render(["we sold 12 ships today."], engine)["we sold 12 ships today."]
    assert (outcome.target, outcome.attempts) == ("weung soldung 12 shipsung today.", 2)


def test_a_mask_that_never_comes_back_leaves_the_bare_text() -> None:
    text = "we wrote to info@example.org about it."
    engine = Scripted(lambda t, d: german(t.replace("X1", "").replace("Zq1", "").replace("ID1", ""), d))
    assert render([text], engine)[text].target == "weung wroteung toung info@example.org aboutung it."


def test_a_sentence_too_hard_as_a_whole_goes_clause_by_clause() -> None:
    text = "we came to the harbour in the morning, they left for the island in the evening."
    engine = Scripted(lambda t, d: german(t, d) if len(t) < 50 else "kurz.")
    outcome = render([text], engine)[text]
    assert outcome.target.startswith("weung cameung toung theung harbourung")
    assert ", theyung leftung" in outcome.target


def test_what_no_attempt_can_do_has_no_text_but_its_faults() -> None:
    text = "we sold 12 ships today."
    engine = Scripted(lambda *_: "")
    outcome = render([text], engine)[text]
    assert outcome.target == ""
    assert outcome.faults
    assert outcome.attempts == len([plan for plan in repair.PLANS if plan.suits(text)])


def test_another_model_is_not_asked_for_a_soft_fault() -> None:
    text = "we call it “new” here today."
    first = Scripted(lambda t, d: german(t.replace('"', ""), d))
    second = Scripted(german)
    outcome = render([text], first, second)[text]
    assert [fault.hard for fault in outcome.faults] == [False]
    assert second.calls == []


def test_another_model_is_asked_for_a_hard_one() -> None:
    text = "we sold 12 ships today."
    outcome = render([text], Scripted(lambda *_: "was?"), Scripted(german))[text]
    assert outcome.target == "weung soldung 12 shipsung today."


def test_clauses_cut_and_joined_are_the_text() -> None:
    text = (
        "When it rained for weeks, the river rose – slowly at first – and the mill, an old one, stood still."
    )
    cut = clauses.cut(text)
    assert len(cut) > 1
    assert clauses.join(cut, [clause.text for clause in cut]) == text
    assert clauses.join(cut, [None for _ in cut]) is None


def test_the_model_itself_is_asked_whether_a_word_in_a_name_is_an_ordinary_one() -> None:
    text = "today we met the Quarry Agency of Volvo."
    said = {text: "heute trafen wir die Steinbruchagentur von Volvo.", "quarry.": "Steinbruch."}
    engine = Scripted(lambda asked, _: said.get(asked, asked))
    assert render([text], engine)[text].target == said[text]
    assert engine.calls == [[text], ["quarry."]]


def test_a_name_that_the_model_only_copies_alone_stays_a_name() -> None:
    text = "today we met the Volvo Group of Sweden."
    said = {text: "heute trafen wir die Gruppe aus Schweden.", "volvo.": "Volvo."}
    engine = Scripted(lambda asked, _: said.get(asked, "was?"))
    assert render([text], engine)[text].target == ""
