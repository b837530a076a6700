"""Names and things that an article introduces in one sentence and takes up in a later one.

"Hamid Razavi, the maintenance chief" introduces "Razavi"; "a robot" introduces "the robot". A post that takes up what
it has not introduced puzzles its reader, so the choice of sentences weighs it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FULL_NAME = re.compile(r"\b[A-Z][\w’-]+(?: [A-Z]\.)*(?: (?:von|van|de|af|da|der))? ([A-Z][\w’-]{2,})\b")
_NEW_THING = re.compile(r"\b(?:[Aa]n?|[Oo]ne|[Nn]ew) (?:[\w-]+ ){0,3}?([a-z-]{4,})\b")
_KNOWN_THING = re.compile(r"\b[Tt]he (?:(?:new|old|whole|same|entire) )?([a-z-]{4,})\b")
_CAPITAL = re.compile(r"\b([A-Z][\w’-]{2,})\b")


def introduced(text: str) -> frozenset[str]:
    """Surnames given with a first name, and things given with "a"."""
    return frozenset(
        [
            *(m[1].removesuffix("’s") for m in _FULL_NAME.finditer(text)),
            *(w for m in _NEW_THING.finditer(text) for w in m[0].split()[1:]),
        ]
    )


def taken_up(texts: Sequence[str]) -> list[frozenset[str]]:
    """For each sentence of an article, in order, the names and things it takes up from an earlier one."""
    known: set[str] = set()
    found: list[frozenset[str]] = []
    for text in texts:
        own = introduced(text)
        found.append(frozenset(word for word in mentioned(text) if word in known and word not in own))
        known |= own
    return found


def mentioned(text: str) -> frozenset[str]:
    """Capitalised words, and things with "the"."""
    names = (m[1].removesuffix("’s").removesuffix("'s") for m in _CAPITAL.finditer(text))
    return frozenset([*names, *(m[1] for m in _KNOWN_THING.finditer(text))])
