"""Whole pages: what becomes of good, bad and hostile ones."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.document import BlockKind, MarkKind, Page, PageKind
from pipeline.errors import NoArticle, Paywalled
from pipeline.extract import Extraction, extract

PROSE = "The quay at Norvik was rebuilt last winter, and since then {} ships have used it without a single delay. "
TEXT = "".join(f"<p>{PROSE.format(n) * 3}</p>" for n in range(20, 25))
MENU = "<nav><ul>" + "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30)) + "</ul></nav>"


def page(body: str, head: str = "<title>The quay is open again</title>", url: str = "") -> Page:
    return Page(
        "quay.html",
        PageKind.HTML,
        f"<html lang=en><head>{head}</head><body>{body}</body></html>".encode(),
        url=url,
    )


def read(body: str, head: str = "<title>The quay is open again</title>", url: str = "") -> Extraction:
    return extract(page(body, head, url), {})


def test_every_piece_of_the_page_has_a_decision_with_a_reason() -> None:
    extraction = read(
        f"{MENU}<article><h1>The quay is open again</h1>{TEXT}</article><footer><p>Imprint</p></footer>"
    )
    assert [d.text for d in extraction.decisions][:30] == [f"Section {n}" for n in range(30)]
    assert [d.kind for d in extraction.decisions if d.text == "The quay is open again"] == ["title"]
    assert all(d.reason for d in extraction.decisions)
    kept = [d.text for d in extraction.decisions if d.kept and d.kind != "title"]
    assert kept == [b.text for b in extraction.article.blocks]
    assert len(kept) == 5


@pytest.mark.parametrize(
    "body",
    [
        "",
        "   ",
        MENU,
        MENU * 3 + "<p>Welcome</p>",
        "<img src=a>",
        "<script>var a = 'a long text that nobody reads';</script>",
    ],
)
def test_a_page_without_an_article_is_said(body: str) -> None:
    with pytest.raises(NoArticle, match=r"quay\.html"):
        read(f"{body}", "")


SHIPS = "<table><tr><th>Ship<th>Length<tr><td>Anna<td>12 m<tr><td>Berta<td>30 m</table>"


@pytest.mark.parametrize(
    "around", ["{}", "<nav><a href=/>Start</a> <a href=/n>News</a></nav><main>{}</main>"]
)
def test_a_page_of_a_table_alone_gives_the_table(around: str) -> None:
    for page in (
        Page("a.html", PageKind.HTML, b""),
        Page("a.html", PageKind.HTML, b"", url="https://a.example/"),
    ):
        data = f"<title>Ships</title><body>{around.format('<h1>Ships</h1>' + SHIPS)}".encode()
        found = extract(replace(page, data=data), {})
        assert [b.cells for b in found.article.blocks] == [
            ("Ship", "Length"),
            ("Anna", "12 m"),
            ("Berta", "30 m"),
        ]
        assert found.article.title == "Ships"
        assert {d.reason for d in found.decisions if d.kept} == {"the title", "nothing else is on the page"}


def test_a_file_of_one_line_gives_the_line_unless_a_site_sent_it() -> None:
    page = Page("a.html", PageKind.HTML, b"<title>Greeting</title><h1>Greeting</h1><p>Hello</p>")
    assert [b.text for b in extract(page, {}).article.blocks] == ["Hello"]
    with pytest.raises(NoArticle):
        extract(replace(page, url="https://a.example/"), {})


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Hello</h1>",
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>",
        "<table><tr><td><a href=/a>Start</a><td><a href=/b>News</a><tr><td><a href=/c>Sport</a><td>Weather</table>",
        "<p>Hello</p><a href=/a>Start</a>",
        "<p>Loading</p><script src=app.js></script>",
        "<p>* * *</p>",
        "<ul><li>Home</li><li>News</li></ul>",
    ],
)
def test_a_page_that_holds_nothing_is_refused(body: str) -> None:
    with pytest.raises(NoArticle):
        extract(Page("a.html", PageKind.HTML, body.encode()), {})


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"<", b"<html", b"\xff\xfe"])
def test_no_page_at_all_is_said(data: bytes) -> None:
    with pytest.raises(NoArticle):
        extract(Page("x.html", PageKind.HTML, data), {})


def test_a_paywall_stub_is_said() -> None:
    teaser = f"<article><h1>The quay is open again</h1><p>{PROSE.format(9)}</p><p>Already a subscriber? Log in to read on.</p></article>"
    with pytest.raises(Paywalled, match="paywall"):
        read(teaser + MENU)


def test_a_body_that_only_linked_data_holds_is_taken() -> None:
    body = "\n".join(PROSE.format(n) * 3 for n in range(4))
    data = json.dumps({"@type": "NewsArticle", "headline": "The quay is open again", "articleBody": body})
    extraction = read(
        '<div id="app"></div><p>Loading</p>', f'<script type="application/ld+json">{data}</script>'
    )
    assert len(extraction.article.blocks) == 4
    assert {d.reason for d in extraction.decisions if d.kept} == {"only the page's JSON-LD has it"}


def test_of_several_articles_the_first_is_taken_and_the_others_named() -> None:
    posts = "".join(
        f"<article><h2>Post number {n} of ours</h2>{TEXT}<p>End {n}.</p></article>" for n in (1, 2, 3)
    )
    extraction = read(f"<h1>Norvik harbour blog</h1>{posts}", "<title>Norvik harbour blog</title>")
    assert extraction.article.title == "Post number 1 of ours"
    assert extraction.others == ("Post number 2 of ours", "Post number 3 of ours")
    assert "End 2." not in extraction.article.text


def test_articles_nested_in_an_article_are_not_several() -> None:
    nested = f"<article><h1>The quay is open again</h1>{TEXT}<article><h2>Comment</h2><p>Nice.</p></article></article>"
    assert read(nested).others == ()


def test_a_live_page_with_entries_is_one_article() -> None:
    entries = "".join(f"<article><h2>{n}.30 p.m.: more ships</h2>{TEXT}</article>" for n in (1, 2, 3))
    head = '<meta property="og:title" content="The quay is open again">'
    extraction = read(f"<h1>The quay is open again</h1>{entries}", head)
    assert extraction.others == ()
    assert sum(b.kind is BlockKind.HEADING for b in extraction.article.blocks) == 3


def test_links_work_away_from_the_page() -> None:
    links = f'<p>{PROSE * 2} See <a href="/map">map</a>, <a href="#a">there</a>, <a href="javascript:0">go</a>.</p>'
    article = read(
        f"<article><h1>The quay is open again</h1>{TEXT}{links}</article>", url="https://example.org/en/q"
    ).article
    marks = [m for b in article.blocks for m in b.marks if m.kind is MarkKind.LINK]
    assert [m.value for m in marks] == ["https://example.org/map"]


def test_a_bold_line_over_a_paragraph_is_a_heading() -> None:
    body = f"<article><h1>The quay is open again</h1>{TEXT}<p><b>What the ships say</b></p>{TEXT}</article>"
    headings = [(b.text, b.level, b.marks) for b in read(body).article.blocks if b.kind is BlockKind.HEADING]
    assert headings == [("What the ships say", 2, ())]


@pytest.mark.parametrize("stamp", ["3 days ago", "yesterday at noon-ish", "30 February 2025"])
def test_a_time_above_the_text_is_no_text_however_it_is_worded(stamp: str) -> None:
    inside = f"<p>The next one follows <time>in the spring of next year</time>.</p><p><time>{stamp}, again</time></p>"
    heading = "<h2><time>In 1969</time></h2>"
    extraction = read(
        f"<article><h1>The quay is open again</h1><p><time>{stamp}</time></p>{heading}{TEXT}{inside}</article>"
    )
    texts = [block.text for block in extraction.article.blocks]
    assert stamp not in texts
    assert "In 1969" in texts
    assert "The next one follows in the spring of next year." in texts
    assert {d.text: d.reason for d in extraction.decisions}[stamp] == "time stamp"


def test_promos_related_links_and_captions_inside_the_article_go() -> None:
    body = (
        f"<article><h1>The quay is open again</h1><p>🚢 Listen 📢</p>{TEXT}"
        '<p>See also:</p><ul><li><a href="/a">The tide nobody saw coming</a></li></ul>'
        f"<p>&nbsp;</p><h2>🎯 Book our harbour tour</h2><p>{PROSE.format(1) * 2}</p><p>More about this here:</p>"
        f'<ul><li><a href="/b">Tours and prices</a></li></ul><p>&nbsp;</p><h2>What comes next</h2>{TEXT}'
        "<figure><img alt='Cranes'><figcaption>Cranes – Image: Studio Nord</figcaption></figure></article>"
    )
    texts = [b.text for b in read(body).article.blocks]
    assert len(texts) == 11
    assert "What comes next" in texts
    assert not [
        t
        for t in texts
        if "🎯" in t or "tour" in t or "Tours" in t or "tide" in t or "Image" in t or "📢" in t
    ]


def test_a_megabyte_of_menu_around_an_article_is_no_trouble() -> None:
    menu = (
        "<ul>" + "".join(f'<li><a href="/{n}">Section number {n}</a></li>' for n in range(20_000)) + "</ul>"
    )
    article = read(f"{menu}<article><h1>The quay is open again</h1>{TEXT}</article>").article
    assert len(article.blocks) == 5


@pytest.mark.parametrize("element", ["main", "article", "section"])
@pytest.mark.parametrize("before", ["", "<nav><a href=/>Start</a></nav>", "<p>"])
def test_a_page_whose_body_has_no_tag_of_its_own_is_read(element: str, before: str) -> None:
    data = f"<!doctype html><title>The quay</title>{before}<{element}><h1>The quay</h1>{TEXT}</{element}><footer>Norvik</footer>"
    article = extract(Page("a.html", PageKind.HTML, data.encode()), {}).article
    assert [block.text for block in article.blocks] == [(PROSE.format(n) * 3).strip() for n in range(20, 25)]
    assert article.title == "The quay"


def test_broken_markup_still_gives_the_text() -> None:
    broken = f"</div><article><h1>The quay is open again<p>{PROSE.format(1) * 3}<p><b>{PROSE.format(2) * 3}<td>{PROSE.format(3) * 3}</article"
    text = read(broken).article.text
    assert all(PROSE.format(n).strip() in text for n in (1, 2, 3))


def test_markdown_passes_through() -> None:
    data = b"# Quay\n\nThe *quay* is open.\n"
    article = extract(
        Page("notes/quay.sv.md", PageKind.MARKDOWN, data, lang_hint="sv", url="https://example.org"), {}
    ).article
    assert (article.title, article.lang, article.url) == ("Quay", "sv", "https://example.org")
    assert [b.text for b in article.blocks] == ["The quay is open."]


def test_an_empty_markdown_file_is_said() -> None:
    with pytest.raises(NoArticle):
        extract(Page("a.md", PageKind.MARKDOWN, b"---\ntitle: x\n---\n"), {})
