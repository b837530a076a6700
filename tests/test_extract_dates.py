"""Dates and bylines as pages write them, in three languages."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.cues import cues
from pipeline.extract.dates import Statement, dateline, is_dateline, parse, people, statement

DAY = date(2025, 8, 6)
MONTHS = cues("en").months


@pytest.mark.parametrize(
    "text",
    [
        "6 August 2025", "August 6, 2025", "Aug. 6th, 2025", "6th of August 2025", "6. August 2025", "den 6 augusti 2025",
        "2025-08-06T10:00:00+02:00", "06.08.2025", "6.8.25", "06/08/2025",
    ],
)  # fmt: skip
def test_a_date_is_read(text: str) -> None:
    assert parse(f"Text, {text} kl. 9", MONTHS) == DAY


@pytest.mark.parametrize(
    "text", ["", "version 2.10.4", "31 February 2024", "6 Monkeys 2025", "1.500.000", "12/2024"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse(text, MONTHS) is None


def test_a_month_before_a_day_is_seen_when_the_day_gives_it_away() -> None:
    assert parse("12/31/2024", MONTHS) == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Published on: August 6, 2025 / update from: August 7, 2025 – Author: Ida Ek"),
        ("de", "Veröffentlicht am: 6. August 2025 / Update vom: 7. August 2025 – Verfasser: Ida Ek"),
        ("sv", "Publicerad den: 6 augusti 2025 / Uppdaterad den: 7 augusti 2025 – Författare: Ida Ek"),
    ],
)
def test_a_full_statement_of_publication_is_read(lang: str, text: str) -> None:
    said = statement(text, cues(lang))
    assert said == Statement(DAY, date(2025, 8, 7), ("Ida Ek",))
    assert said.whole


@pytest.mark.parametrize(
    ("lang", "text", "authors"),
    [
        ("de", "Von Anna Berg und Lars von Ek | 12.03.2024", ("Anna Berg", "Lars von Ek")),
        ("en", "By JANE DOE", ("JANE DOE",)),
        ("sv", "Av Karin Lind, reporter", ("Karin Lind",)),
        ("de", "Von der Küste kommt Wind", ()),
    ],
)
def test_bylines_name_people(lang: str, text: str, authors: tuple[str, ...]) -> None:
    assert statement(text, cues(lang)).authors == authors


def test_a_date_line_without_labels_is_read_where_one_is_expected() -> None:
    said = dateline("6. August 2025, 10:15 Uhr | Ida Ek", cues("de"))
    assert (said.published, said.authors) == (DAY, ("Ida Ek",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 August 2025, 10:15", True),
        ("Updated 6 August 2025", True),
        ("On 6 August 2025 the harbour froze for the first time since the war.", False),
        ("The harbour froze", False),
    ],
)
def test_date_lines_are_told_from_sentences(text: str, expected: bool) -> None:  # noqa: FBT001  a table's column
    assert is_dateline(text, cues("en")) is expected


def test_people_stops_at_what_is_no_name() -> None:
    assert people("Ida Ek, Åsa Öberg and 3 others") == ("Ida Ek", "Åsa Öberg")
