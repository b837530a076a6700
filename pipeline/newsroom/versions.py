"""The article in the publisher's own other languages, as its page names them (hreflang), each read at most once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec

from pipeline import cache, extract
from pipeline.document import Article, Origin, Page
from pipeline.errors import NoArticle
from pipeline.extract import Extraction
from pipeline.newsroom.ledger import digest
from pipeline.newsroom.workshop import Workshop
from pipeline.sources import load_version
from pipeline.sources.versions import file_beside


def extracted(page: Page, shop: Workshop) -> Extraction:
    """The article of a page, from the cache where the same page was read by the same rules. Raises NoArticle."""
    known = recalled(page, shop)
    if known is not None:
        return known
    extraction = extract.extract(page, shop.settings.sites)
    keep(page, msgspec.json.encode(extraction), shop)
    return extraction


def recalled(page: Page, shop: Workshop) -> Extraction | None:
    """What the cache has of a page; None where it was never read, or by other rules."""
    stored = shop.store.get(_name(page, shop))
    return None if stored is None else msgspec.json.decode(stored, type=Extraction)


def keep(page: Page, extraction: bytes, shop: Workshop) -> None:
    """Put what was extracted from a page, as JSON, where `recalled` finds it. Raises OutputError."""
    shop.store.put(_name(page, shop), extraction)


def _name(page: Page, shop: Workshop) -> str:
    asked = [page.kind, page.url, page.charset, page.lang_hint, page.name, digest(page.data)]
    sites = msgspec.to_builtins(shop.settings.sites)
    return cache.key("extract", extract.VERSION, {"page": asked, "sites": sites})


class Versions:
    """The language versions that one page names. `notes` say which could not be used and why.

    `read` are pages by language that somebody read before (None: there is none to be read).
    """

    def __init__(
        self, page: Page, article: Article, shop: Workshop, read: Mapping[str, Page | None] | None = None
    ) -> None:
        self._page = page
        self._shop = shop
        self._hrefs = {v.lang: v.href for v in reversed(article.versions) if v.lang != article.lang}
        self._pages: dict[str, Page | None] = dict(read or {})
        self._articles: dict[str, Article | None] = {}
        self._notes: dict[str, str] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages named, whether they can be read or not."""
        return tuple(self._hrefs)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(self._notes.values())

    @property
    def read(self) -> Mapping[str, Page | None]:
        """The pages read so far, by language."""
        return self._pages

    @property
    def paths(self) -> frozenset[str]:
        """The files that are this same article, so that a folder of versions makes one publication.

        Those that were read as versions; with languages asked for, every file that the page names, since each of
        them would give the same languages again.
        """
        read = {page.path for page in self._pages.values() if page and page.path}
        if not (self._shop.settings.languages and self._page.path):
            return frozenset(read)
        beside = (file_beside(Path(self._page.path), href) for href in self._hrefs.values())
        return frozenset(read | {str(path) for path in beside if path})

    def page(self, lang: str) -> Page | None:
        """The version's page, None where there is none to be read."""
        if lang not in self._hrefs:
            return None
        if lang not in self._pages:
            self._pages[lang] = self._load(self._hrefs[lang])
        if self._pages[lang] is None:
            self._notes[lang] = f"the {lang} version at {self._hrefs[lang]} could not be read"
        return self._pages[lang]

    def _load(self, href: str) -> Page | None:
        settings, fetcher = self._shop.settings, self._shop.fetcher
        return load_version(self._page, href, settings.fetch, offline=settings.offline, fetcher=fetcher)

    def get(self, lang: str) -> Article | None:
        """The version's article, None where it cannot be had; `notes` then say why."""
        if lang not in self._articles:
            page = self.page(lang)
            self._articles[lang] = self._article(page, lang) if page else None
        return self._articles[lang]

    def _article(self, page: Page, lang: str) -> Article | None:
        try:
            article = extracted(page, self._shop).article
        except NoArticle as error:
            self._notes[lang] = f"the {lang} version was not used: {error}"
            return None
        if article.lang != lang:
            self._notes[lang] = f"the {lang} version at {page.name} is in {article.lang}, so it was not used"
            return None
        return replace(article, origin=Origin.VERSION)
