"""nightly/shared_cache.py: the same store as the local one, wherever fsspec reaches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nights import night, prepare, statuses

from pipeline.cache import Cache, key
from pipeline.errors import ConfigError
from pipeline.nightly.shared_cache import REST, Layered, SharedCache

NAME = key("test", 1, "a")


@pytest.mark.parametrize("url", ["memory://cache", "{folder}/cache", "file://{folder}/cache"])
def test_what_is_put_is_got(url: str, tmp_path: Path) -> None:
    store = SharedCache(url.format(folder=tmp_path))
    assert store.get(key("test", 1, "nothing")) is None
    assert not store.has(NAME)
    store.put(NAME, b"value")
    store.put(NAME, b"newer")
    store.check()
    again = SharedCache(store.url)
    assert (again.get(NAME), again.has(NAME), again.has(key("test", 1, "nothing"))) == (b"newer", True, False)
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


class Broken:
    """Storage as some drivers are: what they raise is an error of their own."""

    protocol = ("s3", "s3a")

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.asked = 0

    def pipe_file(self, *_: object) -> None:
        self.asked += 1
        raise self.error

    cat_file = exists = pipe_file


class NoCredentialsError(Exception):
    """As botocore's, which is no OSError."""


def behind(storage: Broken, clock: Any = lambda: 0.0) -> SharedCache:
    store = SharedCache("s3://bucket/prefix", clock)
    vars(store)["_files"] = (storage, "bucket/prefix")
    return store


def test_storage_that_fails_is_no_hit_and_is_left_alone_for_a_while(caplog: pytest.LogCaptureFixture) -> None:
    storage, now = Broken(NoCredentialsError("Unable to locate credentials")), [0.0]
    store = behind(storage, lambda: now[0])
    store.put(NAME, b"value")
    assert (store.get(NAME), store.has(NAME), storage.asked) == (None, False, 1)
    assert "Unable to locate credentials" in caplog.text
    now[0] = REST + 1
    assert (store.get(NAME), storage.asked) == (None, 2)


@pytest.mark.parametrize(
    "error",
    [NoCredentialsError("Unable to locate credentials"), FileNotFoundError("The bucket is not there")],
)
def test_storage_that_cannot_be_used_is_said_before_a_night_and_no_bucket_is_made(error: Exception) -> None:
    with pytest.raises(ConfigError, match=str(error)):
        behind(Broken(error)).check()


def test_what_came_from_afar_is_near_the_next_time(tmp_path: Path) -> None:
    near, far = Cache(tmp_path / "near"), SharedCache(str(tmp_path / "far"))
    far.put(NAME, b"value")
    both = Layered(near, far)
    assert (both.has(NAME), both.get(NAME), near.get(NAME)) == (True, b"value", b"value")
    other = key("test", 1, "b")
    both.put(other, b"other")
    assert (near.get(other), far.get(other)) == (b"other", b"other")


def test_a_night_with_a_shared_cache_says_every_sentence_once_for_all_machines(tmp_path: Path) -> None:
    prepare(tmp_path)
    shared = {"shared_cache": str(tmp_path / "far")}
    assert statuses(night(tmp_path, nightly=shared)) == ["made", "made"]
    entries = sorted((tmp_path / "far").rglob("*"))
    elsewhere = night(tmp_path, nightly=shared, output=tmp_path / "elsewhere")
    assert statuses(elsewhere) == ["made", "made"]
    assert sorted((tmp_path / "far").rglob("*")) == entries


def test_a_night_without_its_shared_cache_does_not_begin(tmp_path: Path) -> None:
    prepare(tmp_path)
    (tmp_path / "far").write_text("a file, not a folder")
    with pytest.raises(ConfigError, match=r"nightly\.shared_cache"):
        night(tmp_path, nightly={"shared_cache": str(tmp_path / "far")})
