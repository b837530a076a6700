"""ID3v2.3 tags with chapters. Version 2.3 is what cars, phones and podcast players all read.

Chapters: ID3v2 Chapter Frame Addendum (CHAP, CTOC), times in milliseconds.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pipeline.audio.tags import Tags
from pipeline.edition import Chapter

_UTF16 = 1  # the only Unicode that ID3v2.3 has
_FRONT_COVER = 3
_NO_OFFSET = 0xFFFFFFFF
_TOP_LEVEL_ORDERED = 3
_MOST_CHILDREN = 255  # a table of contents counts its entries in one byte

_HEAD_BYTES = 10


def id3(tags: Tags, chapters: Sequence[Chapter], rate: int, milliseconds: int) -> bytes:
    """The tag as it stands before the first frame. Chapter positions are samples at `rate`.

    mutagen sorts frames by their size, and players that know no table of contents (those built on ffmpeg) show
    chapters as they come: so each goes through mutagen by itself, and the pieces are put in order here.
    """
    groups = [[*_texts(tags, milliseconds), *_pictures(tags)], *([one] for one in _chapters(chapters, rate))]
    frames = b"".join(map(_frames, groups))
    size: bytes = _mutagen().BitPaddedInt.to_str(len(frames), width=4)
    return b"ID3\x03\x00\x00" + size + frames


def _frames(group: Sequence[Any]) -> bytes:
    """Frames as bytes: a tag of their own without its head."""
    tag = _mutagen().ID3()
    for frame in group:
        tag.add(frame)
    tag.update_to_v23()
    out = io.BytesIO()
    tag.save(out, v2_version=3, padding=lambda _: 0)
    return out.getvalue()[_HEAD_BYTES:]


def _mutagen() -> Any:
    """mutagen's constructors carry no types; its frames are values to us."""
    import mutagen.id3

    return mutagen.id3


def _texts(tags: Tags, milliseconds: int) -> list[Any]:
    frames = _mutagen()
    texts = {
        frames.TIT2: tags.title,
        frames.TPE1: tags.artist,
        frames.TALB: tags.album,
        frames.TLAN: tags.lang3,
        frames.TLEN: str(milliseconds),
        frames.TCON: "Podcast",
        frames.TENC: "Röstval",
        frames.TDRC: tags.published.isoformat() if tags.published else "",
    }
    found: list[Any] = [frame(encoding=_UTF16, text=[text]) for frame, text in texts.items() if text]
    if tags.comment:
        found.append(frames.COMM(encoding=_UTF16, lang=tags.lang3, desc="", text=[tags.comment]))
    if tags.lyrics:
        found.append(frames.USLT(encoding=_UTF16, lang=tags.lang3, desc="", text=tags.lyrics))
    if tags.voice:
        found.append(frames.TXXX(encoding=_UTF16, desc="VOICE", text=[tags.voice]))
    if tags.url:
        found.append(frames.WOAS(url=tags.url))
    return found


def _pictures(tags: Tags) -> list[Any]:
    cover = _mutagen().APIC(encoding=0, mime="image/jpeg", type=_FRONT_COVER, desc="", data=tags.cover)
    return [cover] if tags.cover else []


def _chapters(chapters: Sequence[Chapter], rate: int) -> list[Any]:
    """The table of contents, then one CHAP per chapter in its order; beyond what the table can count they stand alone."""
    frames = _mutagen()
    found = [
        frames.CHAP(
            element_id=f"ch{number}",
            start_time=chapter.start * 1000 // rate,
            end_time=chapter.end * 1000 // rate,
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=[frames.TIT2(encoding=_UTF16, text=[chapter.title])],
        )
        for number, chapter in enumerate(chapters)
    ]
    names = [chap.element_id for chap in found[:_MOST_CHILDREN]]
    table = frames.CTOC(element_id="toc", flags=_TOP_LEVEL_ORDERED, child_element_ids=names, sub_frames=[])
    return [table, *found] if found else []
