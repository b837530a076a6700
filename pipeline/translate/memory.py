"""The translation memory: what was translated before, so that nothing is translated twice and no correction is lost.

SQLite. A person's words are keyed by language pair and source text alone and always win; a machine's by the engine's
fingerprint and the glossary's version for that text as well, so that either change makes the text new.
Several processes may share a file; writes are transactions.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import TranslationError

Pair = tuple[str, str]

_LAYOUT = """
CREATE TABLE IF NOT EXISTS person (
    source_lang TEXT, target_lang TEXT, source TEXT, target TEXT NOT NULL, origin TEXT NOT NULL,
    changed TEXT NOT NULL DEFAULT (strftime('%Y%m%dT%H%M%SZ', 'now')),
    PRIMARY KEY (source_lang, target_lang, source)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS machine (
    source_lang TEXT, target_lang TEXT, source TEXT, engine TEXT, glossary TEXT,
    target TEXT NOT NULL, faults TEXT NOT NULL, by TEXT NOT NULL, attempts INTEGER NOT NULL,
    changed TEXT NOT NULL DEFAULT (strftime('%Y%m%dT%H%M%SZ', 'now')),
    PRIMARY KEY (source_lang, target_lang, source, engine, glossary)
) WITHOUT ROWID;
"""
_LAYOUT_VERSION = 1
_CHUNK = 500  # texts a query; SQLite allows 999 parameters in its oldest builds
_PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an engine made of a text before. `target` is "" where every attempt failed; `faults` say why."""

    target: str
    faults: tuple[str, ...] = ()
    by: str = ""
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A pair of texts as TMX carries it. `changed` is UTC in TMX's own form (YYYYMMDDThhmmssZ)."""

    source_lang: str
    target_lang: str
    source: str
    target: str
    origin: str = ""
    changed: str = ""
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many texts the memory holds for a pair, by who translated them."""

    source_lang: str
    target_lang: str
    person: int
    machine: int


class Memory:
    """A translation memory in a file, made on first writing; reading a missing one finds nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def corrections(self, pair: Pair, texts: Sequence[str]) -> dict[str, str]:
        """What a person made of each of `texts`, where one did."""
        rows = self._lookup(
            "SELECT source, target FROM person WHERE source_lang=? AND target_lang=?", pair, texts
        )
        return dict(rows)

    def recall(self, pair: Pair, engine: str, versions: Mapping[str, str]) -> dict[str, Remembered]:
        """What `engine` (a fingerprint) made of texts under these glossary versions. `versions`: text -> version."""
        rows = self._lookup(
            "SELECT source, glossary, target, faults, by, attempts FROM machine WHERE source_lang=? AND target_lang=? AND engine=?",
            (*pair, engine),
            list(versions),
        )
        return {
            source: Remembered(target, tuple(json.loads(faults)), by, attempts)
            for source, glossary, target, faults, by, attempts in rows
            if versions[source] == glossary
        }

    def keep(
        self, pair: Pair, engine: str, versions: Mapping[str, str], found: Mapping[str, Remembered]
    ) -> None:
        """Remember what `engine` made of each text."""
        rows = [
            (
                *pair,
                source,
                engine,
                versions[source],
                made.target,
                json.dumps(made.faults),
                made.by,
                made.attempts,
            )
            for source, made in found.items()
        ]
        self._write(
            "INSERT OR REPLACE INTO machine (source_lang, target_lang, source, engine, glossary, target, faults, by,"
            " attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def correct(self, pair: Pair, texts: Mapping[str, str], origin: str = "") -> int:
        """A person's words for texts; a later correction replaces an earlier. Gives how many there were."""
        rows = [(*pair, source, target, origin) for source, target in texts.items()]
        self._write(
            "INSERT OR REPLACE INTO person (source_lang, target_lang, source, target, origin) VALUES (?, ?, ?, ?, ?)",
            rows,
        )
        return len(rows)

    def counts(self) -> list[Count]:
        """What is held, by pair."""
        query = (
            "SELECT source_lang, target_lang, SUM(person), SUM(machine) FROM ("
            " SELECT source_lang, target_lang, 1 AS person, 0 AS machine FROM person UNION ALL"
            " SELECT source_lang, target_lang, 0, 1 FROM machine) GROUP BY 1, 2 ORDER BY 1, 2"
        )
        return [Count(*row) for row in self._read(query)]

    def units(self, *, machine: bool = False) -> Iterator[Unit]:
        """Every pair of texts that a person wrote or approved; with `machine`, the machine's as well."""
        for row in self._read(
            "SELECT source_lang, target_lang, source, target, origin, changed FROM person ORDER BY 1, 2, 3"
        ):
            yield Unit(*row)
        if machine:
            for row in self._read(
                "SELECT source_lang, target_lang, source, target, by, changed, 1 FROM machine WHERE target != ''"
                " ORDER BY 1, 2, 3"
            ):
                yield Unit(*row)

    def _lookup(self, query: str, fixed: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(texts), _CHUNK):
            chunk = texts[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            yield from self._read(f"{query} AND source IN ({marks})", (*fixed, *chunk))

    def _read(self, query: str, values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        if not self.path.exists():
            return []
        with self._open() as connection:
            return connection.execute(query, values).fetchall()

    def _write(self, query: str, rows: Sequence[Sequence[str | int]]) -> None:
        if not rows:
            return
        with self._open() as connection, connection:
            connection.executemany(query, rows)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE_SECONDS)) as connection:
                _prepare(connection, self.path)
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise TranslationError(
                f"The translation memory {self.path} cannot be used ({error}). Move it away, or name another with "
                "translate.memory in publish.toml."
            ) from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > _LAYOUT_VERSION:
        raise TranslationError(
            f"The translation memory {path} was made by a newer version. Upgrade, or name another with translate.memory."
        )
    if version < _LAYOUT_VERSION:
        with connection:
            connection.executescript(f"{_LAYOUT} PRAGMA user_version = {_LAYOUT_VERSION};")
