"""Loudness and true peak after ITU-R BS.1770-5, in pieces that can be kept and added up.

ffmpeg's ebur128 measures a whole file only. Here a passage gives the energy of each tenth of a second, which is
cached; the integrated loudness of a recording follows from its passages' energies, and an edit measures what it
touched. tests/test_audio_loudness.py holds both against ffmpeg: within 0.1 LU and 0.2 dB.

K-weighting is applied in the frequency domain: the standard tabulates its two filters for 48 kHz, and their
response can be evaluated at any frequency, so speech at 16, 22.05 or 24 kHz needs no coefficients of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

SILENCE: Final = -70.0  # LUFS; the absolute gate, reported for a recording in which nothing passes it
_OFFSET: Final = -0.691
_RELATIVE_GATE: Final = -10.0

# ITU-R BS.1770-5, tables 1 and 2: b0 b1 b2, a0 a1 a2 at 48 kHz.
_STAGES: Final = (
    ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)
_TABLE_RATE: Final = 48_000

_HOPS_PER_SECOND: Final = 10  # gating blocks of 400 ms overlap by 75 %
_HOPS_PER_BLOCK: Final = 4
_AT_ONCE: Final = 100  # hops: bounds memory

# True peak: annex 2 asks for at least four-fold oversampling at 48 kHz; speech at 22.05 kHz gets eight-fold.
_OVERSAMPLING: Final = 8
_TAPS: Final = 24
# Interpolation lifts a peak by 3 dB at most at these rates' speech spectra: lower samples cannot be the peak's feet.
_CANDIDATES: Final = 0.6


def energies(samples: Samples, rate: int) -> list[float]:
    """Mean square of each 100 ms, K-weighted; `samples` in [-1, 1]. Silence completes the last.

    By Parseval's theorem, from each tenth's spectrum: the filters, which ring for a few ms, are not run across their
    borders. That changes the loudness of speech by 0.002 LU, that of a 50 Hz hum by 0.04.
    """
    import numpy as np

    hop = rate // _HOPS_PER_SECOND
    found: list[float] = []
    for start in range(0, len(samples), _AT_ONCE * hop):
        part = samples[start : start + _AT_ONCE * hop]
        rows = np.pad(part, (0, -len(part) % hop)).reshape(-1, hop)
        spectrum = np.fft.rfft(rows)
        power = np.square(spectrum.real) + np.square(spectrum.imag)
        found += np.einsum("rf,f->r", power, _weights(rate, hop)).tolist()
    return found


def peaks(samples: Samples, rate: int) -> list[float]:
    """The highest absolute sample of each 50 ms: two of them for each of `energies`."""
    import numpy as np

    hop = rate // _HOPS_PER_SECOND
    rows = np.pad(np.abs(samples), (0, -len(samples) % hop)).reshape(-1, hop)
    halves = [rows[:, : hop // 2].max(axis=1, initial=0), rows[:, hop // 2 :].max(axis=1, initial=0)]
    found: list[float] = np.stack(halves, axis=1).ravel().tolist()
    return found


@lru_cache(maxsize=4)
def _weights(rate: int, hop: int) -> Samples:
    """What a bin's power in a spectrum of `hop` samples adds to the K-weighted mean square; one-sided."""
    import numpy as np

    z = np.exp(-2j * np.pi * np.fft.rfftfreq(hop, 1 / rate) / _TABLE_RATE)
    response = np.ones_like(z)
    for numerator, denominator in _STAGES:
        response *= np.polyval(numerator[::-1], z) / np.polyval(denominator[::-1], z)
    sides = np.full(len(z), 2.0)
    sides[0] = 1.0
    if hop % 2 == 0:
        sides[-1] = 1.0
    weights: Samples = (sides * np.square(np.abs(response)) / hop**2).astype(np.float32)
    return weights


def integrated(hops: Sequence[float] | NDArray[np.float64]) -> float:
    """Integrated loudness in LUFS from the energies of passages, one after the other.

    SILENCE when no gating block passes the absolute gate.
    """
    import numpy as np

    window = np.ones(_HOPS_PER_BLOCK) / _HOPS_PER_BLOCK
    short = max(0, _HOPS_PER_BLOCK - len(hops))  # less than one gating block: silence makes it one
    blocks = np.convolve(np.pad(np.asarray(hops, np.float64), (0, short)), window, "valid")
    audible = blocks[blocks > _energy(SILENCE)]
    if not audible.size:
        return SILENCE
    gate = _energy(_loudness(float(audible.mean())) + _RELATIVE_GATE)
    return _loudness(float(audible[audible > gate].mean()))


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _loudness(energy: float) -> float:
    return _OFFSET + 10 * math.log10(energy)


def true_peak(samples: Samples) -> float:
    """The highest value the waveform reaches between and at samples; 1.0 is full scale."""
    import numpy as np

    if not len(samples):
        return 0.0
    size = np.abs(samples)
    highest = float(size.max())
    feet = np.flatnonzero(size >= _CANDIDATES * highest)
    padded = np.pad(samples, _TAPS // 2)
    between = 0.0
    for start in range(0, len(feet), 1 << 14):
        around = padded[feet[start : start + (1 << 14), None] + np.arange(_TAPS)[None, :]]
        shifted = np.einsum(
            "nt,ts->ns", around, _interpolator()
        )  # not BLAS: its threads spin on work this small
        between = max(between, float(np.abs(shifted).max()))
    return max(highest, between)


def _interpolator() -> Samples:
    """Columns: Hann-windowed sinc for each of the positions between a sample and the next."""
    import numpy as np

    taps = np.arange(_TAPS)[:, None] - _TAPS // 2
    shift = np.arange(1, _OVERSAMPLING)[None, :] / _OVERSAMPLING
    window = np.cos(np.pi * (taps - shift) / (_TAPS + 2)) ** 2
    columns: Samples = (np.sinc(taps - shift) * window).astype(np.float32)
    return columns


def decibels(value: float) -> float:
    """dB of a linear amplitude; -120 for silence."""
    return 20 * math.log10(max(value, 1e-6))
