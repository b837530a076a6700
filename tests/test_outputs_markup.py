"""Blocks cut into sentences, links and emphasis without losing a character."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Block, BlockKind, Mark, MarkKind
from pipeline.edition import Segment
from pipeline.outputs.markup import Piece, Run, pieces, safe_href

TEXT = "One is here. Two is there."


def segment(index: int, start: int, end: int) -> Segment:
    return Segment(0, index, "paragraph", TEXT[start:end], TEXT[start:end], start, end)


ONE, TWO = segment(0, 0, 12), segment(1, 13, 26)


def paragraph(*marks: Mark) -> Block:
    return Block(BlockKind.PARAGRAPH, TEXT, marks=marks)


def test_each_sentence_is_a_piece_and_the_space_between_belongs_to_none() -> None:
    assert pieces(paragraph(), [ONE, TWO]) == (
        Piece("b0-0", (Run("One is here."),)),
        Piece("", (Run(" "),)),
        Piece("b0-1", (Run("Two is there."),)),
    )


def test_a_link_across_two_sentences_is_a_link_in_both() -> None:
    link = Mark(MarkKind.LINK, 7, 16, "https://example.org/")
    found = pieces(paragraph(link), [ONE, TWO])
    assert [(p.segment, r.text) for p in found for r in p.runs if r.href] == [
        ("b0-0", "here."),
        ("", " "),
        ("b0-1", "Two"),
    ]


def test_marks_may_lie_on_each_other() -> None:
    marks = (Mark(MarkKind.STRONG, 0, 6), Mark(MarkKind.EMPHASIS, 4, 11), Mark(MarkKind.FOREIGN, 0, 3, "sv"))
    runs = pieces(paragraph(*marks), [ONE, TWO])[0].runs
    assert runs == (
        Run("One", strong=True, lang="sv"),
        Run(" ", strong=True),
        Run("is", strong=True, emphasis=True),
        Run(" here", emphasis=True),
        Run("."),
    )


def test_a_part_of_a_block_can_be_cut_out() -> None:
    assert pieces(paragraph(), [ONE], 4, 6) == (Piece("b0-0", (Run("is"),)),)
    assert pieces(paragraph(), [ONE], 4, 4) == ()


@given(st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=12), st.sampled_from(list(MarkKind)))
def test_no_character_is_lost_or_doubled(edges: list[int], kind: MarkKind) -> None:
    marks = tuple(Mark(kind, min(a, b), max(a, b), "https://example.org") for a, b in pairwise(edges))
    found = pieces(paragraph(*marks), [ONE, TWO])
    assert "".join(r.text for p in found for r in p.runs) == TEXT
    assert "".join(r.text for p in found for r in p.runs if p.segment == "b0-1") == "Two is there."


@pytest.mark.parametrize(
    "href", ["https://example.org/a?b=1&c=2", "http://example.org", "mailto:a@example.org"]
)
def test_web_and_mail_addresses_are_safe(href: str) -> None:
    assert safe_href(href) == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "vbscript:x",
        "//example.org/",
        "/a",
        "a.html",
        "#a",
        "",
        "https:alert(1)",
        "http://[",
    ],
)
def test_everything_else_is_dropped(href: str) -> None:
    assert safe_href(href) == ""


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("/en/heat/", "https://example.org/en/heat/"),
        ("more.html", "https://example.org/a/more.html"),
        ("#note", "https://example.org/a/b#note"),
        ("//elsewhere.example/", "https://elsewhere.example/"),
        ("https://elsewhere.example/x", "https://elsewhere.example/x"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_relative_addresses_start_from_the_article_s_own(href: str, found: str) -> None:
    assert safe_href(href, "https://example.org/a/b") == found


def test_a_link_in_a_block_starts_from_the_base() -> None:
    link = Mark(MarkKind.LINK, 0, 3, "/one")
    assert (
        pieces(paragraph(link), [], base="https://example.org/a")[0].runs[0].href == "https://example.org/one"
    )
