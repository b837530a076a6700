"""Recordings held against what they promise: python tests/benchmarks/audio_check.py FILE|FOLDER… [--sample 40]

For each sound file with captions beside it:

    LUFS, dBTP   by ffmpeg's ebur128: -16 ±0.5, at most -1
    silence      the longest stretch under -50 dBFS, by ffmpeg's silencedetect: at most 2.5 s
    end          decoded length less the last cue's end: at most 50 ms; and the same by the file's header
    onset        the cue furthest from where sound sets in after a pause: at most 30 ms
    clip         the same by cross-correlation with the sentence spoken anew by the same voice, for --sample sentences
                 spread over the recording: at most 30 ms; "-" where article.md or the voice is not at hand

Exits with 1 when one of them is not met. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import mutagen  # noqa: TID253  a script, not the package
import numpy as np  # noqa: TID253  a script, not the package

from pipeline.audio import ffmpeg
from pipeline.audio.timeline import sounding
from pipeline.edition import Clip, Voice
from pipeline.errors import RostvalError
from pipeline.markdown import from_markdown
from pipeline.places import shipped_voices
from pipeline.speech import lexicon
from pipeline.speech.crew import Crew
from pipeline.speech.script import script
from pipeline.speech.synthesis import synthesise
from pipeline.speech.voices import Shelf

SUFFIXES = (".mp3", ".opus", ".m4b")
RATE = 16_000

LOUDNESS, LOUDNESS_OFF, PEAK = -16.0, 0.5, -1.0
SILENCE_SECONDS, END_MS, DRIFT_MS = 2.5, 50.0, 30.0
QUIET = 10 ** (-50 / 20)

Sound = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Caption:
    """A cue as players see it; times in seconds."""

    name: str
    start: float
    end: float


@dataclass(frozen=True)
class Findings:
    """What was measured of one file; milliseconds unless said otherwise. `clip_ms` None: not at hand."""

    file: str
    minutes: float
    lufs: float
    dbtp: float
    silence_s: float
    end_ms: float
    header_end_ms: float
    onset_ms: float
    clip_ms: float | None

    def misses(self) -> list[str]:
        met = {
            "LUFS": abs(self.lufs - LOUDNESS) <= LOUDNESS_OFF,
            "dBTP": self.dbtp <= PEAK,
            "silence": self.silence_s <= SILENCE_SECONDS,
            "end": max(abs(self.end_ms), abs(self.header_end_ms)) <= END_MS,
            "onset": abs(self.onset_ms) <= DRIFT_MS,
            "clip": self.clip_ms is None or abs(self.clip_ms) <= DRIFT_MS,
        }
        return [name for name, is_met in met.items() if not is_met]


def check(path: Path, sample: int) -> Findings:
    sound = decoded(path)
    cues = captions(path.with_suffix(".vtt"))
    seconds, end = len(sound) / RATE, cues[-1].end
    header: Any = mutagen.File(path)
    lufs, dbtp, silence = meters(path)
    return Findings(
        file=path.name,
        minutes=round(seconds / 60, 2),
        lufs=lufs,
        dbtp=dbtp,
        silence_s=silence,
        end_ms=round(1000 * (seconds - end), 1),
        header_end_ms=round(1000 * (header.info.length - end), 1),
        onset_ms=round(1000 * furthest(onset(sound, cue) for cue in sentences(cues)), 1),
        clip_ms=by_clips(path, sound, cues, sample),
    )


def decoded(path: Path) -> Sound:
    arguments = ["-i", str(path), "-map", "0:a", "-f", "f32le", "-ac", "1", "-ar", str(RATE), "pipe:1"]
    return np.frombuffer(ffmpeg.run(arguments), "<f4")


def captions(path: Path) -> list[Caption]:
    form = re.compile(r"^(\S+)\n(\d+):(\d+):([\d.]+) --> (\d+):(\d+):([\d.]+)$", re.MULTILINE)
    found = []
    for name, *clock in form.findall(path.read_text(encoding="utf-8")):
        h1, m1, s1, h2, m2, s2 = map(float, clock)
        found.append(Caption(name, 3600 * h1 + 60 * m1 + s1, 3600 * h2 + 60 * m2 + s2))
    return found


def sentences(cues: Sequence[Caption]) -> list[Caption]:
    """The cues that open a sentence: `b3-1`, or `b3-1.1` of one that was split for reading."""
    return [cue for cue in cues if "." not in cue.name or cue.name.endswith(".1")]


def meters(path: Path) -> tuple[float, float, float]:
    """LUFS, dBTP, and the longest silence in seconds."""
    command = [ffmpeg.executable(), "-hide_banner", "-nostats", "-i", str(path), "-map", "0:a"]
    command += ["-af", "silencedetect=noise=-50dB:d=0.2,ebur128=peak=true", "-f", "null", "-"]
    log = subprocess.run(command, capture_output=True, check=True).stderr.decode()
    summary = log.rsplit("Summary:", 1)[1].split()
    silences = [float(found) for found in re.findall(r"silence_duration: ([\d.]+)", log)]
    return (
        float(summary[summary.index("I:") + 1]),
        float(summary[summary.index("Peak:") + 1]),
        round(max(silences, default=0.0), 2),
    )


def onset(sound: Sound, cue: Caption) -> float:
    """Seconds from the cue's start to where sound sets in, looked for around it after at least 60 ms of quiet."""
    start = max(0, round((cue.start - 0.2) * RATE))
    loud = np.abs(sound[start : round((cue.start + 0.4) * RATE)]) > QUIET
    need = int(0.06 * RATE)
    quiet_before = (
        np.convolve(np.concatenate([np.zeros(need), loud]), np.ones(need), "valid")[: len(loud)] == 0
    )
    found = np.flatnonzero(loud & quiet_before)
    if not found.size:
        return float("inf")
    times = (start + found) / RATE - cue.start
    return float(times[np.abs(times).argmin()])


def furthest(drifts: Iterator[float]) -> float:
    return max(drifts, key=abs)


def by_clips(path: Path, sound: Sound, cues: Sequence[Caption], sample: int) -> float | None:
    """The greatest drift in milliseconds by correlation with sentences spoken anew."""
    found = [
        shift(sound, clip, place.start) for place, clip in spoken_anew(path, sentences(cues), sample) if clip
    ]
    return round(1000 * furthest(iter(found)), 1) if found else None


def spoken_anew(path: Path, cues: list[Caption], sample: int) -> Iterator[tuple[Caption, Clip]]:
    text = path.parent / "article.md"
    voice = voice_of(path)
    if not text.exists() or voice is None:
        return
    chosen = {cue.name.split(".")[0]: cue for cue in cues[:: max(1, len(cues) // sample)] + cues[-1:]}
    article = from_markdown(text.read_text(encoding="utf-8"))
    segments = script(article, voice, lexicon.load([shipped_voices()], voice.lang))
    with Crew() as crew:
        for segment, take in synthesise([s for s in segments if s.id in chosen], voice, crew):
            yield chosen[segment.id], take.clip()


def voice_of(path: Path) -> Voice | None:
    """From `<slug>.<lang>.<voice>.mp3`."""
    try:
        return Shelf(shipped_voices()).get(path.stem.rsplit(".", 1)[-1])
    except RostvalError:
        return None


def shift(sound: Sound, clip: Clip, start: float) -> float:
    """Seconds from where a clip sounds by its cue to where it sounds in the recording."""
    start_heard, end_heard = sounding(clip)
    spoken = np.frombuffer(clip.pcm, "<i2").astype(np.float32)[start_heard:end_heard]
    there = resampled(spoken, clip.rate)
    begin = max(0, round(start * RATE) - RATE // 2)
    window = sound[begin : begin + RATE + len(there)]
    size = len(window) + len(there)
    spectrum = np.fft.rfft(window, size) * np.conj(np.fft.rfft(there, size))
    lag = int(np.fft.irfft(spectrum, size)[: len(window)].argmax())
    return (begin + lag) / RATE - start


def resampled(sound: Sound, rate: int) -> Sound:
    at = np.arange(0, len(sound) - 1, rate / RATE)
    found: Sound = np.interp(at, np.arange(len(sound)), sound).astype(np.float32)
    return found


def recordings(places: Sequence[Path]) -> list[Path]:
    found = [place for place in places if place.is_file()]
    for place in places:
        found += sorted(path for path in place.rglob("*") if path.suffix in SUFFIXES)
    return [path for path in found if path.with_suffix(".vtt").exists()]


def table(found: Sequence[Findings]) -> Iterator[str]:
    yield f"{'recording':<44}{'min':>7}{'LUFS':>7}{'dBTP':>7}{'silence':>9}{'end':>7}{'header':>8}{'onset':>8}{'clip':>7}"
    for one in found:
        clip = "-" if one.clip_ms is None else f"{one.clip_ms:.0f} ms"
        yield (
            f"{one.file[:43]:<44}{one.minutes:>7.2f}{one.lufs:>7.1f}{one.dbtp:>7.1f}{one.silence_s:>7.2f} s"
            f"{one.end_ms:>7.0f}{one.header_end_ms:>8.0f}{one.onset_ms:>5.0f} ms{clip:>7}"
            f"  {'missed: ' + ', '.join(one.misses()) if one.misses() else 'met'}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("places", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=40)
    flags = parser.parse_args()
    found = [check(path, flags.sample) for path in recordings(flags.places)]
    if not found:
        sys.exit("No recording with captions beside it is there.")
    print("\n".join(table(found)))
    print(json.dumps([{**asdict(one), "misses": one.misses()} for one in found]))
    sys.exit(any(one.misses() for one in found))


if __name__ == "__main__":
    main()
