"""An article's folder by value, for workers that do not share the output folder."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.files import TEMPORARY_PREFIX, write_bytes
from pipeline.newsroom.ledger import PUBLICATION, REPORT, remember_source

# These say that all the rest is there, so they are written after it.
_LAST = (PUBLICATION, REPORT)


@dataclass(frozen=True, slots=True)
class Parcel:
    """The files of one article, by path relative to its folder. `source` is whose article it is; `gone` are files
    that were there and are to be there no more.
    """

    slug: str
    source: str
    files: Mapping[str, bytes]
    gone: tuple[str, ...] = ()


def pack(folder: Path, source: str) -> Parcel:
    """All of an article's folder, nothing where it does not exist yet."""
    return Parcel(folder.name, source, _content(folder))


def _content(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if not path.name.startswith(TEMPORARY_PREFIX)
    }


def unpack(parcel: Parcel, output: Path) -> None:
    """Lay the article out below `output`, as its owner. Raises OutputError."""
    remember_source(output, parcel.source, parcel.slug)
    settle(parcel, output)


def changed(before: Parcel, output: Path) -> Parcel:
    """What is new below `output`, and what is gone, since `before` was unpacked there."""
    now = _content(output / before.slug)
    new = {name: data for name, data in now.items() if before.files.get(name) != data}
    return Parcel(before.slug, before.source, new, tuple(sorted(before.files.keys() - now.keys())))


def settle(parcel: Parcel, output: Path) -> None:
    """Write the files of a parcel, each whole, what makes them count last; then delete. Raises OutputError."""
    folder = output / parcel.slug
    for name in sorted(
        parcel.files, key=lambda name: (name in _LAST, _LAST.index(name) if name in _LAST else 0)
    ):
        write_bytes(folder / name, parcel.files[name])
    for name in parcel.gone:
        with suppress(OSError):  # it may lie there a while longer
            (folder / name).unlink(missing_ok=True)
