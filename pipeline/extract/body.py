"""The article's text where only JSON-LD holds it: pages that build themselves by script, or show a teaser."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from pipeline.document import Block, BlockKind
from pipeline.extract.dom import visible
from pipeline.extract.scene import SENTENCE_END

_ENOUGH = 500  # characters; shorter bodies are descriptions
_STUB = 300
_START = 40  # letters and digits by which a piece is found again
_LONGER = 2.0  # times what the page shows
_TAG = re.compile(r"<(?:/p|br|/h\d|/li|/div)\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-z/!][^>]*>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\f\v]+")


def instead(body: str, shown: Sequence[Block]) -> tuple[Block, ...]:
    """What to take for a page that shows `shown` and declares `body`: the body with the lead shown above it, or nothing.

    A body is taken when it holds what is shown, and much more.
    """
    total = sum(len(block.text) for block in shown)
    if len(body) < max(_ENOUGH, _LONGER * total):
        return ()
    letters = _letters(body)
    held = [_letters(block.text)[:_START] in letters for block in shown]
    if (
        total >= _STUB
        and sum(len(b.text) for b, inside in zip(shown, held, strict=True) if inside) < total / 2
    ):
        return ()
    above = shown[: held.index(True)] if True in held else ()
    lead = tuple(block for block in above if SENTENCE_END.search(block.text))
    return (*lead, *blocks(body))


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def blocks(body: str) -> tuple[Block, ...]:
    """A declared body as paragraphs; markup in it becomes line breaks or nothing."""
    text = html.unescape(_ANY_TAG.sub("", _TAG.sub("\n", body)))
    lines = (_SPACES.sub(" ", visible(line)).strip() for line in re.split(r"[\r\n]+", text))
    return tuple(Block(BlockKind.PARAGRAPH, line) for line in lines if line)
