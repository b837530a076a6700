"""nightly/quarantine.py: so many nights, the same cause, and nothing is held for ever."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from pipeline.nightly.quarantine import FILE, Quarantine, in_quarantine, read

MONDAY = date(2026, 11, 23)


def fail(output: Path, *nights: int, key: str = "k") -> Quarantine:
    for night in nights:
        Quarantine(output, 3, MONDAY + timedelta(night)).failed("a", key, f"reason {night}")
    return Quarantine(output, 3, MONDAY + timedelta(9))


def test_two_nights_are_not_enough(tmp_path: Path) -> None:
    assert fail(tmp_path, 0, 1).held("a", "k") is None


def test_after_three_nights_it_is_held_with_its_last_reason(tmp_path: Path) -> None:
    case = fail(tmp_path, 0, 1, 2).held("a", "k")
    assert case
    assert (case.nights, case.first, case.last, case.reason) == (3, MONDAY, MONDAY + timedelta(2), "reason 2")


def test_several_runs_of_one_day_are_one_night(tmp_path: Path) -> None:
    assert fail(tmp_path, 0, 0, 0, 0).held("a", "k") is None


def test_a_change_begins_anew(tmp_path: Path) -> None:
    fail(tmp_path, 0, 1)
    assert fail(tmp_path, 2, key="other").held("a", "other") is None
    assert read(tmp_path)["a"].nights == 1


def test_another_cause_is_not_held(tmp_path: Path) -> None:
    assert fail(tmp_path, 0, 1, 2).held("a", "other") is None


def test_what_is_well_is_forgotten(tmp_path: Path) -> None:
    fail(tmp_path, 0, 1, 2).healed("a")
    assert read(tmp_path) == {}


def test_nought_holds_nothing(tmp_path: Path) -> None:
    fail(tmp_path, 0, 1, 2)
    assert Quarantine(tmp_path, 0, MONDAY).held("a", "k") is None
    assert in_quarantine(read(tmp_path), 0) == {}
    assert list(in_quarantine(read(tmp_path), 3)) == ["a"]


def test_a_damaged_file_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    assert Quarantine(tmp_path, 1, MONDAY).held("a", "k") is None
