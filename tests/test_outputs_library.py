"""The library as a document; its filter is tried in test_page_browser.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import publications
from lxml import html

from pipeline.outputs.library import write_library
from pipeline.outputs.listing import Listing
from pipeline.settings import Outputs

ONE = Listing.of(publications.publication())
OLDER = replace(ONE, slug="older", published=date(2025, 1, 1))


def library(folder: Path, *listings: Listing, settings: Outputs | None = None) -> html.HtmlElement:
    return html.fromstring(write_library(listings, folder, settings or Outputs()).read_bytes())


def test_articles_are_listed_newest_first_with_a_line_per_language(tmp_path: Path) -> None:
    root = library(tmp_path, OLDER, ONE)
    assert root.xpath("//ol[@id='articles']/li/div[1]/a/@href") == [
        f"{publications.SLUG}/index.html#en",
        "older/index.html#en",
    ]
    assert root.xpath("//ol[@id='articles']/li[1]/div/@lang") == ["en", "de", "sv"]
    assert root.xpath("//ol[@id='articles']/li[1]//time/@datetime") == ["2026-03-14"]


def test_the_sum_counts_each_article_once(tmp_path: Path) -> None:
    seconds = round(ONE.texts[0].sounds[0].seconds)
    (total,) = library(tmp_path, ONE, OLDER).xpath("//p[@id='sum']/text()")
    assert total == f"2 articles · 0:{2 * seconds} to listen"
    (total,) = library(tmp_path, ONE).xpath("//p[@id='sum']/text()")
    assert total.startswith("1 article · ")


def test_it_speaks_the_language_most_articles_have(tmp_path: Path) -> None:
    german = replace(ONE, texts=(ONE.texts[1],))
    root = library(tmp_path, german)
    assert root.get("lang") == "de"
    assert root.xpath("string(//h1)") == "Unsere Artikel zum Hören"


def test_feeds_are_linked_where_there_are_feeds(tmp_path: Path) -> None:
    root = library(tmp_path, ONE, settings=Outputs(base_url="https://example.org"))
    assert root.xpath("//link[@type='application/rss+xml']/@href") == [
        "feed.en.xml",
        "feed.de.xml",
        "feed.sv.xml",
    ]
    assert root.xpath("//footer//a/@href") == ["feed.en.xml", "feed.de.xml", "feed.sv.xml"]
    assert library(tmp_path, ONE).xpath("//footer") == []


def test_a_title_is_text(tmp_path: Path) -> None:
    attack = "</script><script>x</script>"
    hostile = replace(ONE, texts=(replace(ONE.texts[0], title=attack),), site=attack)
    root = library(tmp_path, hostile, settings=Outputs(feed_title=attack))
    assert root.xpath("string(//ol//a)") == attack
    assert len(root.xpath("//script")) == 3


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    root = library(tmp_path)
    (nothing,) = root.xpath("//p[@id='nothing']")
    assert nothing.get("hidden") is None


def test_an_article_without_a_recording_is_listed_without_a_length(tmp_path: Path) -> None:
    silent = replace(ONE, texts=tuple(replace(t, sounds=()) for t in ONE.texts))
    assert library(tmp_path, silent).xpath("//span[@class='length']/text()") == ["–"] * 3
