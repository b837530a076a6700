"""An HTML page: its pieces, who would keep them, and the article they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.document import Page
from pipeline.extract import dom
from pipeline.extract.cues import cues, folded
from pipeline.extract.dates import Statement, statement
from pipeline.extract.encoding import decode
from pipeline.extract.language import language
from pipeline.extract.metadata import Metadata, metadata
from pipeline.extract.piece import Piece
from pipeline.extract.rules import ALL, Scene, apply
from pipeline.extract.segment import segment
from pipeline.extract.sites import selected, site_of
from pipeline.extract.title import title
from pipeline.extract.witness import ask
from pipeline.settings import Site

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found on a page before it is written up as an article."""

    pieces: Sequence[Piece]
    scene: Scene
    title: str
    title_at: int | None
    lang: str
    metadata: Metadata
    statement: Statement


def read(page: Page, sites: Mapping[str, Site]) -> Reading | None:
    """The article of an HTML page; None when there is no text on it at all."""
    tree = dom.parse(decode(page.data, page.charset))
    if tree is None:
        return None
    about = metadata(tree, page.url)
    dom.prune(tree)
    pieces = segment(tree)
    if not pieces:
        return None
    heading, at = title(about, pieces)
    alts = frozenset(folded(image.get("alt") or "") for image in tree.iter("img"))
    site = site_of((page.url, about.url), sites)
    dropped, wanted = selected(tree, pieces, site.drop), selected(tree, pieces, site.keep)
    kept = _consensus(tree, pieces)
    text = " ".join(pieces[i].text for i in sorted(kept)) or " ".join(p.text for p in pieces)
    lang = language(text, page.lang_hint, *about.langs)
    said = _statement(pieces, lang)
    scene = Scene(
        pieces,
        cues(lang),
        heading,
        about.authors or said.authors,
        alts - {""},
        site.promo,
        set(kept - dropped),
    )
    scene.reasons.update({i: "most extractors leave it out" for i in range(len(pieces)) if i not in kept})
    scene.reasons.update(dict.fromkeys(dropped, "dropped by the site file"))
    if at is not None:
        scene.kept.discard(at)
    apply(scene, ALL)
    scene.kept.update(wanted - dropped)
    scene.reasons.update(dict.fromkeys(wanted - dropped, "kept by the site file"))
    return Reading(pieces, scene, heading, at, lang, about, said)


def _consensus(tree: HtmlElement, pieces: Sequence[Piece]) -> set[int]:
    votes = ask(tree, pieces)
    return {i for i in range(len(pieces)) if sum(i in voted for voted in votes.values()) * 2 > len(votes)}


def _statement(pieces: Sequence[Piece], lang: str) -> Statement:
    said = (statement(piece.text, cues(lang)) for piece in pieces)
    return next((s for s in said if s.published), Statement())
