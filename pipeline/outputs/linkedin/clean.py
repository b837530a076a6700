"""Text without what a post cannot carry: control characters, invisible characters, letters that only look bold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Unicode's mathematical, circled, squared, full-width and script letters and digits: screen readers spell them or
# skip them, search does not find them (https://www.w3.org/TR/unicode-xml/ calls them unsuitable for styling).
_STYLED = (
    "\U0001d400-\U0001d7ff\u24b6-\u24e9\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u210a-\u2134"
    "\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
)
STYLED = re.compile(f"[{_STYLED}]+")
_SQUARED = {start + i: chr(65 + i) for start in (0x1F130, 0x1F150, 0x1F170) for i in range(26)}
# C0 and C1 controls, soft hyphens, zero-width spaces and joiners, directional marks, the byte order mark, tags.
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffd"
    "\U000e0000-\U000e007f\ue000-\uf8ff\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_OVERLAY = "\u0332-\u0338"  # underlined and struck-through text
_COMBINING_OVERLAY = re.compile(f"[{_OVERLAY}]")
_REPAIRED = re.compile(f"{STYLED.pattern}|{CONTROLS.pattern}|[{_OVERLAY}]")


def unstyled(text: str) -> str:
    """Letters that only look bold, italic, circled or underlined, as plain letters."""
    plain = STYLED.sub(lambda found: unicodedata.normalize("NFKC", found[0].translate(_SQUARED)), text)
    return _COMBINING_OVERLAY.sub("", plain)


def repairs(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what to put there) of everything that `cleaned` would take out of a line."""
    for found in _REPAIRED.finditer(text):
        yield *found.span(), unstyled(CONTROLS.sub("", found[0]))


def is_styled(text: str) -> bool:
    return bool(STYLED.search(text) or _COMBINING_OVERLAY.search(text))


def cleaned(text: str) -> str:
    """`text` in composed form with line ends as \\n, without controls, invisible characters and styled letters."""
    broken = _BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", unstyled(CONTROLS.sub("", broken)))


def one_line(text: str) -> str:
    """`cleaned` on one line, every run of white space a single space; no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", cleaned(text)).strip()


def units(text: str) -> int:
    """Length in UTF-16 code units, which is how LinkedIn counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
