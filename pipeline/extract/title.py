"""The article's title, from what the page claims and what it shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.document import BlockKind
from pipeline.extract.cues import folded
from pipeline.extract.metadata import Metadata
from pipeline.extract.piece import Piece

_SITE_JOINT = re.compile(r"\s+[|–—·•»«:-]+\s+|\s*[|»«]\s*")
_ALIKE = 0.6


def title(page: Metadata, pieces: Sequence[Piece]) -> tuple[str, int | None]:
    """The title and the index of the piece that shows it (None when no heading does).

    A heading the reader sees is preferred to what the head of the page claims, if the two agree: claims carry the
    site's name, or a wording for search engines. Without agreement the first `<h1>` wins over a claim made by
    the `<title>` alone, but not over a headline that JSON-LD or Open Graph gives.
    """
    headings = [i for i, p in enumerate(pieces) if p.kind is BlockKind.HEADING]
    claims = [*page.headlines, page.page_title]
    for claim in filter(None, claims):
        best = max(
            headings,
            key=lambda i: (_agreement(pieces[i].text, claim), -pieces[i].block.level, -i),
            default=None,
        )
        if best is not None and _agreement(pieces[best].text, claim) >= _ALIKE:
            return pieces[best].text, best
    if page.headlines:
        return _without_site(page.headlines[0], page.site), None
    first = next((i for i in headings if pieces[i].block.level == 1), None)
    if first is not None:
        return pieces[first].text, first
    if page.page_title:
        return _without_site(page.page_title, page.site), None
    return (pieces[headings[0]].text, headings[0]) if headings else ("", None)


def _agreement(shown: str, claim: str) -> float:
    """How well a heading matches a claimed title, 0-1; a claim may add the site's name before or behind."""
    a, b = folded(shown), folded(claim)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    parts = [folded(part) for part in _SITE_JOINT.split(claim)]
    if a in parts or (b.startswith(a) and len(a) > 15):
        return 0.9 + 0.09 * len(a) / len(b)  # of a title and a site's name, the longer is the title
    if min(len(a), len(b)) < 10:
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio() * 0.9


def _without_site(claim: str, site: str) -> str:
    """A claimed title without the site's name at its end."""
    pieces = _SITE_JOINT.split(claim)
    if len(pieces) < 2:
        return claim
    tail = pieces[-1]
    is_site = folded(tail) == folded(site) or (len(tail.split()) <= 3 and len(tail) < len(claim) / 3)
    return claim[: claim.rindex(tail)].rstrip(" |–—·•»«:-\t") if is_site else claim


def repeats(text: str, heading: str) -> bool:
    """Whether a line says the title again, whole or nearly (another case, a full stop, the site's name behind)."""
    a, b = folded(text), folded(heading)
    if not a or not b:
        return False
    return a == b or (
        len(b) > 20 and abs(len(a) - len(b)) <= 0.25 * len(b) and (a.startswith(b) or b.startswith(a))
    )
