"""Sound: clips on one timeline, levelled, encoded passage by passage, with chapters, captions and tags.

`record` is the room's door, `tags_for` its key. Nothing heavy is loaded until a recording is made.
"""

from __future__ import annotations

from pipeline.audio.recording import record
from pipeline.audio.tags import Tags, tags_for

__all__ = ["Tags", "record", "tags_for"]
