"""The language of an article: claims checked against its words."""

from __future__ import annotations

import pytest

from pipeline.extract.language import assumed, detect, language

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


ZULU = (
    "Ngonyaka odlule ifektri yanciphisa ugesi ewusebenzisayo, kanti abasebenzi abazange basebenze kancane. "
    * 3
)


@pytest.mark.parametrize(
    ("text", "claims"), [(ZULU, ("zu",)), (ZULU, ()), (ZULU, ("x-default", "")), ("Norvik", ("zu-ZA",))]
)
def test_a_language_that_is_not_known_here_is_not_read_as_english_without_a_word(
    text: str, claims: tuple[str, ...]
) -> None:
    (note,) = assumed(text, "en", *claims)
    assert note.startswith('its language seems to be "zu')
    assert "read as English" in note


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (SWEDISH, ("zu",)),
        (ZULU, ("zu", "sv")),
        (SWEDISH, ()),
        ("Ein kurzer Text.", ()),
        ("12 345", ()),
        ("Norvik", ("eng",)),
    ],
)
def test_a_known_claim_or_clear_words_leave_nothing_to_note(text: str, claims: tuple[str, ...]) -> None:
    assert assumed(text, "en", *claims) == ()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Hello\n\nHi.", "en"),
        ("Hi.", "en"),
        ("Norvik", "en"),
        ("Ein kurzer Text.", "de"),
        ("Det här är en kort text.", "sv"),
        ("A short text. With words.", "en"),
        ("Привет мир", "ru"),
        ("你好", "zh"),
    ],
)
def test_a_short_text_without_a_claim_is_in_english_unless_its_words_are_plainly_of_one_language(
    text: str, lang: str
) -> None:
    assert language(text) == lang


@pytest.mark.parametrize("claims", [(), ("x-default",), ("", "und")])
def test_a_text_too_short_to_tell_is_not_read_as_english_without_a_word(claims: tuple[str, ...]) -> None:
    (note,) = assumed("Hello\n\nHi.", "en", *claims)
    assert note.startswith("it is too short to tell its language, so it was read as English")


def test_three_letters_are_understood() -> None:
    assert language("Norvik", "swe") == language("Norvik", "ger-AT").replace("de", "sv") == "sv"


def test_no_letters_no_language() -> None:
    assert detect("12 345") == ("", 0.0)
    assert language("12 345") == "en"
