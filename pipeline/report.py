"""What a run did: values, their rendering as text or JSON, and the exit code. Nothing is left out of the sums.

Exit codes (DESIGN.md): 0 all done; 1 some editions failed; 3 nothing could be produced. (2, wrong usage, never gets
as far as a report.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import msgspec

SCHEMA = 1
EXIT_DONE, EXIT_PARTIAL, EXIT_USAGE, EXIT_NOTHING = 0, 1, 2, 3


class Status(StrEnum):
    """How a piece of the run ended."""

    MADE = "made"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


class Fate(StrEnum):
    """What became of a sentence."""

    SPOKEN = "spoken"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an edition and its fate; `reason` says why it was not spoken."""

    id: str
    text: str
    fate: Fate
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A block of the page that was taken for boilerplate, and by which rule."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class EditionOutcome:
    """One language and voice. `voice` is "" when not even the text could be made. `seconds` is the recording's.

    `untranslated` holds the sentences that stayed in the source language. `files` are relative to the output folder.
    """

    lang: str
    voice: str
    status: Status
    origin: str = ""
    engine: str = ""
    seconds: float = 0.0
    loudness: float | None = None
    peak: float | None = None
    files: tuple[str, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    untranslated: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    error: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many sentences met each fate."""
        found = Counter(s.fate.value for s in self.sentences)
        return {fate.value: found[fate.value] for fate in Fate}


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """One source. `stages` holds seconds of wall time by stage; `versions` the files that served as its translations."""

    source: str
    status: Status
    slug: str = ""
    title: str = ""
    editions: tuple[EditionOutcome, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    stages: dict[str, float] = field(default_factory=dict)
    page: str = ""
    error: str = ""

    @property
    def failures(self) -> Iterator[str]:
        """One line for each thing that went wrong."""
        if self.error:
            yield self.error if self.source in self.error else f"{self.source}: {self.error}"
        for edition in self.editions:
            if edition.status is Status.FAILED:
                yield f"{self.source} [{' '.join(filter(None, (edition.lang, edition.voice)))}]: {edition.error}"


@dataclass(frozen=True, slots=True)
class RunReport:
    """Everything a run did, in the order of the sources."""

    articles: tuple[ArticleOutcome, ...]
    output: str
    seconds: float

    @property
    def failures(self) -> list[str]:
        return [line for article in self.articles for line in article.failures]

    @property
    def exit_code(self) -> int:
        """0, 1 or 3; see the top of this file."""
        if not any(_is_there(article) for article in self.articles):
            return EXIT_NOTHING
        return EXIT_PARTIAL if self.failures else EXIT_DONE


def _is_there(article: ArticleOutcome) -> bool:
    there = (Status.MADE, Status.UNCHANGED)
    return article.status in there or any(edition.status in there for edition in article.editions)


def to_json(report: RunReport) -> str:
    """The report as one JSON document, without the single sentences (each article's report.json has those)."""
    document = {
        "schema": SCHEMA,
        "exit_code": report.exit_code,
        "output": report.output,
        "seconds": round(report.seconds, 3),
        "articles": [_plain(article, sentences=False) for article in report.articles],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def article_json(article: ArticleOutcome) -> dict[str, Any]:
    """One article's outcome as JSON values, every sentence with its fate."""
    return _plain(article, sentences=True)


def _plain(article: ArticleOutcome, *, sentences: bool) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(article)
    for values, edition in zip(plain["editions"], article.editions, strict=True):
        values["counts"] = edition.counts
        if not sentences:
            del values["sentences"]
    if not sentences:
        plain["dropped"] = len(article.dropped)
    return plain


def to_text(report: RunReport) -> str:
    """The report as a person reads it after a run."""
    lines = [line for article in report.articles for line in _article_lines(article)]
    return "\n".join([*lines, _summary(report)])


def _article_lines(article: ArticleOutcome) -> Iterator[str]:
    yield f"{article.title or article.source}"
    yield from (f"  {_edition_line(edition)}" for edition in article.editions)
    yield from (f"  note: {note}" for note in article.notes)
    if article.error:
        yield f"  {article.status}: {article.error}"
    if article.page:
        yield f"  listen: {article.page}"


def _edition_line(edition: EditionOutcome) -> str:
    head = f"{edition.lang}  {edition.voice:<20} {edition.status:<9}"
    if edition.status is Status.FAILED:
        return f"{head} {edition.error}"
    return "  ".join(filter(None, (head, clock(edition.seconds), *_remarks(edition))))


def _remarks(edition: EditionOutcome) -> Iterator[str]:
    counts = edition.counts
    if edition.sentences:
        yield f"{counts['spoken']} sentences" + (
            f" ({counts['skipped']} not read)" if counts["skipped"] else ""
        )
    yield {
        "machine": f"machine translation ({edition.engine})",
        "version": "the publisher's own version",
    }.get(edition.origin, {"person": "corrected by a person"}.get(edition.origin, ""))
    if edition.untranslated:
        yield f"{len(edition.untranslated)} left untranslated"
    yield from edition.notes


def _summary(report: RunReport) -> str:
    made = Counter(e.status for article in report.articles for e in article.editions)
    parts = [f"{made[status]} {status}" for status in Status if made[status]]
    failed = sum(1 for article in report.articles if article.error)
    parts += [f"{failed} of {len(report.articles)} articles not published"] if failed else []
    return f"{', '.join(parts) or 'nothing made'} in {report.seconds:.1f} s -> {report.output}"


def clock(seconds: float) -> str:
    """Minutes and seconds, "12:05"; with hours from one hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
