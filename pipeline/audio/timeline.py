"""Clips and pauses on one timeline, in integer samples, handed on passage by passage.

A passage is what is spoken of one block of the article, with the silence around it. It is the unit that is encoded
and cached, so its length is a whole number of the codec's frames, and it begins and ends in silence long enough
for the codec to have forgotten what came before: frames of one passage can then follow frames of another that were
encoded on another day, without a click (see `blocks.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby

from pipeline.edition import Clip, Cue, Segment
from pipeline.errors import AudioError

SAMPLE_BYTES = 2

# Below this level an engine's sound is its silence. Measured: espeak leaves digital zero, piper a floor under -55 dBFS.
_QUIET = 0.00316  # -50 dBFS
# Kept around what is louder, so that soft onsets and the tail of an "s" or "f" stay.
_GUARD_MS = 25


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

    def rounded_up(self, samples: int) -> int:
        """`samples`, or the next whole number of frames."""
        return -(-samples // self.frame) * self.frame


@dataclass(frozen=True, slots=True)
class Passage:
    """The sound of one block: mono 16-bit PCM, a whole number of frames, and where its segments are heard in it."""

    pcm: bytes
    spoken: tuple[tuple[Segment, Cue], ...]

    @property
    def samples(self) -> int:
        return len(self.pcm) // SAMPLE_BYTES


def trim(clip: Clip) -> Clip:
    """The clip without the silence at its ends, 25 ms apart from what is louder than -50 dBFS. Silence becomes empty."""
    import numpy as np

    samples = np.abs(np.frombuffer(clip.pcm, "<i2").astype(np.int32))
    loud = np.flatnonzero(samples > _QUIET * 32768)
    if not loud.size:
        return Clip(b"", clip.rate)
    guard = _GUARD_MS * clip.rate // 1000
    start, end = max(0, int(loud[0]) - guard), min(len(samples), int(loud[-1]) + 1 + guard)
    return Clip(clip.pcm[start * SAMPLE_BYTES : end * SAMPLE_BYTES], clip.rate)


def passages(spoken: Iterable[tuple[Segment, Clip]], grid: Grid) -> Iterator[Passage]:
    """Passages in order; cue positions are samples from the start of the recording. Only one is held at a time.

    Segments that are not spoken (`skipped`, or without sound because there was nothing to say) take no time.
    Raises AudioError when a segment that should be heard has no sound, or a clip has another rate than the grid.
    """
    heard = (_checked(segment, clip, grid.rate) for segment, clip in spoken if segment.spoken)
    blocks = ([*group] for _, group in groupby(heard, key=lambda pair: pair[0].block))
    start = 0
    for block, is_last in _with_last(blocks):
        passage = _passage(block, start, grid, is_last=is_last)
        yield passage
        start += passage.samples


def _checked(segment: Segment, clip: Clip, rate: int) -> tuple[Segment, Clip]:
    if clip.rate != rate:
        raise AudioError(
            f"The voice changed its sample rate from {rate} to {clip.rate} Hz within one recording; "
            "use one voice per edition."
        )
    trimmed = trim(clip)
    if not trimmed.samples:
        raise AudioError(
            f'Nothing is heard for "{segment.shown[:60]}" ({segment.id}). Try another voice with --voice, '
            "or give the word a reading in the lexicon."
        )
    return segment, trimmed


def _with_last(
    items: Iterable[list[tuple[Segment, Clip]]],
) -> Iterator[tuple[list[tuple[Segment, Clip]], bool]]:
    """Each item with whether it is the last."""
    before: list[tuple[Segment, Clip]] = []
    for item in chain(items, [[]]):
        if before:
            yield before, not item
        before = item


def _passage(block: list[tuple[Segment, Clip]], start: int, grid: Grid, *, is_last: bool) -> Passage:
    """Half-open in silence: the pause after a block is its own tail and the next one's leading edge."""
    parts, spoken, at = [silence(grid.edge_samples)], [], grid.edge_samples
    for number, (segment, clip) in enumerate(block, start=1):
        spoken.append((segment, Cue(segment.id, start + at, start + at + clip.samples, segment.shown)))
        pause = segment.pause_ms * grid.rate // 1000 if number < len(block) else 0
        parts += [clip.pcm, silence(pause)]
        at += clip.samples + pause
    parts.append(silence(_tail(at, block[-1][0].pause_ms, grid, is_last=is_last)))
    return Passage(b"".join(parts), tuple(spoken))


def _tail(at: int, pause_ms: int, grid: Grid, *, is_last: bool) -> int:
    """The last passage ends with its last sound; after any other comes its pause, less the next one's leading edge."""
    pause = pause_ms * grid.rate // 1000 - grid.edge_samples
    wanted = grid.flush if is_last else max(pause, grid.edge_samples)
    return grid.rounded_up(at + wanted) - at


def silence(samples: int) -> bytes:
    """Digital silence."""
    return bytes(samples * SAMPLE_BYTES)


def moved(cue: Cue, samples: int) -> Cue:
    """The cue, `samples` later."""
    return replace(cue, start=cue.start + samples, end=cue.end + samples)
