"""Make README's pictures: docs/listening-page-*.png, reading-along-phone.png and library.png.

    python tests/screenshots.py [OUTPUT-FOLDER]

takes them from what was published there (such as by `make demo`); without a folder, from the tests' own sample.
Needs Chromium and, for the 📢, a colour emoji font (Debian: chromium fonts-noto-core fonts-noto-color-emoji).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import publications
from browser import chromium, visiting
from playwright.sync_api import Browser

from pipeline.outputs.library import write_library
from pipeline.outputs.listing import Listing
from pipeline.outputs.page import write_page
from pipeline.settings import Outputs

DOCS = Path(__file__).parent.parent / "docs"
DESKTOP = {"viewport": {"width": 1280, "height": 860}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
SECONDS_IN = 12.0  # far enough for a sentence of the first paragraph to be marked

SEEK = """(second) => {
    const seek = document.querySelector("#seek");
    seek.value = second;
    seek.dispatchEvent(new Event("input"));
}"""


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        output = Path(arguments[0]) if arguments else sample(Path(folder))
        page = next(iter(sorted(output.glob("*/index.html"))))
        DOCS.mkdir(exist_ok=True)
        photograph(browser, page, "listening-page-desktop", DESKTOP)
        photograph(browser, page, "listening-page-dark", {**DESKTOP, "color_scheme": "dark"})
        photograph(browser, page, "listening-page-phone", PHONE)
        photograph(browser, page, "reading-along-phone", PHONE, above="article.chosen header")
        with visiting(browser, (output / "index.html").as_uri(), **DESKTOP) as visit:
            visit.page.screenshot(path=DOCS / "library.png")


def sample(output: Path) -> Path:
    """The tests' own article, published at a natural pace."""
    folder = output / publications.SLUG
    made = publications.record(publications.publication(0.6, 0.055), folder)
    write_page(made, folder, Outputs())
    write_library([Listing.of(made)], output, Outputs())
    return output


def photograph(
    browser: Browser, page: Path, name: str, device: dict[str, Any], *, above: str = "body"
) -> None:
    """The page while it plays, from the top of the element `above` on."""
    with visiting(browser, page.as_uri(), reduced_motion="reduce", **device) as visit:
        visit.click("#play")
        visit.run(SEEK, SECONDS_IN)
        visit.until(
            f"document.querySelector('#audio').currentTime > {SECONDS_IN} && document.querySelector('.now')"
        )
        visit.run("(above) => document.querySelector(above).scrollIntoView()", above)
        visit.page.screenshot(path=DOCS / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
