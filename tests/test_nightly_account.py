"""nightly/account.py, summary.py, page.py, filing.py: one report, its schema, its sums, and how people read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from reports import ARTICLES, REPORT

from pipeline.nightly import filing
from pipeline.nightly.account import ArticleLine, Ended, counts, exit_code, from_json, json_schema, to_json
from pipeline.nightly.page import to_html
from pipeline.nightly.summary import to_text
from pipeline.report import Status

FIELDS = {
    "NightReport": "articles counts ended exit_code finished notes output program schema started unreached workers",
    "ArticleLine": "editions error notes page quarantined seconds slug source status title",
    "EditionLine": "engine error failed lang notes origin seconds skipped spoken status untranslated voice",
}


def test_a_report_comes_back_from_its_document() -> None:
    assert from_json(to_json(REPORT)) == REPORT


def test_the_schema_is_pinned() -> None:
    """Whoever reads the reports by program relies on these names; a change needs a new schema number."""
    definitions: dict[str, Any] = json_schema()["$defs"]
    assert {name: " ".join(sorted(definitions[name]["properties"])) for name in FIELDS} == FIELDS
    assert definitions["Status"]["enum"] == ["failed", "made", "skipped", "unchanged"]
    assert definitions["NightReport"]["properties"]["started"] == {"type": "string", "format": "date-time"}


def test_every_document_has_all_that_the_schema_requires() -> None:
    required = json_schema()["$defs"]["NightReport"]["required"]
    assert set(required) <= json.loads(to_json(REPORT)).keys()


@pytest.mark.parametrize(
    ("lines", "ended", "code"),
    [
        (ARTICLES, Ended.COMPLETE, 1),
        (ARTICLES[1:3], Ended.COMPLETE, 0),
        (ARTICLES[1:3], Ended.STOPPED, 1),
        (ARTICLES[2:], Ended.COMPLETE, 3),
        ((), Ended.COMPLETE, 3),
    ],
)
def test_exit_codes(lines: tuple[ArticleLine, ...], ended: Ended, code: int) -> None:
    assert exit_code(lines, ended) == code


def test_articles_in_quarantine_are_counted_apart() -> None:
    assert counts(ARTICLES) == {"made": 1, "unchanged": 1, "skipped": 0, "failed": 1, "quarantined": 1}


def test_the_summary_tells_failures_first_and_the_sums_last() -> None:
    lines = to_text(REPORT).splitlines()
    assert lines[0] == "Failed"
    assert "a.html [sv]: No model leads from en to sv." in lines[1]
    assert "d.html: No article text was found." in lines[2]
    assert "A <b>plant</b> & a town (en en-joe 2:05) -> a/index.html" in to_text(REPORT)
    assert lines[-1] == "1 made, 1 unchanged, 1 failed, 1 quarantined in 3:00 with 2 processes -> output"


def test_what_is_to_be_known_of_articles_is_said_whether_they_changed_or_not() -> None:
    assert "To know\n  a.html: edited\n  b.html: also here: <i>C</i>\n" in to_text(REPORT)
    assert "<li>b.html: also here: &lt;i&gt;C&lt;/i&gt;</li>" in to_html(REPORT)


def test_a_run_that_ended_early_says_so() -> None:
    stopped = msgspec.structs.replace(REPORT, ended=Ended.STOPPED, unreached=7)
    assert "ended early (stopped), 7 sources left for the next run" in to_text(stopped)


def test_the_page_escapes_what_strangers_wrote_and_loads_nothing() -> None:
    page = to_html(REPORT)
    assert "A &lt;b&gt;plant&lt;/b&gt; &amp; a town" in page
    assert 'href="../a/index.html"' in page
    assert "default-src &#39;none&#39;" in page
    assert "noindex" in page
    assert "<script" not in page


def test_reports_are_filed_by_day_and_found_newest_first(tmp_path: Path) -> None:
    for number in range(11):
        filed = msgspec.structs.replace(REPORT, unreached=number)
        filing.file(filed, filing.free_path(tmp_path, filed))
    (tmp_path / "2026-11-25.json").write_text("{")
    assert [report.unreached for report in filing.newest(tmp_path)] == list(range(10, -1, -1))


def test_what_is_unchanged_is_no_failure() -> None:
    assert ArticleLine("x", Status.UNCHANGED).failures == ()
