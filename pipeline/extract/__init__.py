"""A page becomes an article: metadata, main text in structure, and an account of what was left out and why.

    extract(page, sites) -> Extraction(article, decisions, others)

The way of an HTML page: decode, parse, cut into pieces, ask several extractors which pieces they would keep, apply
the line rules, write up. A text dump has no extractors to ask and lives by the line rules. Markdown passes through.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from pipeline import markdown
from pipeline.document import Article, Page, PageKind
from pipeline.errors import NoArticle
from pipeline.extract import plaintext, rules, webpage
from pipeline.extract.cues import cues
from pipeline.extract.dates import Statement, statement
from pipeline.extract.decision import Decision, Extraction
from pipeline.extract.encoding import decode
from pipeline.extract.language import language
from pipeline.extract.scene import Scene, apply
from pipeline.settings import Site

__all__ = ["VERSION", "Decision", "Extraction", "extract"]

VERSION = 1  # changes whenever the same page could give another article: it is part of every cache key


def extract(page: Page, sites: Mapping[str, Site]) -> Extraction:
    """The article of `page`. `sites` are extra rules by host. Raises NoArticle, Paywalled."""
    if page.kind is PageKind.MARKDOWN:
        return _from_markdown(page)
    if page.kind is PageKind.TEXT:
        return _from_text(page)
    return _from_html(page, sites)


def _from_html(page: Page, sites: Mapping[str, Site]) -> Extraction:
    seen = webpage.survey(page, sites)
    if seen is None:
        raise _nothing(page)
    scene = webpage.judge(seen)
    if not scene.kept:
        raise _nothing(page)
    about, said = seen.metadata, seen.statement
    article = Article(
        title=seen.title or _stem(page),
        lang=seen.lang,
        blocks=tuple(scene.pieces[i].block for i in scene.order()),
        authors=about.authors or said.authors,
        published=about.published or said.published,
        modified=about.modified or said.modified,
        site=about.site,
        url=about.url,
        image=about.image,
        description=about.description,
        versions=about.versions,
    )
    return Extraction(article, _decisions(scene, seen.title_at))


def _from_text(page: Page) -> Extraction:
    text = decode(page.data, page.charset)
    pieces = plaintext.pieces(text)
    if not pieces:
        raise _nothing(page)
    lang = language(" ".join(p.text for p in pieces if len(p.text) > 80) or text, page.lang_hint)
    said = next((s for p in pieces if (s := statement(p.text, cues(lang))).published), Statement())
    title, at = plaintext.find_title(pieces, cues(lang), _stem(page))
    scene = plaintext.scene_of(pieces, cues(lang), (title, at), said.authors)
    if at is not None:
        scene.kept.discard(at)
    apply(scene, rules.DUMP)
    if not scene.kept:
        raise _nothing(page)
    article = Article(
        title=title,
        lang=lang,
        blocks=tuple(pieces[i].block for i in scene.order()),
        authors=said.authors,
        published=said.published,
        modified=said.modified,
        url=page.url,
    )
    return Extraction(article, _decisions(scene, at))


def _from_markdown(page: Page) -> Extraction:
    article = markdown.from_markdown(decode(page.data, page.charset))
    if not article.blocks:
        raise _nothing(page)
    decisions = tuple(
        Decision(b.text, b.kind.value, kept=True, reason="Markdown is taken as it is") for b in article.blocks
    )
    return Extraction(article, decisions)


def _decisions(scene: Scene, title_at: int | None) -> tuple[Decision, ...]:
    return tuple(
        Decision(piece.text, "title", kept=True, reason="the title")
        if index == title_at
        else Decision(
            piece.text, piece.kind.value, index in scene.kept, scene.reasons.get(index, "main text")
        )
        for index, piece in enumerate(scene.pieces)
    )


def _stem(page: Page) -> str:
    return PurePath(page.name).stem.replace("-", " ").replace("_", " ").strip() or "Untitled"


def _nothing(page: Page) -> NoArticle:
    return NoArticle(
        f"No article text was found in {page.name}. Check that it is an article's own page, not a menu or a list."
    )
