"""nightly/status.py: what a person asks in the morning."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

from reports import REPORT

from pipeline.batch import locked
from pipeline.nightly import filing
from pipeline.nightly.quarantine import Quarantine
from pipeline.nightly.status import standing, to_json, to_text
from pipeline.settings import Nightly, Settings


def place(folder: Path) -> Settings:
    return Settings(output=folder, nightly=Nightly(quarantine_after=1))


def test_before_the_first_run(tmp_path: Path) -> None:
    text = to_text(standing(place(tmp_path)))
    assert text.splitlines()[0] == "last run: none yet"
    assert "publish nightly schedule" in text


def test_the_last_run_what_failed_and_what_is_in_quarantine(tmp_path: Path) -> None:
    filing.file(REPORT, filing.free_path(filing.folder(place(tmp_path)), REPORT))
    Quarantine(tmp_path, 1, date(2026, 11, 24)).failed("c.html", "k", "it holds no text")
    found = standing(place(tmp_path), "every night at 02:00")
    text = to_text(found)
    assert "last run: 2026-11-24 02:00 UTC, 1 made" in text
    assert "next run: every night at 02:00" in text
    assert "d.html: No article text was found." in text
    assert "c.html: 1 nights since 2026-11-24: it holds no text" in text
    document = json.loads(to_json(found))
    assert [article["source"] for article in document["last"]["articles"]] == ["a.html", "d.html"]


def test_a_run_at_work_and_one_that_was_killed_are_told_apart(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert f"at work now: process {os.getpid()}" in to_text(standing(place(tmp_path)))
        left = (tmp_path / ".run.json").read_text()
    (tmp_path / ".run.json").write_text(left.replace(str(os.getpid()), str(2**22 + 1)))
    assert "killed: the run of process" in to_text(standing(place(tmp_path)))
