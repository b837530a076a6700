"""British or American English, and figures as English writes them: no value ever changes."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Article, Block, BlockKind, Mark, MarkKind, Origin
from pipeline.outputs.linkedin.english import English, Manner, localised, manner_of, spellings, written
from pipeline.outputs.linkedin.figures import figures, unknown

BRITISH, AMERICAN = Manner(English.BRITISH), Manner(English.AMERICAN)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        (
            "The colour of aluminium fibres at the theatre centre",
            "The color of aluminum fibers at the theater center",
        ),
        ("They organise, analyse and modernise labour", "They organize, analyze and modernize labor"),
        ("modelling travelled, fuelled and cancelled", "modeling traveled, fueled and canceled"),
        ("Favourite catalogues of the neighbourhood", "Favorite catalogs of the neighborhood"),
        ("enrolment and fulfilment need defence", "enrollment and fulfillment need defense"),
        ("five kilometres and 40 litres", "five kilometers and 40 liters"),
        ("grey moulds, ploughs and sceptics", "gray molds, plows and skeptics"),
        ("a labour-saving programme", None),
        ("on 6 August 2025", "on August 6, 2025"),
        ("from 1 September", "from September 1"),
        ("a plan – he said – that works", "a plan—he said—that works"),
    ],
)
def test_each_variety_is_written_from_the_other(british: str, american: str | None) -> None:
    if american:
        assert written(british, AMERICAN) == american
        assert written(american, BRITISH) == british
    assert written(british, BRITISH) == british


@pytest.mark.parametrize(
    "text",
    [
        "a computer program meters the gas; tires tire drivers; check the story, license to practice",
        "Labor Day at Rockefeller Center, the Department of Defense and Pearl Harbor",
        "The World Health Organization, color.js and https://a.example/color/center",
        "advertise, exercise, surprise and revise the size of the prize in four hours",
        "between 6 and 8 August, or 6–8 August",
        "At 6.40 a.m. the 7.52 left, 3-4 times, on 2025-08-06 and 1990-95",
        "an inch is 1\" and 2' is two feet",
    ],
)
def test_what_is_right_in_british_english_too_stays(text: str) -> None:
    assert written(text, BRITISH) == text


@pytest.mark.parametrize("word", ["programme", "metre", "tyre", "cheque", "storey", "licence"])
def test_some_words_turn_american_only(word: str) -> None:
    assert word in spellings(English.AMERICAN)
    assert word not in spellings(English.BRITISH).values()


def test_a_number_of_meters_is_metric() -> None:
    assert written("It is 5 meters deep, 30 cubic meters, with a water meter.", BRITISH) == (
        "It is 5 metres deep, 30 cubic metres, with a water meter."
    )


@pytest.mark.parametrize(
    ("left", "lang", "english"),
    [
        ("The deal is worth 188 miljarder euro.", "sv", "The deal is worth €188 billion."),
        ("It fell by 28,1 procent.", "sv", "It fell by 28.1 percent."),
        ("They cost 104 058 dollars.", "sv", "They cost $104,058."),
        ("They cost 104\u00a0058 dollar in 2024.", "sv", "They cost $104,058 in 2024."),
        ("A loan of 3,4 Mio. Euro and 1.234.567 parts", "de", "A loan of €3.4 million and 1,234,567 parts"),
        ("Output rose to 1.234,5 tonnes.", "de", "Output rose to 1,234.5 tonnes."),
        ("54 por cento of 5 200 panels", "pt", "54 percent of 5,200 panels"),
        ("188 billion euros for 27 people", "de", "€188 billion for 27 people"),
    ],
)
def test_a_machine_translations_left_overs_become_english(left: str, lang: str, english: str) -> None:
    assert written(left, Manner(English.BRITISH, lang)) == english


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("1.234 parts", "de"),  # 1,234, or 1.234 as the model already wrote it
        ("In 2024 300 people came.", "sv"),
        ("1,234 parts and 12,500 tonnes and 2.5 litres", "sv"),
        ("104 058 dollars", "de"),
        ("5 euro cents in the euro zone", "de"),
        ("the 5-euro-note of 12 Australian dollars", "sv"),
    ],
)
def test_what_can_be_read_in_two_ways_stays(text: str, lang: str) -> None:
    assert written(text, Manner(English.BRITISH, lang)) == text


def test_a_persons_figures_are_left_alone() -> None:
    text = "It costs 188 billion euros, or 28,1 percent."
    assert written(text, BRITISH) == text
    article = Article("T", "en", (Block(BlockKind.PARAGRAPH, text),), origin=Origin.VERSION, source_lang="sv")
    assert manner_of(article, "british") == BRITISH


numbers = st.integers(1, 10**12)


@given(
    numbers,
    st.sampled_from(["sv", "de", "pt", "fr"]),
    st.sampled_from(["", " procent", " euro", " dollars", " tonnes"]),
)
def test_grouped_numbers_keep_their_value(number: int, lang: str, unit: str) -> None:
    grouped = f"{number:,}".replace(",", "\u00a0")
    assert figures(written(f"It is {grouped}{unit} now.", Manner(English.BRITISH, lang))) == {Decimal(number)}


@given(st.integers(0, 999), st.integers(0, 99), st.sampled_from(["sv", "de", "pt"]))
def test_decimals_keep_their_value(whole: int, part: int, lang: str) -> None:
    out = written(f"It is {whole},{part} percent now.", Manner(English.BRITISH, lang))
    assert figures(out) == {Decimal(f"{whole}.{part}").normalize()}


@given(st.text(), st.sampled_from(English))
def test_any_text_is_written_once_and_for_all(text: str, english: English) -> None:
    once = written(text, Manner(english, "sv"))
    assert written(once, Manner(english, "sv")) == once


@given(st.text(alphabet="0123456789 .,-–\u00a0€$%m"))
def test_no_digit_is_lost_or_made(text: str) -> None:
    out = written(text, Manner(English.AMERICAN, "sv"))
    assert re.sub(r"\D", "", out) == re.sub(r"\D", "", text)


def test_quotes_become_typographic_where_each_has_its_partner() -> None:
    assert written('"Yes," he said, "and no." It\'s Jonas\' idea.', BRITISH) == (
        "“Yes,” he said, “and no.” It’s Jonas’ idea."
    )
    assert written("„Ja“, »nein« and «non»", BRITISH) == "“Ja”, “nein” and “non”"
    assert written('a stray " mark', BRITISH) == 'a stray " mark'


def test_marks_stay_on_their_words_and_code_stays_as_it_is() -> None:
    text = "The colour centre on 6 August 2025, says colour()."
    marks = (
        Mark(MarkKind.STRONG, 4, 10),
        Mark(MarkKind.LINK, 21, 34, "https://a.example/"),
        Mark(MarkKind.CODE, 41, 49),
    )
    (block,) = localised(
        Article("T", "en", (Block(BlockKind.PARAGRAPH, text, marks=marks),)), AMERICAN
    ).blocks
    assert block.text == "The color center on August 6, 2025, says colour()."
    assert [block.text[m.start : m.end] for m in block.marks] == ["color", "August 6, 2025", "colour()"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("€1.2m and 1.2 million", ["1200000"]),
        ("£74,000 in 2022", ["74000", "2022"]),
        ("188 bn, 3 thousand, 5k", ["188000000000", "3000", "5000"]),
        ("5 200 panels at 0.28 mm", ["5200", "0.28"]),
        ("5 metres and 4 months", ["5", "4"]),
        ("H2O and A4", []),
    ],
)
def test_figures_are_read_by_value(text: str, values: list[str]) -> None:
    assert figures(text) == {Decimal(v).normalize() for v in values}


def test_figures_that_a_source_lacks_are_named() -> None:
    source = "It cost €1.2m and 12,500 tonnes on 6 August 2025."
    assert unknown("It cost 1,200,000 and 12 500 on August 6", source) == []
    assert unknown("It cost €1.3m and 12,600 tonnes", source) == ["1.3", "12,600"]
