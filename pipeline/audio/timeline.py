"""Clips and pauses on one timeline, in integer samples, handed on passage by passage.

A passage is a paragraph, or about ten seconds of a longer one, with the silence around it. It is the unit that is
encoded and cached, so its length is a whole number of the codec's frames, and it begins and ends in silence long enough
for the codec to have forgotten what came before: frames of one passage can then follow frames of another that were
encoded on another day, without a click (see `blocks.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from pipeline.edition import Clip, Cue, Segment
from pipeline.errors import AudioError

SAMPLE_BYTES = 2

# This far below a clip's own peak is silence; soft onsets lie above, the noise floor of neural voices below.
_QUIET_DB = -46.0


# A passage ends with the first sentence that makes it this long: the shorter, the less an edit encodes; the longer, the
# fewer entries a store holds (and syncs to disk). At 10 s an edited sentence of an hour costs 0.1 s of encoding.
PASSAGE_SECONDS = 10


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
    """The sound of sentences of one block: mono 16-bit PCM, a whole number of frames, and where its segments are heard in it."""

    pcm: bytes
    spoken: tuple[tuple[Segment, Cue], ...]

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

    def cue(self, at: int) -> Cue:
        """The cue of the clip when it starts at `at`."""
        return Cue(self.segment.id, at + self.start, at + self.end, self.segment.shown)


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


def passages(spoken: Iterable[tuple[Segment, Clip]], grid: Grid) -> Iterator[Passage]:
    """Passages in order; cue positions are samples from the start of the recording. Only one is held at a time.

    Segments that are not spoken (`skipped`, or without sound because there was nothing to say) take no time.
    Raises AudioError when a segment that should be heard has no sound, or a clip has another rate than the grid.
    """
    heard = (_checked(segment, clip, grid.rate) for segment, clip in spoken if segment.spoken)
    start = 0
    for group, is_last in _with_last(_groups(heard)):
        passage = _passage(group, start, grid, is_last=is_last)
        yield passage
        start += passage.samples


def _checked(segment: Segment, clip: Clip, rate: int) -> _Heard:
    if clip.rate != rate:
        raise AudioError(
            f"The voice changed its sample rate from {rate} to {clip.rate} Hz within one recording; "
            "use one voice per edition."
        )
    start, end = sounding(clip)
    if start == end:
        raise AudioError(
            f'Nothing is heard for "{segment.shown[:60]}" ({segment.id}). Try another voice with --voice, '
            "or give the word a reading in the lexicon."
        )
    return _Heard(segment, clip, start, end)


def _groups(heard: Iterable[_Heard]) -> Iterator[list[_Heard]]:
    """What becomes a passage each: sentences of one block, until they are long enough."""
    group: list[_Heard] = []
    for one in heard:
        if group and (one.segment.block != group[0].segment.block or _seconds(group) >= PASSAGE_SECONDS):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _seconds(group: list[_Heard]) -> float:
    return sum(one.clip.samples for one in group) / group[0].clip.rate


def _with_last(items: Iterable[list[_Heard]]) -> Iterator[tuple[list[_Heard], bool]]:
    """Each item with whether it is the last."""
    before: list[_Heard] = []
    for item in chain(items, [[]]):
        if before:
            yield before, not item
        before = item


def _passage(group: list[_Heard], start: int, grid: Grid, *, is_last: bool) -> Passage:
    """Leading edge, clips and the pauses between them, then the tail."""
    parts, spoken, at = [silence(grid.edge_samples)], [], grid.edge_samples
    for one, following in zip(group, [*group[1:], None], strict=True):
        spoken.append((one.segment, one.cue(start + at)))
        pause = grid.milliseconds(one.segment.pause_ms) if following else 0
        parts += [one.clip.pcm, silence(pause)]
        at += one.clip.samples + pause
    if is_last:
        at -= group[-1].margin
        parts[-2] = parts[-2][: group[-1].end * SAMPLE_BYTES]
    parts.append(silence(_tail(at, group[-1].segment.pause_ms, grid, is_last=is_last)))
    return Passage(b"".join(parts), tuple(spoken))


def _tail(at: int, pause_ms: int, grid: Grid, *, is_last: bool) -> int:
    """The last passage ends with its last sound; after any other comes its pause, less the next one's leading edge."""
    pause = grid.milliseconds(pause_ms) - grid.edge_samples
    wanted = grid.flush if is_last else max(pause, grid.edge_samples)
    return grid.rounded_up(at + wanted) - at


def silence(samples: int) -> bytes:
    """Digital silence."""
    return bytes(samples * SAMPLE_BYTES)
