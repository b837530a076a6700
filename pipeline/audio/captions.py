"""WebVTT captions: one cue per sentence, long ones split at clauses. https://www.w3.org/TR/webvtt1/"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.document import CELL_SEPARATOR
from pipeline.edition import Cue

MEDIA_TYPE = "text/vtt"

# Two lines of 42 characters: the limit of the BBC's and Netflix's subtitle guidelines.
READABLE = 84
# A piece shorter than this flashes by; it joins its neighbour.
SHORTEST = 20

# Where a reader may pause, best first; each piece keeps its mark.
_CLAUSE_ENDS = (
    re.compile(r"(?<=[;:])\s+"),
    re.compile(r"\s+(?=[–—(])|(?<=[,)])\s+"),
    re.compile(r"\s+"),
)


def split_for_reading(text: str, limit: int = READABLE) -> list[tuple[int, int]]:
    """Spans of `text` of at most `limit` characters, cut at clauses near the middle, else between words.

    A single word longer than `limit` stays whole. The spans leave out only the white space between them.
    """
    return list(_halves(text, 0, len(text), limit))


def _halves(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    gap = _best_gap(text, start, end) if end - start > limit else None
    if gap is None:
        yield start, end
    else:
        yield from _halves(text, start, gap[0], limit)
        yield from _halves(text, gap[1], end, limit)


def _best_gap(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The gap nearest the middle of the best kind there is; kinds that leave a too short piece are passed over."""
    middle = (start + end) / 2
    for pattern in _CLAUSE_ENDS:
        gaps = [
            match.span()
            for match in pattern.finditer(text, start, end)
            if match.start() - start >= SHORTEST and end - match.end() >= SHORTEST
        ]
        if gaps:
            return min(gaps, key=lambda gap: abs((gap[0] + gap[1]) / 2 - middle))
    return None


def parts(cue: Cue) -> Iterator[Cue]:
    """A cue as it is read: itself, or pieces named `id.1`, `id.2` whose times are shared out by length."""
    spans = split_for_reading(cue.text)
    if len(spans) == 1:
        yield cue
        return
    total, length, read, at = sum(e - s for s, e in spans), cue.end - cue.start, 0, cue.start
    for number, (start, end) in enumerate(spans, start=1):
        read += end - start
        until = cue.start + length * read // total
        yield Cue(f"{cue.segment}.{number}", at, until, cue.text[start:end])
        at = until


def webvtt(cues: Iterable[Cue], rate: int) -> str:
    """The captions file. Cue positions are samples at `rate`."""
    blocks = [
        f"{part.segment}\n{timestamp(part.start, rate)} --> {timestamp(part.end, rate)}\n{_escaped(part.text)}\n"
        for cue in cues
        for part in parts(cue)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def timestamp(sample: int, rate: int) -> str:
    """`HH:MM:SS.mmm`, to the nearest millisecond."""
    ms = (sample * 1000 + rate // 2) // rate
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace(CELL_SEPARATOR, " | ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
