"""Opus in Ogg: the smallest good speech, for listeners whose players know it.

A packet is 20 ms. Packets lean on those before them, but a decoder that starts anywhere has settled after 80 ms
(RFC 7845, 4.6): four packets of silence at a passage's edges are that. The encoder's delay of 312 samples
(at 48 kHz) is the same for every passage, so it is one figure in the header, as in a file made in one go.
"""

from __future__ import annotations

import base64
import io
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from pipeline import __version__
from pipeline.audio import ffmpeg
from pipeline.audio.codec import Joined
from pipeline.audio.tags import Tags
from pipeline.audio.timeline import Grid, silence
from pipeline.edition import Chapter
from pipeline.errors import AudioError

CLOCK = 48_000
PACKETS_PER_SECOND = 50
PRE_SKIP = 312

_EDGE_PACKETS = 4
_SERIAL = 0x5256  # one stream per file: any number does
_FRONT_COVER = 3
_LENGTH = struct.Struct("<H")


class Opus:
    """The codec as `blocks.py` sees it; a frame is a packet behind its length. `bit_rate` in kbit/s."""

    name = "opus"
    media_type = "audio/ogg"
    loss_db = 0.0
    libraries: tuple[str, ...] = ("mutagen.oggopus", "mutagen.flac")

    def __init__(self, bit_rate: int) -> None:
        self.bit_rate = bit_rate

    def grid(self, rate: int) -> Grid:
        """Raises AudioError for a sample rate of which 20 ms are not a whole number of samples."""
        if rate % PACKETS_PER_SECOND:
            raise AudioError(
                f"Opus cannot take {rate} Hz in steps of 20 ms. Choose the format mp3, or another voice."
            )
        flush = -(-PRE_SKIP * rate // CLOCK)
        return Grid(rate, rate // PACKETS_PER_SECOND, _EDGE_PACKETS, flush)

    def encode(self, pcm: bytes, rate: int, filters: str) -> list[bytes]:
        """At least as many packets as `pcm` has; with the header's skip the first decodes to the first samples."""
        chain = f"{filters},aresample={CLOCK}"
        options = [
            "-c:a",
            "libopus",
            "-b:a",
            f"{self.bit_rate}k",
            "-vbr",
            "constrained",
            "-frame_duration",
            "20",
        ]
        arguments = [*ffmpeg.pcm_input(rate), "-af", chain, *options, "-f", "ogg", "pipe:1"]
        ogg = ffmpeg.run(arguments, pcm + silence(2 * self.grid(rate).frame))
        return [_LENGTH.pack(len(packet)) + packet for packet in _packets(ogg)[2:]]

    def decode(self, frames: list[bytes], rate: int) -> memoryview:
        """Mono 16-bit PCM, aligned with what was encoded."""
        out = io.BytesIO()
        samples = len(frames) * rate // PACKETS_PER_SECOND
        bare = Joined(io.BytesIO(b"".join(frames)), len(frames), rate, samples)
        _write(out, bare)
        arguments = ["-f", "ogg", "-i", "pipe:0", "-f", "s16le", "-ar", str(rate), "pipe:1"]
        return memoryview(ffmpeg.run(arguments, out.getvalue()))

    def write(self, path: Path, joined: Joined, tags: Tags, chapters: tuple[Chapter, ...]) -> None:
        """Headers, then the packets as they are; then the tags."""
        with path.open("wb") as out:
            _write(out, joined)
        _tag(path, tags, chapters, joined.rate)


def _mutagen() -> Any:
    """mutagen reads and writes Ogg pages; its constructors carry no types."""
    import mutagen.ogg

    return mutagen.ogg


def _packets(ogg: bytes) -> list[bytes]:
    data, pages = io.BytesIO(ogg), []
    while data.tell() < len(ogg):
        pages.append(_mutagen().OggPage(data))
    return [bytes(packet) for packet in _mutagen().OggPage.to_packets(pages)]


def _write(out: IO[bytes], joined: Joined) -> None:
    """Identification, empty comments, then a page for each second (RFC 7845)."""
    sequence = 0
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, PRE_SKIP, joined.rate, 0, 0)
    for page in (*_header_pages([head], 0), *_header_pages([_no_comments()], 1)):
        out.write(page.write())
        sequence = page.sequence + 1
    end = PRE_SKIP + joined.samples * CLOCK // joined.rate
    done = 0
    for packets in _seconds(joined):
        done += len(packets)
        page = _mutagen().OggPage()
        page.packets, page.serial, page.sequence = packets, _SERIAL, sequence
        page.last = done == joined.count
        page.position = end if page.last else done * CLOCK // PACKETS_PER_SECOND
        out.write(page.write())
        sequence += 1


def _header_pages(packets: Sequence[bytes], sequence: int) -> list[Any]:
    pages = _mutagen().OggPage.from_packets(packets, sequence=sequence)
    for page in pages:
        page.serial, page.position = _SERIAL, 0
    pages[0].first = sequence == 0
    return list(pages)


def _seconds(joined: Joined) -> Iterator[list[bytes]]:
    joined.frames.seek(0)
    for start in range(0, joined.count, PACKETS_PER_SECOND):
        wanted = min(PACKETS_PER_SECOND, joined.count - start)
        yield [joined.frames.read(*_LENGTH.unpack(joined.frames.read(2))) for _ in range(wanted)]


def _no_comments() -> bytes:
    """An OpusTags packet that names who wrote it and nothing else (RFC 7845, 5.2)."""
    vendor = f"Röstval {__version__}".encode()
    return b"OpusTags" + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", 0)


def _tag(path: Path, tags: Tags, chapters: tuple[Chapter, ...], rate: int) -> None:
    """Vorbis comments; chapters as https://wiki.xiph.org/Chapter_Extension has them."""
    import mutagen.oggopus

    oggopus: Any = mutagen.oggopus
    file = oggopus.OggOpus(str(path))
    texts = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "language": tags.lang3,
        "date": tags.published.isoformat() if tags.published else "",
        "comment": tags.comment,
        "contact": tags.url,
        "lyrics": tags.lyrics,
        "performer": tags.voice,
        "metadata_block_picture": _picture(tags.cover),
    }
    for number, chapter in enumerate(chapters):
        texts[f"chapter{number:03}"] = _clock(chapter.start * 1000 // rate)
        texts[f"chapter{number:03}name"] = chapter.title
    file.update({name: [text] for name, text in texts.items() if text})
    file.save(padding=lambda _: 0)  # ffmpeg takes room for later edits for a damaged header, and says so


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _picture(cover: bytes) -> str:
    if not cover:
        return ""
    import mutagen.flac

    flac: Any = mutagen.flac
    picture = flac.Picture()
    picture.data, picture.type, picture.mime = cover, _FRONT_COVER, "image/jpeg"
    return base64.b64encode(picture.write()).decode("ascii")
