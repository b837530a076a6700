"""Quotes, dashes and spaces as each language sets them."""

from __future__ import annotations

import pytest

from pipeline.translate.typography import finish, mended_quotes, plain, quotes


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("de", "„Ja“, sagte er."), ("sv", "”Ja”, sagte er."), ("pt", "“Ja”, sagte er."),
        ("fr", "«\u202fJa\u202f», sagte er."), ("nb", "«Ja», sagte er."), ("pl", "„Ja”, sagte er."),
    ],
)  # fmt: skip
def test_quotes_are_the_targets(lang: str, expected: str) -> None:
    assert finish('"Ja", sagte er.', "“Yes,” he said.", lang) == expected


def test_a_lone_quote_is_set_as_the_source_has_it() -> None:
    assert finish('"Vi vann.', "“We won.", "de") == "„Vi vann."
    assert finish('Vi vann."', "We won.”", "de") == "Vi vann.“"


def test_straight_for_the_model() -> None:
    assert plain("„Ja“ – »nein« – «\u202foui\u202f» – it’s ‘so’") == '"Ja" – "nein" – "oui" – it\'s "so"'


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("de", "36\u00a0% – ja"), ("sv", "36\u00a0% – ja"), ("pt", "36% – ja"), ("en", "36% – ja")],
)
def test_percent_and_dash(lang: str, expected: str) -> None:
    assert finish("36 % - ja", "36 % – yes", lang) == expected


def test_quotes_that_a_model_dropped_around_a_whole_sentence_are_given_back() -> None:
    assert mended_quotes("Não hoje.", "“Not today.”") == '"Não hoje."'
    assert mended_quotes("Ele disse não.", "He said “no”.") == "Ele disse não."


def test_apostrophes_are_no_quotes() -> None:
    assert quotes("It’s the firms’ ‘plan’ and “more”") == 4
