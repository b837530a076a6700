"""The memory remembers machines by fingerprint and glossary, and people above all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import TranslationError
from pipeline.translate.memory import Count, Memory, Remembered, Unit

PAIR = ("sv", "en")


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "below" / "memory.sqlite")


def test_reading_a_missing_memory_finds_nothing_and_makes_nothing(memory: Memory) -> None:
    assert memory.corrections(PAIR, ["Hej."]) == {}
    assert memory.counts() == []
    assert not memory.path.exists()


def test_what_a_machine_made_is_found_by_engine_and_glossary(memory: Memory) -> None:
    made = Remembered("Hello.", ("quotes",), "toy", 2)
    memory.keep(PAIR, "toy/1", {"Hej.": "g1"}, {"Hej.": made})
    assert memory.recall(PAIR, "toy/1", {"Hej.": "g1"}) == {"Hej.": made}
    assert memory.recall(PAIR, "toy/1", {"Hej.": "g2"}) == {}
    assert memory.recall(PAIR, "toy/2", {"Hej.": "g1"}) == {}
    assert memory.recall(("sv", "de"), "toy/1", {"Hej.": "g1"}) == {}


def test_a_correction_belongs_to_its_pair_and_the_later_one_stands(memory: Memory) -> None:
    memory.correct(PAIR, {"Hej.": "Hello."})
    memory.correct(PAIR, {"Hej.": "Hi."})
    assert memory.corrections(PAIR, ["Hej.", "Nej."]) == {"Hej.": "Hi."}
    assert memory.corrections(("sv", "de"), ["Hej."]) == {}


def test_more_texts_than_one_query_holds(memory: Memory) -> None:
    texts = {f"Mening {number}.": f"Sentence {number}." for number in range(1200)}
    memory.correct(PAIR, texts)
    assert memory.corrections(PAIR, list(texts)) == texts


def test_counts_and_units_tell_people_from_machines(memory: Memory) -> None:
    memory.correct(PAIR, {"Hej.": "Hi."}, "edition")
    memory.keep(PAIR, "toy/1", {"Nej.": "", "Jo.": ""}, {"Nej.": Remembered("No."), "Jo.": Remembered("")})
    assert memory.counts() == [Count("sv", "en", 1, 2)]
    assert [(u.source, u.machine) for u in memory.units()] == [("Hej.", False)]
    assert [(u.source, u.machine) for u in memory.units(machine=True)] == [("Hej.", False), ("Nej.", True)]
    assert all(isinstance(unit, Unit) and unit.changed.endswith("Z") for unit in memory.units())


def test_a_damaged_memory_is_said_with_what_to_do(memory: Memory) -> None:
    memory.path.parent.mkdir()
    memory.path.write_bytes(b"this is no database, " * 100)
    with pytest.raises(TranslationError, match="Move it away"):
        memory.corrections(PAIR, ["Hej."])


def test_a_newer_memory_is_not_touched(memory: Memory) -> None:
    memory.correct(PAIR, {"Hej.": "Hi."})
    with sqlite3.connect(memory.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(TranslationError, match="newer version"):
        memory.counts()
