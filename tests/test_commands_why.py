"""commands/why.py: the reasons that a run would have, told without running."""

from __future__ import annotations

from pathlib import Path

import pytest
from house import ENGLISH, page, publish_with_tone, write_voices
from typer.testing import CliRunner

from pipeline.cli import app


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published article whose settings `publish.toml` repeats."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text(page("A plant", ENGLISH), encoding="utf-8")
    (tmp_path / "publish.toml").write_text(
        'languages = ["en"]\noffline = true\n[speech]\nvoice_folders = ["voices"]\nvoices = {en = ["tone-en"]}\n'
    )
    publish_with_tone(tmp_path, ["a.html"], "en")
    return tmp_path


def why(*arguments: str) -> str:
    return CliRunner().invoke(app, ["why", "a.html", *arguments], catch_exceptions=False).stdout


def test_nothing_changed() -> None:
    assert why() == "a.html: nothing would be redone\n"


def test_never_published(folder: Path) -> None:
    (folder / "output").rename(folder / "elsewhere")
    assert "never published" in why()


def test_a_changed_page_is_named_and_nothing_else(folder: Path) -> None:
    (folder / "a.html").write_text(page("A plant", ENGLISH[:2]), encoding="utf-8")
    assert why().splitlines()[1:] == ["  page: changed"]


def test_a_changed_voice_is_named(folder: Path) -> None:
    write_voices(folder, "en")
    voice = folder / "voices" / "tone-en.toml"
    voice.write_text(voice.read_text() + "rate = 1.2\n")
    assert why().splitlines()[1:] == ["  voice tone-en: changed"]


def test_a_changed_pronunciation_is_named(folder: Path) -> None:
    (folder / "voices" / "lexicon.en.tsv").write_text("Almvik\tAlm-veek\n")
    assert why().splitlines()[1:] == ["  pronunciation of en: changed"]


def test_an_edited_text_is_named(folder: Path) -> None:
    text = next((folder / "output").glob("*/en/article.md"))
    text.write_text(text.read_text() + "\nOne more sentence.\n")
    assert why().splitlines()[1:] == ["  edited en text: new"]


def test_a_missing_recording_is_noticed(folder: Path) -> None:
    next((folder / "output").glob("*/en/*.mp3")).unlink()
    assert "a file that is missing" in why()


def test_another_language_is_a_reason() -> None:
    assert "languages: changed" in why("--lang", "en,sv")
