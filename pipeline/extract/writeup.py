"""Kept pieces to the blocks of an article: headings in order, links that work away from the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from pipeline.document import Block, BlockKind, Mark, MarkKind
from pipeline.extract.scene import FULL_STOP, LABEL, SHORT

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_HEADING_LENGTH = 2 * LABEL
_TOP = 2  # level 1 is the title's


def blocks(kept: Sequence[Block], base: str) -> tuple[Block, ...]:
    """The article's blocks; `base` is the page's URL, "" when unknown."""
    return tuple(replace(b, marks=_links(b.marks, base)) for b in _with_headings(kept))


def _with_headings(kept: Sequence[Block]) -> Iterator[Block]:
    """Headings below the title's level; a bold line over a paragraph is a heading that lacks its tag."""
    level = _TOP - 1
    for index, block in enumerate(kept):
        follower = kept[index + 1] if index + 1 < len(kept) else None
        if block.kind is BlockKind.HEADING:
            level = max(_TOP, block.level)
            yield replace(block, level=level)
        elif follower and _is_bold_heading(block, follower):
            plain = tuple(m for m in block.marks if m.kind is not MarkKind.STRONG)
            yield replace(block, kind=BlockKind.HEADING, level=min(6, level + 1), marks=plain)
        else:
            yield block


def _is_bold_heading(block: Block, follower: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(block.text) <= _HEADING_LENGTH
        and any(m.kind is MarkKind.STRONG and (m.start, m.end) == (0, len(block.text)) for m in block.marks)
        and not FULL_STOP.search(block.text.removesuffix("?"))
        and block.text[-1] not in ":,;"
        and follower.kind is BlockKind.PARAGRAPH
        and len(follower.text) > SHORT
    )


def _links(marks: Iterable[Mark], base: str) -> tuple[Mark, ...]:
    """Links made absolute; those to a place on the page itself, to a script or to nowhere are no links here."""
    resolved = (replace(m, value=_absolute(m.value, base)) if m.kind is MarkKind.LINK else m for m in marks)
    return tuple(m for m in resolved if m.kind is not MarkKind.LINK or m.value)


def _absolute(href: str, base: str) -> str:
    if href.startswith("#"):
        return ""
    try:
        target = urljoin(base, href)
        scheme = urlsplit(target).scheme
    except ValueError:
        return ""
    return target if scheme in _SCHEMES or not scheme else ""
