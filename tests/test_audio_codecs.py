"""mp3.py, m4b.py, opus.py: one contract. Frames decode where they were, and follow frames made on another day."""

from __future__ import annotations

import numpy as np  # noqa: TID253  a test may load what it tests
import pytest
from sounds import Floats, burst, found_at, laid, samples

from pipeline.audio.codec import Codec
from pipeline.audio.m4b import M4b
from pipeline.audio.m4b import cut as cut_aac
from pipeline.audio.mp3 import DECODER_DELAY, Mp3, decoded_by_ffmpeg
from pipeline.audio.opus import Opus
from pipeline.audio.timeline import Laid
from pipeline.edition import Clip, Segment
from pipeline.errors import AudioError

PLAIN = "anull"
CODECS = [Mp3(64), M4b(64), Opus(48)]
RATES = [16_000, 22_050, 24_000, 44_100]

every_codec = pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.name)
every_rate = pytest.mark.parametrize("rate", RATES)


def three(codec: Codec, rate: int) -> list[Laid]:
    """Passages of one burst each."""
    said = [
        (Segment(n, 0, "paragraph", "x", "x", pause_ms=300), burst(0.35, n, rate=rate, level=5000))
        for n in range(3)
    ]
    return [one for one, _ in laid(said, codec.grid(rate))]


def heard(codec: Codec, frames: list[bytes], rate: int) -> Floats:
    return samples(Clip(bytes(codec.decode(frames, rate)), rate))


def noise(decoded: Floats, original: Floats) -> float:
    """The energy of the difference, over what both hold."""
    length = min(len(decoded), len(original))
    return float(np.square(decoded[:length] - original[:length]).sum())


@every_codec
@every_rate
def test_sound_comes_out_where_it_went_in(codec: Codec, rate: int) -> None:
    sound = burst(0.4, rate=rate, level=5000)
    lead = codec.grid(rate).edge_samples
    pcm = bytes(2 * lead) + sound.pcm + bytes(2 * rate // 10)
    frames = codec.encode(pcm, rate, PLAIN)
    assert len(frames) * codec.grid(rate).frame >= len(pcm) // 2
    assert abs(found_at(heard(codec, frames, rate), sound, lead) - lead) <= 1


@every_codec
@every_rate
def test_frames_encoded_apart_sound_as_if_encoded_together(codec: Codec, rate: int) -> None:
    """No click where they join, and no more coding noise than in a file made in one go (or 20 dB under the sound)."""
    found, frame = three(codec, rate), codec.grid(rate).frame
    original = np.concatenate([samples(Clip(passage.pcm, rate)) for passage in found])
    together = codec.encode(b"".join(passage.pcm for passage in found), rate, PLAIN)
    apart = [
        one for passage in found for one in codec.encode(passage.pcm, rate, PLAIN)[: passage.samples // frame]
    ]
    whole, joined = heard(codec, together[: len(apart)], rate), heard(codec, apart, rate)
    assert noise(joined, original) < max(1.1 * noise(whole, original), np.square(original).sum() / 100)
    at = 0
    for passage in found[:-1]:
        at += passage.samples
        around = slice(at - rate // 100, at + rate // 100)
        assert np.abs(joined[around]).max() < 0.003, "a click at a join"


@every_codec
def test_a_rate_the_format_lacks_is_an_error_that_says_what_to_do(codec: Codec) -> None:
    with pytest.raises(AudioError, match=r"another voice"):
        codec.grid(17_321)


def test_mp3_frames_use_no_bit_reservoir() -> None:
    """`main_data_begin`, the first bits behind the header, is 0 in every frame."""
    codec = Mp3(64)
    sound = b"".join(burst(0.5, n, rate=22_050, level=8000).pcm + bytes(4000) for n in range(4))
    frames = codec.encode(sound, 22_050, PLAIN)
    assert {frame[4] for frame in frames} == {0}
    frames = codec.encode(burst(0.5, rate=44_100).pcm, 44_100, PLAIN)
    assert {(frame[4], frame[5] >> 7) for frame in frames} == {(0, 0)}


def test_the_mp3_has_the_bit_rate_that_was_asked() -> None:
    codec = Mp3(48)
    frames = codec.encode(burst(2, rate=24_000).pcm, 24_000, PLAIN)
    seconds = len(frames) * 576 / 24_000
    assert sum(map(len, frames)) * 8 / seconds == pytest.approx(48_000, rel=0.01)


@every_rate
def test_both_decoders_of_mp3_hear_the_same(rate: int) -> None:
    pytest.importorskip("miniaudio", reason="no wheel of it for this platform: ffmpeg decodes")
    frames = Mp3(64).encode(burst(0.8, rate=rate, level=9000).pcm, rate, PLAIN)
    ours = heard(Mp3(64), frames, rate)
    other = samples(Clip(bytes(decoded_by_ffmpeg(b"".join(frames), rate)), rate))[DECODER_DELAY:]
    assert len(ours) == len(other) == len(frames) * Mp3(64).grid(rate).frame - DECODER_DELAY
    assert np.abs(ours - other).max() <= 1 / 32768


def test_frames_that_are_none_are_an_error_that_says_what_to_do() -> None:
    with pytest.raises(AudioError, match="doctor"):
        Mp3(64).decode([b"no frames at all"], 22_050)


def test_what_is_not_adts_is_an_error() -> None:
    with pytest.raises(AudioError, match="doctor"):
        cut_aac(b"ID3 and more")


def test_ffmpegs_refusal_is_one_sentence() -> None:
    with pytest.raises(AudioError, match=r"ffmpeg failed \(.*\)\. Run `publish doctor`"):
        Mp3(64).encode(samples(burst(0.1)).tobytes(), 16_000, "no_such_filter")
