"""A cache that many machines share: a folder, s3://bucket/prefix, or whatever else fsspec opens.

Entries are named as in `pipeline.cache` and carry the same header, so a folder may serve both.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

from pipeline.errors import ConfigError, OutputError

_DIGEST_BYTES = 32


class SharedCache:
    """A Store behind an fsspec URL. Reading a damaged entry gives None. Storage that fails to answer is no cache hit."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

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

    def has(self, name: str) -> bool:
        """Whether there is an entry, be it damaged; storage that does not answer has none."""
        filesystem, _ = self._files
        try:
            return bool(filesystem.exists(self._path(name)))
        except OSError:
            return False

    def get(self, name: str) -> bytes | None:
        """The value, None where there is none, it is damaged, or the storage does not answer."""
        filesystem, _ = self._files
        try:
            raw: bytes = filesystem.cat_file(self._path(name))
        except OSError:
            return None
        digest, value = raw[:_DIGEST_BYTES], raw[_DIGEST_BYTES:]
        return value if hashlib.sha256(value).digest() == digest else None

    def put(self, name: str, value: bytes) -> None:
        """Keep `value`; fsspec's transactions make it whole or absent. Raises OutputError."""
        filesystem, _ = self._files
        path = self._path(name)
        try:
            filesystem.makedirs(path.rpartition("/")[0], exist_ok=True)
            with filesystem.transaction, filesystem.open(path, "wb") as handle:
                handle.write(hashlib.sha256(value).digest() + value)
        except OSError as error:
            raise OutputError(
                f"Cannot write into the cache {self.url}: {error}. Check its rights and its space."
            ) from error
