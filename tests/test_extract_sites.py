"""The site file: selectors and phrases for one host."""

from __future__ import annotations

import pytest

from pipeline.document import Page, PageKind
from pipeline.errors import ConfigError
from pipeline.extract import extract
from pipeline.extract.sites import site_of
from pipeline.settings import Site

PROSE = "The quay at Norvik was rebuilt last winter, and since then many ships have used it without a single delay. "
PAGE = Page(
    "quay.html",
    PageKind.HTML,
    (
        "<html lang=en><head><title>The quay is open</title></head><body><article><h1>The quay is open</h1>"
        + f"<p>{PROSE * 3}</p>" * 4
        + f'<div class="zeta"><p>Members meet on Fridays. {PROSE}</p></div><p>{PROSE * 2}</p></article>'
        + '<div class="omega"><p>Call.</p></div><p>Our tip: buy a boat and see the quay for yourself.</p></body></html>'
    ).encode(),
    url="https://www.example.org/quay",
)


def texts(sites: dict[str, Site]) -> str:
    return extract(PAGE, sites).article.text


def test_a_dropped_selector_takes_its_pieces_out_and_says_so() -> None:
    assert "Members meet" in texts({})
    extraction = extract(PAGE, {"example.org": Site(drop=(".zeta",))})
    assert "Members meet" not in extraction.article.text
    assert {d.reason for d in extraction.decisions if d.text.startswith("Members")} == {
        "dropped by the site file"
    }


def test_a_kept_selector_brings_its_pieces_back() -> None:
    assert "Call." not in texts({})
    assert "Call." in texts({"example.org": Site(keep=("div.omega",))})


def test_a_named_phrase_opens_a_promo() -> None:
    assert "Members meet" not in texts({"example.org": Site(promo=("members meet",))})


def test_a_rule_holds_for_subdomains_and_not_for_others() -> None:
    site = Site(drop=("p",))
    assert site_of(["https://blog.example.org/a"], {"example.org": site}) == site
    assert site_of(["https://example.org/a"], {"www.example.org": site}) == site
    assert site_of(["https://notexample.org/a", "http://[bad"], {"example.org": site}) == Site()


def test_a_bad_selector_is_said() -> None:
    with pytest.raises(ConfigError, match=r"p\["):
        texts({"example.org": Site(drop=("p[",))})
