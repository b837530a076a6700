"""newsroom/freshness.py: what makes an article due, and what does not."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from nights import night, prepare, statuses

from pipeline.nightly.account import NightReport

MANNERS: list[dict[str, Any]] = [
    {"translate": {"threads": 7}},
    {"speech": {"workers": 5}},
    {"fetch": {"timeout": 3.0, "requests_per_second": 9.0, "retries": 0}},
    {"models": {"retries": 9}},
    {"cache": {"max_bytes": 10**9}},
    {"nightly": {"workers": 3, "patience": 60.0, "limit": 2, "quarantine_after": 9}},
]
TERMS = "term\tkeep\nheat\tkeep\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    prepare(tmp_path, 1)
    (tmp_path / "glossary.tsv").write_text(TERMS, encoding="utf-8")
    assert statuses(told(tmp_path)) == ["made"]
    return tmp_path


def told(folder: Path, glossary: str = "glossary.tsv", **flags: Any) -> NightReport:
    """One night of one Swedish translation; `flags` as in publish.toml."""
    translate = {"engine": "toy", "glossary": str(folder / glossary), **flags.pop("translate", {})}
    speech = {
        "voices": {"sv": ["tone-sv"]},
        "voice_folders": [str(folder / "voices")],
        **flags.pop("speech", {}),
    }
    return night(folder, languages=["sv"], translate=translate, speech=speech, **flags)


def was_weighed_as_due(report: NightReport) -> bool:
    """Only what a worker looked at has editions in the report, even if it then found them all as they were."""
    return bool(report.articles[0].editions)


def test_what_says_how_fast_or_how_politely_remakes_nothing(folder: Path) -> None:
    for flags in MANNERS:
        assert statuses(told(folder, **flags)) == ["unchanged"], flags


def test_the_same_glossary_and_an_empty_memory_elsewhere_remake_nothing(folder: Path) -> None:
    shutil.copy(folder / "glossary.tsv", folder / "moved.tsv")
    report = told(folder, "moved.tsv", translate={"memory": str(folder / "other.sqlite")})
    assert statuses(report) == ["unchanged"]


@pytest.mark.parametrize(
    "flags",
    [{"translate": {"beam": 2}}, {"audio": {"bitrate": 96}}, {"outputs": {"feed_title": "News"}}],
    ids=" ".join,
)
def test_a_setting_that_shapes_a_publication_makes_it_due(folder: Path, flags: dict[str, Any]) -> None:
    assert was_weighed_as_due(told(folder, **flags))


def test_what_a_glossary_says_makes_it_due(folder: Path) -> None:
    (folder / "glossary.tsv").write_text(TERMS + "Works\tkeep\n", encoding="utf-8")
    assert was_weighed_as_due(told(folder))
