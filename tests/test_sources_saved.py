"""sources/saved.py: a page saved by a browser in one file."""

from __future__ import annotations

from pathlib import Path

from pipeline.document import PageKind
from pipeline.sources import local
from pipeline.sources.saved import SavedPage, unwrap

MHTML = b"""From: <Saved by Blink>\r
Snapshot-Content-Location: https://news.example/a\r
Subject: =?utf-8?Q?V=C3=A4rme?=\r
MIME-Version: 1.0\r
Content-Type: multipart/related;\r
\ttype="text/html";\r
\tboundary="--x"\r
\r
\r
----x\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
Content-Location: https://news.example/a\r
\r
<!doctype html><p>V=C3=A4rme ur =
vatten</p>\r
----x\r
Content-Type: image/png\r
Content-Transfer-Encoding: base64\r
\r
iVBORw0KGgo=\r
----x--\r
"""


def test_the_page_inside_is_found_with_its_address() -> None:
    page = unwrap(MHTML)
    assert page is not None
    assert page.data.decode().strip() == "<!doctype html><p>Värme ur vatten</p>"
    assert (page.charset, page.url) == ("utf-8", "https://news.example/a")


def test_an_address_that_is_not_of_the_web_is_not_kept() -> None:
    page = unwrap(MHTML.replace(b"https://news.example/a", b"file:///home/ann/a.html"))
    assert isinstance(page, SavedPage)
    assert page.url == ""


def test_what_is_not_saved_that_way_is_none() -> None:
    for data in (
        b"",
        b"<html>",
        b"Title: a\n\nText",
        b"Content-Type: text/html\r\n\r\n<p>",
        b"a: b\n" * 100_000,
    ):
        assert unwrap(data) is None
    assert unwrap(MHTML.replace(b"text/html", b"text/plain")) is None


def test_a_saved_file_is_read_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.sv.mhtml"
    path.write_bytes(MHTML)
    page = local.read_file(path, 10_000)
    assert (page.kind, page.lang_hint, page.charset) == (PageKind.HTML, "sv", "utf-8")
    assert (page.path, page.url) == (str(path), "https://news.example/a")
