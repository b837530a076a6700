"""A block's text as runs to be shown: cut where a sentence, a link or an emphasis begins or ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from urllib.parse import urljoin, urlsplit

from pipeline.document import Block, Mark, MarkKind
from pipeline.edition import Segment

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look. `href` is "" or a safe address; `lang` that of a foreign stretch."""

    text: str
    href: str = ""
    lang: str = ""
    strong: bool = False
    emphasis: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """The runs of one sentence. `segment` is its id, "" for text that belongs to none (spaces between sentences)."""

    segment: str
    runs: tuple[Run, ...]


def pieces(
    block: Block, segments: Iterable[Segment], start: int = 0, end: int | None = None, *, base: str = ""
) -> tuple[Piece, ...]:
    """`block.text[start:end]` as pieces in reading order; joined, their texts are that text again.

    Links are resolved against `base`, the article's own address.
    """
    end = len(block.text) if end is None else end
    spans = [(s.id, s.start, s.end) for s in segments]
    cuts = _cuts(start, end, [(a, b) for _, a, b in spans] + [(m.start, m.end) for m in block.marks])
    cut = [(_segment_at(spans, a), _run(block, a, b, base)) for a, b in pairwise(cuts)]
    return tuple(Piece(name, tuple(run for _, run in group)) for name, group in groupby(cut, lambda c: c[0]))


def _cuts(start: int, end: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    inside = {edge for span in spans for edge in span if start < edge < end}
    return sorted({start, end, *inside}) if start < end else []


def _segment_at(spans: Sequence[tuple[str, int, int]], position: int) -> str:
    return next((name for name, a, b in spans if a <= position < b), "")


def _run(block: Block, start: int, end: int, base: str) -> Run:
    marks = [m for m in block.marks if m.start <= start < m.end]
    kinds = {m.kind for m in marks}
    return Run(
        text=block.text[start:end],
        href=safe_href(_value(marks, MarkKind.LINK), base),
        lang=_value(marks, MarkKind.FOREIGN),
        strong=MarkKind.STRONG in kinds,
        emphasis=MarkKind.EMPHASIS in kinds,
        code=MarkKind.CODE in kinds,
    )


def _value(marks: Iterable[Mark], kind: MarkKind) -> str:
    return next((m.value for m in marks if m.kind is kind), "")


def safe_href(href: str, base: str = "") -> str:
    """`href` as an absolute http, https or mailto address, else "": no script, no local file, no guess without `base`."""
    try:
        address = urljoin(base, href.strip()) if href.strip() else ""
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in SAFE_SCHEMES or not (parts.netloc or parts.scheme == "mailto"):
        return ""
    return address
