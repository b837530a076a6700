"""nightly/carried_memory.py: people's corrections reach workers that see nothing of the publisher's, and come back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from nights import night, prepare, statuses

from pipeline import cache, config
from pipeline.nightly.account import NightReport
from pipeline.nightly.carried_memory import CarriedMemory, bring_home
from pipeline.nightly.hands import Hands
from pipeline.places import Places
from pipeline.settings import Settings
from pipeline.translate.memory import Memory, Remembered, Unit
from pipeline.workers import SerialExecutor

PAIR = ("en", "sv")
UNIT = Unit(*PAIR, "Good morning.", "God morgon.", "edition")


class FarAway(SerialExecutor):
    """A worker on another machine: nothing that is kept between runs is at the same place."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        piece = args[0]
        bench = replace(
            piece.bench, places=Places(self._home, self._home / "cache", piece.bench.places.voice_folders)
        )
        return super().submit(fn, replace(piece, bench=bench), *args[1:], **kwargs)


def far_night(folder: Path, machine: str) -> NightReport:
    hands = Hands(1, lambda _: FarAway(folder / machine))
    return night(folder, hands, {"by_value": True}, **swedish(folder))


def swedish(folder: Path) -> dict[str, Any]:
    speech = {"voices": {"sv": ["tone-sv"]}, "voice_folders": [str(folder / "voices")]}
    return {"languages": ["sv"], "translate": {"engine": "toy"}, "speech": speech}


def test_a_persons_words_are_those_that_were_sent_and_a_machines_stay(tmp_path: Path) -> None:
    carried = CarriedMemory(tmp_path / "far.sqlite", [UNIT])
    assert carried.corrections(PAIR, ["Good morning.", "Good night."]) == {"Good morning.": "God morgon."}
    assert carried.corrections(("en", "de"), ["Good morning."]) == {}
    carried.keep(PAIR, "toy", {"Yes.": ""}, {"Yes.": Remembered("Ja.")})
    assert carried.recall(PAIR, "toy", {"Yes.": ""}) == {"Yes.": Remembered("Ja.")}
    assert [unit.target for unit in carried.units(machine=True)] == ["God morgon.", "Ja."]


def test_what_is_learned_far_away_is_taken_home_once(tmp_path: Path) -> None:
    carried, home = CarriedMemory(tmp_path / "far.sqlite", [UNIT]), Memory(tmp_path / "home.sqlite")
    assert carried.correct(PAIR, {"Good night.": "God natt."}, "edition") == 1
    assert [unit.source for unit in carried.units()] == ["Good morning.", "Good night."]
    bring_home(carried.taken(), home)
    assert home.corrections(PAIR, ["Good morning.", "Good night."]) == {"Good night.": "God natt."}
    assert carried.taken() == ()
    assert not (tmp_path / "far.sqlite").exists()


def test_both_memories_give_the_same_digest_so_that_a_night_finds_itself_unchanged(tmp_path: Path) -> None:
    home = Memory(tmp_path / "home.sqlite")
    home.correct(
        PAIR, {"Örebro": "Örebro", "Zoo": "Zoo", "a": "å", "\U0001f600": "x", "\ufb01": "y"}, "edition"
    )
    carried = CarriedMemory(tmp_path / "far.sqlite", reversed(list(home.units())))
    digests = {
        cache.key("t", 1, [[u.source, u.target] for u in memory.units()]) for memory in (home, carried)
    }
    assert len(digests) == 1


def test_a_correction_made_in_one_article_shapes_the_next_on_whichever_machine(tmp_path: Path) -> None:
    prepare(tmp_path)
    assert statuses(far_night(tmp_path, "one")) == ["made", "made"]
    first, second = (
        tmp_path / "output" / f"works-number-{number}" / "sv" / "article.md" for number in (0, 1)
    )
    shared = set(first.read_text().splitlines()) & set(second.read_text().splitlines())
    sentence = max(shared, key=len)
    first.write_text(first.read_text().replace(sentence, f"Verkligen: {sentence}"))
    report = far_night(tmp_path, "two")
    notes = report.articles[0].editions[0].notes
    assert (
        f"{tmp_path / 'output' / 'works-number-0' / 'sv' / 'article.md'} was edited by a person" in notes[0]
    )
    assert "corrections remembered" in notes[-1]
    far_night(tmp_path, "three")
    assert "Verkligen: " in second.read_text()
    assert statuses(far_night(tmp_path, "four")) == ["unchanged", "unchanged"]


def test_the_publishers_memory_is_the_only_one_that_keeps_corrections(tmp_path: Path) -> None:
    prepare(tmp_path, 1)
    far_night(tmp_path, "far")
    text = tmp_path / "output" / "works-number-0" / "sv" / "article.md"
    *rest, last = text.read_text().rstrip().splitlines()
    text.write_text("\n".join([*rest, f"Verkligen: {last}"]))
    far_night(tmp_path, "far")
    home = Memory(config.places(Settings()).memory)
    assert [unit.target.partition(" ")[0] for unit in home.units()] == ["Verkligen:"]
    assert list(Memory(tmp_path / "far" / "memory.sqlite").units()) == []
