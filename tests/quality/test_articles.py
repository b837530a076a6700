"""Our own articles are fit to measure with: picked sentences are verbatim, and not simply the first ones."""

from __future__ import annotations

import statistics
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from pipeline import sources
from pipeline.document import PageKind
from pipeline.settings import Fetch

ARTICLES = sorted(
    path for path in (Path(__file__).parent / "articles").glob("*.md") if path.name != "README.md"
)


def body_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2]


def picked(path: Path) -> tuple[str, list[str]]:
    label = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    return label["hook"], label["key_points"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_what_a_person_picked_is_in_the_article_in_its_order(path: Path) -> None:
    hook, points = picked(path)
    places = [body_of(path).find(point) for point in points]
    assert 3 <= len(points) <= 5
    assert hook in points
    assert places == sorted(places)
    assert min(places) >= 0


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_an_article_is_read_as_markdown(path: Path) -> None:
    page = sources.load(str(path), Fetch(), offline=True)
    assert page.kind is PageKind.MARKDOWN
    assert 120 <= len(body_of(path).split()) <= 350


def test_the_point_is_seldom_at_the_top() -> None:
    depths = [body_of(path).find(picked(path)[0]) / len(body_of(path)) for path in ARTICLES]
    assert statistics.median(depths) > 0.3


def test_every_language_has_its_share() -> None:
    counts = Counter(path.name[:2] for path in ARTICLES)
    assert counts["en"] >= 14
    assert min(counts["de"], counts["sv"]) >= 8
    assert counts["pt"] >= 5
