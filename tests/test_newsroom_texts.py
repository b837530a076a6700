"""newsroom/texts.py: whose text is taken, and what is learned of a person's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nights import article, night, prepare

from pipeline import config
from pipeline.settings import Settings
from pipeline.translate.memory import Memory


def swedish(folder: Path) -> None:
    speech: Any = {"voices": {"sv": ["tone-sv"]}, "voice_folders": [str(folder / "voices")]}
    night(folder, languages=["sv"], translate={"engine": "toy"}, speech=speech)


def test_a_person_corrects_a_translation_but_a_page_that_changed_corrects_nothing(tmp_path: Path) -> None:
    source = prepare(tmp_path, 1) / "000.html"
    source.write_text(article(0, "The mill was opened today."), encoding="utf-8")
    swedish(tmp_path)
    text = tmp_path / "output" / "works-number-0" / "sv" / "article.md"
    *rest, last = text.read_text().rstrip().splitlines()
    text.write_text("\n".join([*rest, f"Verkligen: {last}"]))
    swedish(tmp_path)
    memory = Memory(config.places(Settings()).memory)
    learned = list(memory.units())
    assert [unit.target.partition(" ")[0] for unit in learned] == ["Verkligen:"]
    source.write_text(article(0, "The mill was closed today."), encoding="utf-8")
    swedish(tmp_path)
    assert list(memory.units()) == learned
