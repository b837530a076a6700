"""The article's text in each language asked for: a person's before the publisher's before a machine's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.document import Article, MarkKind, Page
from pipeline.extract import Extraction
from pipeline.newsroom import edits
from pipeline.newsroom.ledger import Ledger, digest, open_ledger
from pipeline.newsroom.translations import learn_from, translation
from pipeline.newsroom.versions import Versions, extracted
from pipeline.newsroom.workshop import Workshop

ARTICLE_FILE = "article.md"


@dataclass(frozen=True, slots=True)
class Job:
    """One page on its way to a publication."""

    page: Page
    extraction: Extraction
    versions: Versions
    ledger: Ledger
    shop: Workshop

    @property
    def article(self) -> Article:
        return self.extraction.article

    @property
    def languages(self) -> tuple[str, ...]:
        """Those asked for; without any, the article's own."""
        return self.shop.settings.languages or (self.article.lang,)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the report should know about the page itself."""
        others = tuple(f'also on this page, not published: "{title}"' for title in self.extraction.others)
        return (*self.extraction.notes, *others, *self.versions.notes)


@dataclass(frozen=True, slots=True)
class Text:
    """An article in one language, and what a reader of the report should know about it."""

    article: Article
    notes: tuple[str, ...] = field(default=())

    @property
    def untranslated(self) -> tuple[str, ...]:
        """The sentences that stayed in the source language."""
        return tuple(
            block.text[mark.start : mark.end]
            for block in self.article.blocks
            for mark in block.marks
            if mark.kind is MarkKind.FOREIGN
        )


def open_job(page: Page, shop: Workshop, read: Mapping[str, Page | None] | None = None) -> Job:
    """Read the page and find its folder. `read` are language versions that are here already. Raises NoArticle."""
    return job_of(page, extracted(page, shop), shop, read)


def job_of(
    page: Page, extraction: Extraction, shop: Workshop, read: Mapping[str, Page | None] | None = None
) -> Job:
    """The job of a page that is extracted already."""
    versions = Versions(page, extraction.article, shop, read)
    ledger = open_ledger(shop.settings.output, page, extraction.article)
    return Job(page, extraction, versions, ledger, shop)


def text_in(lang: str, job: Job) -> Text:
    """The text of one language. Raises MissingModel and the other translation errors, SourceError for a spoilt edit."""
    content = edits.edited(job.ledger, f"{lang}/{ARTICLE_FILE}")
    return _made_text(lang, job) if content is None else _persons_text(content, lang, job)


def _made_text(lang: str, job: Job) -> Text:
    if lang == job.article.lang:
        return Text(job.article)
    version = job.versions.get(lang)
    if version:
        return Text(version)
    return Text(*translation(lang, job.article, job.versions, job.shop))


def _persons_text(content: bytes, lang: str, job: Job) -> Text:
    """A person's text is published as it stands; what it corrects in a translation is remembered for the next one.

    Not once the page is another: what then differs from a new translation is the page's doing, no correction.
    """
    path = job.shop.shown(job.ledger.folder / lang / ARTICLE_FILE)
    written = edits.read(content, path, lang, _title_before(lang, job))
    notes = [f"{path} was edited by a person and is used as it stands"]
    stale = stale_note(lang, job)
    notes += filter(None, [stale])
    if lang != job.article.lang and not job.versions.page(lang) and not stale:
        learned = learn_from(written, lang, job.article, job.versions, job.shop)
        notes += [f"{learned} corrections remembered"] if learned else []
    return Text(edits.complete(written, lang, job.article), tuple(notes))


def stale_note(lang: str, job: Job) -> str:
    """What to say as long as a text that a person edited is of an older page; "" where it is not."""
    if not edits.page_has_changed(job.ledger, f"{lang}/{ARTICLE_FILE}", digest(job.page.data)):
        return ""
    path = job.shop.shown(job.ledger.folder / lang / ARTICLE_FILE)
    return f"the page has changed since {path} was edited; delete the file to have it made anew"


def _title_before(lang: str, job: Job) -> str:
    """The title that the text had when a run wrote it, as far as that is known."""
    past = job.ledger.publication
    known = (text.title for text in past.texts if text.lang == lang) if past else iter(())
    return next(known, job.article.title)
