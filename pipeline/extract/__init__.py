"""A page becomes an article: metadata, main text in structure, and an account of what was left out and why.

    extract(page, sites) -> Extraction(article, decisions, others)

An HTML page is cut into pieces, three extractors say which pieces they would keep, a scorer weighs their votes with
the piece's words and place, and line rules take out what is furniture all the same. A text dump has no extractors to
ask and lives by the line rules. Markdown passes through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from pipeline import markdown
from pipeline.document import Article, Block, Page, PageKind
from pipeline.errors import NoArticle, Paywalled
from pipeline.extract import bare, body, plaintext, rules, webpage, writeup
from pipeline.extract.cues import cues
from pipeline.extract.dates import Statement
from pipeline.extract.decision import Decision, Extraction
from pipeline.extract.encoding import decode
from pipeline.extract.language import assumed, language
from pipeline.extract.metadata import Metadata
from pipeline.extract.scene import SENTENCE_END, Scene, apply
from pipeline.settings import Site

__all__ = ["VERSION", "Decision", "Extraction", "extract"]

VERSION = 5  # changes whenever the same page could give another article: it is part of every cache key

# A page whose kept text has fewer characters of sentences, and is shorter in all, is a menu or a stub. The shortest
# real article among 307 labelled pages has 132 characters, the next 194.
_SENTENCES, _TEXT = 80, 300
_TEASER = 700  # below this, a page that speaks of a subscription shows only the teaser


def extract(page: Page, sites: Mapping[str, Site]) -> Extraction:
    """The article of `page`. `sites` are extra rules by host.

    Raises NoArticle when the page has no article text, Paywalled when it shows only a teaser, ConfigError for a bad
    selector in `sites`, SourceError for broken front matter.
    """
    readers = {PageKind.MARKDOWN: _from_markdown, PageKind.TEXT: _from_text}
    reader = readers.get(page.kind)
    return reader(page) if reader else _from_html(page, sites)


def _from_html(page: Page, sites: Mapping[str, Site]) -> Extraction:
    seen = webpage.survey(page, sites)
    if seen is None:
        raise _nothing(page)
    verdict = webpage.judge(seen)
    scene, about = verdict.scene, seen.metadata
    kept = _kept(scene)
    declared = body.instead(about.body, kept)
    paywalled = webpage.is_paywalled(seen)
    left_out = {verdict.title_at, *seen.dropped}
    is_bare = not (declared or paywalled or _is_article(kept))
    if is_bare and bare.admit(scene, left_out, by_hand=bare.is_by_hand(page)):
        kept = _kept(scene)
    elif not declared:
        _require_article(page, kept, paywalled=paywalled)
    decisions = _decisions(scene, verdict.title_at)
    if declared:
        reason = "only the page's JSON-LD has it"
        decisions += tuple(
            Decision(b.text, b.kind.value, kept=True, reason=reason) for b in declared if b not in kept
        )
        kept = list(declared)
    article = Article(
        title=verdict.title or _stem(page),
        lang=seen.lang,
        blocks=writeup.blocks(kept, about.url),
        **_about(about, seen.statement),
    )
    return Extraction(article, decisions, verdict.others, seen.notes)


def _kept(scene: Scene) -> list[Block]:
    return [scene.pieces[index].block for index in scene.order()]


def _about(about: Metadata, said: Statement) -> dict[str, Any]:
    """What the page's markup says, and what its visible date line says where the markup is silent."""
    return {
        "authors": about.authors or said.authors,
        "published": about.published or said.published,
        "modified": about.modified or said.modified,
        "site": about.site,
        "url": about.url,
        "image": about.image,
        "description": about.description,
        "versions": about.versions,
    }


def _from_text(page: Page) -> Extraction:
    text = decode(page.data, page.charset)
    pieces = plaintext.pieces(text)
    if not pieces:
        raise _nothing(page)
    sample = " ".join(p.text for p in pieces if len(p.text) > 80) or text
    lang = language(sample, page.lang_hint)
    said = plaintext.said(pieces, cues(lang))
    title, at = plaintext.find_title(pieces, cues(lang), _stem(page))
    scene = plaintext.scene_of(pieces, cues(lang), (title, at), said.authors)
    apply(scene, rules.DUMP)
    kept = _kept(scene)
    _require_article(page, kept, paywalled=False)
    article = Article(
        title, lang, writeup.blocks(kept, page.url), said.authors, said.published, said.modified, url=page.url
    )
    return Extraction(article, _decisions(scene, at), notes=assumed(sample, lang, page.lang_hint))


def _from_markdown(page: Page) -> Extraction:
    article = markdown.from_markdown(decode(page.data, page.charset))
    if not article.blocks:
        raise _nothing(page)
    text = " ".join(block.text for block in article.blocks)
    said = article.lang
    article = replace(
        article,
        title=article.title or _stem(page),
        lang=article.lang or language(text, page.lang_hint),
        url=article.url or page.url,
    )
    reason = "Markdown is taken as it is"
    decisions = tuple(Decision(b.text, b.kind.value, kept=True, reason=reason) for b in article.blocks)
    return Extraction(article, decisions, notes=assumed(text, article.lang, said, page.lang_hint))


def _decisions(scene: Scene, title_at: int | None) -> tuple[Decision, ...]:
    return tuple(
        Decision(piece.text, "title", kept=True, reason="the title")
        if index == title_at
        else Decision(
            piece.text, piece.kind.value, index in scene.kept, scene.reasons.get(index, "main text")
        )
        for index, piece in enumerate(scene.pieces)
    )


def _require_article(page: Page, kept: Sequence[Block], *, paywalled: bool) -> None:
    """Raises Paywalled or NoArticle when what was kept is not an article."""
    if paywalled and _length(kept) < _TEASER:
        raise Paywalled(
            f"{page.name} shows only a teaser; the rest is behind a paywall. Save the page while logged in, and give that file."
        )
    if not _is_article(kept):
        raise _nothing(page)


def _is_article(kept: Sequence[Block]) -> bool:
    sentences = [block for block in kept if SENTENCE_END.search(block.text)]
    return bool(kept) and (_length(sentences) >= _SENTENCES or _length(kept) >= _TEXT)


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _stem(page: Page) -> str:
    return PurePath(page.name).stem.replace("-", " ").replace("_", " ").strip() or "Untitled"


def _nothing(page: Page) -> NoArticle:
    return NoArticle(
        f"No article text was found in {page.name}. Check that it is an article's own page, not a menu or a list."
    )
