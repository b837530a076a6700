"""Hashtags from the article's own terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Article, Block, BlockKind, Mark, MarkKind
from pipeline.outputs.linkedin.hashtags import camel_case, hashtags, stop_words


def article(*texts: str, title: str = "Heat pumps for the north", authors: tuple[str, ...] = ()) -> Article:
    return Article(title, "en", tuple(Block(BlockKind.PARAGRAPH, t) for t in texts), authors=authors)


HEAT = (
    "A heat pump costs €9,000, says Anna Berg. Berg sells them. The town buys ammonia.",
    "Heat pumps need power, and the ammonia in them is old. Berg knows her ammonia. However, the price fell by 12 percent.",
)


def test_a_term_of_two_words_comes_first_in_camel_case() -> None:
    assert hashtags(article(*HEAT), 3)[0] == "HeatPumps"


def test_names_of_people_and_stop_words_make_no_hashtag() -> None:
    tags = hashtags(article(*HEAT, authors=("Eva Ek",)), 9)
    assert not {"Berg", "Anna", "AnnaBerg", "Price", "However", "Eva", "Ek"} & set(tags)


@pytest.mark.parametrize("limit", [0, 1, 2, 3])
def test_there_are_never_more_than_asked_for(limit: int) -> None:
    assert len(hashtags(article(*HEAT), limit)) <= limit


def test_fixed_hashtags_come_first_and_once() -> None:
    assert hashtags(article(*HEAT), 2, ("#Energy transition", "heat pumps")) == (
        "EnergyTransition",
        "HeatPumps",
    )


def test_no_hashtag_repeats_part_of_another() -> None:
    tags = [tag.lower() for tag in hashtags(article(*HEAT), 9)]
    assert not [(a, b) for a in tags for b in tags if a != b and a in b]


def test_what_the_publisher_links_is_a_term() -> None:
    text = "The tidal lagoon is old. A tidal lagoon is wide."
    linked = Block(BlockKind.PARAGRAPH, text, marks=(Mark(MarkKind.LINK, 4, 16, "/x"),))
    assert hashtags(Article("T", "en", (linked,)), 1) == ("TidalLagoon",)


def test_capitals_inside_a_word_stay() -> None:
    assert camel_case("district heating of SKF-type GmbH") == "DistrictHeatingOfSKFTypeGmbH"


@given(st.lists(st.text(max_size=80).map(lambda t: " ".join(t.split())), max_size=5), st.text(max_size=40))
def test_any_text_gives_words_only(texts: list[str], title: str) -> None:
    tags = hashtags(article(*texts, title=title), 3)
    assert all(re.fullmatch(r"\w+", tag) and tag.lower() not in stop_words() for tag in tags)
