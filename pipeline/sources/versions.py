"""Where the file of a language version lies when the page itself was read from a file.

A saved or generated site keeps its layout on disk, so `…/de/waermenetz.html` is looked for as that path relative to
the page, or as the same ending of the path in the page's folder and its parents. Only files with an article's suffix
are taken: a page must not name an arbitrary file of this machine as its own version.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.sources import sniff


def file_beside(page: Path, href: str) -> Path | None:
    """The file that `href` of the page at `page` means, or None."""
    for candidate in _candidates(page, href):
        if (
            candidate.suffix.lower() in sniff.SUFFIXES
            and candidate.is_file()
            and not candidate.samefile(page)
        ):
            return candidate
    return None


def _candidates(page: Path, href: str) -> Iterator[Path]:
    parts = urlsplit(href)
    segments = [s for s in unquote(parts.path).split("/") if s not in {"", "."}]
    if not parts.scheme and not parts.netloc and not parts.path.startswith("/"):
        yield from _spellings(page.parent.joinpath(*segments))
        return
    if ".." in segments:
        return
    for depth, folder in zip(range(1, len(segments) + 1), page.parents, strict=False):
        yield from _spellings(folder.joinpath(*segments[-depth:]))


def _spellings(path: Path) -> Iterator[Path]:
    """A file as it is named, or what stands for an address without a suffix ("/de/waermenetz/")."""
    yield path
    if path.suffix.lower() not in sniff.SUFFIXES:
        yield path.with_name(f"{path.name}.html") if path.name else path
        yield path / "index.html"
