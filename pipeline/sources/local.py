"""Sources on this machine: files, folders, and what is piped in."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.document import Page, PageKind
from pipeline.errors import SourceError
from pipeline.sources import saved, sniff

STDIN = "-"


def articles_in(folder: Path) -> list[str]:
    """The article files directly in a folder, sorted by name; hidden ones are left out. Raises SourceError.

    Subfolders are not entered: a page saved by a browser keeps its frames and adverts in one.
    """
    try:
        files = sorted(p for p in folder.iterdir() if p.suffix.lower() in sniff.SUFFIXES and p.is_file())
    except OSError as error:
        raise unreadable(folder, error) from error
    found = [str(p) for p in files if not p.name.startswith(".")]
    if not found:
        wanted = ", ".join(sniff.SUFFIXES)
        raise SourceError(
            f"There is no article in the folder {folder}: put a file there that ends in {wanted}."
        )
    return found


def read_file(path: Path, max_bytes: int) -> Page:
    """A file as a page. Raises SourceError when it is missing, too large, empty or no text."""
    try:
        with path.open("rb") as handle:
            data = handle.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise SourceError(f"There is no file {path}. Check the path.") from error
    except IsADirectoryError as error:
        raise SourceError(f"{path} is a folder. Name one file in it.") from error
    except OSError as error:
        raise unreadable(path, error) from error
    hint = sniff.lang_hint(path.name)
    check_text(str(path), data, max_bytes)
    if inside := saved.unwrap(data):
        check_text(str(path), inside.data, max_bytes)
        return Page(str(path), PageKind.HTML, inside.data, str(path), inside.url, inside.charset, hint)
    return Page(str(path), sniff.kind(data, path.suffix), data, path=str(path), lang_hint=hint)


def read_stdin(max_bytes: int) -> Page:
    """What is piped in. Raises SourceError when it is too large, empty or no text."""
    data = sys.stdin.buffer.read(max_bytes + 1)
    check_text("standard input", data, max_bytes)
    return Page(name=STDIN, kind=sniff.kind(data), data=data)


def unreadable(path: Path, error: OSError) -> SourceError:
    return SourceError(f"{path} cannot be read: {error.strerror or error}. Check its rights and its name.")


def check_text(name: str, data: bytes, max_bytes: int) -> None:
    """Raises SourceError when `data` cannot be an article."""
    if len(data) > max_bytes:
        raise SourceError(
            f"{name} is larger than {max_bytes / 1024 / 1024:g} MB. "
            "Check that it is an article, or raise fetch.max_bytes in publish.toml."
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise SourceError(f"{name} is empty. Give a page with an article in it.")
    if found := sniff.binary_format(data):
        raise SourceError(f"{name} is {found}, not text. Save the article as HTML, Markdown or plain text.")
