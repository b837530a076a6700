"""Why a text is not ready: the rule, the line and the reason."""

from __future__ import annotations

import pytest

from pipeline.document import Article, Block, BlockKind
from pipeline.outputs.linkedin.lint import (
    Check,
    check_api,
    check_article,
    check_file,
    check_post,
    check_request,
    fixed,
    summary,
)

GOOD = """Until this summer, the mill in Almvik warmed the river.

• Today the heat of the mill warms 14,600 homes.

• “We doubled it,” says Karin Lövdal. “Nobody noticed.”

The river should freeze over again.

#HeatPumps #Almvik

https://a.example/heat?utm_source=in
"""
ARTICLE = Article(
    "Heat", "en", (Block(BlockKind.PARAGRAPH, "It warms 14,600 homes and cost SEK 386m in 2025."),)
)


def rules(text: str, check: Check | None = None) -> list[tuple[int, str]]:
    return [(f.line, f.rule) for f in check_post(text, check or Check())]


def test_a_sound_post_has_no_findings() -> None:
    assert check_post(GOOD, Check(article=ARTICLE)) == []


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("The mill is **bold** about its heat.", "markdown"),
        ("The mill is _proud_ of its heat.", "markdown"),
        ("## What the mill does", "markdown"),
        ("- The mill warms a town of two.", "markdown"),
        ("The [mill](https://a.example) warms a town.", "markdown"),
        ("The `mill` warms a whole town.", "markdown"),
        ("The mill <b>warms</b> a whole town.", "html"),
        ("Heat &amp; power for a whole town.", "html"),
        ("See https://a.example/x for the whole story.", "link"),
        ("Write to karin@a.example for the whole story.", "link"),
        ("The #mill warms a whole town.", "hashtag"),
        ("Subscribe to our newsletter for more.", "boilerplate"),
        ("Image: the mill in winter, seen from the bridge.", "boilerplate"),
        ("The mill warms a whole", "broken"),
        ("the mill warms a whole town.", "broken"),
        ("The mill (in Almvik warms a town.", "broken"),
        ("“The mill warms a town.", "broken"),
        ("The 𝗺𝗶𝗹𝗹 warms a whole town.", "fake-bold"),
        ("The m̶i̶l̶l̶ warms a whole town.", "fake-bold"),
        ("The mill\u200b warms a whole town.", "control"),
        ("The mill cost 188 miljarder kronor in all.", "foreign"),
        ("The mill cost och das ist alles.", "foreign"),
        ("The mill saves 28,1 percent of its heat.", "foreign"),
        ("The mill sold 104 058 tonnes of board.", "foreign"),
    ],
)  # fmt: skip
def test_each_fault_is_found_on_its_line(line: str, rule: str) -> None:
    text = GOOD.replace("The river should freeze over again.", line)
    found = rules(text)
    if rule == "broken" and line.endswith("whole"):  # a line with a capital and no stop may be a heading
        assert found == []
        text = text.replace(line, f"• {line},")
        found = rules(text)
    assert (7, rule) in found


@pytest.mark.parametrize(
    "line",
    [
        "The price is 5 * 3 euros a tonne, i.e. 15 < 20.",
        "R&D at AT&T cost £1.2m; C# and snake_case are fine.",
        "“Why now?” asks the mayor of Almvik.",
        "Why now?",
        "The mill sold 104,058 tonnes in 2024, 12 of them at –25 °C.",
        "The 1990s, 7.52 and 3–4 are figures.",
        "Three lessons for other towns",
        "Visit Von der Leyen in Den Haag.",
    ],
)
def test_sound_lines_raise_no_alarm(line: str) -> None:
    assert rules(GOOD.replace("The river should freeze over again.", line)) == []


@pytest.mark.parametrize(
    ("hook", "rule"),
    [
        (f"The mill {'and its sister mill ' * 8}warmed a town.", "hook-long"),
        ("On 6 August 2025, the mill warmed a town.", "hook-weak"),
        ("In 2025, the mill warmed a town.", "hook-weak"),
        ("August 6 was the day of the mill.", "hook-weak"),
        ("Anna Berg, Eva Ek and Per Holm run the mill.", "hook-weak"),
        ("This article explains how the mill works.", "hook-weak"),
        ("In this post we show how the mill works.", "hook-weak"),
    ],
)
def test_a_weak_or_long_hook_is_found(hook: str, rule: str) -> None:
    text = GOOD.replace("Until this summer, the mill in Almvik warmed the river.", hook)
    assert rules(text) == [(1, rule)]


def test_a_hook_is_measured_up_to_the_end_of_its_sentence() -> None:
    first = "The mill warms a town. " + "It has done so for a very long time indeed. " * 6
    assert rules(first.strip()) == []


def test_too_long_counts_utf_16_units() -> None:
    emoji = "The mill warms a town \N{FACTORY}.\n\n"
    length = len(emoji) + 1
    text = emoji * (3000 // length)
    assert rules(text) == []
    assert [rule for _, rule in rules(text + emoji * 2)] == ["too-long"]


def test_more_hashtags_than_allowed_are_found_where_they_begin() -> None:
    assert rules(GOOD, Check(hashtags=1)) == [(9, "hashtags")]
    assert rules(GOOD.replace("#HeatPumps", "#1a"), Check()) == [(9, "hashtags")]


def test_an_empty_text_is_found() -> None:
    assert rules(" \n") == [(1, "empty")]


def test_figures_that_are_not_in_the_article_are_found() -> None:
    text = GOOD.replace("14,600", "14,700")
    assert [(f.line, f.rule, f.reason) for f in check_post(text, Check(article=ARTICLE))] == [
        (3, "figure", "14,700 is not in the article")
    ]


def test_the_api_form_is_held_to_the_escaping_and_to_the_post() -> None:
    little = (
        "The mill (in Almvik) warms a town\\-wide net.\n\n• Heat \\<b\\>twice\\</b\\> over the whole town.\n"
    )
    assert [(f.line, f.rule) for f in check_api(little, Check())] == [
        (1, "escape"), (1, "escape"), (1, "escape"), (3, "html"),
    ]  # fmt: skip


def test_a_request_is_read_as_json() -> None:
    assert [f.rule for f in check_request("{", Check())] == ["json"]
    assert [f.rule for f in check_request('{"commentary": 1, "content": 2}', Check())] == ["json"]
    lacking = '{"commentary": "The mill warms a town.", "content": {"article": {"title": "Heat"}}}'
    assert [f.reason for f in check_request(lacking, Check())] == ["the article has no source"]


def test_an_article_for_the_editor_is_checked_for_what_gets_lost() -> None:
    table = "<h1>Heat</h1>\n<table><tr><td>1</td></tr></table>\n"
    assert {(f.line, f.rule) for f in check_article(table, Check(), html=True)} == {(2, "dropped")}
    long = f"# {'very ' * 30}long\n\n| a | b |\n"
    assert [(f.line, f.rule) for f in check_article(long, Check(), html=False)] == [
        (1, "headline"),
        (3, "dropped"),
    ]
    assert [f.rule for f in check_article("<p>x</p>", Check(), html=True)] == ["headline"]


@pytest.mark.parametrize(
    ("name", "rule"),
    [("post.api.txt", "escape"), ("post.txt", ""), ("article.html", "headline"), ("post.json", "json")],
)
def test_a_file_is_read_as_its_name_says(name: str, rule: str) -> None:
    found = {f.rule for f in check_file(name, "The mill (in Almvik) warms a town.\n", Check())}
    assert found == ({rule} if rule else set())


def test_what_cannot_be_seen_is_mended() -> None:
    assert fixed("The 𝗺𝗶𝗹𝗹\u200b 𝟭𝟮 Ⓜ m̶i̶l̶l\r\nnext 🚀 CO₂ ﬁn") == "The mill 12 M mill\nnext 🚀 CO₂ ﬁn"


def test_findings_are_printed_as_compilers_do() -> None:
    (line,) = summary(check_post("", Check()), "post.txt")
    assert line == "post.txt:1: empty: there is no text"
