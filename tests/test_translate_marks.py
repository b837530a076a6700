"""Links and emphasis found again in a translation, or dropped with a note."""

from __future__ import annotations

import pytest

from pipeline.document import Article, Block, BlockKind, Mark, MarkKind
from pipeline.translate.desk import How, Rendering
from pipeline.translate.layout import assemble, parts
from pipeline.translate.marks import phrases, project

SOURCE = "The harbour sells heat. It has won a prize for it."
TARGET = {
    "The harbour sells heat.": "Der Hafen verkauft Wärme.",
    "It has won a prize for it.": "Dafür hat er einen Preis gewonnen.",
    "harbour": "Hafen",
    "sells heat": "verkauft die Wärme",
    "a prize": "ein Preis",
    "heat. It has": "",
}


def block(*spans: str, kind: MarkKind = MarkKind.LINK) -> Block:
    marks = tuple(Mark(kind, SOURCE.index(s), SOURCE.index(s) + len(s), "u") for s in spans)
    return Block(BlockKind.PARAGRAPH, SOURCE, marks=marks)


def projected(source: Block) -> tuple[list[str], list[str]]:
    article = Article("", "en", (source,))
    found = parts(article)
    renderings = {text: Rendering(0, text, said, How.MACHINE) for text, said in TARGET.items()}
    text, placed = assemble(source.text, [(part, TARGET[part.source]) for part in found])
    marks, notes = project(source, text, placed, renderings)
    return [text[mark.start : mark.end] for mark in marks], notes


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("harbour", "Hafen"),
        ("sells heat", "verkauft Wärme"),
        ("a prize", "einen Preis"),
        ("The harbour sells heat.", "Der Hafen verkauft Wärme."),
        (SOURCE, "Der Hafen verkauft Wärme. Dafür hat er einen Preis gewonnen."),
    ],
)
def test_a_mark_stands_on_the_same_words(phrase: str, expected: str) -> None:
    assert projected(block(phrase)) == ([expected], [])


def test_what_has_no_place_is_dropped_with_a_note() -> None:
    marks, notes = projected(block("won"))
    assert marks == []
    assert notes == ['link on "won" has no place in the translation']


def test_only_phrases_inside_sentences_are_translated_on_their_own() -> None:
    article = Article("", "en", (block("harbour", "It has won a prize for it."),))
    assert phrases(article, parts(article)) == ["harbour"]


def test_code_marks_and_code_blocks_stay_as_they_are() -> None:
    code = Block(BlockKind.CODE, "run it", marks=(Mark(MarkKind.STRONG, 0, 3),))
    assert project(code, "run it", [], {}) == (list(code.marks), [])
    assert phrases(Article("", "en", (code,)), []) == []


def test_two_marks_on_like_words_keep_their_order() -> None:
    text = "Heat in, heat out."
    marks = (Mark(MarkKind.STRONG, 0, 4), Mark(MarkKind.EMPHASIS, 9, 13))
    source = Block(BlockKind.PARAGRAPH, text, marks=marks)
    article = Article("", "en", (source,))
    renderings = {
        text: Rendering(0, text, "Wärme rein, Wärme raus.", How.MACHINE),
        "Heat": Rendering(0, "Heat", "Wärme", How.MACHINE),
        "heat": Rendering(0, "heat", "Wärme", How.MACHINE),
    }
    said, placed = assemble(text, [(part, renderings[part.source].target) for part in parts(article)])
    assert [mark.start for mark in project(source, said, placed, renderings)[0]] == [0, 12]
