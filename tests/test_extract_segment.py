"""A tree becomes pieces: kinds, levels, marks, tables; nothing joined or split at inline tags."""

from __future__ import annotations

from pipeline.document import Block, BlockKind, Mark, MarkKind
from pipeline.extract import dom
from pipeline.extract.segment import segment

H, P, LI = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM


def blocks(markup: str) -> list[Block]:
    tree = dom.parse(markup)
    assert tree is not None
    dom.prune(tree)
    return [piece.block for piece in segment(tree)]


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks(markup)]


def test_inline_tags_neither_join_nor_split() -> None:
    assert texts("<p>The <b>big</b>ger<i> boat</i> came<span> in</span>.</p>") == ["The bigger boat came in."]


def test_unknown_elements_are_inline() -> None:
    assert texts("<p>Fat is <x-ref>low</x-ref>, they say.</p>") == ["Fat is low, they say."]


def test_marks_lie_on_the_folded_text() -> None:
    (block,) = blocks('<p>  A <a href="/x">  new\n quay </a> and <em>two</em> cranes</p>')
    assert block.text == "A new quay and two cranes"
    assert block.marks == (Mark(MarkKind.LINK, 2, 10, "/x"), Mark(MarkKind.EMPHASIS, 15, 18))
    assert [block.text[m.start : m.end] for m in block.marks] == ["new quay", "two"]


def test_a_link_around_blocks_marks_each_of_them() -> None:
    made = blocks('<a href="/x"><h3>Head</h3><p>Text</p></a>')
    assert [(b.kind, b.marks) for b in made] == [
        (H, (Mark(MarkKind.LINK, 0, 4, "/x"),)),
        (P, (Mark(MarkKind.LINK, 0, 4, "/x"),)),
    ]


def test_headings_lists_quotes_and_captions_are_kept_apart() -> None:
    made = blocks(
        "<h2>Quay</h2><ul><li>one<ol start=3><li>deep</li><li>deeper</li></ol></li><li>two</li></ul>"
        "<blockquote><p>Said so.</p></blockquote><figure><img><figcaption>A crane</figcaption></figure>"
    )
    assert [(b.kind, b.text, b.level, b.number) for b in made] == [
        (H, "Quay", 2, 0),
        (LI, "one", 1, 0),
        (LI, "deep", 2, 3),
        (LI, "deeper", 2, 4),
        (LI, "two", 1, 0),
        (BlockKind.QUOTE, "Said so.", 0, 0),
        (BlockKind.CAPTION, "A crane", 0, 0),
    ]


def test_a_data_table_becomes_rows() -> None:
    made = blocks(
        "<table><thead><tr><th>Year<th>MW</tr></thead><tr><td>2024<td><b>12</b></tr><tr><td><td>14</tr></table>"
    )
    assert [(b.kind, b.cells, b.level) for b in made] == [
        (BlockKind.TABLE_ROW, ("Year", "MW"), 1),
        (BlockKind.TABLE_ROW, ("2024", "12"), 0),
        (BlockKind.TABLE_ROW, ("", "14"), 0),
    ]
    assert made[1].text[made[1].marks[0].start : made[1].marks[0].end] == "12"


def test_a_layout_table_is_only_a_place() -> None:
    made = blocks("<table><tr><td><p>Left.</p><p>More.</p></td><td><h2>Right</h2></td></tr></table>")
    assert [b.kind for b in made] == [P, P, H]


def test_two_breaks_end_a_piece_and_one_does_not() -> None:
    assert texts("<div>One line<br>goes on.<br><br>Another.</div>") == ["One line goes on.", "Another."]


def test_a_bold_line_before_a_break_stands_alone() -> None:
    assert texts("<p><b>Why now?</b><br>Because the ice is gone.</p>") == [
        "Why now?",
        "Because the ice is gone.",
    ]


def test_non_breaking_spaces_stay_and_typesetting_signs_go() -> None:
    assert texts("<p>14\u00a0000 Kilo\u00adwatt\u200bstunden</p>") == ["14\u00a0000 Kilowattstunden"]


def test_a_spacer_is_remembered_as_a_gap() -> None:
    tree = dom.parse("<p>a</p><p>&nbsp;</p><p>b</p><hr><p>c</p><p>d</p>")
    assert tree is not None
    assert [piece.gap for piece in segment(tree)] == [False, True, True, False]


def test_code_keeps_its_lines_apart() -> None:
    assert [b.kind for b in blocks("<pre>a = 1</pre>")] == [BlockKind.CODE]


def test_what_no_reader_sees_is_gone() -> None:
    seen = texts(
        "<p>Seen text of some length, so that it is most of the page.</p><p hidden>a</p><p style='display: none'>b</p>"
        "<script>c</script><button>d</button><p class='sr-only'>e</p><!-- f -->"
    )
    assert seen == ["Seen text of some length, so that it is most of the page."]


def test_a_page_that_hides_its_text_until_scripts_run_is_read() -> None:
    assert texts("<p>Menu</p><div style='display:none'><p>" + "The whole text. " * 9 + "</p></div>")[
        1
    ].startswith("The")


def test_an_unclosed_noscript_does_not_swallow_the_page() -> None:
    assert "All of the text is in here." in texts("<body><noscript><p>All of the text is in here.</p>")


def test_anchors_footnote_numbers_and_readings_are_not_text() -> None:
    markup = (
        '<h2>Rate<a href="#rate">¶</a></h2><p>Steel is strong<sup><a href="#f1">[1]</a></sup>. 10 m<sup>2</sup></p>'
        "<p><ruby>港<rt>みなと</rt></ruby></p>"
    )
    assert texts(markup) == ["Rate", "Steel is strong. 10 m²", "港"]


def test_deep_nesting_is_no_trouble() -> None:
    assert texts("<div>" * 3000 + "deep" + "</div>" * 3000) in (["deep"], [])


def test_raised_digits_stay_raised() -> None:
    """A raised digit made plain gives another number."""
    markup = "<p>10<sup>6</sup> t, 5 km<sup>2</sup>, 10<sup>−3</sup>, H<sub>2</sub>O, the 1<sup>st</sup></p>"
    assert texts(markup) == ["10⁶ t, 5 km², 10⁻³, H2O, the 1st"]


def test_a_tables_caption_is_no_part_of_its_first_cell() -> None:
    cells = "<tr><td>Anna<td>12 m<tr><td>Berta<td>30 m"
    found = blocks(f"<p>Text<table><caption>Table 1. <b>Ships</b></caption>{cells}</table>")
    assert [(b.kind, b.text) for b in found[1:]] == [
        (BlockKind.CAPTION, "Table 1. Ships"),
        (BlockKind.TABLE_ROW, "Anna\t12 m"),
        (BlockKind.TABLE_ROW, "Berta\t30 m"),
    ]
