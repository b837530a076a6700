"""The gate of the gate: planted faults caught, sound sentences left alone (floors.toml, [integrity])."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.translate.integrity import Pairing, check
from pipeline.translate.names import names
from pipeline.translate.protect import Job

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["integrity"]
FAULTS_NEEDED, SOUND_NEEDED = 200, 150
SOUND = "good"
SHORTEST_BROKEN = 6  # words; half of fewer can be a sound title


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


def spoilt(source_lang: str, source: str, target: str) -> Iterator[str]:
    """Sound translations broken in every way that a machine can break them without reading."""
    for match in re.finditer(r"\d(?:[\d.,\u00a0]*\d)?", target):
        yield target[: match.start()] + target[match.end() :]
        yield target[: match.start()] + str((int(match.group()[0]) + 1) % 10) + target[match.start() + 1 :]
    for name in names(source, source_lang):
        if name.text in target:
            yield target.replace(name.text, "")
    words = target.split()
    if len(words) >= SHORTEST_BROKEN:
        half = " ".join(words[: len(words) // 2]).rstrip(",;:.")
        yield half
        yield f"{half}."
        yield " ".join([*words[:-2], *words[-2:] * 3])
        yield f"{target} {target}"
        yield source


def test_sound_pairs_broken_by_rule_are_caught() -> None:
    broken = [
        (source_lang, target_lang, source, bad)
        for kind, source_lang, target_lang, source, target in pairs()
        if kind == SOUND
        for bad in spoilt(source_lang, source, target)
        if bad != target
    ]
    missed = [pair for pair in broken if passes(*pair)]
    assert len(broken) > 1000
    assert 1 - len(missed) / len(broken) >= FLOORS["broken_by_rule"], missed


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
