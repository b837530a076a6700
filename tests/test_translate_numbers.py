"""Numbers change their signs from language to language, never their value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.translate.numbers import localise, value

LANGS = ("en", "de", "sv", "pt", "fr")


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("1,600.5", "en", "1600.5"),
        ("1.600,5", "de", "1600.5"),
        ("1 600,5", "sv", "1600.5"),
        ("1\u00a0600,5", "sv", "1600.5"),
        ("1'600.50", "de", "1600.50"),
        ("12,500", "en", "12500"),
        ("12,500", "de", "12.500"),
        ("1.600", "sv", "1600"),
        ("28.1", "sv", "28.1"),
        ("5,8", "en", "5.8"),
        ("1.600.000", "pt", "1600000"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(text: str, lang: str, said: str) -> None:
    assert value(text, lang) == Decimal(said)


@pytest.mark.parametrize("text", ["3.1.4", "06.08.2025", "1.60.5"])
def test_what_is_no_number_has_no_value_and_stays(text: str) -> None:
    assert value(text, "de") is None
    assert localise(text, "de", "en") == text


def test_the_same_number_in_four_languages() -> None:
    assert [localise("1,600.5", "en", lang) for lang in LANGS[:4]] == [
        "1,600.5",
        "1.600,5",
        "1\u00a0600,5",
        "1.600,5",
    ]


@pytest.mark.parametrize("text", ["2024", "1600", "0731", "36"])
def test_what_was_not_grouped_stays_so(text: str) -> None:
    assert {localise(text, "en", lang) for lang in LANGS} == {text}


def test_a_minus_goes_along() -> None:
    assert localise("−4.5", "en", "sv") == "−4,5"


@given(
    number=st.decimals(min_value=0, max_value=10**9, places=3),
    one=st.sampled_from(LANGS),
    other=st.sampled_from(LANGS),
    grouped=st.booleans(),
)
def test_value_and_digits_survive_any_way_there_and_back(
    number: Decimal, one: str, other: str, *, grouped: bool
) -> None:
    written = localise(f"{number:,.3f}" if grouped else f"{number:.3f}", "en", one)
    there = localise(written, one, other)
    assert value(there, other) == number
    assert localise(there, other, one) == written
