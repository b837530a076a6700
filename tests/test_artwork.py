"""artwork.py: covers of the right size, the same for the same words, with the letters of Europe."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat  # noqa: TID253  a test may load what it tests

from pipeline import artwork
from pipeline.artwork import draw_cover

SMALL = 300


def opened(cover: bytes) -> Image.Image:
    return Image.open(io.BytesIO(cover)).convert("RGB")


def difference(one: bytes, other: bytes) -> float:
    """Mean difference of two covers, in grey levels."""
    grey: Any = ImageChops.difference(opened(one), opened(other)).convert("L")
    return float(ImageStat.Stat(grey).mean[0])


def test_it_is_a_square_jpeg_as_large_as_a_directory_wants() -> None:
    image = Image.open(io.BytesIO(draw_cover("Title", "en", "Site")))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1400, 1400))


def test_the_same_words_give_the_same_bytes() -> None:
    assert draw_cover("A", "en", "S", SMALL) == draw_cover("A", "en", "S", SMALL)


@pytest.mark.parametrize("other", [("B", "en", "S"), ("A", "de", "S"), ("A", "en", "T")])
def test_title_language_and_site_all_show(other: tuple[str, str, str]) -> None:
    assert difference(draw_cover("A", "en", "S", SMALL), draw_cover(*other, SMALL)) > 0.05


@pytest.mark.parametrize(
    "letters", ["åäöÅÄÖ", "äöüßÄÖÜẞ", "ãõçáéíóú", "ąęłżźćń", "čřžůě", "ЖивойЯ", "αβγω", "–—„“”»«€"]
)
def test_the_typeface_has_the_letters_of_europe(letters: str) -> None:
    assert artwork._drawable(letters) == letters


def test_letters_differ_from_their_plain_sisters() -> None:
    assert difference(draw_cover("aao", "sv", "", SMALL), draw_cover("åäö", "sv", "", SMALL)) > 0.05


def test_emoji_are_left_out_and_other_scripts_leave_the_rest_of_the_cover() -> None:
    assert artwork._drawable("Ny fabrik i hamnen nu 🚀") == "Ny fabrik i hamnen nu"
    assert artwork._drawable("日本語の題名") == ""
    assert draw_cover("日本語の題名", "ja", "Site", SMALL)


TITLES = [
    "Kort",
    "En titel av vanlig längd om hur fabriken byggdes på arton månader",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen " * 2,
    "Mycket lång rubrik som aldrig vill ta slut " * 20,
]


@pytest.mark.parametrize("title", TITLES)
def test_no_title_runs_over_the_margin(title: str) -> None:
    """The strip at the right edge is plain ground, whatever has to be written."""
    image = opened(draw_cover(title, "sv", "A site with a rather long name of its own " * 2, SMALL))
    strip: Any = image.crop((round(SMALL * 0.93), 0, SMALL, SMALL)).convert("L")
    low, high = strip.getextrema()
    assert high - low < 24


def test_a_short_title_is_set_larger_than_a_long_one() -> None:
    """More paper-coloured ink a letter."""

    def ink(title: str) -> float:
        bright: Any = (
            opened(draw_cover(title, "en", "S", SMALL)).convert("L").point(lambda v: 255 * (v > 220))
        )
        return float(ImageStat.Stat(bright).mean[0]) / len(title)

    assert ink("Steel rises") > 2 * ink("Steel rises " * 12)


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance (WCAG 2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("ground", "accent"), artwork._PALETTES)
def test_every_palette_is_legible(ground: tuple[int, int, int], accent: tuple[int, int, int]) -> None:
    def contrast(colour: tuple[int, int, int]) -> float:
        return (luminance(colour) + 0.05) / (luminance(ground) + 0.05)

    assert contrast(artwork._PAPER) >= 9
    assert contrast(accent) >= 6
