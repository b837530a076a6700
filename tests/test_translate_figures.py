"""What a text counts, of what, and which words are codes."""

from __future__ import annotations

import pytest

from pipeline.translate.figures import codes, figures


def found(text: str, lang: str) -> list[tuple[str, str]]:
    return [(f"{figure.value:f}", figure.unit) for figure in figures(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "It cost $188bn, or £5m.", [("188000000000", "USD"), ("5000000", "GBP")]),
        ("en", "5m wide, 40kg, 36% and 36 percent", [("5", "m"), ("40", "kg"), ("36", "%"), ("36", "%")]),
        ("en", "SEK 386m and 1,600.5 kronor", [("386000000", "SEK"), ("1600.5", "SEK")]),
        (
            "en",
            "at –25 °C, 2–3 km, on pp. 33–40",
            [("-25", "°C"), ("2", ""), ("3", "km"), ("33", ""), ("40", "")],
        ),
        ("en", "the 1930s, the 19th century, a 3-year plan", [("1930", ""), ("19", ""), ("3", "a")]),
        (
            "de",
            "188 Mrd. Euro, 1.600,50 € und 0,25 Prozentpunkte",
            [("188000000000", "EUR"), ("1600.5", "EUR"), ("0.25", "pp")],
        ),
        ("de", "2,4 Billionen Dollar", [("2400000000000", "USD")]),
        ("sv", "1 600,5 kr och 3,5 miljarder kronor", [("1600.5", "SEK"), ("3500000000", "SEK")]),
        (
            "pt",
            "188 bilhões de euros, 3 mil milhões, R$ 5",
            [("188000000000", "EUR"), ("3000000000", ""), ("5", "BRL")],
        ),
        ("es", "188 mil millones de dólares", [("188000000000", "USD")]),
    ],
)
def test_values_and_units(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, lang) == expected


def test_dates_times_and_codes_are_no_figures() -> None:
    assert found("On 6 August 2025 at 3.30 p.m. the H2-350B and GPT-4.1 ran on 5G.", "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the H2-350B emits CO₂ in Q1, see 3.1.4", ["H2-350B", "CO₂", "Q1", "3.1.4"]),
        ("GPT-4.1, 5G, 3D and Covid-19", ["GPT-4.1", "5G", "3D", "Covid-19"]),
        ("40 m² of 12.5 kg since 2024", []),
        ("a 3-year plan in mid-2024", []),
    ],
)
def test_words_with_digits_are_codes(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in codes(text, "en")] == expected
