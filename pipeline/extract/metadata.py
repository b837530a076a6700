"""What an HTML page says of itself: JSON-LD first, then Open Graph and other `<meta>`, then visible date lines."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from pipeline import languages
from pipeline.document import LanguageVersion
from pipeline.extract import dates
from pipeline.extract.dom import names, visible
from pipeline.extract.linked_data import linked_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued"),
    *(
        "dcterms.date",
        "dcterms.created",
        "publish-date",
        "publication_date",
        "pubdate",
        "sailthru.date",
        "parsely-pub-date",
    ),
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "revised",
)
_AUTHOR = (
    "author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "article:author",
    "sailthru.author",
    "byl",
)
_AUTHOR_NAMES = re.compile(
    r"(?:^|[\s_-])(?:author|byline|autor|f[oö]rfattare|skribent|verfasser)(?:[\s_-]|$|name)"
)
_AUTHOR_LENGTH = 80
_NO_NAME = re.compile(
    r"@|https?:|www\.|\.(?:com|de|se|net|org)/|\d{3}|^(?:admin|no author|editor$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The page about itself. `headlines` are its claims to a title, the most trustworthy first.

    `langs` are language tags as declared, likewise; `body` is the article's text where JSON-LD repeats it.
    """

    headlines: tuple[str, ...] = ()
    page_title: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    modified: date | None = None
    site: str = ""
    url: str = ""
    image: str = ""
    description: str = ""
    langs: tuple[str, ...] = ()
    versions: tuple[LanguageVersion, ...] = ()
    body: str = ""
    free: bool = True


def metadata(tree: HtmlElement, url: str = "") -> Metadata:
    """Read before the tree is pruned: the scripts hold the JSON-LD. `url` is where the page came from."""
    data, meta = linked_data(tree), _meta(tree)
    canonical = _absolute(_link(tree, "canonical") or meta.get("og:url", "") or data.url, url) or url
    declared = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    return Metadata(
        headlines=tuple(
            t for t in map(_clean, (data.headline, meta.get("og:title"), meta.get("twitter:title"))) if t
        ),
        page_title=_clean(tree.findtext(".//title")),
        authors=_authors(tree, data.authors, meta),
        published=_date(data.published, *(meta.get(name) for name in _PUBLISHED)) or _time(tree, "published"),
        modified=_date(data.modified, *(meta.get(name) for name in _MODIFIED)) or _time(tree, "modified"),
        site=_clean(meta.get("og:site_name") or data.publisher or meta.get("application-name")),
        url=canonical,
        image=_absolute(meta.get("og:image") or data.image or meta.get("twitter:image") or "", canonical),
        description=_clean(meta.get("og:description") or meta.get("description") or data.description),
        langs=tuple(
            tag for tag in (declared, data.lang, meta.get("og:locale"), meta.get("content-language")) if tag
        ),
        versions=_versions(tree),
        body=data.body,
        free=data.free,
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    """`<meta>` names, properties, item properties and http-equivs to their first non-empty content."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        attributes = element.attrib
        content = (attributes.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and key in attributes:
                found.setdefault(attributes[key].strip().lower(), content)
    return found


def _clean(text: str | None) -> str:
    """One line, entities that were escaped twice resolved."""
    return " ".join(visible(html.unescape(text or "")).split())


def _absolute(href: str, base: str) -> str:
    try:
        return urljoin(base, href.strip()) if href.strip() else ""
    except ValueError:
        return ""


def _link(tree: HtmlElement, relation: str) -> str:
    links = (e for e in tree.iter("link") if relation in (e.get("rel") or "").lower().split())
    return next((href for e in links if (href := (e.get("href") or "").strip())), "")


def _versions(tree: HtmlElement) -> tuple[LanguageVersion, ...]:
    """The page in other languages as `<link rel="alternate" hreflang>` names them, as written (relative stays)."""
    versions: dict[str, str] = {}
    for element in tree.iter("link"):
        tag, href = (element.get("hreflang") or "").strip(), (element.get("href") or "").strip()
        if "alternate" in (element.get("rel") or "").lower() and href and languages.is_known(tag):
            versions.setdefault(languages.normalise(tag), href)
    return tuple(LanguageVersion(lang, href) for lang, href in versions.items() if _is_link(href))


def _is_link(href: str) -> bool:
    try:
        return urlsplit(href).scheme in ("", "http", "https")
    except ValueError:
        return False


def _date(*claims: str | None) -> date | None:
    return next((day for claim in claims if claim and (day := dates.parse(claim, {}))), None)


def _time(tree: HtmlElement, which: str) -> date | None:
    """A `<time>` or item property that is marked as the date of publication or change."""
    marks = {"published": ("datepublished", "pubdate", "published"), "modified": ("datemodified", "updated")}[
        which
    ]
    for element in tree.iter("time", "span", "abbr", "div", "p"):
        if any(mark in names(element).split() for mark in marks) or (
            which == "published" and "pubdate" in element.attrib
        ):
            day = _date(element.get("datetime"), element.get("content"), element.get("title"))
            if day:
                return day
    return None


def _authors(tree: HtmlElement, declared: tuple[str, ...], meta: dict[str, str]) -> tuple[str, ...]:
    plausible = tuple(dict.fromkeys(name for text in declared if (name := _person(text))))
    if plausible:
        return plausible
    for key in _AUTHOR:
        if name := _person(meta.get(key)):
            return tuple(part for part in re.split(r"\s*[,;]\s+|\s+(?:and|und|och)\s+", name) if part)
    return _visible_author(tree)


def _visible_author(tree: HtmlElement) -> tuple[str, ...]:
    """The text of `rel="author"`, `itemprop="author"` or an element classed as the byline, if it is a name."""
    for element in tree.iter("a", "span", "p", "div", "address", "strong"):
        if (
            element.get("rel") == "author"
            or element.get("itemprop") == "author"
            or _AUTHOR_NAMES.search(names(element))
        ):
            text = _clean(element.text_content())
            people = dates.people(
                re.sub(r"^(?:by|von|av|text|autor|author)\b:?\s+", "", text, flags=re.IGNORECASE)
            )
            if people and len(text) <= _AUTHOR_LENGTH and all(" " in name for name in people):
                return people
    return ()


def _person(text: str | None) -> str:
    """A name as declared, without "by"; "" for what is none: an address, a URL, a number."""
    name = re.sub(r"^(?:by|von|av)\s+", "", _clean(text), flags=re.IGNORECASE)
    plausible = 2 < len(name) <= _AUTHOR_LENGTH and not _NO_NAME.search(name)
    return name if plausible else ""
