"""The title: what the page shows, checked against what it claims."""

from __future__ import annotations

from pipeline.document import Block, BlockKind
from pipeline.extract.metadata import Metadata
from pipeline.extract.piece import Piece
from pipeline.extract.title import repeats, title


def shown(*headings: tuple[int, str]) -> list[Piece]:
    return [Piece(Block(BlockKind.HEADING, text, level)) for level, text in headings]


def test_the_heading_that_the_claim_agrees_with_is_the_title() -> None:
    pieces = shown((1, "Norvik News"), (2, "The quay is open again"), (3, "More"))
    assert title(Metadata(page_title="The quay is open again | Norvik News"), pieces) == (
        "The quay is open again",
        1,
    )


def test_of_equal_headings_the_higher_and_earlier_wins() -> None:
    pieces = shown((2, "The quay is open"), (1, "The quay is open"), (1, "The quay is open"))
    assert title(Metadata(headlines=("The quay is open",)), pieces)[1] == 1


def test_a_claim_without_a_heading_loses_the_sites_name() -> None:
    assert title(Metadata(page_title="The quay is open again - Norvik News"), []) == (
        "The quay is open again",
        None,
    )


def test_a_dash_inside_a_title_is_no_sites_name() -> None:
    claim = "The quay is open – and the ships come back to town at last"
    assert title(Metadata(headlines=(claim,)), []) == (claim, None)


def test_without_any_claim_the_first_heading_is_the_title() -> None:
    assert title(Metadata(), shown((2, "A quay"), (1, "The quay"))) == ("The quay", 1)
    assert title(Metadata(), []) == ("", None)


def test_repeats_know_case_punctuation_and_additions() -> None:
    heading = "The quay is open again at last"
    assert repeats("THE QUAY IS OPEN AGAIN AT LAST.", heading)
    assert repeats("The quay is open again at last – News", heading)
    assert not repeats("The quay is open again at last, and a hundred ships are waiting outside", heading)
    assert not repeats("", heading)
