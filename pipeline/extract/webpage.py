"""An HTML page: what is on it, which of it is the article, and why.

survey   parse, prune, cut into pieces; metadata; what the witnesses keep; features
judge    the scorer's probability of each piece; lists, tables and headings mended; the line rules
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.document import Page
from pipeline.extract import dom, features, rules, scorer
from pipeline.extract.cues import cues, folded
from pipeline.extract.dates import Statement, find_statement
from pipeline.extract.encoding import decode
from pipeline.extract.language import assumed, language
from pipeline.extract.mend import mended
from pipeline.extract.metadata import Metadata, metadata
from pipeline.extract.piece import Piece
from pipeline.extract.scene import LONG, Scene, apply
from pipeline.extract.segment import segment
from pipeline.extract.several import parts
from pipeline.extract.sites import selected, site_of
from pipeline.extract.title import title
from pipeline.extract.witness import ask
from pipeline.settings import Site

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ABOVE, _BELOW = 3, 8  # pieces around the title in which an unlabelled date is the article's
_NOTICE = 300  # characters up to which a piece can be a paywall's notice
_PROSE = 80  # characters of a piece that says something about the page's language


@dataclass(frozen=True, slots=True)
class Survey:
    """What is on a page, nothing decided. `rows` are the pieces' features; `dropped`, `wanted` the site file's."""

    pieces: Sequence[Piece]
    metadata: Metadata
    title: str
    title_at: int | None
    lang: str
    statement: Statement
    alts: frozenset[str]
    votes: Mapping[str, frozenset[int]]
    rows: Sequence[features.Row]
    site: Site
    dropped: frozenset[int]
    wanted: frozenset[int]
    notes: tuple[str, ...] = ()


def survey(page: Page, sites: Mapping[str, Site]) -> Survey | None:
    """Everything known about an HTML page; None when it has no text at all."""
    tree = dom.parse(decode(page.data, page.charset))
    if tree is None:
        return None
    about = metadata(tree, page.url)
    dom.prune(tree)
    pieces = segment(tree)
    if not pieces:
        return None
    heading, at = title(about, pieces)
    claims = (page.lang_hint, *about.langs)
    lang = language(_sample(pieces), *claims)
    notes = assumed(_sample(pieces), lang, *claims)
    site = site_of((page.url, about.url), sites)
    dropped, wanted = selected(tree, pieces, site.drop), selected(tree, pieces, site.keep)
    alts = _alts(tree)
    votes = ask(tree, pieces)  # last: it signs the tree
    rows = features.rows(pieces, votes, cues(lang), heading)
    said = _statement(pieces, lang, at)
    return Survey(pieces, about, heading, at, lang, said, alts, votes, rows, site, dropped, wanted, notes)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which pieces are the article and why each of the others is not; `others` are headings of further articles."""

    scene: Scene
    title: str
    title_at: int | None
    others: tuple[str, ...] = ()


def judge(seen: Survey) -> Verdict:
    """The scorer's word, mended, then the line rules, then the site file's."""
    chances = [scorer.probability(row) for row in seen.rows]
    likely = {i for i, chance in enumerate(chances) if chance >= scorer.THRESHOLD}
    kept = mended(seen.pieces, chances, likely)
    heading, at, others, elsewhere = _first_article(seen, kept)
    authors = seen.metadata.authors or seen.statement.authors
    scene = Scene(seen.pieces, cues(seen.lang), heading, authors, seen.alts, seen.site.promo)
    scene.kept = kept - seen.dropped - elsewhere - {at}
    scene.reasons.update({i: _doubt(seen, i, chances[i]) for i in range(len(seen.pieces)) if i not in kept})
    scene.reasons.update(dict.fromkeys(elsewhere, "another article on the page"))
    scene.reasons.update(dict.fromkeys(seen.dropped, "dropped by the site file"))
    apply(scene, rules.PAGE)
    for index in seen.wanted - seen.dropped:
        scene.kept.add(index)
        scene.reasons[index] = "kept by the site file"
    return Verdict(scene, heading, at, others)


def _first_article(
    seen: Survey, kept: AbstractSet[int]
) -> tuple[str, int | None, tuple[str, ...], AbstractSet[int]]:
    """Title and its place, headings of further articles, their pieces.

    A page is one article with parts (a live blog, say) when it declares a headline and shows it outside of them.
    """
    found = parts(seen.pieces, kept)
    inside = [p for p in found if seen.title_at is not None and p.heading_at == seen.title_at]
    if len(found) < 2 or (not inside and seen.metadata.headlines):
        return seen.title, seen.title_at, (), frozenset()
    first = inside[0] if inside else found[0]
    rest = [p for p in found if p is not first]
    elsewhere = frozenset().union(*(p.members for p in rest))
    return first.heading, first.heading_at, tuple(p.heading for p in rest), elsewhere


def is_paywalled(seen: Survey) -> bool:
    """Whether the page says that the rest is for subscribers, in its JSON-LD or in words."""
    words = cues(seen.lang).contained["paywall"]
    said = any(phrase in p.text.lower() for p in seen.pieces if len(p.text) < _NOTICE for phrase in words)
    return said or not seen.metadata.free


def _doubt(seen: Survey, index: int, chance: float) -> str:
    votes = sum(index in kept for kept in seen.votes.values())
    return f"unlikely to be main text ({chance:.0%}; {votes} of {len(seen.votes)} extractors keep it)"


def _sample(pieces: Sequence[Piece]) -> str:
    prose = " ".join(p.text for p in pieces if len(p.text) >= _PROSE and p.link_share < 0.5)
    return prose or " ".join(p.text for p in pieces)


def _alts(tree: HtmlElement) -> frozenset[str]:
    return frozenset(text for image in tree.iter("img") if (text := folded(image.get("alt") or "")))


def _statement(pieces: Sequence[Piece], lang: str, title_at: int | None) -> Statement:
    lines = [piece.text for piece in pieces]
    text = next((i for i, piece in enumerate(pieces) if len(piece.text) >= LONG), len(pieces))
    place = title_at if title_at is not None else text - _ABOVE
    near = lines[max(0, place - _ABOVE) : place + _BELOW]
    return find_statement(lines, near, cues(lang))
