"""THE STORY: one page becomes a publication.

    extract   the article from the page
    text      in each language: a person's, the publisher's own version, or a translation
    record    each text in each voice
    write     texts, page, LinkedIn, report

A language or a voice that fails takes nobody down with it: its edition says why. What did not change since the last
run is taken over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.document import Page
from pipeline.edition import Publication, Voice
from pipeline.errors import RostvalError, SpeechError, UsageError
from pipeline.newsroom.freshness import ingredients, unchanged
from pipeline.newsroom.outcomes import Attempt, overall, spoken, unspoken, untold
from pipeline.newsroom.recordings import edition_key, make_edition, segments_of
from pipeline.newsroom.stopwatch import Stopwatch
from pipeline.newsroom.texts import Job, Text, open_job, text_in
from pipeline.newsroom.workshop import Workshop
from pipeline.newsroom.writing import finish
from pipeline.report import ArticleOutcome, Dropped, Status


@dataclass(frozen=True, slots=True)
class Told:
    """One language: its text (None where it could not be made) and what became of each voice."""

    text: Text | None
    attempts: tuple[Attempt, ...]


def publish(page: Page, shop: Workshop, read: Mapping[str, Page | None] | None = None) -> ArticleOutcome:
    """Publish one page. `read` are its language versions, where somebody has read them already.

    Raises NoArticle when there is nothing to publish, OutputError when nothing can be written, and UsageError for
    settings that cannot be; whatever else goes wrong stays with its edition.
    """
    watch = Stopwatch()
    with watch("extract"):
        job = open_job(page, shop, read)
    shop.check_voices(job.languages)
    basis = ingredients(job)
    if past := unchanged(job, basis):
        return past
    told = [_in_language(lang, job, watch) for lang in job.languages]
    attempts = [attempt for one in told for attempt in one.attempts]
    texts = [one.text for one in told if one.text]
    outcome = ArticleOutcome(
        source=page.name,
        status=overall(attempts),
        slug=job.ledger.slug,
        title=job.article.title,
        editions=tuple(attempt.outcome for attempt in attempts),
        dropped=tuple(Dropped(d.text, d.reason) for d in job.extraction.decisions if not d.kept),
        notes=job.notes,
        versions=tuple(sorted(job.versions.paths)),
        stages=watch.stages,
    )
    if not texts:
        return outcome
    publication = Publication(
        job.ledger.slug,
        tuple(text.article for text in texts),
        tuple(attempt.edition for attempt in attempts if attempt.edition),
    )
    complete = all(attempt.is_final for attempt in attempts)
    found = {"ingredients": basis, "edition_keys": _keys(attempts), "complete": complete}
    return finish(job, publication, outcome, found)


def _in_language(lang: str, job: Job, watch: Stopwatch) -> Told:
    try:
        with watch(f"text {lang}"):
            text = text_in(lang, job)
    except UsageError:
        raise
    except RostvalError as error:
        return Told(None, (untold(lang, error),))
    with watch(f"speech {lang}"):
        return Told(text, tuple(_recorded(text, job)))


def _recorded(text: Text, job: Job) -> Iterator[Attempt]:
    """One attempt for each voice asked for; else the first of the shelf's voices that manages."""
    asked = job.shop.voices(text.article.lang)
    if asked:
        yield from (_in_voice(text, voice, job) for voice in asked)
        return
    try:
        voices = job.shop.fallbacks(text.article.lang)
    except SpeechError as error:
        yield unspoken(text, None, error)
        return
    yield _first_that_manages(text, voices, job)


def _first_that_manages(text: Text, voices: tuple[Voice, ...], job: Job) -> Attempt:
    """One voice per edition: an edition that fails half-way is made again, whole, with the next voice."""
    failed: list[Attempt] = []
    for voice in voices:
        notes = tuple(f"{a.outcome.voice} failed: {a.outcome.error}" for a in failed)
        attempt = _in_voice(text, voice, job, notes)
        if attempt.outcome.status is not Status.FAILED:
            return replace(attempt, stands_in=bool(failed))
        failed.append(attempt)
    return failed[0]


def _in_voice(text: Text, voice: Voice, job: Job, notes: tuple[str, ...] = ()) -> Attempt:
    try:
        key = edition_key(text.article, voice, job.shop)
        if past := job.ledger.edition(key, text.article.lang, voice.id):
            return spoken(text, past, Status.UNCHANGED, key, notes)
        edition = make_edition(text.article, voice, job.ledger, job.shop)
        return spoken(text, edition, Status.MADE, key, notes)
    except UsageError:
        raise
    except RostvalError as error:
        return unspoken(text, voice, error, segments_of(text.article, voice, job.shop))


def _keys(attempts: list[Attempt]) -> dict[str, str]:
    return {f"{a.outcome.lang} {a.outcome.voice}": a.key for a in attempts if a.edition}
