"""Clips -> one recording on disk: sound file, captions, chapters, each whole or absent."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

from pipeline import cache, settings
from pipeline.audio import blocks, captions, ffmpeg, levelling
from pipeline.audio.blocks import Bench
from pipeline.audio.chapters import chapters, chapters_json
from pipeline.audio.codec import Codec, Joined
from pipeline.audio.levelling import Level
from pipeline.audio.m4b import M4b
from pipeline.audio.mp3 import Mp3
from pipeline.audio.opus import Opus
from pipeline.audio.tags import Tags
from pipeline.audio.timeline import Spoken, passages
from pipeline.edition import Chapter, Cue, Recording, Segment
from pipeline.errors import AudioError, OutputError, UsageError
from pipeline.files import TEMPORARY_PREFIX, replacing, write_text

CAPTIONS_SUFFIX = ".vtt"
CHAPTERS_SUFFIX = ".chapters.json"

Said = list[tuple[Segment, Cue]]

CODECS: dict[str, Callable[[int], Codec]] = {"mp3": Mp3, "opus": Opus, "m4b": M4b}


def codec_for(audio: settings.Audio) -> Codec:
    """The codec of a format's name. Raises UsageError for a name that is none."""
    if audio.format not in CODECS:
        known = ", ".join(CODECS)
        raise UsageError(f'"{audio.format}" is not a format of recordings. Use one of: {known}.')
    return CODECS[audio.format](audio.bitrate)


def record(spoken: Spoken, target: Path, tags: Tags, audio: settings.Audio, store: cache.Store) -> Recording:
    """Write `target`, and beside it `<stem>.vtt` and `<stem>.chapters.json`, each whole or not at all.

    `spoken` is taken one at a time; new sound waits in an unnamed file beside `target`, never in memory.
    `store` keeps encoded passages. The recording's files are bare names: the caller knows their folder.
    Raises AudioError, and OutputError when something cannot be written.
    """
    codec = codec_for(audio)
    rate, spoken = _first_rate(spoken, tags)
    with ThreadPoolExecutor(1) as aside, _scratch(target) as sound, _scratch(target) as frames:
        aside.submit(ffmpeg.version)  # two starts of ffmpeg, while the first sounds still come
        bench = Bench(codec, rate, audio.peak, store, sound)
        said, spooled = _spool(spoken, bench)
        texts = aside.submit(_texts, said, rate, tags, target.name)  # while the encoder works
        try:
            level = levelling.write_levelled(spooled, audio.loudness, bench, frames)
        except blocks.LaidOtherwise:
            blocks.lay_anew(spooled, bench)
            raise
        joined = Joined(frames, sum(level.frames), rate, said[-1][1].end)
        return _publish(texts.result(), joined, level, _Publisher(target, tags, codec, aside))


def _first_rate(spoken: Spoken, tags: Tags) -> tuple[int, Spoken]:
    """The sample rate of the first take that is heard, and everything again from the start."""
    heard = iter(pair for pair in spoken if pair[0].spoken)
    first = next(heard, None)
    if first is None:
        raise AudioError(
            f'Nothing in "{tags.title}" is to be spoken. See what `publish extract` finds in it.'
        )
    return first[1].clip().rate, chain([first], heard)


def _spool(spoken: Spoken, bench: Bench) -> tuple[Said, list[blocks.Spooled]]:
    said: Said = []
    spooled = []
    start = 0
    for passage in passages(spoken):
        spooled.append(blocks.spool(passage, bench))
        said += passage.cues(spooled[-1].measured.spans, start)
        start += spooled[-1].samples
    return said, spooled


@contextmanager
def _scratch(target: Path) -> Iterator[IO[bytes]]:
    """A file without a name in the folder of `target`, gone when closed or killed.

    Raises OutputError when it is full, or the folder for temporary files, through which ffmpeg is fed.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=target.parent, prefix=TEMPORARY_PREFIX) as handle:
            yield handle
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"Cannot work in {target.parent}: {reason}. Free space or rights there, also in {tempfile.gettempdir()}, "
            "or choose another place to write to."
        ) from error


@dataclass(frozen=True, slots=True)
class _Texts:
    """What accompanies a recording: its cues and chapters, and the files that hold them."""

    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    captions: str
    listing: str


def _texts(said: Said, rate: int, tags: Tags, file: str) -> _Texts:
    cues = tuple(cue for _, cue in said)
    found = chapters(said, cues[-1].end, tags.title or tags.album)
    return _Texts(cues, found, captions.webvtt(cues, rate), chapters_json(found, rate, tags, file))


@dataclass(frozen=True, slots=True)
class _Publisher:
    """Where a recording goes, what it says of itself, and who writes its texts."""

    target: Path
    tags: Tags
    codec: Codec
    aside: Executor


def _publish(texts: _Texts, joined: Joined, level: Level, publisher: _Publisher) -> Recording:
    """The sound file takes its place last: where it stands, its captions and chapters stand too."""
    target, codec = publisher.target, publisher.codec
    vtt, listing = target.with_suffix(CAPTIONS_SUFFIX), target.with_suffix(CHAPTERS_SUFFIX)

    def write_texts() -> None:
        write_text(vtt, texts.captions)
        write_text(listing, texts.listing)

    written = publisher.aside.submit(write_texts)
    with replacing(target) as temporary:
        codec.write(temporary, joined, publisher.tags, texts.chapters)
        written.result()
    return Recording(
        file=target.name,
        media_type=codec.media_type,
        bytes=target.stat().st_size,
        rate=joined.rate,
        samples=joined.samples,
        cues=texts.cues,
        chapters=texts.chapters,
        loudness=round(level.loudness, 2),
        peak=round(level.peak, 2),
        captions=vtt.name,
        chapters_file=listing.name,
    )
