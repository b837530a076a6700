"""An article's metadata as YAML front matter, as static-site generators write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import yaml

from pipeline import languages
from pipeline.document import Article, LanguageVersion, Origin
from pipeline.errors import SourceError

_FENCED = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# Other names in use for the same thing (Hugo, Jekyll, Pelican, Obsidian), ours first.
_NAMES = {
    "title": ("title",),
    "lang": ("lang", "language", "locale"),
    "authors": ("authors", "author", "by"),
    "published": ("published", "date", "publishdate", "created"),
    "modified": ("modified", "updated", "lastmod"),
    "site": ("site", "site_name", "publisher"),
    "url": ("url", "canonical", "canonical_url", "permalink"),
    "image": ("image", "cover", "thumbnail"),
    "description": ("description", "summary", "excerpt"),
    "versions": ("versions", "translations"),
    "origin": ("origin",),
    "source_lang": ("source_lang",),
    "engine": ("engine",),
}


def split(text: str) -> tuple[dict[str, Any], str]:
    """The front matter's fields under our names, and the text below it. Raises SourceError on broken YAML."""
    fenced = _FENCED.match(text)
    if not fenced:
        return {}, text
    try:
        held = yaml.safe_load(fenced[1]) or {}
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        raise SourceError(
            f"The front matter is not valid YAML ({reason}). Mend it, or put values in quotes."
        ) from error
    if not isinstance(held, dict):
        return {}, text
    given = {str(key).lower(): value for key, value in held.items()}
    fields = {name: next((given[n] for n in names if n in given), None) for name, names in _NAMES.items()}
    return {name: value for name, value in fields.items() if value is not None}, text[fenced.end() :]


def join(article: Article) -> str:
    """The front matter of an article, fences included; fields that say nothing are left out."""
    fields = {
        "title": article.title,
        "lang": article.lang,
        "authors": list(article.authors),
        "published": article.published,
        "modified": article.modified,
        "site": article.site,
        "url": article.url,
        "image": article.image,
        "description": article.description,
        "versions": {version.lang: version.href for version in article.versions},
        "origin": "" if article.origin is Origin.ORIGINAL else article.origin.value,
        "source_lang": article.source_lang,
        "engine": article.engine,
    }
    said = {name: value for name, value in fields.items() if value}
    return (
        f"---\n{yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10_000)}---\n" if said else ""
    )


def article_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments for an Article from front matter; a value of the wrong type is taken as text."""
    authors = given.get("authors", ())
    return {
        **{
            name: _line(given.get(name))
            for name in ("title", "site", "url", "image", "description", "source_lang", "engine")
        },
        "lang": _language(given.get("lang")),
        "authors": tuple(_line(a) for a in authors)
        if isinstance(authors, list)
        else (_line(authors),)
        if authors
        else (),
        "published": _day(given.get("published")),
        "modified": _day(given.get("modified")),
        "versions": _versions(given.get("versions")),
        "origin": Origin(given["origin"]) if given.get("origin") in set(Origin) else Origin.ORIGINAL,
    }


def _line(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("url") or ""
    return str(value) if value is not None else ""


def _language(value: Any) -> str:
    return languages.normalise(str(value)) if value and languages.is_known(str(value)) else ""


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _versions(value: Any) -> tuple[LanguageVersion, ...]:
    if not isinstance(value, dict):
        return ()
    return tuple(
        LanguageVersion(languages.normalise(str(lang)), str(href))
        for lang, href in value.items()
        if languages.is_known(str(lang)) and href
    )
