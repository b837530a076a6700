"""The last stage: everything of a publication that is not sound is written, report.json last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from pipeline.document import Origin
from pipeline.edition import Edition, Publication
from pipeline.newsroom.edits import write_ours
from pipeline.newsroom.ledger import digest, identity, remember_source, save
from pipeline.newsroom.texts import ARTICLE_FILE, Job
from pipeline.outputs.listing import Listing
from pipeline.report import ArticleOutcome, article_json

PAGE_FILE = "index.html"
LINKEDIN_LANGUAGE, LINKEDIN_FOLDER = "en", "linkedin"


def finish(
    job: Job, publication: Publication, outcome: ArticleOutcome, basis: Mapping[str, Any]
) -> ArticleOutcome:
    """Write texts, LinkedIn, page and report; return the outcome with the page's path. Raises OutputError.

    `basis` is what the next run will want to know: the rest of `ledger.Past`.
    """
    # Here, because a run that finds nothing changed must not wait for what only a change needs.
    from pipeline.outputs.linkedin import FILES, write_linkedin  # noqa: PLC0415
    from pipeline.outputs.page import write_page  # noqa: PLC0415

    folder, settings = job.ledger.folder, job.shop.settings
    written = dict(_texts(job, publication))
    english = next((t for t in publication.texts if t.lang == LINKEDIN_LANGUAGE), None)
    post, linkedin, beside = "", {}, [PAGE_FILE]
    if english and settings.linkedin.enabled:
        texts = write_linkedin(english, folder / LINKEDIN_FOLDER, settings.linkedin)
        beside += [f"{LINKEDIN_FOLDER}/{name}" for name in FILES]
        post, linkedin = texts.post, msgspec.to_builtins(texts)
    write_page(publication, folder, settings.outputs, linkedin_post=post)
    done = replace(outcome, page=str(folder / PAGE_FILE))
    report = {
        "source": identity(job.page, job.article),
        "outcome": article_json(replace(outcome, page=PAGE_FILE)),  # beside this file, wherever that will lie
        "linkedin": linkedin,
        "listing": Listing.of(publication),
        "written": written | {file: digest((folder / file).read_bytes()) for file in beside},
        **basis,
    }
    remember_source(settings.output, identity(job.page, job.article), job.ledger.slug)
    before = job.ledger.publication  # read now: what is saved takes its place
    save(job.ledger, publication, report)
    _clear_away(before, publication, folder)
    return done


def _clear_away(before: Publication | None, now: Publication, folder: Path) -> None:
    """Delete a recording that the same voice has since made of the same language under another name: in another format.

    One of another size than was recorded is not ours any more. Recordings in languages and voices that this run was
    not asked for stay: another run made them for somebody.
    """
    made = {_names(edition): edition.recording.file for edition in now.editions}
    for edition in before.editions if before else ():
        recording = edition.recording
        path = folder / recording.file
        with suppress(OSError):  # it may lie there a while longer
            if made.get(_names(edition), recording.file) != recording.file and (
                path.stat().st_size == recording.bytes
            ):
                path.unlink()


def _names(edition: Edition) -> tuple[str, str]:
    return edition.article.lang, edition.voice.id


def _texts(job: Job, publication: Publication) -> Iterator[tuple[str, str]]:
    """Write each language's article.md and give its digest; a person's stays as it is, and stays a person's."""
    page = digest(job.page.data)
    for text in publication.texts:
        file = f"{text.lang}/{ARTICLE_FILE}"
        if text.origin is Origin.PERSON:
            yield file, job.ledger.past.written.get(file, "")
        else:
            yield file, write_ours(job.ledger, file, text, page)
