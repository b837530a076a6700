"""Words that a model copies, put in the place of what it would spoil, and exchanged again afterwards.

Which words models copy was tried on Firefox's en-pt: "X1", "Zq1", "ID1" and plain three-digit numbers come through
and keep the grammar around them; brackets, braces, "@", "#", "<>" and underscores do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a mask looks to the model: as a number where a number stood, else as a name."""

    FIGURE = "figure"
    NAME = "name"
    PLAIN = "plain"  # `sent` is ordinary text that is translated like any other


@dataclass(frozen=True, slots=True)
class Item:
    """`text[start:end]` is to come out as `output`.

    `sent` goes to the model instead: chosen here if "", else as given (a name without its accents, an amount in words).
    """

    start: int
    end: int
    output: str
    style: Style
    sent: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A mask that was sent, and what it stands for."""

    sent: str
    output: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text ready for a model, and the masks that must come back."""

    text: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A way to make masks: the letters of names, and the numbers that stand for figures (none: as names)."""

    letters: str
    numbers: tuple[int, ...] = ()


# Three digits are neither grouped nor taken for years; no round ones, which models like to spell out.
SHAPES = (
    Shape("X", (417, 583, 629, 746, 862, 371, 294, 938, 517, 683, 729, 846, 962, 471, 394, 238, 317, 483)),
    Shape("Zq"),
    Shape("ID", (7417, 7583, 7629, 7746, 7862, 7371, 7294, 7938, 7517, 7683, 7729, 7846)),
)


def mask(text: str, items: Sequence[Item], shape: Shape) -> Masked:
    """Put masks for `items` (in order, not overlapping) into `text`."""
    parts: list[str] = []
    tokens: list[Token] = []
    names, figures = _names(text, shape), _figures(text, shape)
    done = 0
    for item in items:
        sent = item.sent or (next(figures, "") if item.style is Style.FIGURE else "") or next(names)
        parts += [text[done : item.start], sent]
        done = item.end
        if item.style is not Style.PLAIN:
            tokens.append(Token(sent, item.output))
    return Masked("".join([*parts, text[done:]]), tuple(tokens))


def _names(text: str, shape: Shape) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        name = f"{shape.letters}{number}"
        if name not in text:
            yield name


def _figures(text: str, shape: Shape) -> Iterator[str]:
    return (str(number) for number in shape.numbers if str(number) not in text)


def unmask(output: str, tokens: Sequence[Token]) -> str | None:
    """`output` with every mask exchanged; None where one is lost, broken or said twice."""
    wanted: dict[str, list[str]] = {}
    for token in tokens:
        wanted.setdefault(token.sent.casefold(), []).append(token.output)
    if not wanted:
        return output
    sent = sorted({token.sent for token in tokens}, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w\d])(?:{'|'.join(map(re.escape, sent))})(?!\d|\w{{3}})", re.IGNORECASE)
    found = [match.group().casefold() for match in pattern.finditer(output)]
    if sorted(found) != sorted(name for name, outputs in wanted.items() for _ in outputs):
        return None
    return pattern.sub(lambda match: wanted[match.group().casefold()].pop(0), output)
