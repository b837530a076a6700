"""Line rules: what the words and the order of pieces give away, whatever markup was or was not around them.

Each rule looks at the whole sequence and names the pieces to drop. They hold for pages and for text dumps alike;
their phrases are data (`phrases/*.toml`), their thresholds are the constants below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.document import BlockKind
from pipeline.extract.cues import Cues, folded
from pipeline.extract.dates import statement
from pipeline.extract.piece import Piece
from pipeline.extract.title import repeats

LONG = 180  # characters from which a sentence-like piece counts as prose of the article
SHORT = 140  # up to which a piece can be a label, a cue or furniture
_LABEL = 60
_PROMO_PIECES = 14
_HEAD_PIECES = 12
_LINKED = 0.8

SENTENCE_END = re.compile(r"[.!?…:;»”“\"’)\]]+$")
_FULL_STOP = re.compile(r"[.!?…][\"”“»’')\]]*$")
PICTURE = re.compile("[\U0001f000-\U0001faff\u2b50\u2b55\u231a\u23e9-\u23f3]")
_LEADING_PICTURE = re.compile(rf"^[\W_]{{0,2}}(?:{PICTURE.pattern})")
_CHECK_MARK = re.compile(r"^[☐☑☒✅✓✔]")
_CONTACT = re.compile(
    r"\+\d[\d\s()/.\-]{6,}\d|\b[\w.+-]+\s?(?:@|\(at\)|\[at\]|∂)\s?[\w-]+\.\w{2,}|\b0\d{2,5}[\s/-]\d{3,}"
)

_STRUCTURE = frozenset({BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})

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
        return (
            len(piece.text) >= LONG
            and piece.link_share < 0.5
            and bool(SENTENCE_END.search(piece.text))
            and not _CONTACT.search(piece.text)
        )

    def order(self) -> list[int]:
        return sorted(self.kept)


def apply(scene: Scene, rules: Sequence[Callable[[Scene], Drops]]) -> None:
    """Let each rule speak in turn; a dropped piece is invisible to the rules after it."""
    for rule in rules:
        for index, reason in list(rule(scene)):
            if index in scene.kept:
                scene.kept.discard(index)
                scene.reasons[index] = reason


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
        if not scene.cues.is_credit(text) or _is_statement(scene, text):
            continue
        yield index, "credit of a picture"
        for previous in reversed(order[:place]):
            if not _begins_alike(text, scene.pieces[previous].text):
                break
            yield previous, "repeated in the caption"


def _is_statement(scene: Scene, text: str) -> bool:
    return statement(text, scene.cues).whole


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


def promos(scene: Scene) -> Drops:
    """A box that an emoji-led line (or a phrase of the site file) opens, up to where it ends."""
    order = scene.order()
    leading = {i for i in order if _LEADING_PICTURE.search(scene.pieces[i].text)}
    # Some writers put an emoji before every heading or point: then it opens nothing.
    decorated = len(leading) > max(3, len(order) // 8)
    done = -1
    for place, index in enumerate(order):
        named = scene.pieces[index].text.casefold().startswith(tuple(p.casefold() for p in scene.promos))
        if index <= done or not ((index in leading and not decorated) or (named and scene.promos)):
            continue
        span = _promo_span(scene, order[place:], certain=named and bool(scene.promos))
        for member in span:
            yield member, "promo box"
        done = span[-1] if span else done


def _promo_span(scene: Scene, rest: list[int], *, certain: bool) -> list[int]:
    """The pieces of the box that `rest[0]` opens; empty when nothing shows that it is one.

    It ends before a gap, or after a list of links, whichever comes first, or with the element that holds it.
    """
    boxed = _same_box(scene, rest)
    if boxed:
        return boxed
    for place, index in enumerate(rest[1:_PROMO_PIECES], start=1):
        if scene.pieces[index].gap and (scene.pieces[rest[0]].gap or place > 1):
            return rest[:place]
        if is_link(scene, index) and not (place + 1 < len(rest) and is_link(scene, rest[place + 1])):
            return rest[: place + 1]
    return rest[:1] if certain or len(scene.pieces[rest[0]].text) <= SHORT else []


def _same_box(scene: Scene, rest: list[int]) -> list[int]:
    """The pieces that share the largest element which the first of them opens and which is not most of the article."""
    first = scene.pieces[rest[0]]
    total = sum(len(scene.pieces[i].text) for i in scene.kept)
    element, box = first.home, list[int]()
    while element is not None and element.tag not in ("body", "article", "main"):
        inside = [i for i in scene.order() if any(a is element for a in scene.pieces[i].around())]
        if inside[:1] != rest[:1] or sum(len(scene.pieces[i].text) for i in inside) > 0.4 * total:
            break
        box = inside if len(inside) > 1 else box
        element = element.getparent()
    return box


def is_link(scene: Scene, index: int) -> bool:
    """Whether a piece is nothing but a link: by its markup, or in a dump as a doubled line or a bullet after a label."""
    piece = scene.pieces[index]
    return piece.link_share > _LINKED or is_doubled(piece.text)


def is_doubled(text: str) -> bool:
    """A title said twice without a space: a picture's alt text and the link beside it, run together."""
    half, odd = divmod(len(text), 2)
    return half >= 10 and not odd and text[:half] == text[half:]


def related(scene: Scene) -> Drops:
    """A short label with links after it, or with bullets when the label is one that promises links."""
    order = scene.order()
    for place, index in enumerate(order):
        text = scene.pieces[index].text
        promising = scene.cues.says(text) == "related"
        if len(text) > _LABEL or not (text.endswith(":") or promising):
            continue
        links = []
        for follower in order[place + 1 :]:
            piece = scene.pieces[follower]
            bullet = piece.kind is BlockKind.LIST_ITEM and promising and piece.home is None
            if not (is_link(scene, follower) or bullet) or len(piece.text) > 2 * LONG:
                break
            links.append(follower)
        if links or promising:
            yield from ((i, "related links") for i in (index, *links))


def lone_links(scene: Scene) -> Drops:
    """A short paragraph or list that is nothing but links: further reading, tags, navigation."""
    order = scene.order()
    for run in _runs(scene, order):
        if all(is_link(scene, i) and len(scene.pieces[i].text) < 2 * LONG for i in run):
            yield from ((i, "nothing but links") for i in run)


def _runs(scene: Scene, order: list[int]) -> Iterator[list[int]]:
    """List items that follow one another, together; each paragraph by itself; headings and tables not at all."""
    run: list[int] = []
    for index in order:
        kind = scene.pieces[index].kind
        if kind is BlockKind.LIST_ITEM:
            run.append(index)
            continue
        if run:
            yield run
            run = []
        if kind in (BlockKind.PARAGRAPH, BlockKind.CAPTION):
            yield [index]
    if run:
        yield run


def cue_lines(scene: Scene) -> Drops:
    """A short line that is one of the phrases pages write around articles."""
    for index in scene.order():
        text = scene.pieces[index].text
        if len(text) > SHORT or _is_statement(scene, text):
            continue
        if name := scene.cues.says(text):
            yield index, f"{name} line"


def head(scene: Scene) -> Drops:
    """Between the title and the text: names, menus, dates, small labels. Sentences and headings stay.

    In a dump a heading is only a guess, and a guess loses against a date line that comes after it.
    """
    order = scene.order()
    dated = next((i for i in order[:_HEAD_PIECES] if _is_statement(scene, scene.pieces[i].text)), -1)
    for index in order:
        piece = scene.pieces[index]
        guessed = piece.home is None and index < dated
        if scene.prose(index) or (piece.kind in _STRUCTURE and not guessed):
            return
        if (
            len(piece.text) <= SHORT
            and not _FULL_STOP.search(piece.text)
            and not _is_statement(scene, piece.text)
        ):
            yield index, "between title and text"


def tail(scene: Scene) -> Drops:
    """After the last prose: from the first line that is no sentence, once something there is no article text at all."""
    order = scene.order()
    last = max((place for place, index in enumerate(order) if scene.prose(index)), default=len(order))
    after = order[last + 1 :]
    if not any(_is_tail_mark(scene, index) for index in after):
        return
    begun = False
    for index in after:
        piece = scene.pieces[index]
        begun = begun or piece.gap or _is_tail_mark(scene, index) or not SENTENCE_END.search(piece.text)
        if begun:
            yield index, "after the end of the text"


def _is_tail_mark(scene: Scene, index: int) -> bool:
    text = scene.pieces[index].text
    return bool(
        _CHECK_MARK.search(text)
        or PICTURE.search(text)
        or _CONTACT.search(text)
        or text in scene.authors
        or is_doubled(text)
        or scene.cues.says(text)
    )


ALL: tuple[Callable[[Scene], Drops], ...] = (
    title_repeats,
    credits_of_pictures,
    repeated_alts,
    promos,
    related,
    lone_links,
    cue_lines,
    head,
    tail,
)
