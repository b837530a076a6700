"""HTML to a tree in which everything that is not for a reader's eyes is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements whose text is not prose. JSON-LD scripts are read before they go (metadata.py); rt and rp spell out
# the reading of East Asian characters beside them.
_CODE = ("script", "style")
_UNSEEN = (
    *(
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
    ),
    *("select", "textarea", "button", "datalist", "dialog", "frameset", "rt", "rp"),
    *("amp-ad", "amp-analytics", "amp-sidebar", "amp-consent"),
)
# Elements of HTML5 that libxml2 leaves in the head when no <body> was opened before them.
_OPENS_BODY = frozenset(
    {"main", "article", "section", "nav", "header", "footer", "aside", "figure", "search", "hgroup"}
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader-text|visually-hidden|visuallyhidden)(?:\s|$)", re.IGNORECASE
)
# More of the page's text than this in one unseen element, and its markup is broken: it swallowed the page.
_SWALLOWED = 0.4

_ANCHORS = frozenset({"¶", "#", "§", "🔗", "↑", "↩", "↩︎"})
_FOOTNOTE = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[a-z*†])\s*[\])]?\s*")

# What lxml reads from character references (&#1;) but refuses to write: everything that is no XML 1.0 Char.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROLS = dict.fromkeys([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
# Characters that belong to typesetting, not to the text: soft hyphen, zero-width space, word joiner, BOM.
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


def parse(markup: str) -> HtmlElement | None:
    """The tree of a page, however broken its markup; None when there is no element in it at all."""
    from lxml import etree, html  # noqa: PLC0415  `publish --help` needs no parser

    clean = markup.translate(_CONTROLS).encode("utf-8", errors="replace")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(clean, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    for element in tree.iter("*"):
        if element.text and _NOT_XML.search(element.text):
            element.text = _NOT_XML.sub("", element.text)
        if element.tail and _NOT_XML.search(element.tail):
            element.tail = _NOT_XML.sub("", element.tail)
    _begin_body(tree)
    return tree


def _begin_body(tree: HtmlElement) -> None:
    """Move, in place, what of the text stands in the head: <body> may be left out, and the parser knows no <main>."""
    head, body = tree.find("head"), tree.find("body")
    children = list(head) if head is not None else []
    first = next((n for n, child in enumerate(children) if child.tag in _OPENS_BODY), len(children))
    if body is None and first < len(children):
        body = tree.makeelement("body")
        tree.append(body)
    for place, child in enumerate(children[first:]):
        body.insert(place, child)


def prune(tree: HtmlElement) -> None:
    """Take out, in place, what no reader sees. The text around a removed element stays where it was."""
    from lxml import etree  # noqa: PLC0415  `publish --help` needs no parser

    etree.strip_elements(tree, *_CODE, with_tail=False)
    total = len(tree.text_content())
    for element in list(tree.iter(*_UNSEEN)):
        if len(element.text_content()) > _SWALLOWED * total:
            element.drop_tag()
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    for sign in [e for e in tree.iter("a", "sup", "span") if _is_sign(e)]:
        if sign.getparent() is not None:
            sign.drop_tree()
    hidden = list(_hidden(tree))
    if 2 * _prose(hidden) > _prose([tree]):
        return  # a page that hides most of its text shows it by script once it has loaded
    for element in hidden:
        if element.getparent() is not None:
            element.drop_tree()


def _is_sign(element: HtmlElement) -> bool:
    """Whether an element is a sign to click on rather than text: an anchor beside a heading, a footnote's number."""
    if element.tag == "a":
        return (element.get("href") or "").startswith("#") and element.text_content().strip() in _ANCHORS
    if element.tag == "span":
        return "mw-editsection" in (element.get("class") or "")
    return bool(_FOOTNOTE.fullmatch(element.text_content())) and element.find(".//a[@href]") is not None


def _prose(elements: Iterable[HtmlElement]) -> int:
    """How many characters of paragraphs are in the elements (nested ones counted once more: a rough measure)."""
    return sum(len(p.text_content()) for element in elements for p in element.iter("p"))


def _hidden(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter("*"):
        if element.tag in ("html", "body"):
            continue
        attributes = element.attrib
        if (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or _HIDDEN_STYLE.search(attributes.get("style", ""))
            or _HIDDEN_CLASS.search(attributes.get("class", ""))
        ):
            yield element


def visible(text: str) -> str:
    """`text` without characters that only typesetting needs."""
    return text.translate(_INVISIBLE)


def names(element: HtmlElement) -> str:
    """What a page's author calls an element: its classes, id, role and item property, lower case, spaced."""
    attributes = element.attrib
    return " ".join(
        attributes[key] for key in ("class", "id", "role", "itemprop", "data-testid") if key in attributes
    ).lower()
