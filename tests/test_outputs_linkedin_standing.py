"""Sentences that stand alone, and why others do not."""

from __future__ import annotations

import pytest

from pipeline.document import Article, Block, BlockKind, Mark, MarkKind
from pipeline.outputs.linkedin.references import introduced, taken_up
from pipeline.outputs.linkedin.sentence import sentences
from pipeline.outputs.linkedin.standing import (
    broken,
    is_title,
    leans,
    pointing,
    unfinished,
    without_connective,
)


def block(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH, marks: tuple[Mark, ...] = ()) -> Article:
    return Article("T", "en", tuple(Block(kind, text, marks=marks) for text in texts))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("But the harbour got a battery.", "the harbour got a battery."),
        ("However, sales fell.", "sales fell."),
        ("Yet to come are 12 ships.", "Yet to come are 12 ships."),
        ("So far 12 ships came.", "So far 12 ships came."),
        ("Butter costs €3.", "Butter costs €3."),
        ("In fact, Volvo sold more.", "Volvo sold more."),
    ],
)
def test_a_connective_can_be_left_out(text: str, left: str) -> None:
    assert text[without_connective(text) :] == left


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no capital here at all.", "does not begin as a sentence"),
        ("There is no full stop here", "has no full stop"),
        ("It ends (without a bracket here.", "has an open bracket"),
        ("“It ends without a quote here.", "has an open quotation"),
        ("Too short.", "is too short to be one"),
        ("“Is this one whole?” asks the mayor.", ""),
    ],
)
def test_a_broken_sentence_is_named(text: str, reason: str) -> None:
    assert broken(text) == reason


def test_a_short_line_is_finished_all_the_same() -> None:
    assert unfinished("Why now?") == ""
    assert is_title("How a mill came to heat a town")
    assert not is_title("and it goes on")


def test_what_answers_a_question_needs_the_question() -> None:
    _, answer = sentences(block("Where do the savings go? A new roof was built of them."))
    assert leans(answer.text, answer) == "answers the question before it"


def test_what_is_announced_needs_its_announcement() -> None:
    first, second = sentences(block("The list of the mayor is short: A roof. One school is built there."))
    assert (first.before, second.before) == ("", first.text)


def test_an_untranslated_sentence_does_not_stand() -> None:
    text = "Allt gick bra i Gävle den dagen."
    (only,) = sentences(block(text, marks=(Mark(MarkKind.FOREIGN, 0, len(text), "sv"),)))
    assert leans(text, only) == "is not translated"


def test_headings_tables_captions_and_code_are_no_sentences() -> None:
    for kind in (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.TABLE_ROW, BlockKind.CODE):
        assert sentences(block("A roof was built here.", kind=kind)) == ()


def test_a_sentence_knows_its_place() -> None:
    found = sentences(block("One roof. Two roofs.", "Three roofs."))
    assert [(s.block, s.index, s.siblings, s.order, s.total, s.blocks) for s in found] == [
        (0, 0, 2, 0, 3, (0, 1)),
        (0, 1, 2, 1, 3, (0, 1)),
        (1, 0, 1, 2, 3, (0, 1)),
    ]


def test_an_it_that_means_nothing_is_no_pronoun() -> None:
    assert pointing("It was agreed that the gloves store nothing.") == ""
    assert pointing("It stores nothing about the people in the hall.") != ""


def test_names_and_things_are_introduced_once_and_taken_up_later() -> None:
    texts = ["Hamid Razavi bought a new robot.", "Razavi likes the robot.", "The weather is fine in Leeds."]
    assert {"Razavi", "robot"} <= introduced(texts[0])
    assert taken_up(texts) == [frozenset(), {"Razavi", "robot"}, frozenset()]
