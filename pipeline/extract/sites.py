"""What publish.toml says about one host: selectors to drop or keep, phrases that open a promo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cssselect import SelectorError

from pipeline.errors import ConfigError
from pipeline.extract.piece import Piece
from pipeline.settings import Site

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def site_of(urls: Iterable[str], sites: Mapping[str, Site]) -> Site:
    """The rules of the first URL whose host is named, "www." aside; a rule for `example.org` holds for its subdomains."""
    by_host = {host.lower().removeprefix("www."): site for host, site in sites.items()}
    for url in urls:
        labels = _host(url).split(".")
        for start in range(len(labels)):
            if site := by_host.get(".".join(labels[start:])):
                return site
    return Site()


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def selected(tree: HtmlElement, pieces: Sequence[Piece], selectors: Sequence[str]) -> frozenset[int]:
    """The indices of the pieces inside elements that a CSS selector matches. Raises ConfigError on a bad selector."""
    matched = {element for selector in selectors for element in _matches(tree, selector)}
    if not matched:
        return frozenset()
    return frozenset(i for i, piece in enumerate(pieces) if not matched.isdisjoint(piece.around()))


def _matches(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    try:
        return list(tree.cssselect(selector))
    except SelectorError as error:
        raise ConfigError(
            f'"{selector}" is not a CSS selector ({error}). Mend it under [sites] in publish.toml.'
        ) from error
