"""What is kept of a publication for the library and the feeds."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import publications
import pytest

from pipeline.document import Block, BlockKind, Origin
from pipeline.errors import OutputError
from pipeline.outputs.listing import SUMMARY_CHARACTERS, Listing, dated, read_listings, summary

MADE = publications.publication()
LISTING = Listing.of(MADE)


def test_it_holds_every_language_and_recording() -> None:
    assert [t.lang for t in LISTING.texts] == ["en", "de", "sv"]
    assert [s.voice for s in LISTING.texts[1].sounds] == ["thorsten", "de-clear"]
    assert LISTING.texts[1].origin is Origin.MACHINE
    assert LISTING.published == date(2026, 3, 14)
    assert sum(len(t.sounds) for t in LISTING.texts) == len(MADE.editions)


def test_a_language_whose_recording_failed_is_still_listed() -> None:
    silent = replace(MADE, editions=())
    assert [t.sounds for t in Listing.of(silent).texts] == [(), (), ()]


def test_it_survives_the_report() -> None:
    assert msgspec.json.decode(msgspec.json.encode(LISTING), type=Listing) == LISTING


def test_the_summary_is_the_description_or_the_first_paragraph() -> None:
    text = MADE.texts[0]
    assert summary(text) == text.blocks[0].text
    assert summary(replace(text, description="In short.")) == "In short."
    assert summary(replace(text, blocks=())) == ""


def test_a_long_summary_is_cut_at_a_word() -> None:
    long = Block(BlockKind.PARAGRAPH, "word " * 100 + "end")
    cut = summary(replace(MADE.texts[0], blocks=(long,)))
    assert len(cut) <= SUMMARY_CHARACTERS + 2
    assert cut.endswith("word …")


def keep(output: Path, listing: Listing) -> None:
    folder = output / listing.slug
    folder.mkdir()
    (folder / "report.json").write_bytes(
        msgspec.json.encode({"schema": 1, "listing": listing, "editions": []})
    )


def test_listings_are_read_back_newest_first(tmp_path: Path) -> None:
    older = replace(LISTING, slug="older", published=date(2020, 1, 1))
    undated = replace(LISTING, slug="a-undated", published=None, modified=None)
    for one in (undated, older, LISTING):
        keep(tmp_path, one)
    (tmp_path / "half").mkdir()
    assert read_listings(tmp_path) == (LISTING, older, undated)


def test_a_report_without_a_listing_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "failed").mkdir()
    (tmp_path / "failed" / "report.json").write_text('{"schema": 1}', encoding="utf-8")
    assert read_listings(tmp_path) == ()


def test_a_broken_report_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "report.json").write_text("{", encoding="utf-8")
    with pytest.raises(OutputError, match=r"a.report\.json.*publish that article again"):
        read_listings(tmp_path)


def test_an_undated_article_takes_the_date_of_its_recording(tmp_path: Path) -> None:
    undated = replace(LISTING, published=None, modified=None)
    sound = tmp_path / undated.slug / undated.texts[0].sounds[0].file
    sound.parent.mkdir(parents=True)
    sound.write_bytes(b"sound")
    os.utime(sound, (1_700_000_000, 1_700_000_000))
    found = dated([undated, LISTING], tmp_path)
    assert [one.published for one in found] == [date(2023, 11, 14), LISTING.published]
