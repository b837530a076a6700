"""A page saved or pasted as plain text: lines to pieces, and the article found by text signals alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.document import CELL_SEPARATOR, Block, BlockKind
from pipeline.extract.cues import Cues
from pipeline.extract.dates import Statement, find_statement, is_dateline, statement
from pipeline.extract.dom import visible
from pipeline.extract.piece import Piece
from pipeline.extract.scene import Scene, is_doubled, is_dump_prose

_BULLET = re.compile(r"^(\s*)(?:[•▪●‣◦·*–-]|(\d{1,3})[.)])\s+(?!\w+ \d{4}\b)(?=\S)")
_SPACES = re.compile(r"[ \f\v]+")
_RULE = re.compile(r"^\s*([-_=*~–—])(?:\s*\1){2,}\s*$")
_PIPES = re.compile(r"^\s*\|.*\|\s*$")
_UNFINISHED = re.compile(r"[.!,;:…]$")
_HEADING_LENGTH = 200
_REPEATED = 20  # characters; shorter lines recur by chance
_INDENT = 2  # columns per list level

# Hard-wrapped text: lines of a paragraph fill a column. Measured on e-mails and RFCs: 60 to 80, never over 100.
_COLUMN = range(45, 101)
_WRAPPED_SHARE = 0.8
_WRAPPED_LINES = 4


def pieces(text: str) -> list[Piece]:
    """Every line (or hard-wrapped paragraph) of a dump as a piece; a line of non-breaking spaces is a gap."""
    lines = _unwrapped(text.splitlines())
    made: list[Piece] = []
    gap = False
    for line in lines:
        if not line.strip() or _RULE.match(line):
            gap = gap or "\xa0" in line or bool(_RULE.match(line))
            continue
        made.append(Piece(_block(line), gap=gap))
        gap = False
    return _headings(_tables(made))


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines, those of a hard-wrapped paragraph joined."""
    groups = list(_groups(lines))
    inner = [line for group in groups for line in group[:-1]]
    full = sum(len(line) in _COLUMN for line in inner)
    if len(inner) < _WRAPPED_LINES or full < _WRAPPED_SHARE * len(inner):
        return list(lines)
    return [line for group in groups for line in ("", *_joined(group))]


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []
        if "\xa0" in line and not line.strip():
            yield [line]


def _joined(group: list[str]) -> Iterator[str]:
    current = group[0]
    for line in group[1:]:
        if _BULLET.match(line):
            yield current
            current = line
        else:
            current = f"{current} {line.strip()}"
    yield current


def _block(line: str) -> Block:
    bullet = _BULLET.match(line)
    words = line[bullet.end() :] if bullet else line
    if not bullet and (CELL_SEPARATOR in line.strip() or _PIPES.match(line)):
        cells = line.strip().strip("|").split("|" if _PIPES.match(line) else CELL_SEPARATOR)
        return Block(BlockKind.TABLE_ROW, CELL_SEPARATOR.join(_fold(cell) for cell in cells))
    if bullet:
        level = 1 + len(bullet[1].expandtabs(4)) // _INDENT
        return Block(BlockKind.LIST_ITEM, _fold(words), level, int(bullet[2] or 0))
    return Block(BlockKind.PARAGRAPH, _fold(words))


def _fold(text: str) -> str:
    return _SPACES.sub(" ", visible(text).replace("\t", " ")).strip()


def _tables(made: list[Piece]) -> list[Piece]:
    """Rows are a table only beside other rows with as many cells; a lone one is a line of text."""
    widths = [len(p.block.cells) if p.kind is BlockKind.TABLE_ROW else 0 for p in made]
    checked: list[Piece] = []
    for index, piece in enumerate(made):
        beside = {widths[i] for i in (index - 1, index + 1) if 0 <= i < len(made)}
        if piece.kind is BlockKind.TABLE_ROW and (widths[index] < 2 or widths[index] not in beside):
            words = " | ".join(cell for cell in piece.block.cells if cell)
            checked.append(replace(piece, block=Block(BlockKind.PARAGRAPH, words)))
        else:
            checked.append(piece)
    return [p for p in checked if p.text]


def _headings(made: list[Piece]) -> list[Piece]:
    """A short line that is no sentence, and is followed by another such line or by prose, is a heading."""
    kinds = [p.kind for p in made]
    for index in reversed(range(len(made) - 1)):
        text = made[index].text
        is_short = (
            kinds[index] is BlockKind.PARAGRAPH
            and len(text) <= _HEADING_LENGTH
            and not _UNFINISHED.search(text)
        )
        follows = kinds[index + 1] is BlockKind.HEADING or is_dump_prose(made[index + 1])
        if is_short and follows and not is_doubled(text):
            kinds[index] = BlockKind.HEADING
    return [
        replace(p, block=replace(p.block, kind=kind, level=2 if kind is BlockKind.HEADING else p.block.level))
        for p, kind in zip(made, kinds, strict=True)
    ]


def find_title(made: Sequence[Piece], cues: Cues, fallback: str) -> tuple[str, int | None]:
    """The article's title and its piece.

    In order: the line that is said again before the text begins (pages repeat their title as caption or alt text);
    the last title-like line before the date line; the first title-like line after the last line of a menu; any
    title-like line; else `fallback`, with None.
    """
    first_prose = next((i for i, piece in enumerate(made) if is_dump_prose(piece)), len(made))
    top = [i for i in range(first_prose) if made[i].kind is not BlockKind.LIST_ITEM]
    likely = [i for i in top if _title_like(made[i].text, cues)]
    repeated = [i for i in likely if _said_again(made, i, first_prose)]
    if repeated:
        at = max(repeated, key=lambda i: (len(made[i].text), -i))
        return made[at].text, at
    dated = next((i for i in top if is_dateline(made[i].text, cues)), -1)
    menu = max((i for i in top if i not in likely and i != dated), default=-1)
    candidates = [i for i in reversed(likely) if i < dated] or [i for i in likely if i > menu] or likely
    return (made[candidates[0]].text, candidates[0]) if candidates else (fallback, None)


def _said_again(made: Sequence[Piece], index: int, before: int) -> bool:
    text = made[index].text
    return len(text) >= _REPEATED and any(made[i].text.startswith(text) for i in range(index + 1, before))


def _title_like(text: str, cues: Cues) -> bool:
    """Whether a line could be a title: a few words, no sentence, nothing that pages write around articles."""
    return (
        len(text.split()) >= 3
        and len(text) <= _HEADING_LENGTH
        and "|" not in text
        and not _UNFINISHED.search(text)
        and not (cues.says(text) or cues.is_credit(text) or is_dateline(text, cues))
    )


def scene_of(
    made: Sequence[Piece], cues: Cues, title: tuple[str, int | None], authors: tuple[str, ...]
) -> Scene:
    """A scene in which everything before the title is dropped already, and no date line passes for a heading."""
    words, at = title
    scene = Scene([_without_guess(p, cues) for p in made], cues, words, authors, kept=set(range(len(made))))
    for index in range(at if at is not None else 0):
        scene.kept.discard(index)
        scene.reasons[index] = "before the title"
    scene.kept -= {at}
    return scene


def _without_guess(piece: Piece, cues: Cues) -> Piece:
    if piece.kind is BlockKind.HEADING and not statement(piece.text, cues).empty:
        return replace(piece, block=Block(BlockKind.PARAGRAPH, piece.text))
    return piece


def said(made: Sequence[Piece], cues: Cues) -> Statement:
    """What the dump's date line says of the article; empty when there is none."""
    lines = [piece.text for piece in made]
    prose = next((i for i, piece in enumerate(made) if is_dump_prose(piece)), len(made))
    return find_statement(lines, lines[:prose], cues)
