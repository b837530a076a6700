"""Chapters at the headings, as values and as Podcasting 2.0 JSON.

Format: https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from pipeline.audio.tags import Tags
from pipeline.document import BlockKind
from pipeline.edition import TITLE_BLOCK, Chapter, Cue, Segment

MEDIA_TYPE = "application/json+chapters"


def chapters(spoken: Sequence[tuple[Segment, Cue]], samples: int, title: str = "") -> tuple[Chapter, ...]:
    """One chapter for the title and one for each heading; together they cover [0, samples) without a gap.

    Where the title is not said ("🎉🎉"), the first chapter is called `title` all the same, if that is not empty.

    The first starts at 0 whatever the recording opens with, since players show nothing before the first chapter.
    """
    found: list[Chapter] = []
    for segment, cue in spoken:
        if not found:
            opens = segment.block == TITLE_BLOCK or segment.kind == BlockKind.HEADING
            found.append(Chapter(cue.text if opens else title or cue.text, 0, samples, cue.segment))
        elif _continues(segment, found[-1]):
            found[-1] = replace(found[-1], title=f"{found[-1].title} {cue.text}")
        elif segment.kind == BlockKind.HEADING:
            found[-1] = replace(found[-1], end=cue.start)
            found.append(Chapter(cue.text, cue.start, samples, cue.segment))
    return tuple(found)


def _continues(segment: Segment, chapter: Chapter) -> bool:
    """A heading or title of several sentences is one chapter, named by all of it."""
    heading = segment.kind == BlockKind.HEADING or segment.block == TITLE_BLOCK
    return heading and segment.index > 0 and chapter.segment.rsplit("-", 1)[0] == segment.id.rsplit("-", 1)[0]


def chapters_json(found: Sequence[Chapter], rate: int, tags: Tags, file_name: str) -> str:
    """The JSON chapters document; times in seconds with millisecond precision."""
    document = {
        "version": "1.2.0",
        "title": tags.title,
        "author": tags.artist,
        "podcastName": tags.album,
        "fileName": file_name,
        "chapters": [
            {
                "startTime": round(chapter.start / rate, 3),
                "endTime": round(chapter.end / rate, 3),
                "title": chapter.title,
            }
            for chapter in found
        ],
    }
    filled = {name: value for name, value in document.items() if value}
    return json.dumps(filled, ensure_ascii=False, indent=1) + "\n"
