"""Bytes to text: declared, undeclared and wrongly declared encodings."""

from __future__ import annotations

import codecs

import pytest

from pipeline.extract.encoding import decode

SWEDISH = (
    "Kvarnen i Åkeby maler igen. Åtta pensionärer har lagt ned många timmar på att få hjulen att snurra. " * 4
)
RUSSIAN = "Завод открыл новую линию. Это было неожиданно для всех жителей города и для самих рабочих. " * 4
JAPANESE = "これは工場についての記事です。新しい機械が静かに動いています。" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "latin-1"])
def test_undeclared_western_text_is_read(encoding: str) -> None:
    assert decode(SWEDISH.encode(encoding)) == SWEDISH


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "koi8-r"), (RUSSIAN, "cp1251"), (JAPANESE, "shift_jis")]
)
def test_undeclared_text_in_other_scripts_is_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_the_transport_is_believed_before_the_page() -> None:
    page = '<meta charset="koi8-r">' + RUSSIAN
    assert decode(page.encode("cp1251"), "windows-1251") == page


@pytest.mark.parametrize(
    "tag", ['<meta charset="iso-8859-2">', "<?xml version='1.0' encoding='iso-8859-2'?>"]
)
def test_the_page_is_believed_when_the_transport_is_silent(tag: str) -> None:
    page = tag + "Wyścig się skończył, łódź wraca."
    assert decode(page.encode("iso-8859-2")) == page


def test_utf8_wins_over_a_wrong_declaration() -> None:
    page = '<meta charset="iso-8859-1">' + SWEDISH
    assert decode(page.encode(), "iso-8859-1") == page


def test_latin1_means_windows_1252_as_in_browsers() -> None:
    assert decode(b"\x93quoted\x94 \x80 5", "iso-8859-1") == "“quoted” € 5"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode(SWEDISH.encode(encoding), "cp1252") == SWEDISH


def test_one_stray_byte_does_not_spoil_utf8() -> None:
    assert "Åkeby" in decode(SWEDISH.encode() + b"\xff" + SWEDISH.encode())


def test_a_page_cut_inside_a_character_is_still_utf8() -> None:
    assert decode("Hjulen på ån".encode()[:-2]).startswith("Hjulen på ")


@pytest.mark.parametrize("label", ["rot13", "zip", "no-such-charset", "", "undefined"])
def test_a_label_that_is_no_text_encoding_is_ignored(label: str) -> None:
    assert decode(SWEDISH.encode("cp1252"), label) == SWEDISH


def test_nothing_fails() -> None:
    for data in (b"", b"\xff", bytes(range(256)) * 8, codecs.BOM_UTF16_LE + b"a"):
        assert isinstance(decode(data), str)
