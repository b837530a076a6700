"""sources/local.py: files, folders and standard input, and one clear sentence for what is no article."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from pipeline.document import PageKind
from pipeline.errors import SourceError
from pipeline.sources import local

LIMIT = 1000


def test_the_articles_of_a_folder_in_order(tmp_path: Path) -> None:
    for name in ("b.md", "a.HTML", "c.txt", "d.jpg", ".hidden.md", "e.xhtml", "f.markdown", "g.htm"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub.html").mkdir()
    (tmp_path / "sub.html" / "frame.html").write_text("x")
    names = [Path(p).name for p in local.articles_in(tmp_path)]
    assert names == ["a.HTML", "b.md", "c.txt", "e.xhtml", "f.markdown", "g.htm"]


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(SourceError, match=r"no article in the folder .*\.html"):
        local.articles_in(tmp_path)


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        local.articles_in(tmp_path / "none")


def test_a_file_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "valves.sv.md"
    path.write_text("# Ventiler", encoding="utf-8")
    page = local.read_file(path, LIMIT)
    assert (page.name, page.path, page.kind, page.lang_hint) == (
        str(path),
        str(path),
        PageKind.MARKDOWN,
        "sv",
    )
    assert (page.data, page.url, page.charset) == (b"# Ventiler", "", "")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"%PDF-1.4", "is a PDF, not text"),
        (bytes(200), "is empty"),
        (bytes(range(256)), "is a binary file, not text"),
        (b"x" * (LIMIT + 1), "is larger than"),
    ],
)
def test_what_is_no_article_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=words):
        local.read_file(path, LIMIT)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"There is no file .*none\.html"):
        local.read_file(tmp_path / "none.html", LIMIT)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder"):
        local.read_file(tmp_path, LIMIT)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(SourceError, match=r"cannot be read: Permission denied"):
        local.read_file(path, LIMIT)


def feed_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_what_is_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    feed_stdin(monkeypatch, b"<!doctype html><p>Hello")
    page = local.read_stdin(LIMIT)
    assert (page.name, page.kind, page.path) == ("-", PageKind.HTML, "")


def test_nothing_piped_in_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    feed_stdin(monkeypatch, b"")
    with pytest.raises(SourceError, match="standard input is empty"):
        local.read_stdin(LIMIT)
