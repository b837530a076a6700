"""Keeping the cache within bounds and sound: counting, pruning the least recently used, verifying.

Reading an entry marks it as used (`Cache.get`), so its file's modification time is when it last served.
Several processes may work on a cache meanwhile: an entry that is gone when its turn comes has been dealt with.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.cache import Cache
from pipeline.files import TEMPORARY_PREFIX

# Pruning goes below the limit by a tenth, so that the next run does not start by pruning again.
LOW_WATER = 0.9
# Sound is nearly all of a cache's bytes. What is smaller than this (pages, texts, readings, measurements) is kept longer
# by so many seconds: dropping all of it frees next to nothing, and an unchanged night over many articles reads it.
SMALL = 32_000
SMALL_IS_KEPT_LONGER = 30 * 24 * 3600.0
# A temporary file this old (seconds) belongs to a run that was killed.
ABANDONED_AFTER = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One value on disk. `used` is in seconds since the epoch."""

    path: Path
    bytes: int
    used: float

    @property
    def turn(self) -> float:
        """The lower, the earlier it is dropped."""
        return self.used + (SMALL_IS_KEPT_LONGER if self.bytes < SMALL else 0.0)


@dataclass(frozen=True, slots=True)
class Care:
    """How many entries (and bytes) a cache holds, or lost by what was done to it."""

    entries: int
    bytes: int


def entries(cache: Cache) -> Iterator[Entry]:
    """Every finished entry, in no order."""
    for path, stat in _files(cache.root):
        if not path.name.startswith(TEMPORARY_PREFIX):
            yield Entry(path, stat.st_size, stat.st_mtime)


def _files(root: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for folder in sorted(root.glob("[0-9a-f][0-9a-f]")):
        with suppress(FileNotFoundError), os.scandir(folder) as found:
            for item in found:
                with suppress(FileNotFoundError):
                    yield Path(item.path), item.stat()


def stats(cache: Cache) -> Care:
    """What the cache holds."""
    sizes = [entry.bytes for entry in entries(cache)]
    return Care(len(sizes), sum(sizes))


def prune(cache: Cache, limit: int) -> Care:
    """Drop the least recently used entries, large ones first, until the cache is below `limit` bytes; give what was dropped."""
    _drop_abandoned(cache)
    known = sorted(entries(cache), key=lambda entry: entry.turn)
    excess = sum(entry.bytes for entry in known) - limit
    if excess <= 0:
        return Care(0, 0)
    excess += round(limit * (1 - LOW_WATER))
    dropped: list[Entry] = []
    for entry in known:
        if excess <= 0:
            break
        entry.path.unlink(missing_ok=True)
        dropped.append(entry)
        excess -= entry.bytes
    return Care(len(dropped), sum(entry.bytes for entry in dropped))


def _drop_abandoned(cache: Cache) -> None:
    for path, stat in _files(cache.root):
        if path.name.startswith(TEMPORARY_PREFIX) and time.time() - stat.st_mtime > ABANDONED_AFTER:
            path.unlink(missing_ok=True)


def verify(cache: Cache) -> Care:
    """Read every entry and drop those whose content does not match its own hash; give what was dropped."""
    damaged = [entry for entry in entries(cache) if cache.get(entry.path.name) is None]
    for entry in damaged:
        entry.path.unlink(missing_ok=True)
    return Care(len(damaged), sum(entry.bytes for entry in damaged))
