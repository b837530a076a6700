"""One file of terms: kept, translated, pronounced."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.glossary import Found, Glossary, Term, load, parse
from pipeline.places import shipped_voices

TABLE = """# a note
term\tfrom\tkeep\tde\tsv\tsay de
Xpert.Digital\t\tkeep\t\t\tExpert Digital
heat pump\ten\t\tWärmepumpe\tvärmepump\t/ˈpʊmpə/
pump\ten\t\tPumpe
"""
GLOSSARY = parse(TABLE)


def outputs(text: str, source: str, target: str) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.output) for found in GLOSSARY.find(text, source, target)]


def test_a_kept_term_stays_in_every_language() -> None:
    assert outputs("We read Xpert.Digital.", "en", "fi") == [("Xpert.Digital", "Xpert.Digital")]


def test_the_longest_term_wins_and_a_capital_is_carried_over() -> None:
    assert outputs("Heat pump or pump?", "en", "sv") == [("Heat pump", "Värmepump")]
    assert outputs("A heat pump and a pump.", "en", "de") == [("heat pump", "Wärmepumpe"), ("pump", "Pumpe")]


def test_a_line_is_read_in_both_directions() -> None:
    assert outputs("Die Wärmepumpe läuft.", "de", "en") == [("Wärmepumpe", "heat pump")]
    assert outputs("Die Wärmepumpe läuft.", "de", "sv") == [("Wärmepumpe", "värmepump")]


def test_only_whole_words_are_met_and_capitals_are_minded() -> None:
    assert outputs("pumps xpert.digital", "en", "de") == []


def test_the_version_changes_with_the_terms_of_the_text_alone() -> None:
    longer = GLOSSARY | Glossary((Term("valve", "en", forms=(("de", "Ventil"),)),))
    assert longer.version("a pump", "en", "de") == GLOSSARY.version("a pump", "en", "de") != ""
    assert longer.version("a valve", "en", "de") != GLOSSARY.version("a valve", "en", "de") == ""


def test_a_later_line_for_the_same_term_wins() -> None:
    merged = GLOSSARY | parse("term\tfrom\tde\npump\ten\tKreiselpumpe\n")
    assert merged.find("the pump", "en", "de") == [Found(4, 8, "Kreiselpumpe")]


def test_pronunciations_go_to_the_language_they_are_for() -> None:
    assert GLOSSARY.sayings("de") == [("Xpert.Digital", "Expert Digital"), ("Wärmepumpe", "/ˈpʊmpə/")]
    assert GLOSSARY.sayings("sv") == []


def test_an_empty_file_is_an_empty_glossary() -> None:
    assert parse("# nothing\n\n") == Glossary()
    assert Glossary().find("anything", "en", "de") == []


def test_the_shipped_glossary_is_understood() -> None:
    assert load(shipped_voices() / "glossary.tsv").terms


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Xpert\tkeep\n", "first line"),
        ("term\tcolour\na\tb\n", "colour"),
        ("term\tkeep\n\tkeep\n", "no term"),
        ("term\tkeep\nA\tyes\n", '"yes"'),
        ("term\tde\nA\tB\tC\n", "more fields"),
        ("term\tfrom\nA\tqq\n", '"qq"'),
    ],
)
def test_a_line_that_is_not_understood_is_named(text: str, word: str) -> None:
    with pytest.raises(ConfigError, match=word):
        parse(text)


def test_a_missing_or_foreign_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "none.tsv")
    latin = tmp_path / "latin.tsv"
    latin.write_bytes("term\nSkellefteå\n".encode("latin-1"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load(latin)
