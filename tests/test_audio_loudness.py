"""loudness.py: held against the standard's own test signals (EBU Tech 3341) and against ffmpeg's meter."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np  # noqa: TID253  a test may load what it tests
import pytest
from sounds import Floats, burst, measured, samples, tone

from pipeline.audio import loudness


def single(sound: Floats) -> loudness.Samples:
    return sound.astype(np.float32)


def lufs(sound: Floats, rate: int) -> float:
    return loudness.integrated(loudness.energies(single(sound), rate))


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
def test_a_sine_of_minus_20_dbfs_is_minus_23_lufs(rate: int) -> None:
    """Tech 3341, case 1, for one channel: 3 dB for the sine's mean square; K-weighting is neutral at 1 kHz."""
    assert lufs(tone(10, 1000, 0.1, rate), rate) == pytest.approx(-23.0, abs=0.1)


def test_quiet_passages_do_not_count() -> None:
    """Tech 3341, case 3, for one channel: 10 s at -36, 60 s at -23, 10 s at -36 give -23."""
    quiet, loud = tone(10, 1000, 0.0224, 16_000), tone(60, 1000, 0.1, 16_000)
    assert lufs(np.concatenate([quiet, loud, quiet]), 16_000) == pytest.approx(-23.0, abs=0.1)


def test_silence_is_reported_as_the_absolute_gate() -> None:
    assert lufs(np.zeros(16_000), 16_000) == loudness.SILENCE
    assert loudness.integrated([]) == loudness.SILENCE


def speech_like(rate: int, seconds: int = 8) -> Floats:
    """Bursts of uneven level with pauses of silence between them."""
    parts = [
        np.pad(samples(burst(0.7, n, rate=rate, level=800 + 900 * (n % 4))), (0, int(rate * 0.45)))
        for n in range(seconds)
    ]
    return np.concatenate(parts)


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100])
def test_speech_reads_as_on_ffmpegs_meter(rate: int, tmp_path: Path) -> None:
    sound = speech_like(rate)
    with wave.open(str(tmp_path / "a.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((sound * 32767).astype("<i2").tobytes())
    level, peak = measured(tmp_path / "a.wav")
    assert lufs(sound, rate) == pytest.approx(level, abs=0.1)
    assert loudness.decibels(loudness.true_peak(single(sound))) == pytest.approx(peak, abs=0.2)


def test_passages_measured_apart_add_up_to_the_whole() -> None:
    rate = 22_050
    pause = np.zeros(rate // 2)
    parts = [
        np.concatenate([samples(burst(1.3, n, rate=rate, level=1000 + 800 * n)), pause]) for n in range(5)
    ]
    apart = [energy for part in parts for energy in loudness.energies(single(part), rate)]
    assert loudness.integrated(apart) == pytest.approx(lufs(np.concatenate(parts), rate), abs=0.1)


def test_a_peak_between_samples_is_found() -> None:
    """Tech 3341, case 16: a quarter of the sample rate, 45 degrees off, peaks 3 dB above its samples."""
    sound = tone(0.1, 4000, 0.5, 16_000, phase=np.pi / 4)
    assert np.abs(sound).max() < 0.36
    assert loudness.true_peak(single(sound)) == pytest.approx(0.5, rel=0.02)


def test_the_peak_of_nothing_is_nothing() -> None:
    assert loudness.true_peak(np.zeros(0, np.float32)) == 0.0
    assert loudness.true_peak(np.zeros(100, np.float32)) == 0.0
