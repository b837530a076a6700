"""Which words are names, and whether they came through."""

from __future__ import annotations

import pytest

from pipeline.translate.names import fold, garbled, is_descriptive, lost, names


def found(text: str, lang: str) -> list[str]:
    return [name.text for name in names(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "en",
            "The Swedish firm Northvolt met Ms. Lindqvist of Siemens in Munich on Monday.",
            ["Northvolt", "Lindqvist", "Siemens"],
        ),
        ("en", "The European Commission and NATO discussed AI at 12 MW.", []),
        ("en", "Siemens and ABB agreed.", ["Siemens", "ABB"]),
        (
            "de",
            "Frau Weber von BASF zeigt das ThinkPad in Skellefteå.",
            ["Weber", "BASF", "ThinkPad", "Skellefteå"],
        ),
        ("de", "Das Werk der Firma steht im Norden.", []),
        ("sv", "Det svenska bolaget Northvolt talade med Lindqvist i måndags.", ["Northvolt", "Lindqvist"]),
    ],
)
def test_names_are_told_from_words_that_are_translated(lang: str, text: str, expected: list[str]) -> None:
    assert found(text, lang) == expected


@pytest.mark.parametrize(
    ("target", "missing"),
    [
        ("A Northvolt e a Lindqvist chegaram.", []),
        ("A Northvolts e Lindqvist:s chegaram.", []),
        ("A Northvolt e a Lindquist chegaram.", ["Lindqvist"]),
        ("A empresa e a Lindqvist chegaram.", ["Northvolt"]),
    ],
)
def test_a_name_is_lost_when_gone_or_misspelt(target: str, missing: list[str]) -> None:
    source = "We heard that Northvolt and Lindqvist came."
    assert lost(names(source, "en"), target, source) == missing


@pytest.mark.parametrize(
    ("target", "spoilt"), [("in Gävle", False), ("in Gavle", False), ("em Govle", True), ("em G.vle", True)]
)
def test_accents_that_became_something_else_are_seen(target: str, spoilt: bool) -> None:  # noqa: FBT001  a column
    assert bool(garbled("Das Werk in Gävle", target)) is spoilt


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("the Federal Network Agency said", "Network", True),
        ("an Annual Subscription costs", "Annual", True),
        ("Apple and Shell said", "Apple", False),
        ("the firm Corvo said", "Corvo", False),
    ],
)
def test_names_made_of_ordinary_words(text: str, name: str, expected: bool) -> None:  # noqa: FBT001  a column
    assert is_descriptive(text, name, {"Annual", "Subscription", "Apple", "Shell"}) is expected


def test_an_accent_of_the_targets_own_is_no_misspelling() -> None:
    source = "They live in California."
    assert lost(names(source, "en"), "Eles vivem na Califórnia.", source) == []


@pytest.mark.parametrize(
    "text", ["And that is when I'm home.", "We think it's U.S. policy.", "They use X-rays."]
)
def test_what_only_looks_like_a_name(text: str) -> None:
    assert found(text, "en") == []


def test_names_in_plain_letters() -> None:
    assert [fold(word) for word in ("Gävle", "Ørsted", "Łódź", "Straße")] == [
        "Gavle",
        "Orsted",
        "Lodz",
        "Strasse",
    ]
