"""Markdown in and out: an article in canonical form comes back equal, and other people's Markdown is understood."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Article, Block, BlockKind, LanguageVersion, Mark, MarkKind, Origin
from pipeline.errors import SourceError
from pipeline.markdown import from_markdown, tidy, to_markdown

SIGNS = "*_`[]()<>&#+-.!|~\\=>:\"'$"
WORD = st.text(st.sampled_from("abzÄß1 " + "0" + SIGNS + "\u00a0é漢🙂"), min_size=1, max_size=24)
TEXT = (
    WORD.map(lambda t: " ".join(t.split(" ")).strip(" \u00a0"))
    .map(lambda t: " ".join(t.split(" ")))
    .filter(lambda t: bool(t.strip()) and "  " not in t)
)
VALUES = {
    MarkKind.LINK: st.sampled_from(["https://example.org/a_b?c=1&d=(2)", "/rel ative", "#x", "a<b>c"]),
    MarkKind.FOREIGN: st.sampled_from(["de", "sv"]),
}


@st.composite
def marked(draw: st.DrawFn, text: str) -> tuple[Mark, ...]:
    """Marks that start and end at characters, not at spaces, as every producer makes them."""
    marks: list[Mark] = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        inside = text[start:end]
        if inside.strip(" \t") != inside or "\t" in inside:
            continue
        kind = draw(st.sampled_from(list(MarkKind)))
        if kind is MarkKind.LINK and any(m.kind is kind and m.start < end and start < m.end for m in marks):
            continue  # links do not nest
        marks.append(Mark(kind, start, end, draw(VALUES[kind]) if kind in VALUES else ""))
    return tidy(marks)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(list(BlockKind)))
    if kind is BlockKind.TABLE_ROW:
        cells = draw(st.lists(TEXT, min_size=1, max_size=4))
        text = "\t".join(cells)
        return Block(kind, text, draw(st.integers(0, 1)), marks=draw(marked(text)))
    text = draw(TEXT)
    if kind is BlockKind.CODE:
        return Block(kind, text)
    level = draw(st.integers(1, 6)) if kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) else 0
    number = draw(st.integers(0, 12)) if kind is BlockKind.LIST_ITEM else 0
    return Block(kind, text, level, number, draw(marked(text)))


ARTICLES = st.builds(
    Article,
    title=TEXT,
    lang=st.sampled_from(["en", "de", "sv", ""]),
    blocks=st.lists(blocks(), max_size=8).map(tuple),
    authors=st.lists(TEXT, max_size=2).map(tuple),
    published=st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    site=TEXT | st.just(""),
    url=st.sampled_from(["", "https://example.org/ä?b=c#d"]),
    description=TEXT | st.just(""),
    versions=st.sampled_from([(), (LanguageVersion("de", "a.de.html"), LanguageVersion("sv", "/sv/a"))]),
    origin=st.sampled_from(list(Origin)),
    engine=st.sampled_from(["", "firefox"]),
)


@settings(max_examples=300, deadline=None)
@given(ARTICLES)
def test_an_article_survives_the_round_trip(article: Article) -> None:
    assert from_markdown(to_markdown(article)) == article


def test_written_markdown_reads_like_markdown() -> None:
    article = Article(
        "Hafen *unter* Strom",
        "de",
        (
            Block(BlockKind.HEADING, "Warum jetzt?", 2),
            Block(BlockKind.PARAGRAPH, "Der Kai ist neu.", marks=(Mark(MarkKind.STRONG, 4, 7),)),
            Block(BlockKind.LIST_ITEM, "Kabel", 1, 1),
            Block(BlockKind.LIST_ITEM, "dick", 2),
            Block(BlockKind.LIST_ITEM, "Trafo", 1, 2),
            Block(BlockKind.QUOTE, "Es läuft."),
            Block(BlockKind.TABLE_ROW, "Jahr\tMW", 1),
            Block(BlockKind.TABLE_ROW, "2024\t12"),
        ),
        published=date(2025, 8, 6),
    )
    assert to_markdown(article) == (
        "---\ntitle: Hafen *unter* Strom\nlang: de\npublished: 2025-08-06\n---\n\n"
        "# Hafen \\*unter\\* Strom\n\n## Warum jetzt?\n\nDer **Kai** ist neu.\n\n"
        "1. Kabel\n   - dick\n2. Trafo\n\n> Es läuft.\n\n| Jahr | MW |\n| --- | --- |\n| 2024 | 12 |\n"
    )


def test_other_peoples_front_matter_is_understood() -> None:
    text = "---\nTitle: Ebb\nlanguage: sv-SE\nauthor: Ida Ek\ndate: 2024-05-03 10:00:00\ncover: a.jpg\ntags: [x]\n---\nText.\n"
    article = from_markdown(text)
    assert (article.title, article.lang, article.authors) == ("Ebb", "sv", ("Ida Ek",))
    assert (article.published, article.image) == (date(2024, 5, 3), "a.jpg")


def test_the_first_heading_is_the_title_when_nothing_else_names_one() -> None:
    article = from_markdown("# Tide *tables*\n\nWater rises.\nAnd falls.\n")
    assert article.title == "Tide tables"
    assert [b.text for b in article.blocks] == ["Water rises. And falls."]


def test_a_second_paragraph_of_an_item_is_a_paragraph() -> None:
    kinds = [b.kind for b in from_markdown("- one\n\n  more\n- two\n").blocks]
    assert kinds == [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]


def test_pictures_give_the_lead_image_and_no_text() -> None:
    article = from_markdown("![A harbour](h.jpg)\n\nText.\n")
    assert article.image == "h.jpg"
    assert [b.text for b in article.blocks] == ["Text."]


def test_broken_front_matter_is_said() -> None:
    with pytest.raises(SourceError, match="front matter"):
        from_markdown("---\ntitle: [unclosed\n---\nText.\n")


def test_a_rule_at_the_top_is_not_front_matter() -> None:
    assert from_markdown("---\n\nText.\n").blocks[0].text == "Text."
