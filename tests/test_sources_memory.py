"""sources/memory.py: what was fetched before."""

from __future__ import annotations

from pathlib import Path

import msgspec

from pipeline.cache import Cache, NoCache, key
from pipeline.sources.memory import STAGE, VERSION, Remembered, recall, remember

PAGE = Remembered(
    "https://news.example/a", "text/html", "utf-8", '"1"', "Wed, 06 Aug 2025 08:00:00 GMT", b"x\x00"
)
URL = "https://news.example/old"


def test_what_is_remembered_is_recalled(tmp_path: Path) -> None:
    remember(Cache(tmp_path), URL, PAGE)
    assert recall(Cache(tmp_path), URL) == PAGE
    assert recall(Cache(tmp_path), "https://news.example/other") is None


def test_a_page_that_could_not_be_asked_about_is_not_kept(tmp_path: Path) -> None:
    remember(Cache(tmp_path), URL, msgspec.structs.replace(PAGE, etag="", modified=""))
    assert list(tmp_path.iterdir()) == []


def test_a_memory_from_another_time_is_none(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    store.put(key(STAGE, VERSION, URL), msgspec.msgpack.encode({"found_at": 7}))
    assert recall(store, URL) is None
    assert recall(NoCache(), URL) is None


def test_the_conditions_of_asking_again() -> None:
    assert PAGE.conditions() == {"If-None-Match": '"1"', "If-Modified-Since": "Wed, 06 Aug 2025 08:00:00 GMT"}
    assert msgspec.structs.replace(PAGE, modified="").conditions() == {"If-None-Match": '"1"'}
