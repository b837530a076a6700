"""What is chosen from an article for a post, and where each sentence comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a sentence does in a post."""

    HOOK = "hook"
    POINT = "point"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class PostSentence:
    """One passage of a post: a sentence, or two that belong together.

    `source` is `article.blocks[block].text[start:end]`, or of the title where `block` is -1; `text` is how the post shows
    it. `segments` are the ids of the sentences it comes from, as the report and the listening page name them ("b3-1").
    """

    role: Role
    block: int
    start: int
    end: int
    source: str
    text: str
    segments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedInTexts:
    """What was written for LinkedIn: the post as it is pasted, and the sentences it is made of, in its order."""

    post: str
    sentences: tuple[PostSentence, ...]
    hashtags: tuple[str, ...] = ()
    link: str = ""
    headline: str = ""
    notes: tuple[str, ...] = ()
