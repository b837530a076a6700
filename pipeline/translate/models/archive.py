"""Unpacking what came from elsewhere: no file outside the folder, no flood, no links."""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import InstallError

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """The largest archive that is believed to be a model. The largest Argos package is 0.3 GB with 15 files, and
    weights hardly compress: a ratio of 3 is high, one of 100 is an attack."""

    files: int = 2000
    bytes: int = 8 * 1024**3
    ratio: int = 100
    small: int = 10 * 1024**2  # below this many bytes the ratio does not matter


DEFAULT_BOUNDS = Bounds()


def unpack(archive: Path, folder: Path, bounds: Bounds = DEFAULT_BOUNDS) -> None:
    """Unpack a zip below `folder`. Raises InstallError and leaves what was unpacked for the caller to throw away."""
    try:
        with zipfile.ZipFile(archive) as source:
            members = [member for member in source.infolist() if not member.is_dir()]
            if len(members) > bounds.files:
                raise _refused(archive, f"it holds {len(members):,} files")
            allowed = min(bounds.bytes, max(bounds.small, bounds.ratio * archive.stat().st_size))
            for member in members:
                allowed -= _unpack_one(source, member, folder, allowed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refused(archive, f"it is not a whole zip archive ({error})") from error


def _unpack_one(source: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, allowed: int) -> int:
    """Unpack one file and return its size. The size is counted, not believed."""
    target = folder / _safe(source, member)
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with source.open(member) as reader, target.open("wb") as writer:
        while piece := reader.read(_PIECE):
            size += len(piece)
            if size > allowed:
                raise _refused(Path(str(source.filename)), "it unpacks to far more than a model can be")
            writer.write(piece)
    return size


def _safe(source: zipfile.ZipFile, member: zipfile.ZipInfo) -> PurePosixPath:
    """The member's path if it stays inside and is a plain file."""
    path = PurePosixPath(member.filename)
    mode = member.external_attr >> 16
    outside = path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename
    if outside or (stat.S_IFMT(mode) and not stat.S_ISREG(mode)):
        raise _refused(Path(str(source.filename)), f'it holds "{member.filename}", which leads outside of it')
    return path


def _refused(archive: Path, reason: str) -> InstallError:
    return InstallError(f"{archive} is not installed: {reason}. Get it again from its maker.")
