"""cache_care.py and `publish cache`: bounds are kept by dropping what was used longest ago; damage is found."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cache import Cache, key
from pipeline.cache_care import SMALL, SMALL_IS_KEPT_LONGER, Care, prune, stats, verify
from pipeline.commands.cache import app

HEADER = 32  # bytes of SHA-256 before each value
OLD = 1_000_000_000.0


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Ten entries of 100 bytes on disk, the first used longest ago."""
    made = Cache(tmp_path / "cache")
    for number in range(10):
        made.put(name(number), bytes(100 - HEADER))
        os.utime(made.path(name(number)), (OLD + number, OLD + number))
    return made


def name(number: int) -> str:
    return key("test", 1, number)


def held(cache: Cache) -> list[int]:
    return [number for number in range(10) if cache.path(name(number)).exists()]


def test_stats_count_entries_and_bytes(cache: Cache) -> None:
    assert stats(cache) == Care(10, 1000)


def test_a_cache_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert stats(Cache(tmp_path / "none")) == Care(0, 0)


def test_pruning_drops_the_least_recently_used_and_a_tenth_more(cache: Cache) -> None:
    assert prune(cache, 500) == Care(6, 600)
    assert held(cache) == [6, 7, 8, 9]


def test_reading_an_entry_saves_it_from_pruning(cache: Cache) -> None:
    assert cache.get(name(0)) is not None
    prune(cache, 500)
    assert 0 in held(cache)
    assert 1 not in held(cache)


def test_sound_goes_before_what_is_small_until_that_is_a_month_older(cache: Cache) -> None:
    sound = [cache.path(name(number)) for number in range(20, 23)]
    for number, path in enumerate(sound):
        cache.put(path.name, bytes(SMALL))
        os.utime(path, (OLD + 1000 + number, OLD + 1000 + number))
    assert prune(cache, 2 * SMALL).entries == 2
    assert held(cache) == [*range(10)]
    assert [path.exists() for path in sound] == [False, False, True]
    older = cache.path(name(4))
    os.utime(older, (OLD - SMALL_IS_KEPT_LONGER, OLD - SMALL_IS_KEPT_LONGER))
    assert prune(cache, stats(cache).bytes - 1).entries > 0
    assert not older.exists()


def test_within_bounds_nothing_is_dropped(cache: Cache) -> None:
    assert prune(cache, 1000) == Care(0, 0)


def test_pruning_clears_what_a_killed_run_left_but_not_what_a_running_one_writes(cache: Cache) -> None:
    abandoned, fresh = (cache.path(name(0)).with_name(f".new-{n}") for n in ("old", "fresh"))
    for path in (abandoned, fresh):
        path.write_bytes(b"half")
    os.utime(abandoned, (OLD, OLD))
    prune(cache, 1000)
    assert (abandoned.exists(), fresh.exists()) == (False, True)


def test_verification_drops_damaged_entries_only(cache: Cache) -> None:
    damaged = cache.path(name(3))
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    assert verify(cache) == Care(1, 100)
    assert 3 not in held(cache)
    assert len(held(cache)) == 9


def test_the_command_counts_prunes_and_verifies(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTVAL_CACHE", str(cache.root))
    runner = CliRunner()
    counted = json.loads(runner.invoke(app, ["stats", "--json"]).stdout)
    assert (counted["folder"], counted["entries"], counted["bytes"]) == (str(cache.root), 10, 1000)
    assert runner.invoke(app, ["verify"]).stdout == "0 entries damaged and dropped, 0.0 MB\n"
    assert runner.invoke(app, ["prune", "--to", "0.0005"]).stdout == "6 entries dropped, 0.0 MB\n"
    assert "4 entries" in runner.invoke(app, ["stats"]).stdout
