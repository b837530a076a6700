"""The gate of the sentence splitter: boundaries right on hard places, per language (floors.toml, [sentences])."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from pipeline.sentences import split

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["sentences"]
PLACE = re.compile(r"[.!?…][^\w\s]*(?=\s)")
CASES_NEEDED = 120


def cases(lang: str) -> list[list[str]]:
    lines = (HERE / f"sentences_{lang}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[1].split("¦") for line in lines if not line.startswith("#")]


def places(text: str) -> set[int]:
    """Where an end is thinkable: after a mark and before a space."""
    return {match.end() for match in PLACE.finditer(text)}


def ends(sentences: list[str]) -> set[int]:
    joined, found = "", set()
    for sentence in sentences[:-1]:
        joined += sentence
        found.add(len(joined))
        joined += " "
    return found


@pytest.mark.parametrize("lang", ["en", "de", "sv"])
def test_boundaries_stay_above_the_floor(lang: str) -> None:
    wrong, thinkable, missed = 0, 0, []
    for sentences in cases(lang):
        text = " ".join(sentences)
        wanted, got = ends(sentences), {end for _, end in split(text, lang)[:-1]}
        thinkable += len(places(text) | wanted | got)
        wrong += len(wanted ^ got)
        missed += [text] if wanted != got else []
    assert 1 - wrong / thinkable >= FLOORS[lang], missed


@pytest.mark.parametrize("lang", ["en", "de", "sv"])
def test_the_set_is_large_and_has_both_answers(lang: str) -> None:
    """A splitter that never splits, or always does, must fail: both kinds of place are frequent."""
    found = cases(lang)
    ended = sum(len(ends(sentences)) for sentences in found)
    thinkable = sum(len(places(" ".join(sentences)) | ends(sentences)) for sentences in found)
    assert len(found) >= CASES_NEEDED
    assert 0.3 < ended / thinkable < 0.7
