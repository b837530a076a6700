"""Spans of sentences: their form, and cases outside the three measured languages (those are in tests/quality)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sentences import split


def pieces(text: str, lang: str) -> list[str]:
    return [text[start:end] for start, end in split(text, lang)]


@given(
    st.text(alphabet='aB1.!?…"“” \u00a0,:;()🚀å-', max_size=60),
    st.sampled_from(["en", "de", "sv", "pt", "ja"]),
)
def test_spans_are_ordered_trimmed_and_cover_all_text(text: str, lang: str) -> None:
    spans = split(text, lang)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert "".join("".join(pieces(text, lang)).split()) == "".join(text.split())


def test_nothing_has_no_sentence() -> None:
    assert split("", "en") == []
    assert split("  ", "en") == []


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("pt", ["O Dr. Silva veio às 15.30.", "A fábrica custou 1,5 mil milhões de euros.", "Ficou pronta."]),
        ("pt", ["A Sra. Lopes saiu.", "Ninguém viu.", "Por quê?"]),
        ("fr", ["M. Dupont est venu.", "Il a parlé de l'art. 3.", "Puis il est parti."]),
        ("es", ["La Sra. García llegó.", "¿Quién pagó?", "Nadie."]),
        ("it", ["Il dott. Rossi è qui.", "La fabbrica è chiusa."]),
        ("nl", ["Dr. de Vries kwam.", "Hij zei niets.", "Het was d.w.z. voorbij."]),
        ("pl", ["Spotkanie jest 3. Maja w Gdańsku.", "To wszystko."]),
        ("da", ["Den 3. Oktober var hun her.", "Det var f.eks. Ikke nok.", "Nu er det slut."]),
        ("ja", ["今日は晴れです。", "明日は雨です。"]),
        ("zh", ["工厂关闭了。", "工人离开了！"]),
        ("hi", ["यह एक है।", "यह दो है।"]),
    ],
)
def test_other_languages_split_reasonably(lang: str, sentences: list[str]) -> None:
    joined = ("" if lang in {"ja", "zh"} else " ").join(sentences)
    assert pieces(joined, lang) == sentences


def test_a_long_quotation_that_stands_alone_is_split_inside() -> None:
    assert pieces("“We grew. We hired.” The end.", "en") == ["“We grew.", "We hired.”", "The end."]


def test_a_quotation_inside_a_sentence_is_not_split() -> None:
    text = "“We grew. We hired,” said Ms. Ek."
    assert pieces(text, "en") == [text]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("sv", "Man känner hur båten böjer sig. Värdena skickas hem."),
        ("sv", "Vi hade mycket att dra. Anna kom med. Boken är min. Berget syns."),
        ("en", "He sat. Maria left. We saw Ed. The rest is known."),
        ("de", "Es blieb so. Anna kam. Das sagte Max. Ulla schwieg."),
    ],
)
def test_common_words_are_not_taken_for_abbreviations(lang: str, text: str) -> None:
    """Words that are abbreviations elsewhere ("sig." in Italian) or with a capital ("Sat.")."""
    assert len(pieces(text, lang)) == text.count(".")


@pytest.mark.parametrize("piece", ["!?", ". ", '."', "🚀 ", "“a", "(“"])
def test_hostile_repetition_takes_no_more_than_linear_time(piece: str) -> None:
    """With a pattern that goes back over what it matched, the first of these took six minutes."""
    assert "".join(pieces(piece * 50_000, "en")).replace(" ", "") == (piece * 50_000).replace(" ", "")


def test_a_time_and_its_zone_are_one_sentence() -> None:
    text = "The call is at 9:30 a.m. GMT. It ends at 6 p.m. Dinner follows."
    assert [text[a:b] for a, b in split(text, "en")] == [
        "The call is at 9:30 a.m. GMT.",
        "It ends at 6 p.m.",
        "Dinner follows.",
    ]
