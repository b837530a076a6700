"""Bytes to text: the declared encoding if it can be true, else the likeliest one.

The order is the WHATWG encoding-sniffing algorithm's (byte order mark, transport, `<meta>`), with one difference:
bytes that are valid UTF-8 are UTF-8 whatever was declared, because text in another encoding is practically never
valid UTF-8 by accident, while wrong declarations are common.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a browser reads when a page says this (WHATWG labels): the supersets that authors really use.
_SUPERSETS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
}
# Text encodings to Python, but none that a page is written in.
_NOT_FOR_PAGES = frozenset(
    {"undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
)
_GUESS_WINDOW = 64 * 1024
_AS_GOOD = 0.01  # of charset-normalizer's share of implausible characters


def decode(data: bytes, charset: str = "") -> str:
    """The text of `data`; `charset` is what the transport declared. Never fails: what cannot be read becomes U+FFFD."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A page cut off in the middle of a character, or with one stray byte in it, is still UTF-8.
        if _mostly_utf8(data, error):
            return data.decode("utf-8", errors="replace")
    for label in (charset, _declared(data)):
        name = _known(label)
        if name and not name.startswith("utf"):
            return data.decode(name, errors="replace")
    return _guess(data)


def _mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    multibyte = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]", data))
    if error.start > len(data) - 4 and multibyte:
        return True
    stray = data.decode("utf-8", errors="replace").count("\ufffd")
    return multibyte > 20 * stray


def _declared(data: bytes) -> str:
    """What `<meta>` or an XML declaration says, in the first 2 kB or twentieth of the page (BeautifulSoup's window)."""
    from bs4.dammit import EncodingDetector  # noqa: PLC0415  only for the page that is not UTF-8

    return EncodingDetector.find_declared_encoding(data, is_html=True) or ""


def _known(label: str) -> str:
    """Python's name for an encoding label, "" when there is none (or it is not a text encoding)."""
    try:
        info = codecs.lookup(label.strip().lower())
    except (LookupError, ValueError):
        return ""
    if info.name in _NOT_FOR_PAGES or not info._is_text_encoding:  # noqa: SLF001  the only way to tell rot13 and zip from encodings
        return ""
    return _SUPERSETS.get(info.name, info.name)


def _guess(data: bytes) -> str:
    """Text in an encoding that nobody named. Where several fit about equally, the web's default, windows-1252, wins."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  loads its tables only for the rare page without a name

    matches = from_bytes(data[:_GUESS_WINDOW])
    best = matches.best()
    if best is None:
        return data.decode("cp1252", errors="replace")
    close = {name for m in matches if m.chaos <= best.chaos + _AS_GOOD for name in m.could_be_from_charset}
    name = "cp1252" if close & {"cp1252", "latin_1"} else best.encoding
    return data.decode(name, errors="replace")
