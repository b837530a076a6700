"""A content-addressed store on disk; safe to delete at any time.

Key spec, version 1: SHA-256, in hex, of the canonical JSON (sorted keys, no spaces, UTF-8, no NaN) of
`["rostval-1", stage, stage version, material]`, where material is whatever the piece of work depends on:
its input, the settings the stage reads, the engine's fingerprint. Values are opaque bytes.
Same material, same key, on every machine.

On disk: `<root>/<first two hex digits>/<key>`, the value behind a header of its own SHA-256,
so that a damaged entry is noticed and treated as absent.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import msgspec

from pipeline.errors import OutputError
from pipeline.files import write_bytes

TAG = "rostval-1"
_DIGEST_BYTES = 32
_USE_RESOLUTION = 3600.0  # seconds


def key(stage: str, version: int, material: Any) -> str:
    """The name of a piece of work. `material` may hold dataclasses, settings, dates and JSON values. Raises TypeError on others."""
    text = json.dumps(
        [TAG, stage, version, material],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_plain,
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be part of a cache key")


def sealed(value: bytes) -> bytes:
    """An entry: `value` behind its own hash."""
    return hashlib.sha256(value).digest() + value


def unsealed(entry: bytes) -> bytes | None:
    """The value of an entry; None where it is damaged."""
    digest, value = entry[:_DIGEST_BYTES], entry[_DIGEST_BYTES:]
    return value if hashlib.sha256(value).digest() == digest else None


class Store(Protocol):
    """What a stage sees of a cache."""

    def has(self, name: str) -> bool: ...
    def get(self, name: str) -> bytes | None: ...
    def put(self, name: str, value: bytes) -> None: ...


class Cache:
    """A Store in a folder. Reading a damaged entry gives None; writing is atomic; processes may share it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        return self.root / name[:2] / name

    def has(self, name: str) -> bool:
        """Whether there is an entry, be it damaged within: an empty one is what a power cut leaves. Marks it as used."""
        path = self.path(name)
        try:
            _touch(path)
            return path.stat().st_size >= _DIGEST_BYTES
        except OSError:
            return False

    def get(self, name: str) -> bytes | None:
        """The value, None where there is none or it is damaged. Marks the entry as used, for pruning."""
        path = self.path(name)
        try:
            raw = path.read_bytes()
            _touch(path)
        except OSError:
            return None
        return unsealed(raw)

    def put(self, name: str, value: bytes) -> None:
        """Keep `value`, without waiting for the disk: a damaged entry counts as absent. Raises OutputError."""
        try:
            write_bytes(self.path(name), sealed(value), sync=False)
        except OutputError as error:
            reason = error.__cause__.strerror if isinstance(error.__cause__, OSError) else error
            raise OutputError(
                f"Cannot write into the cache {self.root}: {reason}. "
                "Free space or rights there, or name another folder in ROSTVAL_CACHE."
            ) from error.__cause__


def _touch(path: Path) -> None:
    """Note the use, unless that was done within the hour: a nightly run reads far more than it writes."""
    now = time.time()
    if now - path.stat().st_mtime > _USE_RESOLUTION:
        with suppress(OSError):  # another user's, or on a disk that is only read: it serves all the same
            os.utime(path, (now, now))


class NoCache:
    """A Store that keeps nothing."""

    def has(self, name: str) -> bool:  # noqa: ARG002  the protocol names it
        return False

    def get(self, name: str) -> bytes | None:  # noqa: ARG002  the protocol names it
        return None

    def put(self, name: str, value: bytes) -> None:
        """Forget at once."""
