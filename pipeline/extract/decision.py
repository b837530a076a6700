"""What extraction hands over: the article, and an account of every block of the page."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import Article


@dataclass(frozen=True, slots=True)
class Decision:
    """One block of the page, in page order: what it is, whether the article has it, and why.

    `kind` is a BlockKind's value, or "title" for the heading that became the article's title.
    """

    text: str
    kind: str
    kept: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article, why each block of its page was kept or dropped, and the titles of other articles on that page.

    `notes` are what a reader of the report should know about the reading.
    """

    article: Article
    decisions: tuple[Decision, ...] = ()
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
