"""WebVTT captions: one cue per sentence, long ones split at clauses. https://www.w3.org/TR/webvtt1/"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from pipeline.document import CELL_SEPARATOR
from pipeline.edition import Cue

MEDIA_TYPE = "text/vtt"

# Two lines of 42 characters: the limit of the BBC's and Netflix's subtitle guidelines.
READABLE = 84
# A piece shorter than this flashes by; it joins its neighbour.
SHORTEST = 20
# Netflix's limit for one subtitle; it is kept where there is a clause to cut at.
LONGEST_SECONDS = 7.0

# Where a reader may pause, best first; each piece keeps its mark. Chinese and Japanese set no space after theirs.
_CLAUSE_ENDS = (
    re.compile(r"\t\s*|(?<=[;:])\s+"),
    re.compile(r"\s+(?=[–—(])|(?<=[,)])\s+|(?<=[，、；：])(?=\S)"),
)
# Between words rather after a long one: a line that ends in an article or "to" reads on into the next.
_WORD_ENDS = (re.compile(r"(?<=\w{4})\s+"), re.compile(r"\s+"))

# How many letters' time is spoken where one character is shown: "386" is twenty-eight letters, "GWh" fourteen, and a
# comma is a breath. Against the words of three recordings as a recogniser hears them, cues within a sentence set in
# 0.17 s off with these, at most 0.7; by the count of characters 0.6, at most 2.1.
_LETTERS_SPOKEN = (
    (regex.compile(r"\p{N}|[%‰§&]|(?![|])\p{S}"), 8),
    (regex.compile(r"(?<=\p{Lu})\p{Lu}|\p{Lu}(?=\p{Lu})"), 5),
    (regex.compile(r"[,;:–—\t]"), 4),
)


def effort(text: str) -> int:
    """How long `text` takes to say, in letters."""
    return len(text) + sum((spoken - 1) * len(kind.findall(text)) for kind, spoken in _LETTERS_SPOKEN)


@dataclass(frozen=True, slots=True)
class _Splitter:
    """Cuts `text` into pieces of at most `limit` characters, and of `patience` letters spoken where a clause allows it."""

    text: str
    limit: int
    patience: float

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        gap = self._gap(start, end)
        if gap is None:
            yield start, end
        else:
            yield from self.spans(start, gap[0])
            yield from self.spans(gap[1], end)

    def _gap(self, start: int, end: int) -> tuple[int, int] | None:
        """The gap nearest the middle of the best kind there is; kinds that leave a too short piece are passed over."""
        too_wide = end - start > self.limit
        if not too_wide and effort(self.text[start:end]) <= self.patience:
            return None
        middle = (start + end) / 2
        for pattern in (*_CLAUSE_ENDS, *_WORD_ENDS) if too_wide else _CLAUSE_ENDS:
            gaps = [
                match.span()
                for match in pattern.finditer(self.text, start, end)
                if match.start() - start >= SHORTEST and end - match.end() >= SHORTEST
            ]
            if gaps:
                return min(gaps, key=lambda gap: abs((gap[0] + gap[1]) / 2 - middle))
        return None


def split_for_reading(
    text: str, limit: int = READABLE, patience: float = float("inf")
) -> list[tuple[int, int]]:
    """Spans of `text` of at most `limit` characters, cut at clauses near the middle, else between words.

    One that takes longer to say than `patience`, in letters, is cut too, at clauses only. A single word longer than
    `limit` stays whole. The spans leave out only the white space between them.
    """
    return list(_Splitter(text, limit, patience).spans(0, len(text)))


def parts(cue: Cue, rate: int) -> Iterator[Cue]:
    """A cue as it is read: itself, or pieces named `id.1`, `id.2` whose times are shared out by what is said of each."""
    length = cue.end - cue.start
    patience = LONGEST_SECONDS * rate * effort(cue.text) / max(length, 1)
    spans = split_for_reading(cue.text, patience=patience)
    if len(spans) == 1:
        yield cue
        return
    efforts = [effort(cue.text[start:end]) for start, end in spans]
    total, said, at = sum(efforts), 0, cue.start
    for number, ((start, end), more) in enumerate(zip(spans, efforts, strict=True), start=1):
        said += more
        until = cue.start + length * said // total
        yield Cue(f"{cue.segment}.{number}", at, until, cue.text[start:end])
        at = until


def webvtt(cues: Iterable[Cue], rate: int) -> str:
    """The captions file. Cue positions are samples at `rate`."""
    blocks = [
        f"{part.segment}\n{timestamp(part.start, rate)} --> {timestamp(part.end, rate)}\n{_escaped(part.text)}\n"
        for cue in cues
        for part in parts(cue, rate)
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def timestamp(sample: int, rate: int) -> str:
    """`HH:MM:SS.mmm`, to the nearest millisecond."""
    ms = (sample * 1000 + rate // 2) // rate
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace(CELL_SEPARATOR, " | ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
