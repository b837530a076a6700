"""The article for LinkedIn's editor: nothing that it drops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.document import Article, Block, BlockKind, Mark, MarkKind, Origin
from pipeline.outputs.linkedin.clean import units
from pipeline.outputs.linkedin.editor import for_editor, headline, to_html
from pipeline.outputs.linkedin.lint import Check, check_article
from pipeline.settings import LinkedIn

KEPT = {
    "html",
    "head",
    "meta",
    "title",
    "body",
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "strong",
    "em",
    "a",
}
EVERYTHING = (
    Block(BlockKind.HEADING, "Deep", level=5),
    Block(
        BlockKind.PARAGRAPH,
        "A bold <word> & a link.",
        marks=(Mark(MarkKind.STRONG, 2, 6), Mark(MarkKind.LINK, 18, 22, "/more")),
    ),
    Block(BlockKind.PARAGRAPH, "bad link", marks=(Mark(MarkKind.LINK, 4, 8, "javascript:alert(1)"),)),
    Block(BlockKind.LIST_ITEM, "outer", level=1),
    Block(BlockKind.LIST_ITEM, "inner", level=2),
    Block(BlockKind.LIST_ITEM, "first", level=1, number=1),
    Block(BlockKind.QUOTE, "Said."),
    Block(BlockKind.CAPTION, "A picture – Photo: Ek"),
    Block(BlockKind.CODE, "x = <y>"),
    Block(BlockKind.TABLE_ROW, "Source\t2023\t2026", level=1),
    Block(BlockKind.TABLE_ROW, "Peat\t41\t3"),
    Block(BlockKind.TABLE_ROW, "Oil\t\t2"),
)


def article(*blocks: Block, title: str = "Heat", **fields: object) -> Article:
    return Article(title, "en", blocks, url="https://a.example/heat/", site="Thermik", **fields)  # type: ignore[arg-type]  # only fields of an Article


def page(english: Article) -> html.HtmlElement:
    return html.document_fromstring(to_html(for_editor(english, LinkedIn())))


def test_only_elements_that_the_editor_keeps_are_written() -> None:
    tree = page(article(*EVERYTHING))
    assert {element.tag for element in tree.iter()} <= KEPT
    assert check_article(to_html(for_editor(article(*EVERYTHING), LinkedIn())), Check(), html=True) == []


def test_a_table_becomes_a_list_that_names_its_columns() -> None:
    items = [li.text_content() for li in page(article(*EVERYTHING[-3:])).iter("li")]
    assert items == ["Peat – 2023: 41; 2026: 3", "Oil – 2026: 2"]


def test_a_table_without_a_header_and_a_header_without_a_table_lose_nothing() -> None:
    body = page(article(Block(BlockKind.TABLE_ROW, "Peat\t41"))).text_content()
    head = page(article(Block(BlockKind.TABLE_ROW, "Source\t2023", level=1))).text_content()
    assert "Peat – 41" in body
    assert "Source – 2023" in head


def test_no_word_of_the_article_is_lost() -> None:
    text = page(article(*EVERYTHING)).text_content()
    for block in EVERYTHING:
        assert all(cell in text for cell in block.cells)


def test_links_are_absolute_and_safe() -> None:
    assert {a.get("href") for a in page(article(*EVERYTHING)).iter("a")} == {
        "https://a.example/more",
        "https://a.example/heat/",
    }


def test_bold_captions_quotes_and_numbered_lists_stay() -> None:
    tree = page(article(*EVERYTHING[:-3]))
    assert tree.xpath("//strong/text()")[0] == "bold"
    assert tree.xpath("//p/em/text()") == ["A picture – Photo: Ek"]
    assert tree.xpath("//blockquote/p/text()") == ["Said."]
    assert tree.xpath("//ol/li/text()") == ["first"]


def test_source_and_translation_are_named_at_the_end() -> None:
    tree = page(article(EVERYTHING[0], origin=Origin.MACHINE, source_lang="de"))
    last = [p.text_content() for p in tree.iter("p")][-2:]
    assert last == ["First published at Thermik.", "This text is a machine translation from German."]


def test_a_configured_link_is_the_source() -> None:
    made = for_editor(article(EVERYTHING[0]), LinkedIn(link="https://b.example/"))
    assert made.blocks[-1].marks[0].value == "https://b.example/"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Heat from the river", "Heat from the river"),
        (
            f"How a mill and a data centre came to heat a town: {'a long story ' * 8}",
            "How a mill and a data centre came to heat a town",
        ),
        (f"How {'very ' * 30}long", f"How {'very ' * 18}very…"),
    ],
)
def test_a_headline_is_cut_at_a_clause_or_a_word(title: str, short: str) -> None:
    assert headline(title) == short


@given(st.text(max_size=400))
def test_a_headline_always_fits(title: str) -> None:
    assert units(headline(title)) <= 100


@given(
    st.lists(
        st.builds(Block, st.sampled_from(BlockKind), st.text(max_size=60).map(lambda t: " ".join(t.split()))),
        max_size=8,
    )
)
def test_any_article_gives_a_page_that_parses_to_kept_elements(blocks: list[Block]) -> None:
    assert {element.tag for element in page(article(*blocks)).iter()} <= KEPT
