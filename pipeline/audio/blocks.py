"""Passages, levelled and encoded, each of them once: an edit costs what it touched.

How it works. A passage is a whole number of frames and begins and ends in silence (`timeline.py`), so its frames
are heard alike whatever its neighbours: several passages are encoded in one go, cut apart at the frame headers, and kept
under the hash of their PCM and settings. After a change only the passages that are new are encoded; the others'
frames are joined as they are (tests/benchmarks/speech.py says what that saves).

Each passage is decoded again once, and its loudness and true peak kept beside its frames: so the figures of the
whole recording are of the encoded sound, and still cost nothing for what did not change. A passage whose true peak
comes out above the limit (lossy coding overshoots) is encoded anew under a lower ceiling, it alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from itertools import accumulate, groupby
from threading import Lock
from typing import IO, Any

import msgspec

from pipeline import cache, workers
from pipeline.audio import ffmpeg, loudness
from pipeline.audio.codec import Codec
from pipeline.audio.timeline import SAMPLE_BYTES, Grid, Passage, Span, lay
from pipeline.errors import AudioError

VERSION = 9

# A run of passages through one ffmpeg: long enough that starting it (20 ms) does not count, short enough for memory.
RUN_SECONDS = 90

# dB below the wanted true peak at which the limiter holds the waveform, tried in turn: 64 kbit/s MP3 overshoots by
# 0.1 dB (espeak) to 0.8 dB (piper's sibilants), now and then by more.
_MARGINS = (0.4, 1.2, 2.4, 4.0)


class LaidOtherwise(AudioError):
    """A passage's sound is no longer what its kept layout says."""


class Levels(msgspec.Struct, frozen=True):
    """Energies (see `loudness.energies`) and true peak (linear) of a passage."""

    energies: tuple[float, ...]
    peak: float


class Encoded(msgspec.Struct, frozen=True):
    """A passage's frames, one after the other, and what they sound like when decoded."""

    frames: bytes
    count: int
    levels: Levels


class Measured(msgspec.Struct, frozen=True):
    """A passage laid out: the hash of its PCM, its samples, where its segments are heard, energies and peaks before gain
    (see `loudness`).
    """

    digest: str
    samples: int
    spans: tuple[Span, ...]
    energies: tuple[float, ...]
    peaks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Spooled:
    """A measured passage, and where its PCM is to be had: at a place in the spool, or from its takes anew."""

    measured: Measured
    source: int | Passage

    @property
    def samples(self) -> int:
        return self.measured.samples

    @property
    def energies(self) -> tuple[float, ...]:
        return self.measured.energies


@dataclass(frozen=True, slots=True)
class Bench:
    """What the passages of one recording are encoded with."""

    codec: Codec
    rate: int
    peak: float
    store: cache.Store
    spool: IO[bytes]
    lock: Lock = field(default_factory=Lock)

    @property
    def ceiling(self) -> float:
        """Where the limiter begins, in dB of full scale."""
        return self.peak - _MARGINS[0]

    @property
    def grid(self) -> Grid:
        return self.codec.grid(self.rate)

    def pcm(self, passage: Spooled) -> bytes:
        """The passage's sound; threads take turns at the spool, for a file has one position. Raises as `spool`."""
        if isinstance(passage.source, Passage):
            return _laid_again(passage.source, passage.measured, self)
        with self.lock:
            self.spool.seek(passage.source)
            return self.spool.read(passage.samples * SAMPLE_BYTES)

    def key(self, passage: Spooled, gain_db: float) -> str:
        """The name of the passage's frames at a gain."""
        material: Any = [
            passage.measured.digest, self.rate, self.codec.name, self.codec.bit_rate, gain_db, self.peak, ffmpeg.version(),
        ]  # fmt: skip
        return cache.key("audio.frames", VERSION, material)


def spool(passage: Passage, bench: Bench) -> Spooled:
    """Lay out a passage and put its sound aside; one that was laid out before is known by its takes, unheard.

    A take at hand is laid out whatever was kept: an engine that is asked again need not give the same sound, and sound
    that waits in memory is to leave it. Raises AudioError, and whatever the takes raise.
    """
    at_hand = any(take.at_hand for _, take in passage.spoken)
    kept = None if at_hand else bench.store.get(_name(passage, bench))
    if kept:
        return Spooled(msgspec.msgpack.decode(kept, type=Measured), passage)
    measured, pcm = _measure(passage, bench)
    offset = bench.spool.seek(0, 2)
    bench.spool.write(pcm)
    return Spooled(measured, offset)


def _name(passage: Passage, bench: Bench) -> str:
    return cache.key("audio.passage", VERSION, [passage.takes, passage.is_last, bench.grid])


def _measure(passage: Passage, bench: Bench) -> tuple[Measured, bytes]:
    laid = lay(passage, bench.grid)
    sound = _floats(laid.pcm)
    measured = Measured(
        hashlib.sha256(laid.pcm).hexdigest(),
        laid.samples,
        laid.spans,
        tuple(loudness.energies(sound, bench.rate)),
        tuple(loudness.peaks(sound, bench.rate)),
    )
    bench.store.put(_name(passage, bench), msgspec.msgpack.encode(measured))
    return measured, laid.pcm


def _laid_again(passage: Passage, expected: Measured, bench: Bench) -> bytes:
    """The sound of a passage whose layout was kept. A damaged clip of an online voice may come back another."""
    measured, pcm = _measure(passage, bench)
    if measured != expected:
        raise LaidOtherwise(
            f'The voice says "{passage.spoken[0][0].shown[:60]}" otherwise than it did before. '
            "Run the same command again."
        )
    return pcm


def lay_anew(passages: Sequence[Spooled], bench: Bench) -> None:
    """Lay out again whatever was known from before, so that the next recording relies on nothing old."""
    for passage in passages:
        if isinstance(passage.source, Passage):
            _measure(passage.source, bench)


def _floats(pcm: bytes | memoryview) -> loudness.Samples:
    import numpy as np

    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32768)


def encode(passages: Sequence[Spooled], gain_db: float, bench: Bench) -> Iterator[Encoded]:
    """The passages in order, from the store or made now, several runs at a time. Raises AudioError."""
    runs = [*_runs(passages, gain_db, bench)]
    begun: dict[int, Future[list[Encoded]]] = {}
    pool = ThreadPoolExecutor(workers.cores())
    try:
        # First what takes an encoder: it works while the others are read, and while its decoder is loaded.
        for number in sorted(range(len(runs)), key=lambda number: runs[number].kept):
            begun[number] = pool.submit(_from_store_or_made, runs[number], gain_db, bench)
            if len(begun) == 1 and not runs[number].kept:
                pool.submit(_load, bench.codec.libraries)
        for number in range(len(runs)):
            yield from begun.pop(number).result()
    finally:
        pool.shutdown(cancel_futures=True)  # after an error nobody waits for what was still to come


def _load(libraries: tuple[str, ...]) -> None:
    for name in libraries:
        with suppress(ImportError):  # whoever needs it will say so
            import_module(name)


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbours that are encoded in one go, the names of their frames, and whether the store has them all."""

    passages: list[Spooled]
    names: list[str]
    kept: bool


def _runs(passages: Sequence[Spooled], gain_db: float, bench: Bench) -> Iterator[_Run]:
    """Neighbours, together about RUN_SECONDS."""
    ends = accumulate(passage.samples for passage in passages)
    numbered = zip((end // (RUN_SECONDS * bench.rate) for end in ends), passages, strict=True)
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        run = [passage for _, passage in group]
        names = [bench.key(passage, gain_db) for passage in run]
        yield _Run(run, names, all(map(bench.store.has, names)))


def _from_store_or_made(run: _Run, gain_db: float, bench: Bench) -> list[Encoded]:
    kept = {name: value for name in run.names if (value := bench.store.get(name))}
    missing = {
        name: passage for name, passage in zip(run.names, run.passages, strict=True) if name not in kept
    }
    fresh = dict(zip(missing, _made([*missing.values()], gain_db, bench, _MARGINS), strict=True))
    for name, encoded in fresh.items():
        bench.store.put(name, msgspec.msgpack.encode(encoded))
    return [
        fresh[name] if name in fresh else msgspec.msgpack.decode(kept[name], type=Encoded)
        for name in run.names
    ]


def _made(run: list[Spooled], gain_db: float, bench: Bench, margins: Sequence[float]) -> list[Encoded]:
    """Encode a run; those of its passages that come out too high again, under the next ceiling."""
    if not run:
        return []
    encoded = _run(run, filters(gain_db, bench.peak - margins[0], bench.rate), bench)
    limit = 10 ** (bench.peak / 20)
    high = [n for n, one in enumerate(encoded) if one.levels.peak > limit] if margins[1:] else []
    again = _made([run[n] for n in high], gain_db, bench, margins[1:])
    for n, lower in zip(high, again, strict=True):
        encoded[n] = lower
    return encoded


def _run(run: list[Spooled], chain: str, bench: Bench) -> list[Encoded]:
    """Passages through one encoder and one decoder, cut apart again."""
    frames = bench.codec.encode(b"".join(map(bench.pcm, run)), bench.rate, chain)
    sound = bench.codec.decode(frames, bench.rate)
    frame, at, encoded = bench.grid.frame, 0, []
    for passage in run:
        count = passage.samples // frame
        start = at * frame * SAMPLE_BYTES
        heard = _floats(sound[start : start + passage.samples * SAMPLE_BYTES])
        levels = Levels(tuple(loudness.energies(heard, bench.rate)), loudness.true_peak(heard))
        encoded.append(Encoded(b"".join(frames[at : at + count]), count, levels))
        at += count
    return encoded


def filters(gain_db: float, ceiling_db: float, rate: int) -> str:
    """ffmpeg's filters: gain, then a look-ahead limiter that keeps time (`latency`) and does not make up gain.

    It limits at twice the sample rate: the sibilants of a neural voice at 22.05 kHz rise 5 dB between samples, which
    a limiter that sees samples only lets through; doubled, 0.5 dB are left, and four times gains no more.
    """
    limit = 10 ** (ceiling_db / 20)
    limiter = f"alimiter=limit={limit:.6f}:level=false:latency=true:attack=5:release=50"
    return f"volume={gain_db:.2f}dB:precision=float,aresample={2 * rate},{limiter},aresample={rate}"
