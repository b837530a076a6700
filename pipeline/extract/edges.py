"""Rules for the edges: what stands between the title and the text, and what comes after the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import BlockKind
from pipeline.extract.dates import is_dateline
from pipeline.extract.scene import (
    FULL_STOP,
    LABEL,
    PICTURE,
    SENTENCE_END,
    SHORT,
    TELEPHONE,
    Drops,
    Scene,
    is_doubled,
    is_statement,
)

_HEAD_PIECES = 12
_ENOUGH_PROSE = 3  # pieces of running text that show where the text is
_ABOUT = re.compile(r"^(?:Über|About|Om) (?:d(?:ie|as|en) |the )?[A-ZÄÖÅ]")
_ABOUT_FROM = 0.6  # of the text: earlier, such a heading is the article's own
_CHECK_MARK = re.compile(r"^[☐☑☒✅✓✔]")
_END_CUES = frozenset({"related", "share", "newsletter", "comments", "author", "legal", "contact", "tags"})
_STRUCTURE = frozenset({BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})


def head(scene: Scene) -> Drops:
    """Between the title and the text of a dump: names, menus, small labels. Sentences and headings stay.

    A heading is only a guess there, and a guess loses against a date line that comes after it.
    """
    order = scene.order()
    dated = next((i for i in order[:_HEAD_PIECES] if is_statement(scene, scene.pieces[i].text)), -1)
    for index in order:
        piece = scene.pieces[index]
        if scene.prose(index) or (piece.kind in _STRUCTURE and index > dated):
            return
        if (
            len(piece.text) <= SHORT
            and not FULL_STOP.search(piece.text)
            and not is_statement(scene, piece.text)
        ):
            yield index, "between title and text"


def before_title(scene: Scene) -> Drops:
    """Short lines over the title: the section, a kicker, a date."""
    at = next(
        (i for i, p in enumerate(scene.pieces) if p.kind is BlockKind.HEADING and p.text == scene.title), 0
    )
    if any(scene.prose(index) for index in scene.order() if index < at):
        return
    for index in scene.order():
        text = scene.pieces[index].text
        if index < at and len(text) <= SHORT and not FULL_STOP.search(text):
            yield index, "before the title"


def about_boxes(scene: Scene) -> Drops:
    """At the end of a press release: "Über Hebotec", "About Hebotec", and what follows."""
    order = scene.order()
    total = sum(len(scene.pieces[i].text) for i in order)
    passed = 0
    for place, index in enumerate(order):
        text = scene.pieces[index].text
        if (
            passed > _ABOUT_FROM * total
            and len(text) <= LABEL
            and _ABOUT.match(text)
            and not FULL_STOP.search(text)
        ):
            yield from ((i, "about the sender") for i in order[place:])
            return
        passed += len(text)


def head_marks(scene: Scene) -> Drops:
    """Before the text of a page: the language or voice menu with its pictogram, the author introduced by name, and
    what stands over the statement of publication, which comes directly under title and lead."""
    order = scene.order()[:_HEAD_PIECES]
    dated = next((i for i in order if is_statement(scene, scene.pieces[i].text)), -1)
    for index in order:
        piece = scene.pieces[index]
        if scene.prose(index):
            return
        is_mark = PICTURE.search(piece.text) or piece.text.startswith(scene.authors or ("\0",))
        is_over = index < dated and piece.kind is not BlockKind.HEADING
        if (is_mark or is_over) and len(piece.text) <= SHORT and not FULL_STOP.search(piece.text):
            yield index, "between title and text"


def outside(scene: Scene) -> Drops:
    """Short pieces after the end of the element that holds all of the running text."""
    order = scene.order()
    prose = [index for index in order if scene.prose(index)]
    if len(prose) < _ENOUGH_PROSE:
        return
    holder = next((e for e in scene.pieces[prose[0]].around() if _holds(scene, e, prose)), None)
    if holder is None or holder.tag in ("body", "html"):
        return
    for index in order:
        if index > prose[-1] and not any(e is holder for e in scene.pieces[index].around()):
            yield index, "outside the element that holds the text"


def _holds(scene: Scene, element: object, members: Sequence[int]) -> bool:
    return all(any(e is element for e in scene.pieces[index].around()) for index in members)


def datelines(scene: Scene) -> Drops:
    """Before the text: lines that say when the article was published or by whom, unless it is the full statement."""
    for index in scene.order()[:_HEAD_PIECES]:
        piece = scene.pieces[index]
        if scene.prose(index):
            return
        if (
            (piece.kind is not BlockKind.HEADING or scene.is_dump)
            and is_dateline(piece.text, scene.cues)
            and not is_statement(scene, piece.text)
        ):
            yield index, "date line or byline"


def tail(scene: Scene) -> Drops:
    """After the last prose: from the first line that is no sentence, once two kinds of sign say the article is over.

    In a dump one sign is enough, and the end begins there: no witness has taken out the lines before it.
    """
    after = _after_the_prose(scene)
    if len({sign for index in after if (sign := _end_sign(scene, index))}) < (1 if scene.is_dump else 2):
        return
    begun = False
    for index in after:
        piece = scene.pieces[index]
        begun = begun or piece.gap or bool(_end_sign(scene, index))
        begun = begun or not (scene.is_dump or SENTENCE_END.search(piece.text))
        if begun:
            yield index, "after the end of the text"


def sign_ups(scene: Scene) -> Drops:
    """After the last prose: short lines that offer a newsletter, sentences too ("Unsubscribe at any time.")."""
    for index in _after_the_prose(scene):
        if scene.cues.opens(scene.pieces[index].text) == "newsletter":
            yield index, "newsletter line"


def _after_the_prose(scene: Scene) -> Sequence[int]:
    order = scene.order()
    last = max((place for place, index in enumerate(order) if scene.prose(index)), default=len(order))
    return order[last + 1 :]


def _end_sign(scene: Scene, index: int) -> str:
    """What shows that a line after the text is the site's, not the article's; "" for nothing."""
    text = scene.pieces[index].text
    signs = {
        "check mark": _CHECK_MARK.search(text),
        "pictogram": PICTURE.search(text),
        "telephone": TELEPHONE.search(text),
        "author": any(text.endswith(name) for name in scene.authors) and len(text) <= LABEL,
        "doubled": is_doubled(text),
        "copyright": "©" in text,
        "cue": (scene.cues.says(text) or (scene.is_dump and scene.cues.opens(text))) in _END_CUES,
    }
    return next((name for name, found in signs.items() if found), "")
