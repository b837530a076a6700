"""report.py: the sums add up, the exit code follows from them, and a person can read it."""

from __future__ import annotations

import json

import pytest

from pipeline.report import (
    ArticleOutcome,
    Dropped,
    EditionOutcome,
    Fate,
    RunReport,
    Sentence,
    Status,
    article_json,
    clock,
    to_json,
    to_text,
)

SPOKEN = Sentence("b0-0", "It works.", Fate.SPOKEN)
CAPTION = Sentence("b1-0", "A picture.", Fate.SKIPPED, "a caption")
MADE = EditionOutcome("en", "en-joe", Status.MADE, "machine", "firefox", 61.0, sentences=(SPOKEN, CAPTION))
FAILED = EditionOutcome("sv", "", Status.FAILED, error="No model. Run: publish models install en-sv")


def report(*editions: EditionOutcome, error: str = "") -> RunReport:
    status = Status.FAILED if error else Status.MADE
    article = ArticleOutcome(
        "a.html", status, "a", "A title", editions, (Dropped("Menu", "navigation"),), error=error
    )
    return RunReport((article,), "output", 1.5)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (report(MADE), 0),
        (report(MADE, FAILED), 1),
        (RunReport((*report(MADE).articles, *report(error="gone").articles), "output", 1), 1),
        (report(error="There is no article."), 3),
        (RunReport((), "output", 0), 3),
    ],
    ids=["all", "some editions", "some articles", "nothing", "no sources"],
)
def test_the_exit_code_follows_from_the_outcomes(made: RunReport, code: int) -> None:
    assert made.exit_code == code


def test_an_article_whose_editions_all_failed_produced_nothing() -> None:
    article = ArticleOutcome("a.html", Status.FAILED, editions=(FAILED,))
    assert RunReport((article,), "output", 1).exit_code == 3


def test_a_person_reads_what_was_made_what_failed_and_what_to_do() -> None:
    text = to_text(report(MADE, FAILED))
    assert "A title" in text
    assert "1:01" in text
    assert "1 sentences (1 not read)" in text
    assert "machine translation (firefox)" in text
    assert "publish models install en-sv" in text
    assert text.endswith("1 made, 1 failed in 1.5 s -> output")


def test_json_is_one_document_with_counts_instead_of_sentences() -> None:
    document = json.loads(to_json(report(MADE, FAILED)))
    edition = document["articles"][0]["editions"][0]
    assert (document["schema"], document["exit_code"]) == (1, 1)
    assert edition["counts"] == {"spoken": 1, "skipped": 1, "failed": 0}
    assert "sentences" not in edition


def test_an_articles_own_report_names_every_sentence_and_every_dropped_block() -> None:
    plain = article_json(report(MADE).articles[0])
    assert [s["reason"] for s in plain["editions"][0]["sentences"]] == ["", "a caption"]
    assert list(plain["dropped"]) == [{"text": "Menu", "reason": "navigation"}]


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (59.6, "1:00"), (725, "12:05"), (3661, "1:01:01")]
)
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text
