"""The stage for the line rules: the pieces of a page, what is known about it, and what every rule asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.document import BlockKind
from pipeline.extract.cues import Cues
from pipeline.extract.dates import statement
from pipeline.extract.piece import Piece

LONG = 180  # characters from which a sentence-like piece of a page counts as prose of the article
LONG_IN_DUMP = 100  # the same in a dump
SHORT = 140  # up to which a piece can be a cue or furniture
LABEL = 60  # up to which it can be a label or a name
_LINKED, _HALF = 0.8, 0.5

SENTENCE_END = re.compile(r"[.!?…:;»”“\"’)\]。！？：」]+$")
FULL_STOP = re.compile(r"[.!?…。！？][\"”“»’')\]」]*$")
PICTURE = re.compile("[\U0001f000-\U0001faff\u2b50\u2b55\u231a\u23e9-\u23f3]")
TELEPHONE = re.compile(r"\+\d[\d\s()/.\-]{6,}\d|\b0\d{2,5}\s?[/-]\s?\d{3,}")
_ADDRESS = re.compile(r"\b[\w.+-]+\s?(?:@|\(at\)|\[at\]|∂)\s?[\w-]+\.\w{2,}")

Drops = Iterator[tuple[int, str]]


@dataclass(slots=True)
class Scene:
    """The pieces of a page with what is known about it. `kept` shrinks as rules speak, `reasons` says why."""

    pieces: Sequence[Piece]
    cues: Cues
    title: str
    authors: tuple[str, ...] = ()
    alts: frozenset[str] = frozenset()
    promos: tuple[str, ...] = ()  # the site file's phrases that open a promo
    kept: set[int] = field(default_factory=set)
    reasons: dict[int, str] = field(default_factory=dict)

    def prose(self, index: int) -> bool:
        """Whether a piece is running text of the article: long, not linked, ending like a sentence, no contact data."""
        piece = self.pieces[index]
        is_text = is_dump_prose(piece) if self.is_dump else _is_page_prose(piece)
        return is_text and not TELEPHONE.search(piece.text) and not _ADDRESS.search(piece.text)

    @property
    def is_dump(self) -> bool:
        """Whether the pieces are lines of a text dump: no markup to go by, and headings are guesses."""
        return all(piece.home is None for piece in self.pieces)

    def order(self) -> list[int]:
        return sorted(self.kept)


def _is_page_prose(piece: Piece) -> bool:
    return len(piece.text) >= LONG and piece.link_share < _HALF and bool(SENTENCE_END.search(piece.text))


def is_dump_prose(piece: Piece) -> bool:
    """The same for a dump, where nothing else tells prose from menus: shorter, but a sentence, no bullet, no "…"."""
    is_sentence = FULL_STOP.search(piece.text) and not piece.text.endswith(("...", "…"))
    return bool(is_sentence) and len(piece.text) >= LONG_IN_DUMP and piece.kind is not BlockKind.LIST_ITEM


def apply(scene: Scene, rules: Sequence[Callable[[Scene], Drops]]) -> None:
    """Let each rule speak in turn; a dropped piece is invisible to the rules after it."""
    for rule in rules:
        for index, reason in list(rule(scene)):
            if index in scene.kept:
                scene.kept.discard(index)
                scene.reasons[index] = reason


def is_statement(scene: Scene, text: str) -> bool:
    """Whether a line is the article's own statement of publication, which stays."""
    return statement(text, scene.cues).whole


def is_link(scene: Scene, index: int) -> bool:
    """Whether a piece is nothing but a link: by its markup, or in a dump as a doubled line or a bullet after a label."""
    piece = scene.pieces[index]
    return piece.link_share > _LINKED or is_doubled(piece.text)


def is_doubled(text: str) -> bool:
    """A title said twice without a space: a picture's alt text and the link beside it, run together."""
    half, odd = divmod(len(text), 2)
    return half >= 10 and not odd and text[:half] == text[half:]
