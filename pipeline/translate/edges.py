"""What stands at the edges of a text and is no part of its sentence: bullets, numbering, emoji, trailing hashtags."""

from __future__ import annotations

import re
from dataclasses import dataclass

EMOJI = (
    "(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u2460-\u24ff\u25a0-\u25ff\u203c\u2049\u3030\u303d]"
    "[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*+)"
)
_BEFORE = re.compile(rf"(?:[•●▪◦‣⁃*·▶►■]\s*|[-–—]\s+|\(?\d{{1,3}}\)\s+|[a-zA-Z]\)\s+|{EMOJI}\s*+)++")
_NUMBERING = re.compile(r"\d{1,3}\.\s+(?=[^\W\d_])")
_AFTER = re.compile(rf"(?:\s*+(?:{EMOJI}|(?<=\s)#\w+|\[\d+(?:,\s?\d+)*\]))++$")


@dataclass(frozen=True, slots=True)
class Edged:
    """A text in three: what stands before, the sentence, what stands after."""

    before: str
    core: str
    after: str


def trim(text: str, *, ordinals: bool) -> Edged:
    """Cut the edges off. With `ordinals` ("3. Oktober") a leading number with a full stop stays in the sentence."""
    start = 0
    while True:
        match = _BEFORE.match(text, start) or (None if ordinals else _NUMBERING.match(text, start))
        if match is None:
            break
        start = match.end()
    after = _AFTER.search(text, start)
    end = after.start() if after else len(text)
    return Edged(text[:start], text[start:end], text[end:])
