"""Line rules: what the words and the order of pieces give away, whatever markup was or was not around them.

Each rule looks at the whole scene and names the pieces to drop. They hold for pages and for text dumps alike; their
phrases are data (`phrases/*.toml`), their thresholds named constants.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.document import BlockKind
from pipeline.extract.boxes import lone_links, named_boxes, promos, related
from pipeline.extract.cues import folded
from pipeline.extract.edges import (
    about_boxes,
    before_title,
    datelines,
    head,
    head_marks,
    outside,
    sign_ups,
    tail,
)
from pipeline.extract.scene import FULL_STOP, SHORT, Drops, Scene, is_statement
from pipeline.extract.title import repeats

_OPENINGS = frozenset({"related", "share", "newsletter", "comments", "tags", "advert", "legal"})


def title_repeats(scene: Scene) -> Drops:
    """The title again, until the article's text begins; as a caption or an alt text, anywhere."""
    begun = False
    for index in scene.order():
        piece = scene.pieces[index]
        begun = begun or scene.prose(index)
        if repeats(piece.text, scene.title) and (not begun or piece.kind is BlockKind.CAPTION):
            yield index, "repeats the title"


def credits_of_pictures(scene: Scene) -> Drops:
    """A line that names a picture's maker, and the lines directly before it that say the same words."""
    order = scene.order()
    for place, index in enumerate(order):
        text = scene.pieces[index].text
        if not scene.cues.is_credit(text) or is_statement(scene, text):
            continue
        yield index, "credit of a picture"
        for previous in reversed(order[:place]):
            if not _begins_alike(text, scene.pieces[previous].text):
                break
            yield previous, "repeated in the caption"


def _begins_alike(caption: str, text: str) -> bool:
    """Whether a line is the beginning of a caption, give or take a word (machine translation varies the repeat)."""
    a, b = folded(caption).split(), folded(text).split()
    if len(b) < 3 or len(a) < len(b):
        return False
    same = sum(x == y for x, y in zip(a, b, strict=False))
    return same >= 0.8 * len(b)


def repeated_alts(scene: Scene) -> Drops:
    """A caption or short line that says what a picture's alt text says, the second time."""
    seen: set[str] = set()
    for index in scene.order():
        piece = scene.pieces[index]
        text = folded(piece.text)
        is_alt = text in scene.alts and len(piece.text) <= 2 * SHORT and piece.kind is not BlockKind.HEADING
        if (piece.kind is BlockKind.CAPTION or is_alt) and text in seen:
            yield index, "caption shown before"
        seen.add(text)


def cue_lines(scene: Scene) -> Drops:
    """A short line that is one of the phrases pages write around articles."""
    for index in scene.order():
        text = scene.pieces[index].text
        if len(text) > SHORT or is_statement(scene, text):
            continue
        if name := scene.cues.says(text):
            yield index, f"{name} line"


def opened_lines(scene: Scene) -> Drops:
    """A short line of a dump, not a sentence, that begins as furniture does: "Lesen Sie auch: …", "Tags: …"."""
    for index in scene.order():
        text = scene.pieces[index].text
        name = scene.cues.opens(text)
        if name in _OPENINGS and not FULL_STOP.search(text) and not is_statement(scene, text):
            yield index, f"{name} line"


def stamps(scene: Scene) -> Drops:
    """A line that is one <time> element, until the article's text begins: "3 days ago" is no text, however worded."""
    for index in scene.order():
        if scene.prose(index):
            return
        piece = scene.pieces[index]
        if piece.kind is BlockKind.PARAGRAPH and len(piece.text) <= SHORT and piece.is_within("time"):
            yield index, "time stamp"


Rules = tuple[Callable[[Scene], Drops], ...]

# The first ones look for what follows a label or a sign, so they go before those that drop single lines.
PAGE: Rules = (
    named_boxes,
    before_title,
    title_repeats,
    credits_of_pictures,
    repeated_alts,
    promos,
    related,
    lone_links,
    cue_lines,
    stamps,
    datelines,
    head_marks,
    about_boxes,
    outside,
    sign_ups,
    tail,
)
# A dump has no witnesses: what they would have left out must be known by place.
DUMP: Rules = (*PAGE[2:], opened_lines, head)
