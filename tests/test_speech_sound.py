"""speech/sound.py: edges, level and joints, counted in whole samples."""

from __future__ import annotations

from array import array

import pytest

from pipeline.edition import Clip
from pipeline.speech.sound import JOINT_MS, MARGIN_MS, amplify, join, trim

RATE = 16_000
MARGIN = RATE * MARGIN_MS // 1000


def clip(*samples: int) -> Clip:
    return Clip(array("h", samples).tobytes(), RATE)


def samples(sound: Clip) -> list[int]:
    return list(array("h", sound.pcm))


def test_silence_at_both_ends_becomes_the_margin() -> None:
    trimmed = trim(clip(*[0] * 5000, *[9000] * 100, *[0] * 9000))
    assert samples(trimmed) == [0] * MARGIN + [9000] * 100 + [0] * MARGIN


def test_a_margin_that_is_missing_is_made() -> None:
    assert samples(trim(clip(*[9000] * 100))) == [0] * MARGIN + [9000] * 100 + [0] * MARGIN


def test_noise_below_the_speech_is_silence_and_fades_out_in_the_margin() -> None:
    trimmed = samples(trim(clip(*[20] * 5000, *[9000] * 100, *[20] * 5000)))
    assert len(trimmed) == 100 + 2 * MARGIN
    assert (trimmed[0], trimmed[-1]) == (0, 0)
    assert trimmed[MARGIN - 1] == trimmed[-MARGIN] == 19


def test_a_soft_end_of_a_word_is_kept() -> None:
    """-40 dB below the peak: an "f" or "s" at the end of a sentence."""
    assert trim(clip(*[9000] * 100, *[90] * 1000)).samples == 1100 + 2 * MARGIN


def test_silence_within_is_kept() -> None:
    assert trim(clip(9000, *[0] * 3000, 9000)).samples == 3002 + 2 * MARGIN


@pytest.mark.parametrize("sound", [(), (0,) * 100, (1, -1) * 50], ids=["nothing", "zeros", "dither"])
def test_no_sound_is_no_samples(sound: tuple[int, ...]) -> None:
    assert trim(clip(*sound)) == Clip(b"", RATE)


def test_the_loudest_negative_sample_does_not_overflow() -> None:
    assert samples(trim(clip(-32768)))[MARGIN] == -32768


@pytest.mark.parametrize(("gain", "expected"), [(0.0, 1000), (20.0, 10_000), (-20.0, 100), (40.0, 32_767)])
def test_gain_is_in_decibels_and_stops_at_full_scale(gain: float, expected: int) -> None:
    assert samples(amplify(clip(1000, -1000), gain)) == [expected, -expected]


def test_pieces_are_joined_by_a_short_pause() -> None:
    assert samples(join([clip(1, 2), clip(3)])) == [1, 2, *[0] * (RATE * JOINT_MS // 1000), 3]
    assert join([clip(1, 2)]) == clip(1, 2)
