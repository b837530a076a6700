"""What a page says of itself in JSON-LD (schema.org), read leniently: real pages are full of slips."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = frozenset(
    {
        *(
            "Article",
            "NewsArticle",
            "BlogPosting",
            "Report",
            "TechArticle",
            "ScholarlyArticle",
            "OpinionNewsArticle",
        ),
        *(
            "AnalysisNewsArticle",
            "ReportageNewsArticle",
            "ReviewNewsArticle",
            "BackgroundNewsArticle",
            "Review",
        ),
        *("AdvertiserContentArticle", "SocialMediaPosting", "LiveBlogPosting", "Recipe", "PodcastEpisode"),
    }
)
_PAGES = frozenset({"WebPage", "ItemPage", "AboutPage"})
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_BRACKETS = re.compile(r"[{}\[\]]")
_DEEPEST = 12  # nesting; a page that nests deeper is not describing itself


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The fields of a page's article node; "" or empty where it says nothing. `free` is false behind a paywall."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    publisher: str = ""
    url: str = ""
    image: str = ""
    description: str = ""
    lang: str = ""
    body: str = ""
    free: bool = True


def linked_data(tree: HtmlElement) -> LinkedData:
    """The first article node of the page's JSON-LD, else its page node, else nothing."""
    nodes = [node for script in tree.iter("script") for node in _nodes(_load(script))]
    for types in (_ARTICLES, _PAGES):
        for node in nodes:
            if types & set(_texts(node.get("@type"))):
                return _read(node)
    return LinkedData()


def _load(script: HtmlElement) -> Any:
    if "ld+json" not in (script.get("type") or "").lower():
        return None
    text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, text + _missing_brackets(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _missing_brackets(text: str) -> str:
    """The closing brackets that a text cut off at its end lacks; templates often forget the last one."""
    pairs = {"{": "}", "[": "]"}
    lacking: list[str] = []
    for sign in _BRACKETS.findall(_STRING.sub("", text)):
        if sign in pairs:
            lacking.append(pairs[sign])
        elif lacking:
            lacking.pop()
    return "".join(reversed(lacking))


def _nodes(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every node, outer ones first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1)


def _read(node: Mapping[str, Any]) -> LinkedData:
    return LinkedData(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        authors=tuple(dict.fromkeys(_names(node.get("author")) or _names(node.get("creator")))),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        publisher=next(iter(_names(node.get("publisher"))), ""),
        url=_text(node.get("url")) or _text(node.get("@id")),
        image=next(iter(_texts(node.get("image"), "url", "contentUrl")), ""),
        description=_text(node.get("description")),
        lang=_text(node.get("inLanguage")),
        body=_text(node.get("articleBody")),
        free=str(node.get("isAccessibleForFree", True)).strip().lower() not in ("false", "0"),
    )


def _text(value: Any) -> str:
    return next(iter(_texts(value)), "")


def _names(value: Any) -> list[str]:
    return [name for name in _texts(value, "name") if not name.startswith(("http:", "https:", "/", "#", "@"))]


def _texts(value: Any, *keys: str) -> list[str]:
    """The strings in a value that may be one, a list of them, or nodes that hold them under `keys`."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value if not isinstance(item, list) for text in _texts(item, *keys)]
    if isinstance(value, dict):
        return [text for key in keys or ("@value", "name", "url") for text in _texts_of_key(value, key)]
    return []


def _texts_of_key(node: Mapping[str, Any], key: str) -> list[str]:
    held = node.get(key)
    return _texts(held) if isinstance(held, str | list) else []
