"""A night's report as values, which are its schema: `json_schema()` gives it, and `output/reports/` holds the documents.

Exit codes are those of every run: 0 all done; 1 something failed, or the run was ended early; 3 nothing is there.
An article in quarantine is listed, but does not count as a failure any more: it was one for nights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec

from pipeline.report import EXIT_DONE, EXIT_NOTHING, EXIT_PARTIAL, ArticleOutcome, EditionOutcome, Status

SCHEMA = 1

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Ended(StrEnum):
    """How a night came to its end."""

    COMPLETE = "complete"
    STOPPED = "stopped"  # by a signal
    DISK_FULL = "disk full"
    NO_WORKERS = "no workers"  # none stays alive, or their cluster is gone


class EditionLine(msgspec.Struct, frozen=True):
    """One language and voice. `seconds` is the recording's length; the counts are sentences."""

    lang: str
    voice: str
    status: Status
    origin: str = ""
    engine: str = ""
    seconds: float = 0.0
    spoken: int = 0
    skipped: int = 0
    failed: int = 0
    untranslated: int = 0
    notes: tuple[str, ...] = ()
    error: str = ""


class ArticleLine(msgspec.Struct, frozen=True):
    """One source. `page` is relative to the output folder; `seconds` is wall time in the worker.

    An unchanged article has no editions here: they are in the report.json of its folder.
    """

    source: str
    status: Status
    slug: str = ""
    title: str = ""
    page: str = ""
    editions: tuple[EditionLine, ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""
    seconds: float = 0.0
    quarantined: bool = False

    @property
    def failures(self) -> tuple[str, ...]:
        """One line for each thing that went wrong."""
        said = self.error if self.source in self.error else f"{self.source}: {self.error}"
        own = (said,) if self.error and not self.quarantined else ()
        return own + tuple(
            f"{self.source} [{' '.join(filter(None, (edition.lang, edition.voice)))}]: {edition.error}"
            for edition in self.editions
            if edition.error
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be known of a publication, each thing once: its own notes, then its editions'."""
        if self.status not in (Status.MADE, Status.UNCHANGED):
            return ()
        notes = (*self.notes, *(note for edition in self.editions for note in edition.notes))
        return tuple(f"{self.source}: {note}" for note in dict.fromkeys(notes))


class NightReport(msgspec.Struct, frozen=True):
    """One night. Times are UTC; `articles` are in the order of the sources; `unreached` sources had no turn."""

    schema: int
    program: str
    started: Moment
    finished: Moment
    output: str
    workers: str
    ended: Ended
    exit_code: int
    counts: dict[str, int]
    articles: tuple[ArticleLine, ...]
    unreached: int = 0
    notes: tuple[str, ...] = ()

    @property
    def seconds(self) -> float:
        return (self.finished - self.started).total_seconds()

    @property
    def failures(self) -> tuple[str, ...]:
        return tuple(line for article in self.articles for line in article.failures)

    @property
    def remarks(self) -> tuple[str, ...]:
        return tuple(line for article in self.articles for line in article.remarks)


def line(outcome: ArticleOutcome) -> ArticleLine:
    """What a night keeps of an outcome: its sums, not its sentences."""
    return ArticleLine(
        source=outcome.source,
        status=outcome.status,
        slug=outcome.slug,
        title=outcome.title,
        page=f"{outcome.slug}/index.html" if outcome.page else "",
        editions=tuple(_edition(edition) for edition in outcome.editions),
        notes=outcome.notes,
        error=outcome.error,
        seconds=round(sum(outcome.stages.values()), 3),
    )


def _edition(outcome: EditionOutcome) -> EditionLine:
    return EditionLine(
        lang=outcome.lang,
        voice=outcome.voice,
        status=outcome.status,
        origin=outcome.origin,
        engine=outcome.engine,
        seconds=outcome.seconds,
        untranslated=len(outcome.untranslated),
        notes=outcome.notes,
        error=outcome.error,
        **outcome.counts,
    )


def counts(articles: Iterable[ArticleLine]) -> dict[str, int]:
    """How many articles ended how; those in quarantine apart."""
    found = Counter("quarantined" if article.quarantined else article.status.value for article in articles)
    return {name: found[name] for name in (*Status, "quarantined")}


def exit_code(articles: Iterable[ArticleLine], ended: Ended) -> int:
    """0, 1 or 3; see the top of this file."""
    known = tuple(articles)
    there = any(
        status in (Status.MADE, Status.UNCHANGED)
        for article in known
        for status in (article.status, *(edition.status for edition in article.editions))
    )
    if not there:
        return EXIT_NOTHING
    failed = any(article.failures for article in known) or ended is not Ended.COMPLETE
    return EXIT_PARTIAL if failed else EXIT_DONE


def to_json(report: NightReport) -> bytes:
    """The report as one JSON document."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def from_json(data: bytes) -> NightReport:
    """The report in a document. Raises msgspec.DecodeError."""
    return msgspec.json.decode(data, type=NightReport)


def json_schema() -> dict[str, Any]:
    """The documents' JSON Schema (2020-12)."""
    return msgspec.json.schema(NightReport)
