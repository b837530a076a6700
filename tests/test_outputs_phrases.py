"""The pages' own words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from pipeline.outputs import phrases as module
from pipeline.outputs.phrases import (
    clock,
    interface_language,
    language_name,
    long_date,
    phrases,
    territory_locale,
)
from pipeline.outputs.templating import TEMPLATES

LANGUAGES = ("en", "de", "sv", "pt")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_everything_with_the_same_gaps(lang: str) -> None:
    def gaps(table: dict[str, str]) -> dict[str, set[str]]:
        return {name: set(re.findall(r"\{.*?\}", text)) for name, text in table.items()}

    assert gaps(dict(phrases(lang))) == gaps(dict(phrases("en")))


def test_no_language_borrows_another_s_words_by_mistake() -> None:
    tables = module._tables()
    assert set(tables) == set(LANGUAGES)
    for lang in LANGUAGES[1:]:
        same = {k for k in tables[lang] if tables[lang][k] == tables["en"][k]}
        assert same <= {"count", "feed"}


def test_every_phrase_is_said_somewhere() -> None:
    room = TEMPLATES.parent
    told = "".join(
        path.read_text(encoding="utf-8") for path in (*TEMPLATES.glob("*.[hj]*"), *room.glob("*.py"))
    )
    assert not [name for name in phrases("en") if f'"{name}"' not in told and f"say.{name}" not in told]


def test_a_language_without_phrases_speaks_english() -> None:
    assert interface_language("fi") == "en"
    assert phrases("fi") == phrases("en")


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("en", "6 August 2025"),
        ("de", "6. August 2025"),
        ("sv", "6 augusti 2025"),
        ("pt", "6 de agosto de 2025"),
        ("fi", "6 August 2025"),
    ],
)
def test_dates_are_written_as_readers_write_them(lang: str, written: str) -> None:
    assert long_date(date(2025, 8, 6), lang) == written


def test_languages_are_named_in_the_reader_s_language() -> None:
    assert language_name("sv", "en") == "Swedish"
    assert language_name("en", "sv") == "engelska"
    assert language_name("xx", "de") == "xx"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (59.6, "1:00"), (247, "4:07"), (3599.4, "59:59"), (3753, "1:02:33")]
)
def test_durations_look_as_in_a_player(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("lang", "locale"), [("de", "de_DE"), ("sv", "sv_SE"), ("zh", "zh_CN"), ("xx", "xx")]
)
def test_open_graph_is_told_the_likeliest_territory(lang: str, locale: str) -> None:
    assert territory_locale(lang) == locale
