"""TMX out and in: nothing lost on the way, foreign files read leniently, hostile ones not obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pipeline.errors import TranslationError
from pipeline.translate import tmx
from pipeline.translate.memory import Unit

UNITS = [
    Unit("sv", "en", "Tecken & <tagg> 🚀 \u00a0", "Signs & <tag> 🚀", "edition", "20260101T120000Z"),
    Unit("en", "de", "One.", "Eins.", "toy", "20260101T120000Z", machine=True),
]


def texts(units: list[Unit]) -> list[tuple[str, ...]]:
    return [(u.source_lang, u.target_lang, u.source, u.target, u.changed) for u in units]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    assert tmx.write(path, UNITS) == 2
    read = list(tmx.read(path))
    assert texts(read) == [("sv", "en", "Tecken & <tagg> 🚀", *texts(UNITS)[0][3:]), texts(UNITS)[1]]
    assert [unit.machine for unit in read] == [False, True]


def test_the_file_is_tmx_1_4(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    tmx.write(path, UNITS)
    root = etree.parse(path).getroot()
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert set(root.find("header").attrib) == required
    assert b"<!DOCTYPE tmx" in path.read_bytes()


def write(path: Path, body: str, srclang: str = "EN-US") -> Path:
    path.write_text(
        f'<tmx version="1.4"><header srclang="{srclang}"/><body>{body}</body></tmx>', encoding="utf-8"
    )
    return path


def test_other_tools_files_are_read_leniently(tmp_path: Path) -> None:
    body = (
        '<tu><tuv xml:lang="en-US"><seg>A <bpt i="1">&lt;b&gt;</bpt>bold<ept i="1">&lt;/b&gt;</ept> <hi>word</hi>.</seg></tuv>'
        '<tuv lang="DE"><seg>Ein fettes\n  Wort.</seg></tuv><tuv xml:lang="sv_SE"><seg>Ett fett ord.</seg></tuv>'
        '<tuv xml:lang="tlh"><seg>mu</seg></tuv></tu>'
    )
    read = list(tmx.read(write(tmp_path / "a.tmx", body)))
    assert [(u.source_lang, u.target_lang, u.source, u.target) for u in read] == [
        ("en", "de", "A bold word.", "Ein fettes Wort."),
        ("en", "sv", "A bold word.", "Ett fett ord."),
    ]


def test_without_a_source_language_pairs_go_both_ways(tmp_path: Path) -> None:
    body = '<tu><tuv xml:lang="en"><seg>Yes.</seg></tuv><tuv xml:lang="de"><seg>Ja.</seg></tuv></tu>'
    read = list(tmx.read(write(tmp_path / "a.tmx", body, "*all*")))
    assert [(u.source_lang, u.target_lang) for u in read] == [("en", "de"), ("de", "en")]


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    path = tmp_path / "hostile.tmx"
    path.write_text(
        f'<!DOCTYPE tmx [<!ENTITY leak SYSTEM "{secret.as_uri()}">]><tmx version="1.4"><header srclang="en"/><body>'
        '<tu><tuv xml:lang="en"><seg>a &leak; b</seg></tuv><tuv xml:lang="de"><seg>c</seg></tuv></tu></body></tmx>'
    )
    assert all("secret" not in unit.source for unit in tmx.read(path))


@pytest.mark.parametrize("content", ["", "no xml at all", "<html/>", "<tmx><body><tu>"])
def test_what_is_no_tmx_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text(content)
    with pytest.raises(TranslationError, match=r"TMX 1\.4"):
        list(tmx.read(path))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(TranslationError, match="cannot be read"):
        list(tmx.read(tmp_path / "none.tmx"))
