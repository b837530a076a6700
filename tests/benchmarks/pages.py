"""How heavy and how quick the pages are: `PYTHONPATH=tests python tests/benchmarks/pages.py [ARTICLE.txt]`.

Prints the listening page's size for the tests' sample and, when given, for a text file with one block per line in
three languages and five voices; and times from a real Chromium for it and for a library of 1,000 articles.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import publications
from browser import chromium, visiting
from playwright.sync_api import Browser

from pipeline.document import Article, Block, BlockKind
from pipeline.edition import Publication
from pipeline.outputs.library import write_library
from pipeline.outputs.listing import Listing
from pipeline.outputs.page import write_page
from pipeline.settings import Outputs

ARTICLES = 1000
HEADING_LENGTH = 90  # a shorter line is taken for a heading
RUNS = 3


def main(arguments: list[str]) -> None:
    sample = publications.publication()
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        measure(browser, "listening page, sample", write_page(sample, folder / "sample", Outputs()))
        for argument in arguments:
            made = in_three_languages(Path(argument), sample)
            measure(browser, f"listening page, {argument}", write_page(made, folder / "long", Outputs()))
        measure(browser, f"library of {ARTICLES:,}", write_library(library(sample), folder, Outputs()))


def in_three_languages(path: Path, sample: Publication) -> Publication:
    """A page's weight does not depend on what the words mean: the same text stands for all three languages."""
    title, *lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    blocks = tuple(
        Block(BlockKind.HEADING if len(line) < HEADING_LENGTH else BlockKind.PARAGRAPH, line, level=2)
        for line in lines
    )
    texts = {t.lang: Article(title, t.lang, blocks, site=t.site) for t in sample.texts}
    said = {lang: publications.segments(text) for lang, text in texts.items()}
    editions = tuple(
        replace(
            e,
            article=texts[e.article.lang],
            segments=said[e.article.lang],
            recording=publications.recording(
                texts[e.article.lang], e.voice.id, said[e.article.lang], 0.3, 0.06
            ),
        )
        for e in sample.editions
    )
    return Publication("long", tuple(texts.values()), editions)


def library(sample: Publication) -> list[Listing]:
    one = Listing.of(sample)
    first = date(2026, 1, 1)
    return [
        replace(one, slug=f"a{n}", published=first - timedelta(days=n), texts=tuple(
            replace(t, title=f"{t.title} ({n})") for t in one.texts
        ))
        for n in range(ARTICLES)
    ]  # fmt: skip


def measure(browser: Browser, name: str, path: Path) -> None:
    data = path.read_bytes()
    times = sorted(timings(browser, path) for _ in range(RUNS))[RUNS // 2]
    print(
        f"{name}: {len(data) / 1000:.1f} kB, {len(gzip.compress(data)) / 1000:.1f} kB compressed; "
        f"interactive after {times[0]:.0f} ms, first paint {times[1]:.0f} ms, filter or switch {times[2]:.0f} ms"
    )


def timings(browser: Browser, path: Path) -> tuple[float, float, float]:
    """Milliseconds from navigation to interactive, to the first contentful paint, and to show another language."""
    with visiting(browser, path.as_uri()) as visit:
        visit.until("performance.getEntriesByName('first-contentful-paint').length")
        interactive, painted = visit.run(
            """() => [performance.getEntriesByType("navigation")[0].domInteractive,
                      performance.getEntriesByName("first-contentful-paint")[0].startTime]"""
        )
        switched = visit.run(
            """async () => {
                const begin = performance.now();
                document.querySelector("[name=language][value=de]").click();
                await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
                return performance.now() - begin;
            }"""
        )
    return float(interactive), float(painted), float(switched)


if __name__ == "__main__":
    main(sys.argv[1:])
