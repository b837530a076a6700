"""A cache that many machines share: a folder, s3://bucket/prefix, or whatever else fsspec opens.

Entries are named as in `pipeline.cache` and carry the same header, so a folder may serve both, and an entry that was
half-written counts as absent. It is a cache: storage that fails in the middle of a night costs time, never an article.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from pipeline import cache
from pipeline.cache import Store
from pipeline.errors import ConfigError

T = TypeVar("T")

# Storage that failed is left alone so long, in seconds: a driver may take half a minute to give up (s3fs: 5 tries).
REST = 60.0

_log = logging.getLogger(__name__)


class SharedCache:
    """A Store behind an fsspec URL. Whatever the driver raises is no hit, and said in the log once a minute at most."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.url = url.rstrip("/")
        self._clock = clock
        self._rests_until = 0.0

    def check(self) -> None:
        """Raises ConfigError where nothing can be kept: better said before a night than all through it."""
        name = cache.key("check of a shared cache", 1, self.url)
        try:
            self._write(name, b"kept")
            kept = self._read(name)
        except ConfigError:
            raise
        except Exception as error:  # drivers raise what they like, botocore among them
            raise ConfigError(
                f"The cache {self.url} (nightly.shared_cache) cannot be used: {str(error) or type(error).__name__}. "
                "Look at its address, at your credentials, and whether the bucket or folder is there."
            ) from error
        if kept != b"kept":
            raise ConfigError(
                f"The cache {self.url} (nightly.shared_cache) does not keep what is put there. Use other storage."
            )

    def has(self, name: str) -> bool:
        """Whether there is an entry, be it damaged."""
        filesystem, _ = self._files
        return self._tried(lambda: bool(filesystem.exists(self._path(name))), otherwise=False)

    def get(self, name: str) -> bytes | None:
        """The value, None where there is none, it is damaged, or the storage does not answer. Raises ConfigError."""
        _ = self._files
        return self._tried(lambda: self._read(name), otherwise=None)

    def put(self, name: str, value: bytes) -> None:
        """Keep `value`, where the storage answers. Raises ConfigError."""
        _ = self._files
        self._tried(lambda: self._write(name, value), otherwise=None)

    def _tried(self, ask: Callable[[], T], otherwise: T) -> T:
        if self._clock() < self._rests_until:
            return otherwise
        try:
            return ask()
        except FileNotFoundError:
            return otherwise
        except Exception as error:  # noqa: BLE001  drivers raise what they like; the work can be done without a cache
            self._rests_until = self._clock() + REST
            _log.warning("the cache %s does not answer, and is left alone for a minute: %s", self.url, error)
            return otherwise

    def _read(self, name: str) -> bytes | None:
        return cache.unsealed(self._files[0].cat_file(self._path(name)))

    def _write(self, name: str, value: bytes) -> None:
        """One request where there are no folders. A bucket is never made: its name may be a slip."""
        filesystem, root = self._files
        path, data = self._path(name), cache.sealed(value)
        try:
            filesystem.pipe_file(path, data)
        except FileNotFoundError:
            if not _has_folders(filesystem):
                raise
            filesystem.makedirs(f"{root}/{name[:2]}", exist_ok=True)
            filesystem.pipe_file(path, data)

    @cached_property
    def _files(self) -> tuple[Any, str]:
        """The file system and the path in it. Raises ConfigError."""
        try:
            import fsspec  # noqa: PLC0415  only clusters need it

            filesystem, root = fsspec.core.url_to_fs(self.url)
        except ImportError as error:
            raise ConfigError(
                f"The cache {self.url} needs a library that is missing: {error}. Run: pip install 'rostval[dask]' s3fs"
            ) from error
        except ValueError as error:
            raise ConfigError(
                f"nightly.shared_cache is no address of storage: {error}. Correct it."
            ) from error
        return filesystem, root

    def _path(self, name: str) -> str:
        return f"{self._files[1]}/{name[:2]}/{name}"


# Of the protocols that fsspec knows, those whose "folders" are only parts of a name.
_FLAT = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oss", "oci", "tos"})


def _has_folders(filesystem: Any) -> bool:
    protocol = filesystem.protocol
    return _FLAT.isdisjoint((protocol,) if isinstance(protocol, str) else protocol)


class Layered:
    """A near Store in front of a far one: what was once fetched from afar is near the next time."""

    def __init__(self, near: Store, far: Store) -> None:
        self._near = near
        self._far = far

    def has(self, name: str) -> bool:
        return self._near.has(name) or self._far.has(name)

    def get(self, name: str) -> bytes | None:
        value = self._near.get(name)
        if value is None and (value := self._far.get(name)) is not None:
            self._near.put(name, value)
        return value

    def put(self, name: str, value: bytes) -> None:
        self._near.put(name, value)
        self._far.put(name, value)
