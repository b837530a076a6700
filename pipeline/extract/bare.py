"""A page that is no article by its length, and yet all that somebody wrote: a table, a file with one line."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.document import BlockKind, Page
from pipeline.extract.scene import Scene

_ROWS = 2  # with its header
_LINKED = 0.5  # a table of links is a menu
_SCRIPT = re.compile(rb"<(?:no)?script", re.IGNORECASE)
_REASON = "nothing else is on the page"


def is_by_hand(page: Page) -> bool:
    """Whether a page is a file without scripts: from the web, and where scripts are, a line is a notice or a wall."""
    return not page.url and not _SCRIPT.search(page.data)


def admit(scene: Scene, left_out: Collection[int | None], *, by_hand: bool) -> bool:
    """Keep all of a page made by hand that has no link, else the rows of its tables; say whether there was any.

    `left_out` are the title and what the site file drops.
    """
    free = [index for index in range(len(scene.pieces)) if index not in left_out]
    found = free if by_hand and _is_bare(scene) else _rows(scene, free)
    scene.kept.update(found)
    scene.reasons.update(dict.fromkeys(found, _REASON))
    return bool(found)


def _is_bare(scene: Scene) -> bool:
    """A list alone is a menu, be its links forgotten."""
    lines = [piece for piece in scene.pieces if piece.kind is not BlockKind.LIST_ITEM]
    words = any(character.isalnum() for piece in lines for character in piece.text)
    return words and not any(piece.linked for piece in scene.pieces)


def _rows(scene: Scene, free: list[int]) -> list[int]:
    rows = [index for index in free if scene.pieces[index].kind is BlockKind.TABLE_ROW]
    pieces = [scene.pieces[index] for index in rows]
    linked, length = sum(piece.linked for piece in pieces), sum(len(piece.text) for piece in pieces)
    return rows if len(rows) >= _ROWS and linked < _LINKED * length else []
