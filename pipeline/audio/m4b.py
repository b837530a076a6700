"""M4B: AAC in an MP4 file with chapters, as audiobook players take it.

An AAC frame's transform covers 2,048 samples of which the decoder gives out the first 1,024; the encoder begins with
one frame of nothing, which is dropped here, so that the first frame kept decodes to the first samples. Frames are
self-contained otherwise, and one frame of silence at a passage's edges keeps neighbours apart.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from pipeline.audio import ffmpeg
from pipeline.audio.codec import Joined
from pipeline.audio.tags import Tags
from pipeline.audio.timeline import Grid, silence
from pipeline.edition import Chapter
from pipeline.errors import AudioError

FRAME = 1024
RATES = (16000, 22050, 24000, 32000, 44100, 48000, 11025, 12000, 8000)
_AUDIOBOOK = 2  # iTunes' "stik"

# Chapters are timed in the film's clock, with 32 bits for each. ffmpeg's own choice is a clock that all sample rates
# divide: 28 MHz, in which a chapter of 77 seconds overflows and players that read the text track lose the chapters.
_CLOCK = 1000


def cut(data: bytes) -> list[bytes]:
    """An ADTS stream cut into frames (ISO 14496-3, 1.A.3.2). Raises AudioError when it is anything else."""
    frames, at = [], 0
    while at < len(data):
        head = data[at : at + 7]
        if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
            raise AudioError("The encoder's AAC frames cannot be read. Run `publish doctor`.")
        size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        frames.append(data[at : at + size])
        at += size
    return frames


class M4b:
    """The codec as `blocks.py` sees it. `bit_rate` in kbit/s."""

    name = "m4b"
    media_type = "audio/mp4"
    loss_db = 0.0
    libraries: tuple[str, ...] = ("mutagen.mp4",)

    def __init__(self, bit_rate: int) -> None:
        self.bit_rate = bit_rate

    def grid(self, rate: int) -> Grid:
        """Raises AudioError for a sample rate that AAC does not have."""
        if rate not in RATES:
            raise AudioError(f"AAC has no sample rate of {rate} Hz. Use another voice.")
        return Grid(rate, FRAME, 1, 0)

    def encode(self, pcm: bytes, rate: int, filters: str) -> list[bytes]:
        """At least as many frames as `pcm` has; the first decodes to the first samples."""
        options = ["-c:a", "aac", "-b:a", f"{self.bit_rate}k", "-f", "adts", "pipe:1"]
        return cut(ffmpeg.run([*ffmpeg.pcm_input(rate), "-af", filters, *options], pcm + silence(2 * FRAME)))[
            1:
        ]

    def decode(self, frames: list[bytes], rate: int) -> memoryview:
        """Mono 16-bit PCM, aligned with what was encoded."""
        arguments = ["-f", "aac", "-i", "pipe:0", "-f", "s16le", "-ar", str(rate), "pipe:1"]
        return memoryview(ffmpeg.run(arguments, b"".join(frames)))

    def write(self, path: Path, joined: Joined, tags: Tags, chapters: tuple[Chapter, ...]) -> None:
        """The frames as they are, in an MP4 file whose index comes first; then the tags."""
        joined.frames.seek(0)
        with tempfile.TemporaryDirectory() as folder:
            listing = Path(folder) / "chapters.txt"
            listing.write_text(_ffmetadata(chapters, joined.rate), encoding="utf-8")
            inputs = ["-f", "aac", "-i", "pipe:0", "-f", "ffmetadata", "-i", str(listing)]
            mapping = ["-map", "0:a", "-map_chapters", "1", "-c", "copy", "-bsf:a", "aac_adtstoasc"]
            about = ["-metadata:s:a:0", f"language={tags.lang3}"]
            layout = ["-movflags", "+faststart", "-movie_timescale", str(_CLOCK)]
            ffmpeg.run([*inputs, *mapping, *about, *layout, "-f", "ipod", "-y", str(path)], joined.frames)
        _tag(path, tags)


def _ffmetadata(chapters: tuple[Chapter, ...], rate: int) -> str:
    """https://ffmpeg.org/ffmpeg-formats.html#Metadata-2; times in samples."""
    parts = [
        f"[CHAPTER]\nTIMEBASE=1/{rate}\nSTART={c.start}\nEND={c.end}\ntitle={_escaped(c.title)}"
        for c in chapters
    ]
    return "\n".join([";FFMETADATA1", *parts, ""])


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "=;#\\\n" else letter for letter in text)


def _tag(path: Path, tags: Tags) -> None:
    import mutagen.mp4

    atoms: dict[str, Any] = {
        "\xa9nam": tags.title,
        "\xa9ART": tags.artist,
        "\xa9alb": tags.album,
        "\xa9day": tags.published.isoformat() if tags.published else "",
        "\xa9cmt": tags.comment,
        "\xa9lyr": tags.lyrics,
        "\xa9nrt": tags.voice,
    }
    mp4: Any = mutagen.mp4
    file = mp4.MP4(str(path))
    for atom, text in atoms.items():
        if text:
            file[atom] = [text]
    file["stik"] = [_AUDIOBOOK]
    if tags.cover:
        file["covr"] = [mp4.MP4Cover(tags.cover, imageformat=mp4.MP4Cover.FORMAT_JPEG)]
    file.save()
