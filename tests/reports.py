"""A night's report with one article of every kind."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.nightly import account
from pipeline.nightly.account import ArticleLine, EditionLine, Ended, NightReport
from pipeline.report import Status

EDITIONS = (
    EditionLine("en", "en-joe", Status.MADE, "original", seconds=125.0, spoken=20, notes=("edited",)),
    EditionLine("sv", "", Status.FAILED, error="No model leads from en to sv."),
)
ARTICLES = (
    ArticleLine("a.html", Status.MADE, "a", "A <b>plant</b> & a town", "a/index.html", EDITIONS, seconds=2.5),
    ArticleLine("b.html", Status.UNCHANGED, "b", "B", "b/index.html", notes=("also here: <i>C</i>",)),
    ArticleLine("c.html", Status.SKIPPED, error="left alone until it changes", quarantined=True),
    ArticleLine("d.html", Status.FAILED, error="No article text was found."),
)
REPORT = NightReport(
    schema=account.SCHEMA,
    program="0.1.0",
    started=datetime(2026, 11, 24, 2, 0, tzinfo=UTC),
    finished=datetime(2026, 11, 24, 2, 3, tzinfo=UTC),
    output="output",
    workers="2 processes",
    ended=Ended.COMPLETE,
    exit_code=1,
    counts=account.counts(ARTICLES),
    articles=ARTICLES,
    notes=("the webhook answered 500",),
)
