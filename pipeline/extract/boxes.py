"""Rules for boxes: promos, related links, and lists of nothing but links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.document import BlockKind
from pipeline.extract.cues import furniture
from pipeline.extract.scene import FULL_STOP, LABEL, LONG, PICTURE, SHORT, Drops, Scene, is_link

_LEADING_PICTURE = re.compile(rf"^[\W_]{{0,2}}(?:{PICTURE.pattern})")
_PROMO_PIECES = 14
_PROMO_PROSE = 3
_CONTAINERS = frozenset({"html", "body", "main", "article"})
_MOST = 0.4  # of the article's text in one box, and it is no box


def named_boxes(scene: Scene) -> Drops:
    """What the page's own author named as furniture: an element called "newsletter", "related", "anzeige"."""
    order = scene.order()
    weights = Counter[object]()
    for index in order:
        for element in scene.pieces[index].around():
            weights[element] += len(scene.pieces[index].text)
    most = _MOST * sum(len(scene.pieces[i].text) for i in order)
    known: dict[object, str] = {}
    for index in order:
        for element in scene.pieces[index].around():
            if weights[element] > most or element.tag in _CONTAINERS:
                break
            if name := known.setdefault(element, furniture(element)):
                yield index, f'inside an element named "{name}"'
                break


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
        certain = named and bool(scene.promos)
        span = _promo_span(scene, order[place:], certain=certain)
        if _is_article(scene, span):
            span = [index] if certain or len(scene.pieces[index].text) <= SHORT else []
        for member in span:
            yield member, "promo box"
        done = span[-1] if span else done


def _is_article(scene: Scene, span: Sequence[int]) -> bool:
    """Whether a supposed box holds more running text than promos do, so that its end was missed."""
    return sum(scene.prose(index) for index in span) > _PROMO_PROSE


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
    while element is not None and element.tag not in _CONTAINERS:
        inside = [i for i in scene.order() if any(a is element for a in scene.pieces[i].around())]
        if inside[:1] != rest[:1] or sum(len(scene.pieces[i].text) for i in inside) > _MOST * total:
            break
        box = inside if len(inside) > 1 else box
        element = element.getparent()
    return box


def related(scene: Scene) -> Drops:
    """A short label with links after it; in a dump, with bullets or title-like lines after a label that promises links."""
    order = scene.order()
    for place, index in enumerate(order):
        text = scene.pieces[index].text
        promising = scene.cues.says(text) == "related"
        if len(text) > LABEL or not (text.endswith(":") or promising):
            continue
        after = order[place + 1 :]
        links = list(takewhile(lambda i: is_link(scene, i) and len(scene.pieces[i].text) <= 2 * LONG, after))
        if promising and scene.is_dump:
            links = links or _unmarked_links(scene, after)
        if links or promising:
            yield from ((i, "related links") for i in (index, *links))


def _unmarked_links(scene: Scene, after: Sequence[int]) -> list[int]:
    """The bullets after a label, or else the lines that are no sentences: links lose their markup in a dump."""
    bullets = list(takewhile(lambda i: scene.pieces[i].kind is BlockKind.LIST_ITEM, after))
    return bullets or list(takewhile(lambda i: not FULL_STOP.search(scene.pieces[i].text), after))


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
