"""nightly/shared_cache.py: the same store as the local one, wherever fsspec reaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cache import Cache, key
from pipeline.errors import ConfigError
from pipeline.nightly.shared_cache import SharedCache

NAME = key("test", 1, "a")


@pytest.mark.parametrize("url", ["memory://cache", "{folder}/cache", "file://{folder}/cache"])
def test_what_is_put_is_got(url: str, tmp_path: Path) -> None:
    store = SharedCache(url.format(folder=tmp_path))
    assert store.get(key("test", 1, "nothing")) is None
    assert not store.has(NAME)
    store.put(NAME, b"value")
    store.put(NAME, b"newer")
    assert SharedCache(store.url).get(NAME) == b"newer"
    assert store.has(NAME)


def test_a_folder_serves_the_local_cache_as_well(tmp_path: Path) -> None:
    SharedCache(str(tmp_path)).put(NAME, b"value")
    assert Cache(tmp_path).get(NAME) == b"value"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [NAME]


def test_a_damaged_entry_is_absent(tmp_path: Path) -> None:
    store = SharedCache(str(tmp_path))
    store.put(NAME, b"value")
    Cache(tmp_path).path(NAME).write_bytes(b"damaged")
    assert store.get(NAME) is None


@pytest.mark.parametrize("url", ["nonsense://x", "s3://bucket/prefix"])
def test_storage_that_is_unknown_or_lacks_its_library_is_said(url: str) -> None:
    with pytest.raises(ConfigError, match=r"shared_cache|pip install"):
        SharedCache(url).get(NAME)
