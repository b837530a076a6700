"""What a model does not get to see, and what stands there afterwards."""

from __future__ import annotations

import pytest

from pipeline.glossary import parse
from pipeline.translate import masks, preparation, protect
from pipeline.translate.casing import learn
from pipeline.translate.masks import SHAPES, Item, Style, Token, mask, unmask
from pipeline.translate.protect import Firmness, Job

GLOSSARY = parse("term\tfrom\tkeep\tde\nXpert.Digital\t\tkeep\t\nheat pump\ten\t\tWärmepumpe\n")


def through(text: str, job: Job, firmness: Firmness = Firmness.GENTLE) -> str | None:
    """What a model that copies every word would make of `text`."""
    ready = preparation.prepare(text, job, firmness, SHAPES[0])
    return preparation.finish(ready, ready.masked.text, job)


def sent(text: str, job: Job, firmness: Firmness = Firmness.GENTLE) -> str:
    return preparation.prepare(text, job, firmness, SHAPES[0]).masked.text


@pytest.mark.parametrize("firmness", [Firmness.GENTLE, Firmness.FIRM])
@pytest.mark.parametrize(
    "part",
    [
        "info@example.org", "https://example.org/a?b=1.2", "www.example.org/a", "@rostval", "#hydrogen", "🚀", "👩‍🔧",
        "CO₂", "Gävle", "Xpert.Digital", "H2-350B",
    ],
)  # fmt: skip
def test_what_must_stay_comes_back_as_it_was(part: str, firmness: Firmness) -> None:
    text = f"We saw {part} on the way."
    assert through(text, Job("en", "pt", GLOSSARY), firmness) == text


@pytest.mark.parametrize("part", ["info@example.org", "🚀", "#hydrogen", "CO₂", "Gävle"])
def test_what_models_spoil_is_not_shown_to_them(part: str) -> None:
    assert part not in sent(f"We saw {part} on the way.", Job("en", "pt"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It cost $188bn.", "It cost 188 billion dollars."),
        ("It cost €3.5m.", "It cost 417 million euros."),
        ("It starts at 3.30 p.m. sharp.", "It starts at 15:30 sharp."),
        ("Ignore 36 percent of them.", "Ignore 36 percent of them."),
        ("“Yes,” it’s he.", '"Yes," it\'s he.'),
        ("• Wages rose.", "Wages rose."),
        ("THE PLANT IS CLOSED.", "The plant is closed."),
    ],
)
def test_signs_are_put_into_words(text: str, shown: str) -> None:
    assert sent(text, Job("en", "pt")) == shown


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("de", "It weighs 1.600,5 kg at −4,5 °C."),
        ("sv", "It weighs 1\u00a0600,5 kg at −4,5\u00a0°C."),
        ("pt", "It weighs 1.600,5 kg at −4,5\u00a0°C."),
    ],
)
def test_numbers_are_set_in_the_targets_notation(target: str, expected: str) -> None:
    got = through("It weighs 1,600.5 kg at –4.5 °C.", Job("en", target))
    assert got is not None
    assert got.replace("\u00a0°", " °") == expected.replace("\u00a0°", " °")


def test_a_term_is_written_as_the_glossary_says() -> None:
    assert through("Every heat pump helps.", Job("en", "de", GLOSSARY)) == "Every Wärmepumpe helps."


def test_firmly_every_figure_date_and_name_is_taken_out() -> None:
    text = "On 6 August 2025 Ms. Lindqvist sold 36 of 188 for $5bn."
    shown = sent(text, Job("en", "de"), Firmness.FIRM)
    assert not any(part in shown for part in ("August", "Lindqvist", "188", "$"))
    assert (
        through(text, Job("en", "de"), Firmness.FIRM)
        == "On 6. August 2025 Ms. Lindqvist sold 36 of 188 for 5 Milliarden Dollar."
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("um 417 e Zq1.", "um 1,5 e Gävle."),
        ("um 417 e zq1.", "um 1,5 e Gävle."),
        ("um 417 só.", None),
        ("um 417 e Zq1 Zq1.", None),
        ("um 4170 e Zq1.", None),
        ("um 417 e Zq12.", None),
    ],
)
def test_masks_come_back_once_each_or_the_attempt_is_void(said: str, expected: str | None) -> None:
    assert unmask(said, [Token("417", "1,5"), Token("Zq1", "Gävle")]) == expected


def test_masks_are_words_that_the_text_does_not_have() -> None:
    made = mask("X1 met 417 men in Gävle", [Item(18, 23, "Gävle", Style.NAME)], SHAPES[0])
    assert made.tokens == (Token("X2", "Gävle"),)
    figure = mask("417 and 1.5", [Item(8, 11, "1,5", Style.FIGURE)], SHAPES[0])
    assert figure.tokens == (Token("583", "1,5"),)


def test_more_figures_than_numbers_fall_back_on_names() -> None:
    text = " ".join("1.5" for _ in range(30))
    items = [Item(4 * n, 4 * n + 3, "1,5", Style.FIGURE) for n in range(30)]
    made = mask(text, items, SHAPES[0])
    assert len({token.sent for token in made.tokens}) == 30
    assert unmask(made.text, made.tokens) == text.replace(".", ",")


def test_capitals_come_back_and_names_keep_their_letters() -> None:
    book = learn(["The works in Gävle and at NATO are new."])
    job = Job("en", "pt", book=book)
    assert sent("THE WORKS IN GÄVLE AND NATO", job) == "The works in Gavle and NATO"
    assert through("THE WORKS IN GÄVLE AND NATO", job) == "THE WORKS IN GÄVLE AND NATO"


def test_title_case_is_lowered_in_headings_alone() -> None:
    heading = "Energy and Climate: The Way Forward"
    assert (
        sent(heading, Job("en", "pt", headings=frozenset([heading]))) == "Energy and climate: the way forward"
    )
    assert sent(heading, Job("en", "pt")) == heading


def test_addresses_are_found_with_their_ends() -> None:
    text = "See (www.example.org/a), write to a.b@example.com. Or https://example.org!"
    assert protect.addresses(text) == ["www.example.org/a", "a.b@example.com", "https://example.org"]


def test_a_shape_can_have_no_numbers() -> None:
    assert masks.mask("1.5", [Item(0, 3, "1,5", Style.FIGURE)], SHAPES[1]).text == "Zq1"
