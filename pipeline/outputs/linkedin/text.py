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
    """One sentence of a post. `source` is `article.blocks[block].text[start:end]`; `text` is how the post shows it.

    A block of -1 is the title.
    """

    role: Role
    block: int
    start: int
    end: int
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class LinkedInTexts:
    """What was written for LinkedIn: the post as it is pasted, and the sentences it is made of, in its order."""

    post: str
    sentences: tuple[PostSentence, ...]
    hashtags: tuple[str, ...] = ()
    link: str = ""
    headline: str = ""
    notes: tuple[str, ...] = ()
