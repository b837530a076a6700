"""What the bytes of a source are, from its name and from a look at its beginning."""

from __future__ import annotations

import re
from pathlib import PurePath

from pipeline import languages
from pipeline.document import PageKind

SUFFIXES = {
    ".html": PageKind.HTML,
    ".htm": PageKind.HTML,
    ".xhtml": PageKind.HTML,
    ".mhtml": PageKind.HTML,
    ".mht": PageKind.HTML,
    ".txt": PageKind.TEXT,
    ".md": PageKind.MARKDOWN,
    ".markdown": PageKind.MARKDOWN,
}

# How well-known binary formats begin, and what a person calls them.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"ID3", "an MP3 recording"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"bplist00", "a binary property list or Safari web archive"),
    (b"\x7fELF", "a program"),
)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32, whose text is full of zero bytes
_BEGINNING = 4096
# Control characters that no text encoding in use on the web gives to letters; tab, line ends, form feed and the
# escape character of ISO-2022-JP are not among them.
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_CONTROL_SHARE = 0.01  # a stray control character happens in old pages; one in a hundred does not

_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6])\b[^>]*>", re.IGNORECASE
)
_MARKDOWN = re.compile(
    rb"\A---\r?\n(?:.*\r?\n)*?---\r?$|^#{1,6} \S|^(?:[-*+] |\d+\. ).*\]\(|\*\*\S.*?\S\*\*|^```", re.MULTILINE
)


def binary_format(data: bytes) -> str:
    """What `data` is when it is no text ("a PDF", "a binary file"); "" for text."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    beginning = data[:_BEGINNING]
    if beginning.startswith(_BYTE_ORDER_MARKS):
        return ""
    controls = len(beginning) - len(beginning.translate(None, _CONTROLS))
    return "a binary file" if controls > _CONTROL_SHARE * len(beginning) else ""


def kind(data: bytes, suffix: str = "", media_type: str = "") -> PageKind:
    """Markup where there is markup, whatever the name; otherwise as the name or the transport says, or as it looks."""
    beginning = data[: 16 * _BEGINNING].replace(b"\x00", b"")  # so that ASCII in UTF-16 is seen too
    if _begins_with_markup(beginning):
        return PageKind.HTML
    named = _named(suffix.lower(), media_type)
    if named is PageKind.HTML:
        return PageKind.HTML if b"<" in beginning else PageKind.TEXT
    if named is not None:
        return named
    if len(_MARKUP.findall(beginning)) > 1:
        return PageKind.HTML
    return PageKind.MARKDOWN if _MARKDOWN.search(beginning) else PageKind.TEXT


def _begins_with_markup(data: bytes) -> bool:
    start = data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html")) or (
        start.startswith(b"<?xml") and b"<html" in start
    )


def _named(suffix: str, media_type: str) -> PageKind | None:
    if media_type in {"text/html", "application/xhtml+xml"}:
        return PageKind.HTML
    if media_type in {"text/markdown", "text/x-markdown"}:
        return PageKind.MARKDOWN
    return SUFFIXES.get(suffix)


def lang_hint(name: str) -> str:
    """The language in a name such as `a.sv.md` or `report.pt-BR.html`; "" where there is none."""
    parts = PurePath(name).name.split(".")
    tag = parts[-2] if len(parts) > 2 else ""
    is_tag = re.fullmatch(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?", tag) is not None
    return languages.normalise(tag) if is_tag and languages.is_known(tag) else ""
