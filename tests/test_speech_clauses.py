"""speech/clauses.py: an over-long sentence is cut where a speaker breathes, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.clauses import clauses


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Short.", ["Short."]),
        ("", []),
        ("One two three; four five six, seven.", ["One two three;", "four five six, seven."]),
        ("One two three four, five six seven.", ["One two three four,", "five six seven."]),
        ("One two three four five six seven.", ["One two three four five", "six seven."]),
        ("Nach dem Jahr – so sagte er – kam es.", ["Nach dem Jahr –", "so sagte er – kam es."]),
        ("Ab, one two three four five six seven.", ["Ab, one two three four", "five six seven."]),
        ("It cost 1,234,567 in all, they said.", ["It cost 1,234,567 in", "all, they said."]),
    ],
)
def test_the_best_place_within_reach_is_taken(text: str, pieces: list[str]) -> None:
    assert clauses(text, 24) == pieces


def test_a_word_longer_than_the_limit_is_cut_as_it_is() -> None:
    assert clauses("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_phonemes_stay_whole() -> None:
    pieces = clauses("The harbour town of [[ˈjœːtɛ bɔrj, a]] lies on the river and the sea.", 32)
    assert pieces == ["The harbour town of", "[[ˈjœːtɛ bɔrj, a]] lies on the", "river and the sea."]


@given(st.text(alphabet="ab ,;.–([)]", max_size=300), st.integers(min_value=5, max_value=60))
def test_nothing_is_lost_and_nothing_is_too_long(text: str, limit: int) -> None:
    pieces = clauses(text, limit)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(0 < len(piece) <= limit for piece in pieces)
