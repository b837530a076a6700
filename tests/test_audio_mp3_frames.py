"""mp3_frames.py: headers, cutting, and the Info frame as mutagen and ffmpeg read it."""

from __future__ import annotations

import io
import struct
from typing import Any

import mutagen.mp3  # noqa: TID253  a test may load what it tests with
import pytest

from pipeline.audio.mp3_frames import Header, Stream, crc16, cut, header, info_frame
from pipeline.errors import AudioError

MPEG1 = bytes([0xFF, 0xFB, 0x50, 0xC0])  # 64 kbit/s, 44.1 kHz, mono
MPEG2 = bytes([0xFF, 0xF3, 0x80, 0xC0])  # 64 kbit/s, 22.05 kHz, mono
MPEG2_PADDED = bytes([0xFF, 0xF3, 0x82, 0xC0])
MPEG25 = bytes([0xFF, 0xE3, 0x80, 0xC0])  # 64 kbit/s, 11.025 kHz


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (MPEG1, Header(mpeg1=True, bit_rate=64, rate=44_100, size=208)),
        (MPEG2, Header(mpeg1=False, bit_rate=64, rate=22_050, size=208)),
        (MPEG2_PADDED, Header(mpeg1=False, bit_rate=64, rate=22_050, size=209)),
        (MPEG25, Header(mpeg1=False, bit_rate=64, rate=11_025, size=417)),
    ],
)
def test_a_header_says_size_and_rates(data: bytes, expected: Header) -> None:
    assert header(data) == expected


@pytest.mark.parametrize("data", [b"", b"\xff\xf3", b"RIFF....", MPEG2 + bytes(204) + b"junk"])
def test_what_is_not_frames_is_an_error(data: bytes) -> None:
    with pytest.raises(AudioError, match="doctor"):
        cut(data or b"\x00")


def test_a_stream_is_cut_into_its_frames() -> None:
    stream = MPEG2 + bytes(204) + MPEG2_PADDED + bytes(205) + MPEG2 + bytes(204)
    assert [len(frame) for frame in cut(stream)] == [208, 209, 208]
    assert b"".join(cut(stream)) == stream


def test_the_checksum_is_crc_16_arc() -> None:
    """The check value of the catalogue of parametrised CRC algorithms."""
    assert crc16(b"123456789") == 0xBB3D


@pytest.mark.parametrize("first", [MPEG1, MPEG2, MPEG2_PADDED, MPEG25])
def test_mutagen_reads_length_and_kind_from_the_info_frame(first: bytes) -> None:
    samples_per_frame = header(first).samples
    frames = 50
    sound = frames * samples_per_frame - 700
    body = (first + bytes(header(first).size - 4)) * frames
    info = info_frame(Stream(first, frames, len(body), sound))
    mp3: Any = mutagen.mp3
    read = mp3.MP3(io.BytesIO(info + body))
    assert read.info.length == pytest.approx(sound / header(first).rate, abs=1e-6)
    assert read.info.bitrate_mode == mp3.BitrateMode.CBR
    assert read.info.bitrate == pytest.approx(64_000, rel=0.01)
    assert not read.info.sketchy


def test_the_info_frame_is_a_frame_and_carries_its_own_checksum() -> None:
    info = info_frame(Stream(MPEG2, 10, 2080, 5000))
    assert cut(info) == [info]
    end = info.index(b"Info") + 154
    assert struct.unpack(">H", info[end : end + 2])[0] == crc16(info[:end])


def test_a_low_bit_rate_gets_a_larger_info_frame() -> None:
    small = bytes([0xFF, 0xF3, 0x30, 0xC0])  # 24 kbit/s: frames of 78 bytes
    info = info_frame(Stream(small, 10, 780, 5000))
    assert header(info).size == len(info) >= 4 + 9 + 156
    assert header(info).rate == header(small).rate
