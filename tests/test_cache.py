"""cache.py: same material, same key; a damaged entry is no entry."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from pipeline.cache import Cache, NoCache, key
from pipeline.document import Block, BlockKind


def test_a_key_depends_on_every_part() -> None:
    material = {"text": "Gävle", "day": date(2025, 8, 6), "block": Block(BlockKind.QUOTE, "x")}
    names = {
        key("a", 1, material),
        key("b", 1, material),
        key("a", 2, material),
        key("a", 1, {**material, "text": ""}),
    }
    assert len(names) == 4


def test_a_key_does_not_depend_on_the_order_of_names() -> None:
    assert key("a", 1, {"x": 1, "y": 2}) == key("a", 1, {"y": 2, "x": 1})


def test_the_spec_of_keys_is_pinned() -> None:
    """Another key for the same material would throw everybody's cache away: change TAG if you mean it."""
    assert key("stage", 1, ["ä", 1]) == "df3b2316cab51d66726026a2c5fade718229a51bf5da309a99d5844d5dc316a7"


def test_what_cannot_be_hashed_is_refused() -> None:
    with pytest.raises(TypeError, match="set cannot be part"):
        key("a", 1, {1, 2})


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    name = key("a", 1, "x")
    assert cache.get(name) is None
    assert not cache.has(name)
    cache.put(name, b"value")
    assert cache.get(name) == b"value"
    assert cache.has(name)


def test_asking_for_an_entry_marks_it_as_used(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    name = key("a", 1, "x")
    cache.put(name, b"value")
    os.utime(cache.path(name), (0, 0))
    assert cache.has(name)
    assert cache.path(name).stat().st_mtime > 0


def test_an_entry_that_may_only_be_read_serves_however_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only its owner may set a file's times, and nobody where the disk is mounted to be read."""
    cache = Cache(tmp_path)
    name = key("a", 1, "x")
    cache.put(name, b"value")
    os.utime(cache.path(name), (0, 0))

    def refuse(path: Path, _times: tuple[float, float]) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr(os, "utime", refuse)
    assert cache.get(name) == b"value"
    assert cache.has(name)


def test_a_damaged_entry_is_no_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    name = key("a", 1, "x")
    cache.put(name, b"value")
    cache.path(name).write_bytes(cache.path(name).read_bytes()[:-1])
    assert cache.get(name) is None


def test_an_entry_that_a_power_cut_left_empty_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    name = key("a", 1, "x")
    cache.put(name, b"value")
    cache.path(name).write_bytes(b"")
    assert not cache.has(name)


def test_no_cache_keeps_nothing() -> None:
    store = NoCache()
    store.put("x", b"y")
    assert store.get("x") is None
    assert not store.has("x")
