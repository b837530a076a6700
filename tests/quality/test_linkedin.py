"""The choice of sentences for LinkedIn, measured on our labelled articles; and every post of ours, held to the rules."""

from __future__ import annotations

import importlib.util
import re
import statistics
import sys
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Literal

import pytest

from pipeline import extract, sources
from pipeline.document import Article, Origin
from pipeline.markdown import from_markdown
from pipeline.outputs.linkedin import Role, make_texts, ranking
from pipeline.outputs.linkedin.lint import Check, check_api, check_article, check_post, check_request
from pipeline.outputs.linkedin.sentence import sentences
from pipeline.outputs.linkedin.standing import leans, without_connective
from pipeline.sentences import split
from pipeline.settings import Fetch, LinkedIn

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["linkedin"]
SAMPLE = "input/sample.en.html"
OURS = [
    SAMPLE,
    *sorted(f"tests/quality/articles/{p.name}" for p in (HERE / "articles").glob("en-*.md")),
    *sorted(f"tests/quality/linkedin/{p.name}" for p in (HERE / "linkedin").glob("??-*.md")),
]


@cache
def benchmark() -> ModuleType:
    """The script that fits the ranking, so that the gate measures what was fitted."""
    spec = importlib.util.spec_from_file_location("linkedin_benchmark", ROOT / "tests/benchmarks/linkedin.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@cache
def article(name: str) -> Article:
    page = sources.load(str(ROOT / name), Fetch(), offline=True)
    return extract.extract(page, {}).article if name == SAMPLE else from_markdown(page.data.decode())


def test_key_points_are_picked_better_than_by_place_or_by_textrank() -> None:
    """R-precision of fits that have not seen the article, over all labelled articles (four languages)."""
    script = benchmark()
    data = list(script.labelled())
    assert len(data) >= FLOORS["articles"]
    ours = statistics.mean(script.held_out(data))
    others = {
        name: statistics.mean(script.r_precision(one, method(one)) for one in data)
        for name, method in {"lead": script.lead, "TextRank": script.textrank}.items()
    }
    longest = statistics.mean(script.r_precision(one, script.longest(one)) for one in data)
    assert ours >= FLOORS["r_precision"]
    assert ours > max(others.values()) + FLOORS["ahead"]
    assert ours > longest


def test_the_shipped_weights_are_those_of_the_fit() -> None:
    script = benchmark()
    fitted = script.fit(list(script.labelled()))
    assert dict(ranking.weights()) == pytest.approx(fitted, abs=0.002)


def test_sentences_that_lean_on_others_are_told_from_those_that_stand() -> None:
    rows = [line.split("\t") for line in (HERE / "standing.tsv").read_text(encoding="utf-8").splitlines()]
    verdicts = [(label, _stands(text)) for label, text in rows]
    let_in = [stands for label, stands in verdicts if label == "leans"]
    kept = [stands for label, stands in verdicts if label == "alone"]
    assert 1 - statistics.mean(let_in) >= FLOORS["leaning_found"]
    assert statistics.mean(kept) >= FLOORS["standing_kept"]


def _stands(text: str) -> bool:
    """Without what is around it; a connective that would be left out counts as leaning here."""
    found = sentences(from_markdown(text))
    return bool(found) and not without_connective(text) and not leans(text, found[0])


@pytest.mark.parametrize("style", ["brief", "full"])
@pytest.mark.parametrize("name", OURS)
def test_a_post_of_ours_holds_every_rule_and_is_traced(name: str, style: Literal["brief", "full"]) -> None:
    english, wanted = article(name), LinkedIn(style=style)
    texts, files = make_texts(english, wanted)
    check = Check.of(wanted, english)
    assert check_post(files["post.txt"], check) == []
    assert check_api(files["post.api.txt"], check) == []
    assert check_request(files["post.json"], check) == []
    doubtful = [
        *check_article(files["article.html"], check, html=True),
        *check_article(files["article.md"], check, html=False),
    ]
    assert {f.reason for f in doubtful if "in two ways" not in f.reason} == set()
    roles = [one.role for one in texts.sentences]
    assert roles[0] is Role.HOOK
    assert roles.count(Role.POINT) >= 3
    assert roles[-1] is Role.CLOSING
    ids = [
        f"b{b}-{i}"
        for b, block in enumerate(english.blocks)
        for i in range(len(split(block.text, english.lang)))
    ]
    for one in texts.sentences:
        assert one.source == english.blocks[one.block].text[one.start : one.end]
        assert set(one.segments) <= set(ids)
        assert one.segments
        if english.origin is Origin.ORIGINAL:
            assert _letters(one.text) == _letters(one.source)


@pytest.mark.parametrize("name", [name for name in OURS if "/linkedin/" in name])
def test_figures_left_in_the_source_notation_keep_their_value(name: str) -> None:
    """Worked out anew and simply: digits alone, decimal signs as points, groups closed."""
    english = article(name)
    for one in make_texts(english, LinkedIn())[0].sentences:
        assert _numbers(one.text, ".", ",") == _numbers(one.source, ",", ". \u00a0")
        assert not {"Mio.", "miljoner", "miljarder", "Prozent", "procent"} & set(one.text.split())


def _numbers(text: str, decimal: str, groups: str) -> list[str]:
    found = re.findall(r"\d{1,3}(?:[., \u00a0]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?", text)
    closed = [re.sub(f"(?<=\\d)[{re.escape(groups)}](?=\\d{{3}})", "", number) for number in found]
    return [number.replace(decimal, ".") for number in closed]


def _letters(text: str) -> str:
    """British texts are only made typographic: no letter and no digit changes."""
    return "".join(c for c in text.casefold() if c.isalnum())
