"""What the library and the feeds need to know about a publication: a small value that fits into report.json."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from pipeline.document import Article, BlockKind, Origin
from pipeline.edition import Edition, Publication
from pipeline.errors import OutputError

REPORT = "report.json"
LIBRARY = "index.html"  # the library page, in the output folder itself
SUMMARY_CHARACTERS = 280  # two or three sentences: what a podcast app shows before it folds


@dataclass(frozen=True, slots=True)
class Sound:
    """One recording. `file`, `captions` and `chapters` are relative to the article's folder; `bytes` is the size."""

    voice: str
    voice_name: str
    file: str
    media_type: str
    bytes: int
    seconds: float
    captions: str = ""
    chapters: str = ""


@dataclass(frozen=True, slots=True)
class ListedText:
    """The article in one language: its own address where it has one, its words' origin, and its recordings, best
    voice first (none if they failed).
    """

    lang: str
    title: str
    summary: str
    authors: tuple[str, ...]
    origin: Origin
    sounds: tuple[Sound, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A publication in short: everything about it that is shown outside its own folder."""

    slug: str
    texts: tuple[ListedText, ...]
    site: str = ""
    url: str = ""
    published: date | None = None
    modified: date | None = None

    @classmethod
    def of(cls, publication: Publication) -> Listing:
        """The summary of a publication."""
        source = publication.source
        return cls(
            slug=publication.slug,
            texts=tuple(_text(t, publication.editions) for t in publication.texts),
            site=source.site,
            url=source.url,
            published=source.published,
            modified=source.modified,
        )

    @property
    def newest_first(self) -> tuple[int, str]:
        """A sort key: the latest day first, undated articles last, then by slug."""
        day = self.published or self.modified
        return (-day.toordinal() if day else 0, self.slug)


def _text(article: Article, editions: tuple[Edition, ...]) -> ListedText:
    return ListedText(
        lang=article.lang,
        title=article.title,
        summary=summary(article),
        authors=article.authors,
        origin=article.origin,
        sounds=tuple(_sound(e) for e in editions if e.article.lang == article.lang),
        url=article.url,
    )


def _sound(edition: Edition) -> Sound:
    recording = edition.recording
    return Sound(
        voice=edition.voice.id,
        voice_name=edition.voice.name,
        file=recording.file,
        media_type=recording.media_type,
        bytes=recording.bytes,
        seconds=round(recording.seconds, 3),
        captions=recording.captions,
        chapters=recording.chapters_file,
    )


def summary(article: Article) -> str:
    """The article's own description, else its first paragraph, cut at a word."""
    first = next((b.text for b in article.blocks if b.kind is BlockKind.PARAGRAPH), "")
    text = article.description or first
    if len(text) <= SUMMARY_CHARACTERS:
        return text
    return text[:SUMMARY_CHARACTERS].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def dated(listings: Iterable[Listing], output: Path) -> tuple[Listing, ...]:
    """The listings, those without any date given that of their first recording's file below `output`: a podcast app
    sorts by date. The file keeps its date as long as the recording does not change.
    """
    return tuple(one if one.published or one.modified else _dated(one, output) for one in listings)


def _dated(listing: Listing, output: Path) -> Listing:
    files = [output / listing.slug / sound.file for text in listing.texts for sound in text.sounds]
    times = [path.stat().st_mtime for path in files if path.is_file()]
    return replace(listing, published=datetime.fromtimestamp(min(times), UTC).date()) if times else listing


class _Report(msgspec.Struct, frozen=True):
    """The part of a report.json that is read back."""

    listing: Listing | None = None


def read_listings(output: Path) -> tuple[Listing, ...]:
    """The listings kept in `output/*/report.json`, newest first; folders without one are passed over.

    Raises OutputError when a report is there but cannot be understood: leaving its article out of the library and
    the feeds without a word would unpublish it.
    """
    found = (_read(path) for path in output.glob(f"*/{REPORT}"))
    return tuple(sorted((one for one in found if one), key=lambda one: one.newest_first))


def _read(path: Path) -> Listing | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Report).listing
    except (OSError, msgspec.DecodeError) as error:
        raise OutputError(
            f"Cannot read {path}: {error}. Delete its folder, or publish that article again."
        ) from error
