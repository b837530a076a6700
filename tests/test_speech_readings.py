"""speech/readings: a sentence is read once, in whatever run."""

from __future__ import annotations

from pathlib import Path

from pipeline.cache import Cache
from pipeline.speech.readings import Readings


def never() -> str:
    raise AssertionError("it was read before")


def test_a_sentence_is_read_once_in_whatever_run(tmp_path: Path) -> None:
    first = Readings("a" * 64, Cache(tmp_path))
    assert first.of("Den 3 maj.", "sv", lambda: "Den tredje maj.") == "Den tredje maj."
    assert first.of("Den 3 maj.", "sv", never) == "Den tredje maj."
    first.keep()
    assert Readings("a" * 64, Cache(tmp_path)).of("Den 3 maj.", "sv", never) == "Den tredje maj."


def test_another_language_and_another_article_read_for_themselves(tmp_path: Path) -> None:
    first = Readings("a" * 64, Cache(tmp_path))
    first.of("1999", "sv", lambda: "nittonhundranittionio")
    assert first.of("1999", "de", lambda: "neunzehnhundertneunundneunzig") == "neunzehnhundertneunundneunzig"
    first.keep()
    other = Readings("b" * 64, Cache(tmp_path))
    assert other.of("1999", "sv", lambda: "ett nio nio nio") == "ett nio nio nio"


def test_what_is_old_is_kept_beside_what_is_new(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        run = Readings("a" * 64, Cache(tmp_path))
        run.of(text, "en", text.upper)
        run.keep()
    assert [Readings("a" * 64, Cache(tmp_path)).of(text, "en", never) for text in ("one", "three")] == [
        "ONE",
        "THREE",
    ]


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    Readings("a" * 64, Cache(tmp_path)).keep()
    assert list(tmp_path.rglob("*")) == []
