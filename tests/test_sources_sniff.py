"""sources/sniff.py: what bytes are, from a name and from a look."""

from __future__ import annotations

import pytest

from pipeline.document import PageKind
from pipeline.sources import sniff


@pytest.mark.parametrize(
    ("data", "suffix", "media_type", "expected"),
    [
        (b"<p>Hej</p>", ".html", "", PageKind.HTML),
        (b"<!DOCTYPE html><title>x</title>", ".txt", "", PageKind.HTML),
        (b"\xef\xbb\xbf  <html><body>x", "", "", PageKind.HTML),
        ("\ufeff<!doctype html><p>Å".encode("utf-16-le"), "", "", PageKind.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', ".xhtml", "", PageKind.HTML),
        (b"<div><p>A fragment</p><p>of a page</p></div>", "", "", PageKind.HTML),
        (b"No markup in it at all.", ".html", "", PageKind.TEXT),
        (b"# Title\n\nText", ".md", "", PageKind.MARKDOWN),
        (b"Plain words", ".md", "", PageKind.MARKDOWN),
        (b"# A heading\n\nand text", "", "", PageKind.MARKDOWN),
        (b"---\ntitle: x\n---\n\nText", "", "", PageKind.MARKDOWN),
        (b"Some **strong** words", "", "", PageKind.MARKDOWN),
        (b"Only words, and a 3 < 4.", "", "", PageKind.TEXT),
        (b"# 1 in the chart\n", ".txt", "", PageKind.TEXT),
        (b"# Title", "", "text/markdown", PageKind.MARKDOWN),
        (b"# Title", ".md", "text/plain", PageKind.MARKDOWN),
        (b"x <b>y</b>", "", "text/html", PageKind.HTML),
    ],
)
def test_the_kind_of_a_source(data: bytes, suffix: str, media_type: str, expected: PageKind) -> None:
    assert sniff.kind(data, suffix, media_type) is expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive or office document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (bytes(range(256)), "a binary file"),
        (b"\x7fELF\x02", "a program"),
        ("Påse med ånga".encode(), ""),
        ("Grüße".encode("windows-1252"), ""),
        ("\ufeffGrüße".encode("utf-16-le"), ""),
        ("\ufeffGrüße".encode("utf-16-be"), ""),
        (b"A page break\x0c and a tab\t", ""),
        (b"One stray \x08 in a long old page" + b"." * 400, ""),
    ],
)
def test_binary_files_are_recognised_and_texts_are_not(data: bytes, expected: str) -> None:
    assert sniff.binary_format(data) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.sv.md", "sv"),
        ("report.pt-BR.html", "pt"),
        ("folder/x.de.txt", "de"),
        ("a.no.md", "nb"),
        ("a.md", ""),
        ("sv.md", ""),
        ("v1.2.md", ""),
        ("a.tar.md", ""),
        ("a.xx.md", ""),
    ],
)
def test_a_name_hints_at_the_language(name: str, expected: str) -> None:
    assert sniff.lang_hint(name) == expected
