"""A cover for a recording or a feed, drawn from its words: for players, phones and podcast directories.

Apple asks for a square of 1400-3000 pixels (https://podcasters.apple.com/support/896-artwork-requirements).
The same words always give the same bytes. The typeface is Noto Sans (OFL, a package of its own): Latin, Greek and
Cyrillic. Pillow's own has no å, ä, ö or ß. A title in another script is left out; site and language remain.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.languages import OWN_NAMES

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

    Font = ImageFont.FreeTypeFont

QUALITY = 88

Colour = tuple[int, int, int]
_PAPER: Colour = (250, 248, 243)

# Dark grounds, each with a light accent. Contrast (WCAG): paper on ground over 9:1, accent on ground over 6:1.
_PALETTES: tuple[tuple[Colour, Colour], ...] = (
    ((18, 44, 66), (250, 178, 74)),
    ((44, 30, 62), (255, 158, 128)),
    ((14, 56, 52), (242, 208, 96)),
    ((66, 24, 38), (248, 176, 148)),
    ((34, 42, 30), (178, 214, 118)),
    ((24, 34, 84), (126, 206, 232)),
)

# In units of the picture's side.
_MARGIN = 0.085
_LABEL, _LABEL_TOP, _LANGUAGE_BOTTOM = 0.042, 0.075, 0.925
_WAVE_MIDDLE, _WAVE_HEIGHT = 0.225, 0.12
_TITLE_TOP, _TITLE_BOTTOM = 0.335, 0.845
_LARGEST, _SMALLEST, _STEP = 0.12, 0.045, 0.004
_LEADING = 1.18

_BARS = 34
_BOLD, _MEDIUM = 700, 500
_LEGIBLE_SHARE = 0.9  # of a text's letters that the typeface must have


@dataclass(frozen=True, slots=True)
class _Canvas:
    """A square to draw on; positions are shares of its side."""

    draw: ImageDraw.ImageDraw
    size: int
    accent: Colour

    def px(self, share: float) -> int:
        return round(share * self.size)


def draw_cover(title: str, lang: str, site: str = "", size: int = 1400) -> bytes:
    """A JPEG of `size` by `size` pixels: the site, a drawn sound wave, the title, the language's own name."""
    from PIL import Image, ImageDraw

    ground, accent = _PALETTES[_digest(site or title)[0] % len(_PALETTES)]
    image = Image.new("RGB", (size, size), ground)
    canvas = _Canvas(ImageDraw.Draw(image), size, accent)
    _draw_labels(canvas, _drawable(site), _drawable(OWN_NAMES.get(lang, "")) or lang.upper())
    _draw_wave(canvas, _digest(title))
    _draw_title(canvas, _drawable(title))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8")).digest()


@cache
def _font(size: int, weight: int) -> Font:
    from PIL import ImageFont

    # By path, not by content: every size of type would keep two megabytes of its own.
    path = files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
    font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight, 100])
    return font


def _drawable(text: str) -> str:
    """`text` without what the typeface lacks (emoji); "" when that is much of it, for boxes help nobody."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(letter for letter in composed if _has(letter))
    return " ".join(kept.split()) if len(kept) >= _LEGIBLE_SHARE * len(composed) else ""


@cache
def _has(letter: str) -> bool:
    """A letter that the typeface lacks is drawn as its box for missing letters."""
    mask, missing = (_font(32, _MEDIUM).getmask(one) for one in (letter, "\U0010ffff"))
    return letter.isspace() or (mask.size, bytes(mask)) != (missing.size, bytes(missing))


def _draw_labels(canvas: _Canvas, site: str, language: str) -> None:
    """The site above, the language below; a long site name is set smaller."""
    room = canvas.px(1 - 2 * _MARGIN)
    sizes = (canvas.px(_LABEL * share / 10) for share in range(10, 4, -1))
    font = next((f for f in (_font(s, _MEDIUM) for s in sizes) if f.getlength(site) <= room), None)
    if site and font:
        canvas.draw.text((canvas.px(_MARGIN), canvas.px(_LABEL_TOP)), site, _PAPER, font, "lt")
    place = (canvas.px(_MARGIN), canvas.px(_LANGUAGE_BOTTOM))
    canvas.draw.text(place, language, canvas.accent, _font(canvas.px(_LABEL), _BOLD), "ls")


def _draw_wave(canvas: _Canvas, heights: bytes) -> None:
    """Bars as tall as the title's hash says, swelling to the middle: every article has a wave of its own."""
    step = canvas.size * (1 - 2 * _MARGIN) / (_BARS - 0.5)
    middle = canvas.px(_WAVE_MIDDLE)
    for bar in range(_BARS):
        swell = 1 - abs(2 * bar / (_BARS - 1) - 1) ** 2
        half = canvas.size * _WAVE_HEIGHT / 2 * (0.1 + 0.9 * swell * heights[bar % len(heights)] / 255)
        left = canvas.size * _MARGIN + bar * step
        box = (left, middle - half, left + step / 2, middle + half)
        canvas.draw.rounded_rectangle(box, step / 4, fill=canvas.accent)


def _draw_title(canvas: _Canvas, title: str) -> None:
    """The title as large as it fits, from the top of its field down; the last resort is to cut it at a word."""
    room = canvas.px(1 - 2 * _MARGIN), canvas.px(_TITLE_BOTTOM - _TITLE_TOP)
    lines, font = _set_whole(title, canvas, room) or _cut(title, canvas, room)
    for number, line in enumerate(lines):
        top = canvas.px(_TITLE_TOP) + round(number * font.size * _LEADING)
        canvas.draw.text((canvas.px(_MARGIN), top), line, _PAPER, font, "la")


def _set_whole(title: str, canvas: _Canvas, room: tuple[int, int]) -> tuple[list[str], Font] | None:
    """The whole title in the largest type that fits the room; None where none does.

    What fits at one size fits at every smaller one, so few of them are tried: to measure text in large type is slow.
    """

    def at(step: int) -> tuple[list[str], Font]:
        font = _font(canvas.px(_LARGEST - step * _STEP), _BOLD)
        return _wrap(title, font, room[0]), font

    def fits(step: int) -> bool:
        lines, font = at(step)
        wide = max((font.getlength(line) for line in lines), default=0)
        return wide <= room[0] and len(lines) * font.size * _LEADING <= room[1]

    steps = range(round((_LARGEST - _SMALLEST) / _STEP) + 1)
    first = bisect_left(steps, x=True, key=fits)
    return at(first) if first < len(steps) else None


def _cut(title: str, canvas: _Canvas, room: tuple[int, int]) -> tuple[list[str], Font]:
    """As many lines as there is room for in the smallest type; an ellipsis stands for the rest."""
    font = _font(canvas.px(_SMALLEST), _BOLD)
    most = int(room[1] / (font.size * _LEADING))
    lines = _wrap(" ".join(_broken(title, font, room[0])), font, room[0])
    if len(lines) <= most:
        return lines, font
    words = lines[most - 1].split()
    while font.getlength(" ".join([*words, "…"])) > room[0]:
        words.pop()
    return [*lines[: most - 1], " ".join([*words, "…"])], font


def _broken(text: str, font: Font, width: int) -> Iterator[str]:
    """The words, those too long for a line broken with a hyphen."""
    for word in text.split():
        rest = word
        while font.getlength(rest) > width:
            fitting = max(n for n in range(1, len(rest)) if n == 1 or font.getlength(f"{rest[:n]}-") <= width)
            yield f"{rest[:fitting]}-"
            rest = rest[fitting:]
        yield rest


def _wrap(text: str, font: Font, width: int) -> list[str]:
    """Greedy lines; a word longer than a line stands alone."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
