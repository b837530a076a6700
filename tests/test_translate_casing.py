"""Capitals taken off before translation and put back after, names told from words by the article itself."""

from __future__ import annotations

import pytest

from pipeline.translate.casing import Case, case, learn, lower, restore

BOOK = learn(["We visited the plant in Gävle. It belongs to ABB, an old firm.", "The plant is new."])


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("THE PLANT IN GÄVLE IS CLOSED", "en", Case.UPPER),
        ("VÄRMEN ÄR SÅLD", "sv", Case.UPPER),
        ("Energy and Climate: The Way Forward", "en", Case.TITLE),
        ("Is It Worth It?", "en", Case.TITLE),
        ("The harbour sells heat", "en", Case.PLAIN),
        ("Der Hafen verkauft Wärme", "de", Case.PLAIN),
        ("NATO", "en", Case.PLAIN),
        ("ABB AG", "en", Case.PLAIN),
        ("The CEO of ABB left.", "en", Case.PLAIN),
    ],
)
def test_kinds_of_casing(text: str, lang: str, kind: Case) -> None:
    assert case(text, lang) is kind


def test_words_rest_as_the_article_writes_them() -> None:
    assert lower("THE ABB PLANT IN GÄVLE", Case.UPPER, BOOK) == "The ABB plant in Gävle"
    assert lower("The New Plant in Gävle", Case.TITLE, BOOK) == "The new plant in Gävle"


def test_a_first_word_teaches_nothing() -> None:
    assert not learn(["Heat is sold. Prices rise."]).knows("Prices")


def test_inner_capitals_are_kept() -> None:
    assert lower("The iPhone and the ThinkPad Story", Case.TITLE, BOOK) == "The iPhone and the ThinkPad story"


def test_casing_comes_back() -> None:
    assert restore("a fábrica", Case.UPPER, "THE PLANT") == "A FÁBRICA"
    assert restore("a kestrel aprende", Case.TITLE, "How Kestrel Learns") == "a Kestrel aprende"
    assert restore("tal como está", Case.PLAIN, "As It Is") == "tal como está"
