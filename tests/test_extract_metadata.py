"""What a page says of itself: JSON-LD, Open Graph, links, visible names and dates."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from pipeline.document import LanguageVersion
from pipeline.extract import dom
from pipeline.extract.linked_data import LinkedData, linked_data
from pipeline.extract.metadata import Metadata, metadata


def read(head: str, body: str = "", attributes: str = "") -> Metadata:
    tree = dom.parse(f"<html {attributes}><head>{head}</head><body>{body}<p>x</p></body></html>")
    assert tree is not None
    return metadata(tree, "https://example.org/en/quay.html")


def data(value: Any) -> LinkedData:
    text = value if isinstance(value, str) else json.dumps(value)
    tree = dom.parse(
        f'<html><head><script type="application/ld+json">{text}</script></head><body>x</body></html>'
    )
    assert tree is not None
    return linked_data(tree)


ARTICLE = {"@type": "NewsArticle", "headline": "The quay", "datePublished": "2025-08-06T09:00:00Z"}


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [{"@type": "Organization", "name": "x"}, ARTICLE],
        {"@graph": [{"@type": "WebPage", "name": "y"}, {**ARTICLE, "@type": ["Thing", "NewsArticle"]}]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
    ],
)
def test_the_article_node_is_found_wherever_it_is(value: Any) -> None:
    assert data(value).headline == "The quay"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ida Ek", ("Ida Ek",)),
        ({"@type": "Person", "name": "Ida Ek"}, ("Ida Ek",)),
        ([{"name": "Ida Ek"}, {"name": ["Lars Ek"]}], ("Ida Ek", "Lars Ek")),
        ({"@id": "https://example.org/#a"}, ()),
        ("https://example.org/ida", ()),
        (None, ()),
        ([[1]], ()),
    ],
)
def test_authors_come_in_many_shapes(author: Any, names: tuple[str, ...]) -> None:
    assert data({**ARTICLE, "author": author}).authors == names


@pytest.mark.parametrize(
    "broken", ["{", "", "[1, 2", '{"@type": "NewsArticle" "headline": 1}', "null", '"x"', "[" * 500]
)
def test_broken_linked_data_says_nothing(broken: str) -> None:
    assert data(broken) == LinkedData()


def test_a_forgotten_last_bracket_is_forgiven() -> None:
    cut = '{"@type": "NewsArticle", "headline": "The [quay]", "author": [{"name": "Ida Ek"'
    assert (data(cut).headline, data(cut).authors) == ("The [quay]", ("Ida Ek",))


def test_line_breaks_inside_strings_are_forgiven() -> None:
    assert data('{"@type": "NewsArticle", "headline": "The\n quay"}').headline == "The\n quay"


def test_open_graph_fills_what_linked_data_leaves_open() -> None:
    about = read(
        '<meta property="og:title" content="The quay &amp; the sea"><meta property="og:site_name" content="Norvik News">'
        '<meta property="article:published_time" content="2025-08-06T09:00"><meta name="author" content="By Ida Ek">'
        '<meta property="og:image" content="/q.jpg"><meta name="description" content=" A  quay. ">'
        '<link rel="canonical" href="/en/quay"><meta property="og:locale" content="en_GB">',
        attributes='lang="en"',
    )
    assert about.headlines == ("The quay & the sea",)
    assert (about.site, about.authors, about.published) == ("Norvik News", ("Ida Ek",), date(2025, 8, 6))
    assert (about.url, about.image) == ("https://example.org/en/quay", "https://example.org/q.jpg")
    assert (about.description, about.langs) == ("A quay.", ("en", "en_GB"))


def test_language_versions_are_named_as_the_page_names_them() -> None:
    about = read(
        '<link rel="alternate" hreflang="de-DE" href="quay.de.html"><link rel="alternate" hreflang="sv" href="/sv/quay">'
        '<link rel="alternate" hreflang="x-default" href="/"><link rel="alternate" hreflang="de-AT" href="at.html">'
        '<link rel="alternate" type="application/rss+xml" href="/feed"><link rel=alternate hreflang=fr href="javascript:0">'
    )
    assert about.versions == (LanguageVersion("de", "quay.de.html"), LanguageVersion("sv", "/sv/quay"))


def test_names_and_dates_that_only_the_reader_sees() -> None:
    about = read(
        "", '<span class="byline">By Ida Ek</span><time class="published" datetime="2025-08-06">today</time>'
    )
    assert (about.authors, about.published) == (("Ida Ek",), date(2025, 8, 6))


@pytest.mark.parametrize(
    "name", ["admin", "https://facebook.com/x", "facebook.com/x", "ida@example.org", "No Author", "1234"]
)
def test_what_is_no_name_is_not_an_author(name: str) -> None:
    assert read(f'<meta name="author" content="{name}">').authors == ()


def test_hostile_urls_do_no_harm() -> None:
    assert (
        read(
            '<link rel="canonical" href="http://[::bad"><meta property="og:image" content="http://[x">'
        ).image
        == ""
    )
