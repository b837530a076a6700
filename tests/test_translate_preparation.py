"""Whatever a sentence holds, it can be prepared and finished; what a copying model says back is the sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.translate import integrity, preparation
from pipeline.translate.integrity import Pairing
from pipeline.translate.masks import SHAPES, Shape
from pipeline.translate.protect import Firmness, Job
from pipeline.translate.unworded import is_unworded, localise

PIECES = st.sampled_from(
    [
        "the", "plant", "Volvo", "Gävle", "ABB", "1,600.5", "$188bn", "36 %", "–4.5 °C", "6 August 2025", "06.08.2025", "3.30 p.m.", "🚀",
        "info@example.org", "#tag", "@us", "“yes,”", '"', "’", "H2-350B", "CO₂", "m²", "(", ")", "–", "...", ".", "!", "?", ":", "1.",
        "•", "٣", "½", "İ", "ß", "\u00a0", "X1", "417", "www.example.org/a", "£5m", "THE", "x.y", "5G", "«", "»", "1 600",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=12).map(" ".join)


@given(
    text=TEXTS,
    source=st.sampled_from(["en", "de", "sv"]),
    firmness=st.sampled_from(list(Firmness)),
    shape=st.sampled_from(SHAPES),
)
def test_any_text_can_be_prepared_and_finished(
    text: str, source: str, firmness: Firmness, shape: Shape
) -> None:
    job = Job(source, "pt")
    ready = preparation.prepare(text, job, firmness, shape)
    said = preparation.finish(ready, ready.masked.text, job)
    assert said is None or "\n" not in said
    integrity.check(Pairing(text, said or "x", job))


@given(text=TEXTS)
def test_into_the_same_language_nothing_but_typography_changes(text: str) -> None:
    """Masks out, masks in: letters, digits and signs are those of the source, as far as nothing is put into words."""
    job = Job("fi", "fi")
    ready = preparation.prepare(text, job, Firmness.BARE, SHAPES[0])
    said = preparation.finish(ready, ready.masked.text, job)
    if said is not None and text.upper() != text:
        assert letters(said) == letters(text)


def letters(text: str) -> str:
    return re.sub(r"\W|_", "", text).casefold()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,600.5", "1.600,5"),
        ("$1.2m", "1,2 Millionen Dollar"),
        ("12.5%", "12,5\u00a0%"),
        ("2023", "2023"),
        ("6 August 2025", "6. August 2025"),
        ("H2-350B", "H2-350B"),
        ("www.example.org", "www.example.org"),
        ("🚀", "🚀"),
        ("–", "–"),
    ],
)
def test_what_has_no_words_is_set_anew_without_a_model(text: str, expected: str) -> None:
    job = Job("en", "de")
    assert is_unworded(text, job)
    assert localise(text, job) == expected


@pytest.mark.parametrize("text", ["Energy", "36 people", "in 2023", "Total"])
def test_what_has_words_is_for_a_model(text: str) -> None:
    assert not is_unworded(text, Job("en", "de"))


@pytest.mark.parametrize(
    ("core", "said", "expected"),
    [
        ("Heading", "Überschrift.", "Überschrift"),
        ("“Not today.”", '"Heute nicht".', "„Heute nicht.“"),
        ("“Not today.”", "Heute nicht.", "„Heute nicht.“"),
        ("It is late at 3 p.m.", "Es ist spät um 15:00", "Es ist spät um 15:00."),
        ("A long sentence that was cut in two.", "Ein Satz", "Ein Satz"),
        ("Year", "Das Jahr", "Jahr"),
        ("It rains.", "es regnet.", "Es regnet."),
    ],
)
def test_small_slips_of_models_are_mended(core: str, said: str, expected: str) -> None:
    job = Job("en", "de")
    ready = preparation.prepare(core, job, Firmness.BARE, SHAPES[0])
    assert preparation.finish(ready, said, job) == expected


@pytest.mark.parametrize(
    "text",
    [
        "🚀" * 60 + "a",
        "👍🏻" * 60 + "b",
        "🏻" * 60 + "a",
        "#a " * 800 + ".",
        "1\u00a0" * 2000,
        "a." * 2000,
        "A b " * 1000,
    ],
)
def test_hostile_repetition_does_not_hang(text: str) -> None:
    """Nested repetition in a pattern would double the time with every emoji."""
    job = Job("en", "de")
    ready = preparation.prepare(text, job, Firmness.FIRM, SHAPES[0])
    assert preparation.finish(ready, ready.masked.text, job)
    integrity.check(Pairing(text, text, job))
