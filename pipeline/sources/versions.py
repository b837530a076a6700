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
    is_relative = not parts.scheme and not parts.netloc and not parts.path.startswith("/")
    for spelling, least in _spellings(segments):
        if is_relative:
            yield page.parent.joinpath(*spelling)
        elif ".." not in spelling:
            yield from _endings(page, spelling, least)


def _endings(page: Path, segments: list[str], least: int) -> Iterator[Path]:
    """The last segment in the page's folder, the last two in the folder above it, and so on."""
    for depth, folder in zip(range(1, len(segments) + 1), page.parents, strict=False):
        if depth >= least:
            yield folder.joinpath(*segments[-depth:])


def _spellings(segments: list[str]) -> Iterator[tuple[list[str], int]]:
    """The file that an address means, and how many of its segments say which: "index.html" alone says nothing."""
    if not segments:
        return
    if Path(segments[-1]).suffix.lower() in sniff.SUFFIXES:
        yield segments, 1
    else:
        yield [*segments[:-1], f"{segments[-1]}.html"], 1
        yield [*segments, "index.html"], 2
