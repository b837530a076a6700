"""Files that are whole or absent: written beside, synced, renamed (DESIGN: "nothing half-made")."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError

TEMPORARY_PREFIX = ".new-"


@contextmanager
def replacing(path: Path, *, sync: bool = True) -> Iterator[Path]:
    """Give a temporary path beside `path` (same suffix); on a clean exit it is synced and becomes `path`.

    Without `sync` a power cut may leave a damaged file: only for what is checked when it is read.
    On an error the temporary file is removed and `path` stays as it was. Raises OutputError when the folder
    cannot be written or the disk is full.
    """
    temporary = _beside(path)
    try:
        yield temporary
        if sync:
            with temporary.open("rb+") as handle:
                os.fsync(handle.fileno())
        temporary.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    os.close(handle)
    umask = os.umask(0)
    os.umask(umask)
    Path(name).chmod(0o666 & ~umask)
    return Path(name)


def _cannot_write(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(
        f"Cannot write {path}: {reason}. Free space or rights there, or choose another place to write to."
    )


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's content, in hex. Raises OSError."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def write_bytes(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write `data` to `path`, whole or not at all. Raises OutputError."""
    with replacing(path, sync=sync) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with `\\n` line ends, whole or not at all. Raises OutputError."""
    write_bytes(path, text.encode("utf-8"))


_TRANSLITERATIONS = str.maketrans(
    {"ä": "a", "ö": "o", "å": "a", "ü": "u", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe"}
)


def slugify(text: str, limit: int = 60) -> str:
    """An ASCII file name from a title: lower case, hyphens, at most `limit` characters, cut at a word."""
    lowered = text.lower().translate(_TRANSLITERATIONS)
    ascii_only = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    if len(slug) <= limit:
        return slug
    return slug[:limit].rsplit("-", 1)[0] if "-" in slug[:limit] else slug[:limit]
