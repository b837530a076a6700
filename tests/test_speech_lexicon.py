"""The pronunciation lexicon: what it takes from files and from the glossary, and which words it meets."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.glossary import Glossary, Term
from pipeline.places import shipped_voices
from pipeline.speech.lexicon import Entry, Lexicon, from_pairs, load, parse


def said(lexicon: Lexicon, text: str) -> str:
    return lexicon.replace(text, lambda entry: entry.respelling)


def test_a_lower_case_word_is_met_in_every_case_and_a_capital_only_as_written() -> None:
    lexicon = parse("polish\tPOL-ish\nReading\tRedding\n")
    assert said(lexicon, "Polish polish POLISH") == "POL-ish POL-ish POL-ish"
    assert said(lexicon, "Reading reading") == "Redding reading"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Xpert.Digital", "Ex"),
        ("Xpert.Digitals Seite", "Exs Seite"),
        ("Xpert.Digital's page", "Exs page"),
        ("Xpert.Digital:s sida", "Exs sida"),
        ("(Xpert.Digital)", "(Ex)"),
        ("Xpert.Digital-Team", "Ex-Team"),
        ("Xpert.Digitales", "Xpert.Digitales"),
        ("MyXpert.Digital", "MyXpert.Digital"),
        ("Xpert.Dig", "Xpert.Dig"),
    ],
)
def test_a_word_is_met_whole_and_with_its_genitive(text: str, heard: str) -> None:
    assert said(parse("Xpert.Digital\tEx"), text) == heard


def test_a_word_inside_an_address_is_left_to_the_reading() -> None:
    lexicon = parse("xpert\texpert\n.NET\tdot net\n")
    assert (
        said(lexicon, "xpert.digital, me@xpert.de, the.xpert, ASP.NET")
        == "xpert.digital, me@xpert.de, the.xpert, ASP.NET"
    )
    assert said(lexicon, "Ask xpert. Or xpert, or .NET.") == "Ask expert. Or expert, or dot net."


def test_the_longest_entry_wins() -> None:
    lexicon = parse("New\tnju\nNew York\tnju-jork\n.NET\tdot net\n")
    assert said(lexicon, "New York, New Delhi, .NET") == "nju-jork, nju Delhi, dot net"


def test_later_entries_and_folders_win(tmp_path: Path) -> None:
    shipped, mine = tmp_path / "shipped", tmp_path / "mine"
    for folder, line in ((shipped, "a\tone\n"), (mine, "# my own\n\na\ttwo\n")):
        folder.mkdir()
        (folder / "lexicon.sv.tsv").write_text(line, encoding="utf-8")
    assert said(load([shipped, mine], "sv"), "a") == "two"
    assert load([shipped, mine], "de") == Lexicon()


def test_phonemes_stand_in_the_third_column() -> None:
    assert parse("a\t\tˈaː\nb\tbe\n").entries == (Entry("a", "", "ˈaː"), Entry("b", "be"))


@pytest.mark.parametrize("line", ["word", "\tsaid", "word\t", "a\tb\tc\td"])
def test_a_line_that_is_no_entry_is_named(line: str) -> None:
    with pytest.raises(ConfigError, match=r"my\.tsv, line 2: .*Mend that line"):
        parse(f"a\tb\n{line}\n", "my.tsv")


def test_an_entry_that_could_never_be_met_is_refused() -> None:
    with pytest.raises(ConfigError, match=r'line 1: "…" has no letter or digit'):
        parse("…\tand so on\n")


def test_spaces_within_an_entry_are_single() -> None:
    assert parse("New  York \t nju   jork").entries == (Entry("New York", "nju jork"),)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "lexicon.de.tsv").mkdir()
    with pytest.raises(ConfigError, match=r"Cannot read .*lexicon\.de\.tsv"):
        load([tmp_path], "de")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lexicon.de.tsv").write_bytes("Größe\tgrö-ße\n".encode("utf-16"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load([tmp_path], "de")


def test_the_glossary_feeds_it() -> None:
    """A saying between slashes is IPA."""
    glossary = Glossary((Term("Xpert", sayings=(("de", "Expert"), ("sv", "/ˈɛkspɛʈ/"))),))
    assert from_pairs(glossary.sayings("de")).entries == (Entry("Xpert", "Expert"),)
    assert from_pairs(glossary.sayings("sv")).entries == (Entry("Xpert", "", "ˈɛkspɛʈ"),)


@pytest.mark.parametrize("lang", ["en", "de", "sv"])
def test_the_shipped_lexicons_are_sound(lang: str) -> None:
    lexicon = load([shipped_voices()], lang)
    assert lexicon.entries
    assert len({entry.word for entry in lexicon.entries}) == len(lexicon.entries)


@pytest.mark.parametrize("lang", ["en", "de", "sv"])
def test_the_shipped_lexicons_help_the_voices_that_take_no_phonemes(lang: str) -> None:
    """Those of espeak-ng, the only ones that German and Swedish have before another is installed."""
    entries = load([shipped_voices()], lang).entries
    assert len([entry for entry in entries if entry.respelling]) / len(entries) > 0.5
