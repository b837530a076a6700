"""Articles that fail night after night are left alone, until they or what they depend on change.

`output/.quarantine.json`: source -> Case. A source that cannot be fetched never gets here: trying again is all that
helps, and costs one request. A file that cannot be read, or holds no text, does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from pipeline.files import write_bytes

FILE = ".quarantine.json"


class Case(msgspec.Struct, frozen=True):
    """A source that failed on `nights` nights, the same in all that it depends on (`key`). Runs of one day count once."""

    key: str
    nights: int
    first: date
    last: date
    reason: str


class Quarantine:
    """The cases of an output folder. `after` nights a source is held; 0 holds none."""

    def __init__(self, output: Path, after: int, today: date) -> None:
        self._path = output / FILE
        self._after = after
        self._today = today
        self._cases = read(output)

    def held(self, source: str, key: str) -> Case | None:
        """The case of a source that is to be left alone."""
        case = self._cases.get(source)
        return case if case and case.key == key and 0 < self._after <= case.nights else None

    def failed(self, source: str, key: str, reason: str) -> None:
        """Note a failure. Raises OutputError."""
        known = self._cases.get(source)
        if known is None or known.key != key:
            case = Case(key, 1, self._today, self._today, reason)
        else:
            nights = known.nights + (known.last != self._today)
            case = Case(key, nights, known.first, self._today, reason)
        self._cases[source] = case
        self._save()

    def healed(self, source: str) -> None:
        """Forget a source that is well. Raises OutputError."""
        if self._cases.pop(source, None):
            self._save()

    def _save(self) -> None:
        content = msgspec.json.encode(dict(sorted(self._cases.items())))
        write_bytes(self._path, msgspec.json.format(content, indent=2) + b"\n")


def read(output: Path) -> dict[str, Case]:
    """The cases kept in `output`; none where the file is missing or damaged."""
    try:
        return msgspec.json.decode((output / FILE).read_bytes(), type=dict[str, Case])
    except (OSError, msgspec.MsgspecError):
        return {}


def in_quarantine(cases: Mapping[str, Case], after: int) -> dict[str, Case]:
    """Those of the cases that are held."""
    return {source: case for source, case in cases.items() if 0 < after <= case.nights}
