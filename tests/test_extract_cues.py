"""Phrases as data: what a line says, opens with, or credits."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from lxml import html

import pipeline
from pipeline.extract.cues import CLASSES, LANGUAGES, cues, furniture

PHRASES = Path(pipeline.__file__).parent / "extract" / "phrases"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_every_class_in_lower_case(lang: str) -> None:
    table = tomllib.loads((PHRASES / f"{lang}.toml").read_text(encoding="utf-8"))
    assert set(CLASSES) <= set(table)
    phrases = [phrase for name in CLASSES for kind in table[name].values() for phrase in kind]
    assert [p for p in phrases if p != p.lower()] == []
    assert len(table["months"]) == 12


@pytest.mark.parametrize(
    ("lang", "line", "name"),
    [
        ("de", "Lesen Sie auch:", "related"),
        ("de", "Kommentare (4)", "comments"),
        ("sv", "📢 Dela artikeln", "share"),
        ("en", "Related articles", "related"),
        ("sv", "Related articles", "related"),
        ("fr", "Newsletter", "newsletter"),
        ("en", "The related articles of the treaty", ""),
    ],
)
def test_a_line_says_a_phrase_only_as_a_whole(lang: str, line: str, name: str) -> None:
    assert cues(lang).says(line) == name


def test_openings_hold_for_short_lines_only() -> None:
    assert cues("de").opens("Lesen Sie auch: Leim ohne Formaldehyd") == "related"
    assert cues("de").opens("Lesen Sie auch " + "das Kleingedruckte, " * 10) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Hafen bei Nacht – Bild: Studio Nord", "Foto: Ida Ek", "(Bild: Werk)", "© Ida Ek/Getty Images", "Image: Studio",
        "The crane at work. (Ida / iStock.com)",
    ],
)  # fmt: skip
def test_credits_of_pictures_are_known(line: str) -> None:
    assert cues("de").is_credit(line)


@pytest.mark.parametrize(
    "line", ["Das Bild zeigt den Kran bei Nacht.", "Bildung: Länder einig", "Die Quelle der Oder"]
)
def test_sentences_about_pictures_are_no_credits(line: str) -> None:
    assert not cues("de").is_credit(line)


@pytest.mark.parametrize(
    ("markup", "word"),
    [
        ('<div class="c-newsletter box">', "newsletter"),
        ('<div id="relatedPosts">', "related"),
        ('<aside class="anzeige">', "anzeige"),
        ('<div class="article-body promo">', ""),
        ('<div class="shared-space header">', ""),
        ('<h2 class="nav_item">', ""),
    ],
)
def test_elements_named_as_furniture(markup: str, word: str) -> None:
    assert furniture(html.fragment_fromstring(markup)) == word
