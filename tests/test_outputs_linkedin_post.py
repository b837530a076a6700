"""A post out of any text: valid by the linter's own rules, every sentence traced to its source."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.document import Article, Block, BlockKind, Origin
from pipeline.markdown import from_markdown
from pipeline.outputs.linkedin import Role, make_texts, write_linkedin
from pipeline.outputs.linkedin.clean import units
from pipeline.outputs.linkedin.lint import (
    Check,
    check_api,
    check_article,
    check_file,
    check_post,
    check_request,
)
from pipeline.outputs.linkedin.post import make_post, web_address
from pipeline.settings import LinkedIn

PLAIN = LinkedIn()
FILES = ("post.txt", "post.api.txt", "post.json", "article.html", "article.md")
SENTENCES = (
    "The mill in Almby saves 40 percent of its water.",
    "It cost €3m.",
    "However, Anna Berg of Kvarn (a maker of [sieves]) sold 1,200 machines in 2024.",
    "“We doubled it,” says Anna Berg. “Nobody noticed.”",
    "He left.",
    "Read more at https://a.example/x_y?z=1 and subscribe!",
    "𝗕𝗼𝗹𝗱 claims need *proof*, <b>always</b> & everywhere; see #steel.",
    "Why does nobody measure the heat of a river?",
    "By 2030, half of the 19 towns will heat with what is wasted today.",
    "188 miljarder euro och inte mer\u200b.",
    "A single furnace now needs 12,5 percent less gas \u0007than in 2019.",
)


def article(
    *paragraphs: str, title: str = "Heat from the river", url: str = "https://a.example/heat"
) -> Article:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in paragraphs)
    return Article(title=title, lang="en", blocks=blocks, url=url)


def sound(english: Article, wanted: LinkedIn = PLAIN) -> None:
    """Whatever came in, what goes out holds every rule; only a text with nothing to say stays empty."""
    texts, files = make_texts(english, wanted)
    check = Check.of(wanted, english)
    if texts.sentences:
        found = [
            *check_post(files["post.txt"], check),
            *check_api(files["post.api.txt"], check),
            *check_request(files["post.json"], check),
        ]
        assert [f for f in found if f.rule != "hook-weak"] == []
    assert units(files["post.txt"]) <= 3000
    for one in texts.sentences:
        whole = english.title if one.block < 0 else english.blocks[one.block].text
        assert one.source == whole[one.start : one.end]
        assert one.text in texts.post


kinds = st.sampled_from(
    [BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.CODE]
)
lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\t")) | st.lists(
    st.sampled_from(SENTENCES), min_size=1, max_size=6
).map(" ".join)
articles = st.builds(
    Article,
    title=lines,
    lang=st.just("en"),
    blocks=st.lists(st.builds(Block, kinds, lines.map(lambda t: " ".join(t.split()))), max_size=8).map(tuple),
    url=st.sampled_from(["", "https://a.example/x_(y)", "javascript:alert(1)", "https://a.example/ b"]),
    origin=st.sampled_from(Origin),
    source_lang=st.sampled_from(["", "sv", "de"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles, st.sampled_from(["british", "american"]), st.integers(0, 5))
def test_any_text_gives_a_valid_post(
    english: Article, variety: Literal["british", "american"], tags: int
) -> None:
    sound(english, LinkedIn(english=variety, hashtags=tags))


@settings(max_examples=60, deadline=None)
@given(articles)
def test_any_text_gives_an_article_that_the_editor_keeps(english: Article) -> None:
    _, files = make_texts(english, PLAIN)
    faults = {f.rule for f in check_article(files["article.html"], Check(), html=True)}
    assert faults <= {"foreign", "headline"} if not english.title.strip() else faults <= {"foreign"}


def test_the_parts_of_a_post_stand_in_their_order() -> None:
    texts, _ = make_texts(article(*SENTENCES), LinkedIn(hashtags=2))
    roles = [one.role for one in texts.sentences]
    assert roles == sorted(roles, key=[Role.HOOK, Role.POINT, Role.CLOSING].index)
    assert texts.post.rstrip().endswith("https://a.example/heat")
    assert all(line.startswith("• ") for line in texts.post.split("\n\n")[1 : 1 + roles.count(Role.POINT)])


def test_sentences_that_lean_on_others_are_left_out() -> None:
    post = make_post(article(*SENTENCES), PLAIN).plain
    assert "He left" not in post
    assert "subscribe" not in post
    assert "claims need" not in post


def test_a_leaning_sentence_may_come_with_the_one_it_leans_on() -> None:
    text = "An orange arm has been standing at a press in Rochdale. It costs £9.40 an hour, half of what a temp would cost."
    post = make_post(article(text), PLAIN)
    assert [one.text for one in post.sentences] == [text]


def test_a_connective_is_left_out_and_the_trace_says_so() -> None:
    post = make_post(article("But the harbour got a battery of its own for €3m in 2024."), PLAIN)
    (hook,) = post.sentences
    assert hook.text.startswith("The harbour")
    assert hook.start == len("But ")


def test_a_quotation_is_kept_with_its_end() -> None:
    quote = "“The machine tells you what will break,” says Hamid Razavi of Millstone. “You still need somebody with arms.”"
    assert quote in make_post(article(quote), PLAIN).plain


def test_the_title_opens_where_no_sentence_fits_a_phone() -> None:
    long = f"The mill in Almby {'and its sister mill in Berga ' * 6}saved 40 percent of the water in 2024."
    texts, _ = make_texts(article(long), PLAIN)
    assert texts.sentences[0].text == "Heat from the river"
    assert texts.sentences[0].block == -1
    assert any("title opens" in note for note in texts.notes)


def test_a_brief_post_has_three_points_at_most() -> None:
    many = [
        "A foundry in Almby melts 40 percent of its steel with power from the river.",
        "The paper mill next door sold €3m worth of steam to a laundry.",
        "Copper wire became 12 percent cheaper while brass doubled in price.",
        "Half of the 19 towns along the coast heat their schools with wood chips.",
        "Two glass works closed in 2024 because nobody wanted green bottles any more.",
        "An apprentice earns €1,150 a month, which is more than a trainee nurse gets.",
        "Ships under 24 metres may dock for nothing between midnight and six.",
        "A single crane lifts 600 containers a day without a person in its cabin.",
    ]
    points = {
        style: sum(
            one.role is Role.POINT for one in make_post(article(*many), LinkedIn(style=style)).sentences
        )
        for style in ("brief", "full")
    }
    assert points["brief"] == 3
    assert 4 <= points["full"] <= 5


def test_a_post_is_never_longer_than_linkedin_takes() -> None:
    link = f"https://a.example/{'x' * 2990}"
    assert units(make_post(article(*SENTENCES), LinkedIn(link=link)).plain) <= 3000


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "a.example",
        "https://",
        "https://a.example/ b",
        "http://[",
        "mailto:a@b.example",
    ],
)
def test_only_web_addresses_are_linked(link: str) -> None:
    assert web_address(link) == ""
    assert link not in make_post(article(*SENTENCES, url=""), LinkedIn(link=link)).plain


def test_a_configured_link_wins() -> None:
    post = make_post(article(*SENTENCES), LinkedIn(link="https://b.example/?utm_source=in"))
    assert post.plain.rstrip().endswith("https://b.example/?utm_source=in")
    assert post.little.rstrip().endswith("https://b.example/?utm%5Fsource=in")


def test_the_files_are_written_and_the_report_can_hold_the_texts(tmp_path: Path) -> None:
    texts = write_linkedin(article(*SENTENCES), tmp_path / "linkedin", PLAIN)
    assert {path.name for path in (tmp_path / "linkedin").iterdir()} == set(FILES)
    assert (tmp_path / "linkedin" / "post.txt").read_text(encoding="utf-8") == texts.post
    assert msgspec.to_builtins(texts)["sentences"][0]["role"] == "hook"
    for name in FILES:
        content = (tmp_path / "linkedin" / name).read_text(encoding="utf-8")
        rules = {f.rule for f in check_file(name, content, Check())}
        assert rules <= ({"foreign"} if name.startswith("article") else set())


def test_the_request_shares_the_article() -> None:
    english = from_markdown(
        "---\ntitle: Heat (and more)\nlang: en\nurl: https://a.example/heat\nimage: lead.jpg\ndescription: What a river_can do.\n---\n\nThe mill in Almby saves 40 percent (a lot) of its water.\n"
    )
    _, files = make_texts(english, PLAIN)
    body = msgspec.json.decode(files["post.json"])
    assert body["content"]["article"] == {
        "source": "https://a.example/heat",
        "title": "Heat (and more)",
        "description": "What a river_can do.",
        "thumbnail": "https://a.example/lead.jpg",
    }
    assert "\\(a lot\\)" in body["commentary"]


def test_a_machine_translation_is_named_in_the_notes_and_under_the_article() -> None:
    english = Article(
        title="Heat",
        lang="en",
        blocks=(Block(BlockKind.PARAGRAPH, "Wood is bought by the mill in Almby."),),
        origin=Origin.MACHINE,
        source_lang="sv",
    )
    texts, files = make_texts(english, PLAIN)
    assert "This text is a machine translation from Swedish." in texts.notes
    assert "machine translation from Swedish" in files["article.html"]
