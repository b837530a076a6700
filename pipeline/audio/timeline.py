"""Clips and pauses on one timeline, in integer samples, passage by passage.

A passage is a paragraph, or about ten seconds of a longer one, with the silence around it. It is the unit that is
encoded and cached, so its length is a whole number of the codec's frames, and it begins and ends in silence long enough
for the codec to have forgotten what came before: frames of one passage can then follow frames of another that were
encoded on another day, without a click (see `blocks.py`).

What belongs to a passage follows from the text alone, so a passage that was laid out before is recognised by the
names of its takes, and their sound is not read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.edition import Clip, Cue, Segment, Take
from pipeline.errors import AudioError

SAMPLE_BYTES = 2

# This far below a clip's own peak is silence; soft onsets lie above, the noise floor of neural voices below.
_QUIET_DB = -46.0


# A passage ends with the first sentence that makes its spoken text this long, which is about ten seconds: the shorter,
# the less an edit encodes; the longer, the fewer entries a store holds. An edited sentence costs 0.1 s of encoding.
PASSAGE_CHARACTERS = 150

Spoken = Iterable[tuple[Segment, Take]]
Span = tuple[int, int]
_Group = list[tuple[Segment, Take]]


@dataclass(frozen=True, slots=True)
class Grid:
    """How a codec divides time: `frame` samples at `rate` per frame; `edge` frames of silence at a passage's ends;
    `flush` samples that must follow the last sound so that a decoder gives it out whole.
    """

    rate: int
    frame: int
    edge: int
    flush: int

    @property
    def edge_samples(self) -> int:
        return self.edge * self.frame

    def milliseconds(self, ms: int) -> int:
        """Samples in `ms`, rounded down."""
        return ms * self.rate // 1000

    def rounded_up(self, samples: int) -> int:
        """`samples`, or the next whole number of frames."""
        return -(-samples // self.frame) * self.frame


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences of one block; `is_last` says that nothing follows."""

    spoken: tuple[tuple[Segment, Take], ...]
    is_last: bool

    @property
    def takes(self) -> list[tuple[str, int]]:
        """What its sound is made of: names of takes, and the milliseconds of pause after each."""
        return [(take.name, segment.pause_ms) for segment, take in self.spoken]

    def cues(self, spans: Sequence[Span], start: int) -> list[tuple[Segment, Cue]]:
        """Its segments with their cues, when it begins at sample `start` and they are heard at `spans` of it."""
        return [
            (segment, Cue(segment.id, start + first, start + end, segment.shown))
            for (segment, _), (first, end) in zip(self.spoken, spans, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Laid:
    """A passage's sound: mono 16-bit PCM, a whole number of frames, and where in it each segment is heard."""

    pcm: bytes
    spans: tuple[Span, ...]

    @property
    def samples(self) -> int:
        return len(self.pcm) // SAMPLE_BYTES


@dataclass(frozen=True, slots=True)
class _Heard:
    """A segment's clip, and which of its samples are heard."""

    segment: Segment
    clip: Clip
    start: int
    end: int

    @property
    def margin(self) -> int:
        """Samples of silence at the clip's end."""
        return self.clip.samples - self.end

    def span(self, at: int) -> Span:
        """Where it is heard when the clip starts at `at`."""
        return at + self.start, at + self.end


def sounding(clip: Clip) -> tuple[int, int]:
    """From the first to behind the last sample that is heard; (0, 0) where none is.

    Clips come with a small margin of silence (`speech/sound.py`); a cue is of what is heard, not of the margin.
    """
    import numpy as np

    samples = np.frombuffer(clip.pcm, "<i2")
    peak = max(int(samples.max(initial=0)), -int(samples.min(initial=0)))
    quiet = max(1, int(peak * 10 ** (_QUIET_DB / 20)))
    heard = np.flatnonzero((samples > quiet) | (samples < -quiet))
    return (int(heard[0]), int(heard[-1]) + 1) if heard.size else (0, 0)


def passages(spoken: Spoken) -> Iterator[Passage]:
    """Passages in order, as soon as their last take has come.

    Segments that are not spoken (`skipped`, or without sound because there was nothing to say) take no time.
    """
    for group, is_last in _with_last(_groups(pair for pair in spoken if pair[0].spoken)):
        yield Passage(tuple(group), is_last)


def _groups(spoken: Spoken) -> Iterator[_Group]:
    """What becomes a passage each: sentences of one block, until they are long enough."""
    group: _Group = []
    for pair in spoken:
        if group and (pair[0].block != group[0][0].block or _characters(group) >= PASSAGE_CHARACTERS):
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def _characters(group: _Group) -> int:
    return sum(len(segment.spoken) for segment, _ in group)


def _with_last(items: Iterable[_Group]) -> Iterator[tuple[_Group, bool]]:
    """Each item with whether it is the last."""
    before: _Group = []
    for item in chain(items, [[]]):
        if before:
            yield before, not item
        before = item


def lay(passage: Passage, grid: Grid) -> Laid:
    """Leading edge, clips and the pauses between them, then the tail.

    Raises AudioError when a segment that should be heard has no sound, or a clip has another rate than the grid.
    """
    group = [_checked(segment, take.clip(), grid.rate) for segment, take in passage.spoken]
    parts, spans, at = [silence(grid.edge_samples)], [], grid.edge_samples
    for one, following in zip(group, [*group[1:], None], strict=True):
        spans.append(one.span(at))
        pause = grid.milliseconds(one.segment.pause_ms) if following else 0
        parts += [one.clip.pcm, silence(pause)]
        at += one.clip.samples + pause
    if passage.is_last:
        at -= group[-1].margin
        parts[-2] = parts[-2][: group[-1].end * SAMPLE_BYTES]
    parts.append(silence(_tail(at, group[-1].segment.pause_ms, grid, is_last=passage.is_last)))
    return Laid(b"".join(parts), tuple(spans))


def _checked(segment: Segment, clip: Clip, rate: int) -> _Heard:
    if clip.rate != rate:
        raise AudioError(
            f"The voice changed its sample rate from {rate} to {clip.rate} Hz within one recording; "
            "use one voice per edition."
        )
    start, end = sounding(clip)
    if start == end:
        raise AudioError(
            f'Nothing is heard for "{segment.shown[:60]}" ({segment.id}). Try another voice, '
            "or give the word a reading in the lexicon."
        )
    return _Heard(segment, clip, start, end)


def _tail(at: int, pause_ms: int, grid: Grid, *, is_last: bool) -> int:
    """The last passage ends with its last sound; after any other comes its pause, less the next one's leading edge."""
    pause = grid.milliseconds(pause_ms) - grid.edge_samples
    wanted = grid.flush if is_last else max(pause, grid.edge_samples)
    return grid.rounded_up(at + wanted) - at


def silence(samples: int) -> bytes:
    """Digital silence."""
    return bytes(samples * SAMPLE_BYTES)
