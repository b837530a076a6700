"""What the room asks of a sound format: frames that can be cut at a passage's edges and joined again, and a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from pipeline.audio.tags import Tags
from pipeline.audio.timeline import Grid
from pipeline.edition import Chapter


@dataclass(frozen=True, slots=True)
class Joined:
    """The frames of a whole recording, one after the other in a file: how many, and the samples that are sound."""

    frames: IO[bytes]
    count: int
    rate: int
    samples: int

    @property
    def milliseconds(self) -> int:
        return self.samples * 1000 // self.rate


class Codec(Protocol):
    """A constant division of time into frames. `bit_rate` in kbit/s; `loss_db` is what the encoder takes off the level;
    `libraries` are the modules that `decode` and `write` load, for whoever has time to load them before.
    """

    name: str
    media_type: str
    bit_rate: int
    loss_db: float
    libraries: tuple[str, ...]

    def grid(self, rate: int) -> Grid:
        """How time is divided at a sample rate. Raises AudioError for a rate the format does not have."""
        ...

    def encode(self, pcm: bytes, rate: int, filters: str) -> list[bytes]:
        """Mono 16-bit PCM through ffmpeg's `filters` into at least as many frames as it has; the first one decodes
        to its first samples. Raises AudioError.
        """
        ...

    def decode(self, frames: list[bytes], rate: int) -> memoryview:
        """Mono 16-bit PCM at `rate`, aligned with what was encoded; what overshoots full scale is held there.

        Raises AudioError.
        """
        ...

    def write(self, path: Path, joined: Joined, tags: Tags, chapters: tuple[Chapter, ...]) -> None:
        """Write the file that players take. Raises AudioError, OSError."""
        ...
