"""What a run leaves for the next one, below output/: which source owns which folder, what each publication was made of,
and the publication itself, so that an unchanged edition is taken over instead of made again.

* `output/.sources.json`: source -> slug. A folder keeps its name when the title changes, so links and feeds hold.
* `output/<slug>/report.json`: for people and scripts: the outcome, the listing, and the ingredients.
* `output/<slug>/.publication.json`: the Publication value.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pipeline.document import Article, Page
from pipeline.edition import Edition, Publication
from pipeline.files import slugify, write_bytes

T = TypeVar("T")

SCHEMA = 1
REPORT = "report.json"
PUBLICATION = ".publication.json"
SOURCES = ".sources.json"
RESERVED = frozenset({"reports"})  # folders of output/ that no article may own, whatever its title


class _Sound(msgspec.Struct, frozen=True):
    file: str
    bytes: int
    captions: str = ""
    chapters: str = ""


class _Text(msgspec.Struct, frozen=True):
    sounds: tuple[_Sound, ...] = ()


class _Listing(msgspec.Struct, frozen=True):
    """Of the listing, what says which files must be there."""

    texts: tuple[_Text, ...] = ()


class Past(msgspec.Struct, frozen=True):
    """The part of report.json that the next run reads. Digests are SHA-256 in hex.

    `ingredients`: what the publication depended on, by name ("page", "voice en-joe", …).
    `edition_keys`: per "<lang> <voice>", the key of everything that edition's recording depended on.
    `written`: per file relative to the article's folder, the digest of what was written into it.
    `complete`: nothing failed, and no voice stands in for one that did.
    """

    schema: int = 0
    source: str = ""
    ingredients: dict[str, str] = {}
    edition_keys: dict[str, str] = {}
    written: dict[str, str] = {}
    complete: bool = False
    listing: _Listing | None = None


@dataclass(frozen=True)
class Ledger:
    """One article's folder and what the last run said about it."""

    folder: Path
    past: Past = field(default_factory=Past)

    @cached_property
    def publication(self) -> Publication | None:
        """The last run's; read when asked for, since an unchanged article needs none of it."""
        return _read(self.folder / PUBLICATION, Publication) if self.past.schema == SCHEMA else None

    @property
    def is_whole(self) -> bool:
        """Whether everything that the last run wrote is still there, recordings in full size."""
        if self.past.listing is None or not all((self.folder / file).is_file() for file in self.past.written):
            return False
        sounds = (sound for text in self.past.listing.texts for sound in text.sounds)
        return all(self._is_there(s.file, s.bytes, s.captions, s.chapters) for s in sounds)

    @property
    def slug(self) -> str:
        return self.folder.name

    def edition(self, key: str, lang: str, voice: str) -> Edition | None:
        """The last run's edition, if it was made from exactly this and its files are still there."""
        if self.publication is None or self.past.edition_keys.get(f"{lang} {voice}") != key:
            return None
        found = (e for e in self.publication.editions if (e.article.lang, e.voice.id) == (lang, voice))
        edition = next(found, None)
        return edition if edition and self._is_whole(edition) else None

    def _is_whole(self, edition: Edition) -> bool:
        recording = edition.recording
        return self._is_there(recording.file, recording.bytes, recording.captions, recording.chapters_file)

    def _is_there(self, sound: str, size: int, *beside: str) -> bool:
        try:
            return (self.folder / sound).stat().st_size == size and all(
                (self.folder / name).is_file() for name in beside if name
            )
        except OSError:
            return False


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def open_ledger(output: Path, page: Page, article: Article) -> Ledger:
    """The folder of a source and the last run's word on it. Writes nothing. A damaged file counts as absent."""
    source = identity(page, article)
    known = _owners(output)
    slug = (
        known.get(source)
        or _same_file(source, page, known)
        or _free_slug(article, source, taken=RESERVED.union(known.values()))
    )
    past = _read(output / slug / REPORT, Past)
    if past is None or past.schema != SCHEMA:
        return Ledger(output / slug)
    return Ledger(output / slug, past)


def identity(page: Page, article: Article) -> str:
    """What makes two runs speak of the same article: its canonical URL, else the page's own, else its file."""
    return article.url or page.url or page.path or f"text {article.title}"


def remember_source(output: Path, source: str, slug: str) -> None:
    """Note that `source` owns `slug`. Raises OutputError."""
    known = _owners(output)
    if known.get(source) != slug:
        write_bytes(output / SOURCES, _pretty({**known, source: slug}))


def _owners(output: Path) -> Mapping[str, str]:
    """Who owns which folder; the file is read again only when it is another one."""
    path = output / SOURCES
    try:
        state = path.stat()
    except OSError:
        return {}
    return _owners_at(path, state.st_ino, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _owners_at(path: Path, *_state: int) -> Mapping[str, str]:
    return _read(path, dict[str, str]) or {}


def save(ledger: Ledger, publication: Publication, report: Mapping[str, Any]) -> None:
    """Write the publication, then report.json, which makes it count. Raises OutputError."""
    write_bytes(ledger.folder / PUBLICATION, msgspec.json.encode(publication))
    write_bytes(ledger.folder / REPORT, _pretty({"schema": SCHEMA, **report}))


def _same_file(source: str, page: Page, known: Mapping[str, str]) -> str:
    """The folder of a file that was named by another path before: from another working directory, or in full."""
    if not page.path or source != page.path:
        return ""
    path = Path(page.path)
    alike = (other for other in known if other.endswith(path.name))
    return next((known[other] for other in alike if Path(other).resolve() == path.resolve()), "")


def _pretty(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _read(path: Path, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):
        return None


def _free_slug(article: Article, source: str, taken: frozenset[str]) -> str:
    short = hashlib.sha256(source.encode()).hexdigest()[:8]
    slug = slugify(article.title) or f"article-{short}"
    return f"{slug}-{short}" if slug in taken else slug
