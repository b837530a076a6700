"""The language of an article: claims checked against its words."""

from __future__ import annotations

from pipeline.extract.language import detect, language

SWEDISH = (
    "Hamnen i Norvik byggdes om förra vintern och sedan dess har många fartyg lagt till där utan försening. "
    * 3
)
GERMAN = (
    "Der Hafen in Norvik wurde im letzten Winter umgebaut, und seither haben dort viele Schiffe angelegt. "
    * 3
)


def test_a_claim_that_fits_is_taken() -> None:
    assert language(SWEDISH, "", "sv-SE") == "sv"


def test_a_template_with_the_wrong_language_is_overruled() -> None:
    assert language(GERMAN, "en-US") == "de"


def test_a_short_text_does_not_overrule_a_claim() -> None:
    assert language("Norvik", "de_AT") == "de"


def test_without_a_claim_the_words_decide() -> None:
    assert language(SWEDISH) == "sv"


def test_an_unknown_claim_is_passed_over() -> None:
    assert language("Norvik", "x-default", "sv") == "sv"


def test_no_letters_no_language() -> None:
    assert detect("12 345") == ("", 0.0)
    assert language("12 345") == "en"
