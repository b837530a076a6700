"""commands/memory.py: corrections carried in and out."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.commands.memory import app
from pipeline.errors import SourceError, TranslationError
from pipeline.translate import tmx
from pipeline.translate.memory import Memory, Remembered, Unit


@pytest.fixture(autouse=True)
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Memory:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "publish.toml").write_text('[translate]\nmemory = "memory.sqlite"\n')
    return Memory(tmp_path / "memory.sqlite")


def run(*arguments: str) -> str:
    return CliRunner().invoke(app, arguments, catch_exceptions=False).stdout


def test_an_empty_memory_says_so() -> None:
    assert "is empty" in run("stats")


def test_what_is_exported_is_imported(memory: Memory, tmp_path: Path) -> None:
    memory.correct(("sv", "en"), {"Hej.": "Hello."})
    memory.correct(("en", "de"), {"Yes.": "Ja."})
    assert "2 written" in run("export", "all.tmx")
    memory.path.unlink()
    assert "sv-en: 1 taken in" in run("import", "all.tmx")
    assert memory.corrections(("sv", "en"), ["Hej."]) == {"Hej.": "Hello."}
    assert "en-de: 1 by people, 0 by machines" in run("stats")
    assert tmp_path.joinpath("all.tmx").read_bytes().startswith(b"<?xml")


def test_one_pair_can_be_exported_alone(memory: Memory) -> None:
    memory.correct(("sv", "en"), {"Hej.": "Hello."})
    memory.correct(("en", "de"), {"Yes.": "Ja."})
    assert "1 written" in run("export", "one.tmx", "--pair", "en-de")
    assert [unit.source for unit in tmx.read(Path("one.tmx"))] == ["Yes."]


def test_a_machines_words_do_not_become_a_persons(memory: Memory) -> None:
    memory.keep(("sv", "en"), "toy", {"Nej.": ""}, {"Nej.": Remembered("No.")})
    assert "0 written" in run("export", "people.tmx")
    assert "1 written" in run("export", "all.tmx", "--machine")
    said = run("import", "all.tmx")
    assert "1 made by a machine: passed over" in said
    assert "Nothing to take in" in said
    assert memory.corrections(("sv", "en"), ["Nej."]) == {}


def test_a_file_that_is_no_tmx_is_refused_and_nothing_taken_in(memory: Memory) -> None:
    Path("bad.tmx").write_text("<tmx><body><tu>")
    with pytest.raises(TranslationError, match="TMX"):
        run("import", "bad.tmx")
    with pytest.raises(SourceError, match=r"There is no file gone\.tmx"):
        run("import", "gone.tmx")
    assert memory.counts() == []


def test_an_import_replaces_what_was_there(memory: Memory) -> None:
    memory.correct(("sv", "en"), {"Hej.": "Hello."})
    tmx.write(Path("new.tmx"), [Unit("sv", "en", "Hej.", "Hi.")])
    run("import", "new.tmx")
    assert memory.corrections(("sv", "en"), ["Hej."]) == {"Hej.": "Hi."}
