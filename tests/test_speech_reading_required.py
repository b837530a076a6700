"""speech/reading/required: a sign too many would silence a rule, a sign too few only costs time."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.speech.reading.reader import rules
from pipeline.speech.reading.required import required_signs

QUALITY = Path(__file__).parent / "quality"


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        (r"\d:\d\d", (":",)),
        (r"\d\s?[-–]\s?\d", ("-–",)),
        (r"§\s?\d+(?:\.\d)?", ("§",)),
        (r"(?<=\d)/(?=\d{2,}\s?%)", ("/", "%")),
        (r"\(\d\)", ("(", ")")),
        (r"(?P<a>\d)(?:-\d)+", ("-",)),
        (r"[|\\]x", ("|\\",)),
        (r"\+{1,2}\d", ("+",)),
        (r"a&b&c", ("&",)),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern: str, signs: tuple[str, ...]) -> None:
    assert required_signs(pattern) == signs


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d:?\d",
        r"\d(?::\d\d)?",
        r"\d(?:[:.]\d){0,2}",
        r"\d:*\d",
        r"\d:{0,1}\d",
        r"\d/\d|\d%",
        r"(?:\d/\d|\d%)",
        r"\d(?!:)",
        r"(?<![.,])\d",
        r"[^:]\d",
        r"[a:]\d",
        r"[\d:]",
        r"\d.\d$",
        r"\p{Sc}\d",
        r"\L<symbols>\d",
        r"\d(?:x(?::y)?)",
        r"[\p{N}--[0-9]]",
        "",
    ],
)
def test_what_may_be_absent_is_not_asked_for(pattern: str) -> None:
    assert required_signs(pattern) == ()


@pytest.mark.parametrize("lang", ["de", "en", "sv"])
def test_no_rule_finds_anything_where_a_sign_is_missing(lang: str) -> None:
    lines = (QUALITY / f"spoken_{lang}.tsv").read_text(encoding="utf-8").splitlines()
    texts = [line.partition("\t")[0] for line in lines if "\t" in line and not line.startswith("#")]
    asking = [rule for rule in rules(lang) if rule.signs]
    assert len(asking) > 30
    for rule in asking:
        silenced = [text for text in texts if not all(set(signs) & set(text) for signs in rule.signs)]
        assert silenced
        assert [text for text in silenced if rule.pattern.search(text)] == [], rule.name
