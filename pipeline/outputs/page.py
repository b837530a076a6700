"""The listening page, "Röstval": choose a language, choose a voice, listen and read along.

Text reaches the page only as escaped text; links only where `markup.safe_href` lets them. One file, no request but
for the chosen recording.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.document import Article, Block, BlockKind, MarkKind, Origin
from pipeline.edition import TITLE_BLOCK, Edition, Publication
from pipeline.files import write_text
from pipeline.languages import OWN_NAMES, RIGHT_TO_LEFT
from pipeline.outputs.addresses import absolute
from pipeline.outputs.layout import Node, arrange
from pipeline.outputs.listing import summary
from pipeline.outputs.markup import Piece, pieces, safe_href
from pipeline.outputs.phrases import (
    clock,
    interface_language,
    language_name,
    long_date,
    phrases,
    territory_locale,
)
from pipeline.outputs.playback import editions_of, playback, segments_of
from pipeline.outputs.schema_org import schema_org
from pipeline.outputs.templating import render
from pipeline.settings import Outputs

PAGE = "index.html"
SPEEDS = (0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)

# LinkedIn folds a post at about this many characters (UTF-16 units) behind "see more".
PHONE_FOLD, DESKTOP_FOLD = 140, 210


@dataclass(frozen=True, slots=True)
class VoiceCard:
    """A voice as the menu offers it."""

    id: str
    name: str
    kind: str
    gender: str
    file: str
    captions: str
    media_type: str
    length: str


@dataclass(frozen=True, slots=True)
class TextView:
    """One language of the page."""

    lang: str
    own_name: str
    locale: str
    dir: str
    title: str
    title_pieces: tuple[Piece, ...]
    body: tuple[Node, ...]
    byline: tuple[str, ...]
    notes: tuple[str, ...]
    original: str
    interface: str
    say: Mapping[str, str]
    voices: tuple[VoiceCard, ...]


def write_page(publication: Publication, folder: Path, settings: Outputs, *, linkedin_post: str = "") -> Path:
    """Write `folder`/index.html and give its path. The sound files named in `publication` lie in `folder` too.

    `linkedin_post` is the English post, shown as LinkedIn folds it. Raises OutputError, ConfigError.
    """
    path = folder / PAGE
    write_text(path, render("page", context(publication, settings, linkedin_post)))
    return path


def context(publication: Publication, settings: Outputs, linkedin_post: str = "") -> dict[str, Any]:
    """All that the template shows."""
    address = absolute(settings.base_url, publication.slug, "") if settings.base_url else ""
    texts = [text_view(t, editions_of(publication, t.lang)) for t in publication.texts]
    return {
        "first": texts[0],
        "texts": texts,
        "description": summary(publication.texts[0]),
        "site": publication.source.site,
        "authors": publication.source.authors,
        "image": safe_href(publication.source.image),
        "address": address,
        "speeds": SPEEDS,
        "data": playback(publication),
        "linked_data": schema_org(publication, address),
        "linkedin": {
            "post": linkedin_post,
            "folds": [
                (name, fold(linkedin_post, limit))
                for name, limit in (("Phone", PHONE_FOLD), ("Desktop", DESKTOP_FOLD))
            ],
        },
    }


def text_view(article: Article, editions: tuple[Edition, ...]) -> TextView:
    """An article in one language with its voices."""
    segments = segments_of(editions)
    title = Block(BlockKind.HEADING, article.title, level=1)
    return TextView(
        lang=article.lang,
        own_name=OWN_NAMES.get(article.lang, article.lang),
        locale=territory_locale(article.lang),
        dir="rtl" if article.lang in RIGHT_TO_LEFT else "ltr",
        title=article.title,
        title_pieces=pieces(title, [s for s in segments if s.block == TITLE_BLOCK]),
        body=arrange(article, segments),
        byline=tuple(_byline(article)),
        notes=tuple(_notes(article)),
        original=safe_href(article.url),
        interface=interface_language(article.lang),
        say=phrases(article.lang),
        voices=tuple(_card(e) for e in editions),
    )


def _card(edition: Edition) -> VoiceCard:
    voice, recording = edition.voice, edition.recording
    return VoiceCard(
        id=voice.id,
        name=voice.name,
        kind=voice.kind.value,
        gender=voice.gender if voice.gender in {"female", "male"} else "",
        file=recording.file,
        captions=recording.captions,
        media_type=recording.media_type,
        length=clock(recording.seconds),
    )


def _byline(article: Article) -> list[str]:
    say, lang = phrases(article.lang), article.lang
    authors = say["by"].format(authors=", ".join(article.authors)) if article.authors else ""
    published = say["published"].format(date=long_date(article.published, lang)) if article.published else ""
    changed = article.modified if article.modified != article.published else None
    updated = say["updated"].format(date=long_date(changed, lang)) if changed else ""
    return [part for part in (article.site, authors, published, updated) if part]


def _notes(article: Article) -> list[str]:
    """What a reader should know of the translation (DESIGN: honest labels)."""
    say = phrases(article.lang)
    source = language_name(article.source_lang, article.lang)
    kind = {Origin.MACHINE: "machine", Origin.PERSON: "person"}.get(article.origin, "")
    notes = [say[kind].format(source=source)] if kind and article.source_lang else []
    left = {m.value for b in article.blocks for m in b.marks if m.kind is MarkKind.FOREIGN}
    names = ", ".join(language_name(code, article.lang) for code in sorted(left))
    return [*notes, say["left"].format(source=names)] if left else notes


def fold(post: str, limit: int) -> tuple[str, str]:
    """What of a post is seen before "see more", and the rest. `limit` counts UTF-16 units, as LinkedIn does."""
    units = 0
    for position, character in enumerate(post):
        units += len(character.encode("utf-16-le")) // 2
        if units > limit:
            return post[:position].rstrip(), post[len(post[:position].rstrip()) :]
    return post, ""
