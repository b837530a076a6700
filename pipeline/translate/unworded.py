"""Texts without words to translate: figures, addresses, codes, signs."""

from __future__ import annotations

import re

from pipeline.translate import protect, typography
from pipeline.translate.protect import Firmness, Job

_WORD = re.compile(r"[^\W\d_]{2,}|[^\W\d_](?=['’])")


def is_unworded(text: str, job: Job) -> bool:
    """Whether nothing is left to translate once figures, addresses, emoji, codes, names and terms are taken out."""
    rest = text
    for item in reversed(protect.items(text, job, Firmness.FIRM)):
        rest = f"{rest[: item.start]} {rest[item.end :]}"
    return not _WORD.search(rest)


def localise(text: str, job: Job) -> str:
    """Such a text in the target's notation: numbers, dates, units and quotes set anew, all else as it is."""
    parts: list[str] = []
    done = 0
    for item in protect.items(text, job, Firmness.FIRM):
        parts += [text[done : item.start], item.output]
        done = item.end
    return typography.finish("".join([*parts, text[done:]]), text, job.target)
