"""A list of sources kept by hand: one address or path a line, `#` for remarks."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import SourceError
from pipeline.sources.local import unreadable


def read_list(path: Path) -> list[str]:
    """The sources of a list, each once, in its order; paths are relative to the list's folder. Raises SourceError."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path} is no list: it is not UTF-8 text. Write one address or path a line."
        ) from error
    entries = (_without_remark(line) for line in lines)
    return list(dict.fromkeys(_anchored(entry, path.parent) for entry in entries if entry))


def _without_remark(line: str) -> str:
    """`#` opens a remark at the start of a line or after a space; inside an address it is a fragment."""
    text = line.strip()
    return "" if text.startswith("#") else text.partition(" #")[0].strip()


def _anchored(entry: str, folder: Path) -> str:
    return entry if "://" in entry else str(folder / Path(entry).expanduser())
