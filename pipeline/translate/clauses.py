"""A sentence in clauses, for a model that cannot hold it as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# After a comma, semicolon, colon or dash, where enough stands on both sides to be said on its own.
_BREAK = re.compile(r"[,;:]\s+|\s[–—-]\s+")
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, and the mark and space after it."""

    text: str
    mark: str


def cut(text: str) -> list[Clause]:
    """`text` at its commas and dashes; one clause where no part would be long enough. Joined they are the text."""
    parts: list[Clause] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match.start() - start >= _SHORTEST and len(text) - match.end() >= _SHORTEST:
            parts.append(Clause(text[start : match.start()], match.group()))
            start = match.end()
    return [*parts, Clause(text[start:], "")]


def join(parts: Sequence[Clause], said: Sequence[str | None]) -> str | None:
    """The translated clauses with the marks that stood between their sources; None where one is missing."""
    words = [text for text in said if text is not None]
    if len(words) < len(parts):
        return None
    return "".join(f"{_bare(text, part)}{part.mark}" for text, part in zip(words, parts, strict=True))


def _bare(text: str, part: Clause) -> str:
    """A clause in the middle does not end with a full stop of the model's."""
    return text.rstrip(".") if part.mark and not part.text.endswith(".") else text
