"""Sound for the tests of the audio room: bursts of noise that stand where they were put, and ears to find them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np  # noqa: TID253  a test may load what it tests

from pipeline.audio import ffmpeg
from pipeline.audio.timeline import Grid, Laid, lay, passages
from pipeline.document import BlockKind
from pipeline.edition import TITLE_BLOCK, Clip, Cue, Segment

RATE = 16_000

Floats = np.ndarray[Any, np.dtype[np.float64]]


def burst(seconds: float, seed: int = 0, *, rate: int = RATE, level: int = 3000, margin: int = 0) -> Clip:
    """Noise with the band of speech, of a given root mean square, faded for 2 ms; `margin` samples of silence around."""
    noise = np.random.default_rng(seed).normal(0, 1, int(seconds * rate))
    smooth = np.convolve(noise, np.hanning(7), "same")
    ramp = np.minimum(1, np.arange(len(smooth)) / (rate * 0.002))
    shaped = smooth / smooth.std() * level * ramp * ramp[::-1]
    sound = np.pad(np.clip(shaped, -32_000, 32_000).astype("<i2"), margin)
    return Clip(sound.tobytes(), rate)


def tone(seconds: float, hertz: float, amplitude: float, rate: int = RATE, phase: float = 0.0) -> Floats:
    """A sine; 1.0 is full scale."""
    return amplitude * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate + phase)


def segment(
    block: int, index: int = 0, *, kind: str = BlockKind.PARAGRAPH, pause_ms: int = 250, shown: str = ""
) -> Segment:
    """A sentence; the title's kind is "title" whatever is asked."""
    text = shown or f"Sentence {index} of block {block}."
    return Segment(block, index, "title" if block == TITLE_BLOCK else kind, text, text, pause_ms=pause_ms)


def article(blocks: int = 5, sentences: int = 2, rate: int = RATE) -> list[tuple[Segment, Clip]]:
    """A title, and blocks of which every third is a heading of one sentence."""
    pairs = [(segment(TITLE_BLOCK, pause_ms=1200, shown="The title"), burst(0.6, 1, rate=rate, margin=80))]
    for block in range(blocks):
        heading = block % 3 == 0
        for index in range(1 if heading else sentences):
            kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
            pause = 250 if index < sentences - 1 else 600
            clip = burst(0.4 + 0.15 * ((block + index) % 4), 10 * block + index + 2, rate=rate, margin=80)
            pairs.append((segment(block, index, kind=kind, pause_ms=pause), clip))
    return pairs


def laid(pairs: Iterable[tuple[Segment, Clip]], grid: Grid) -> list[tuple[Laid, list[tuple[Segment, Cue]]]]:
    """The passages laid out one behind the other: the sound of each, and its segments with their cues."""
    found, start = [], 0
    for passage in passages(pairs):
        one = lay(passage, grid)
        found.append((one, passage.cues(one.spans, start)))
        start += one.samples
    return found


def samples(clip: Clip) -> Floats:
    """The clip as floats; 1.0 is full scale."""
    return np.frombuffer(clip.pcm, "<i2") / 32768


def listen(path: Path, rate: int) -> Floats:
    """A sound file as any player decodes it."""
    arguments = ["-i", str(path), "-map", "0:a", "-f", "f32le", "-ac", "1", "-ar", str(rate), "pipe:1"]
    return np.frombuffer(ffmpeg.run(arguments), "<f4").astype(float)


def found_at(sound: Floats, clip: Clip, near: int, reach: int = 2000) -> int:
    """Where in `sound`, within `reach` samples of `near`, the clip begins: the peak of the cross-correlation."""
    start = max(0, near - reach)
    window = sound[start : near + clip.samples + reach]
    size = len(window) + clip.samples
    spectrum = np.fft.rfft(window, size) * np.conj(np.fft.rfft(samples(clip), size))
    lag = int(np.argmax(np.fft.irfft(spectrum, size)))
    return start + (lag if lag < len(window) else lag - size)


def measured(path: Path) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP, by ffmpeg's ebur128."""
    command = [ffmpeg.executable(), "-hide_banner", "-nostats", "-i", str(path), "-map", "0:a"]
    done = subprocess.run(
        [*command, "-af", "ebur128=peak=true", "-f", "null", "-"], capture_output=True, check=True
    )
    summary = done.stderr.decode().rsplit("Summary:", 1)[1].split()
    return float(summary[summary.index("I:") + 1]), float(summary[summary.index("Peak:") + 1])
