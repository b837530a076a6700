"""The gate of the gate: planted faults caught, sound sentences left alone (floors.toml, [integrity])."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from pipeline.translate.integrity import Pairing, check
from pipeline.translate.protect import Job

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["integrity"]
FAULTS_NEEDED, SOUND_NEEDED = 200, 150
SOUND = "good"


def pairs() -> list[list[str]]:
    lines = (HERE / "integrity.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def passes(source_lang: str, target_lang: str, source: str, target: str) -> bool:
    return not any(fault.hard for fault in check(Pairing(source, target, Job(source_lang, target_lang))))


def test_planted_faults_are_caught_and_sound_pairs_pass() -> None:
    missed = [pair for kind, *pair in pairs() if kind != SOUND and passes(*pair)]
    alarms = [pair for kind, *pair in pairs() if kind == SOUND and not passes(*pair)]
    kinds = Counter(kind == SOUND for kind, *_ in pairs())
    assert 1 - len(missed) / kinds[False] >= FLOORS["caught"], missed
    assert len(alarms) / kinds[True] <= FLOORS["false_alarms"], alarms


def test_every_kind_of_fault_is_in_the_set_often() -> None:
    kinds = Counter(kind for kind, *_ in pairs())
    assert kinds[SOUND] >= SOUND_NEEDED
    assert kinds.total() - kinds[SOUND] >= FAULTS_NEEDED
    assert (
        min(
            kinds[kind]
            for kind in ("figure", "unit", "date", "name", "protected", "untranslated", "loop", "truncated")
        )
        >= 10
    )
