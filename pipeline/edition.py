"""The values of the spoken word that travel between the rooms: frozen, comparable, standard library only.

Article -> Segments -> Clips -> Cues -> Recording -> Edition -> Publication.

Sound is mono, 16-bit little-endian PCM; positions are integer sample counts, never float seconds.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, Self

from pipeline.document import Article, Origin


class VoiceKind(StrEnum):
    """How a voice sounds and where it runs; listed from the best default to the worst."""

    NEURAL = "neural"
    EMBEDDED = "embedded"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silence after a segment, in milliseconds, by what follows from its kind."""

    sentence: int = 250
    paragraph: int = 600
    heading: int = 900
    list_item: int = 400
    quote: int = 700
    table_row: int = 500
    title: int = 1200


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice by value: what a worker needs to find and load it. `id` is ASCII and safe in a file name.

    `rate` is relative speed (1.0 as the engine speaks), `pitch` relative pitch, `gain_db` added before mixing.
    `speaker` is the engine's own name of the voice or variant; `model` a path, "" where the engine needs none.
    """

    id: str
    engine: str
    lang: str
    name: str
    kind: VoiceKind
    gender: str = ""
    rate: float = 1.0
    pitch: float = 1.0
    gain_db: float = 0.0
    pauses: Pauses = field(default_factory=Pauses)
    speaker: str = ""
    model: str = ""
    sha256: str = ""
    licence: str = ""
    source: str = ""


TITLE_BLOCK = -1


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence (or cell row, or heading) of an edition.

    `block` is the block's index, TITLE_BLOCK for the title; `index` counts segments of that block from 0.
    (block, index) names the same place in every language, as far as the sentence counts agree.
    `shown` is `block.text[start:end]`; `spoken` is its reading, "" when skipped. `kind` is "title" or a BlockKind.
    `pause_ms` is the silence after it. `skipped` says why it is not spoken, "" when it is.
    """

    block: int
    index: int
    kind: str
    shown: str
    spoken: str
    start: int = 0
    end: int = 0
    pause_ms: int = 0
    level: int = 0
    skipped: str = ""

    @property
    def id(self) -> str:
        """A name usable as an HTML id: `t-0` in the title, `b3-1` elsewhere."""
        return f"t-{self.index}" if self.block == TITLE_BLOCK else f"b{self.block}-{self.index}"


@dataclass(frozen=True, slots=True)
class Clip:
    """Sound: mono 16-bit little-endian PCM at `rate` samples per second."""

    pcm: bytes
    rate: int

    @property
    def samples(self) -> int:
        return len(self.pcm) // 2

    @property
    def at_hand(self) -> bool:
        return True

    @property
    def name(self) -> str:
        return hashlib.sha256(self.pcm + self.rate.to_bytes(4, "little")).hexdigest()

    def clip(self) -> Self:
        return self


class Take(Protocol):
    """The sound of a segment, at hand or still in a store: whoever needs no samples reads none.

    Takes of one name hold the same sound. A clip is a take of itself.
    """

    @property
    def name(self) -> str: ...

    @property
    def at_hand(self) -> bool:
        """Whether the sound is in memory, and not in a store."""
        ...

    def clip(self) -> Clip:
        """The sound itself. Raises what its maker raises."""
        ...


@dataclass(frozen=True, slots=True)
class Cue:
    """When a segment is heard: samples from the start of the recording, end exclusive, pause not included."""

    segment: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the recording under one heading, in samples, end exclusive. `segment` is the heading's id."""

    title: str
    start: int
    end: int
    segment: str


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished sound file. `file` is relative to the article's output folder; `bytes` its size.

    `samples` and every cue and chapter count at `rate`. Loudness is measured on the encoded file:
    integrated LUFS (EBU R 128 / ITU-R BS.1770) and true peak in dBTP.
    """

    file: str
    media_type: str
    bytes: int
    rate: int
    samples: int
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    loudness: float
    peak: float
    captions: str = ""  # the .vtt, relative likewise
    chapters_file: str = ""  # the .chapters.json, relative likewise

    @property
    def seconds(self) -> float:
        return self.samples / self.rate


@dataclass(frozen=True, slots=True)
class Edition:
    """One language and one voice of an article: what was said and the recording of it."""

    article: Article
    voice: Voice
    segments: tuple[Segment, ...]
    recording: Recording


@dataclass(frozen=True, slots=True)
class Publication:
    """An article with all its editions, as the listening page, the library and the feeds see it.

    `slug` is ASCII and names the folder under output/. `texts` holds one article per language, in the order
    asked for, including languages whose recording failed; `editions` the recordings.
    """

    slug: str
    texts: tuple[Article, ...]
    editions: tuple[Edition, ...]

    @property
    def source(self) -> Article:
        """The article the editions were made from: the original, or the first text where none is here."""
        return next((t for t in self.texts if t.origin is Origin.ORIGINAL), self.texts[0])
