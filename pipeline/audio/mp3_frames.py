"""MP3 frames: reading their headers, cutting a stream at them, and the Info frame that opens a file.

Frames: ISO/IEC 11172-3 and 13818-3, 2.4.1.3. The Info frame (Xing's, with LAME's extension) tells players the exact
number of frames, a seek table, and how many samples to leave out: http://gabriel.mp3-tech.org/mp3infotag.html
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from pipeline.errors import AudioError

_FLAGS = 0b1111  # frames, bytes, seek table, quality
_TAG_BYTES = 156  # from "Info" to the end of LAME's extension
_VERSION = b"LAME3.100"
_CBR = 1
_QUALITY = 60
_CRC_POLYNOMIAL = 0xA001  # CRC-16/ARC, reflected

_BIT_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BIT_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_BASE_RATES = (44100, 48000, 32000)
_RATE_DIVISOR = {3: 1, 2: 2, 0: 4}  # by the header's version bits: MPEG-1, MPEG-2, MPEG-2.5


@dataclass(frozen=True, slots=True)
class Header:
    """What a frame's four bytes say: sizes in bytes and samples, rates in kbit/s and Hz."""

    mpeg1: bool
    bit_rate: int
    rate: int
    size: int

    @property
    def samples(self) -> int:
        return 1152 if self.mpeg1 else 576


def header(data: bytes | bytearray, at: int = 0) -> Header:
    """Read the frame header at `at`. Raises AudioError when there is none (ISO 11172-3, 2.4.1.3)."""
    head = bytes(data[at : at + 4])
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        raise AudioError("The encoder's MP3 frames cannot be read. Run `publish doctor`.")
    version = head[1] >> 3 & 3
    mpeg1 = version == 3
    bit_rate = (_BIT_RATES_1 if mpeg1 else _BIT_RATES_2)[head[2] >> 4]
    rate = _BASE_RATES[head[2] >> 2 & 3] // _RATE_DIVISOR[version]
    size = (144 if mpeg1 else 72) * bit_rate * 1000 // rate + (head[2] >> 1 & 1)
    return Header(mpeg1, bit_rate, rate, size)


def cut(data: bytes) -> list[bytes]:
    """`data` cut at the frame headers. Raises AudioError when it is anything but whole frames."""
    found, at = [], 0
    while at < len(data):
        size = header(data, at).size
        found.append(data[at : at + size])
        at += size
    return found


@dataclass(frozen=True, slots=True)
class Stream:
    """Joined frames: the first of them, how many, their size in bytes, and the samples that are sound."""

    first: bytes
    frames: int
    bytes: int
    samples: int


def info_frame(stream: Stream) -> bytes:
    """A silent frame of the stream's own kind that carries the tag."""
    head = header(stream.first)
    blank = _blank(stream.first, _side_info(head) + _TAG_BYTES)
    total = stream.bytes + len(blank)
    tag = b"Info" + struct.pack(">III", _FLAGS, stream.frames, total)
    tag += bytes(percent * 256 // 100 for percent in range(100))  # constant bit rate: bytes go with time
    tag += struct.pack(">I", _QUALITY) + _extension(head, stream, total)
    start = _side_info(head)
    frame = bytearray(blank)
    frame[start : start + len(tag)] = tag
    end = start + len(tag)
    frame[end : end + 2] = struct.pack(">H", crc16(bytes(frame[:end])))
    return bytes(frame)


def _side_info(head: Header) -> int:
    """Bytes before the tag in a mono frame: header and side information."""
    return 4 + (17 if head.mpeg1 else 9)


def _blank(frame: bytes, needed: int) -> bytes:
    """A zeroed frame with `frame`'s header, its bit rate raised until `needed` bytes fit."""
    head = bytearray(frame[:4])
    head[1] |= 1  # no checksum
    while header(head).size < needed:
        head[2] += 0x10
    return bytes(head) + bytes(header(head).size - 4)


def _extension(head: Header, stream: Stream, total: int) -> bytes:
    """LAME's part, up to its own checksum. Encoder delay is 0; what follows the last sample is padding."""
    padding = stream.frames * head.samples - stream.samples
    return (
        _VERSION
        + bytes([_CBR, 0])
        + bytes(8)  # peak and replay gains: not claimed
        + bytes([0, min(head.bit_rate, 255)])
        + min(padding, 0xFFF).to_bytes(3, "big")
        + bytes([0, 0])
        + bytes(2)
        + total.to_bytes(4, "big")
        + bytes(2)  # checksum of the music: 0, not claimed
    )


def crc16(data: bytes) -> int:
    """CRC-16/ARC, as LAME's tag has it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (_CRC_POLYNOMIAL if crc & 1 else 0)
    return crc
