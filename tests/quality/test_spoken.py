"""The gate of the reading: what is said right of tests/quality/spoken_<lang>.tsv (floors.toml, [spoken]).

A case is right when its words are those of one of the readings given; hyphens count as spaces, and the apostrophe or
colon that keeps an ending apart from a spelled letter ("S M E's", "V D:n") is of no account.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import regex

from pipeline.speech.lexicon import Lexicon
from pipeline.speech.reading import read

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["spoken"]
LANGUAGES = ["en", "de", "sv"]
CASES_NEEDED = 200
OR = " | "


def cases(lang: str) -> list[tuple[str, list[str]]]:
    lines = (HERE / f"spoken_{lang}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(written, readings.split(OR)) for written, readings in pairs]


def words(text: str) -> list[str]:
    return regex.findall(r"\w+", regex.sub(r"(?<=\w)['’:](?=\w)", "", text.casefold()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_readings_stay_above_the_floor(lang: str) -> None:
    found = cases(lang)
    said = {written: read(written, lang, Lexicon()) for written, _ in found}
    wrong = [
        f"{written} -> {said[written]}"
        for written, readings in found
        if words(said[written]) not in [words(reading) for reading in readings]
    ]
    assert 1 - len(wrong) / len(found) >= FLOORS[lang], "\n".join(wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_set_is_large_and_asks_for_something(lang: str) -> None:
    """No text is asked for twice, and a reading that changed nothing would fail nearly everywhere."""
    found = cases(lang)
    assert len(found) >= CASES_NEEDED
    assert len({written for written, _ in found}) == len(found)
    unchanged = [written for written, readings in found if words(written) in [words(r) for r in readings]]
    assert len(unchanged) / len(found) < 0.05
