"""Fit the block scorer's weights, and say how well they hold on sites they have not seen.

    python tests/benchmarks/train_scorer.py [--write]

Trains on the labelled snippets of ../shared/corpus: a piece that holds a snippet of the main text is positive, one
that holds a snippet of the boilerplate is negative. Ten folds by site; then, with --write, all pages once more into
pipeline/extract/weights.toml.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import numpy as np  # noqa: TID253  a script, not part of the command

from pipeline.document import Page, PageKind
from pipeline.extract import scorer, webpage

sys.path.insert(0, str(Path(__file__).parents[1] / "quality"))

from extraction_labels import Labelled, Tally, corpus, folded

RIDGE = 10.0  # the best of 5, 10, 20 and 40 over three ways of folding
FOLDS = 10
FOLDINGS = ("", "a", "b")
WEIGHTS = Path(scorer.__file__).parent / "weights.toml"
# A boilerplate snippet condemns a piece only if it is most of it: "Contact" also occurs in sentences.
SHARE, LONG = 0.3, 25


@dataclass
class Example:
    """A page with what training needs of it; `truth` maps pieces to 1 (main text) or 0."""

    page: Labelled
    survey: webpage.Survey
    rows: Any
    truth: dict[int, int]

    @property
    def site(self) -> str:
        host = (urlsplit(self.page.url).hostname or self.page.name).removeprefix("www.")
        return self.page.name if host == "web.archive.org" else host


def examples() -> list[Example]:
    made: list[Example] = []
    for page in corpus():
        seen = webpage.survey(Page(page.name, PageKind.HTML, page.data, url=page.url), {})
        if seen is not None:
            rows = np.array([list(row.values()) for row in seen.rows])
            made.append(Example(page, seen, rows, truth(page, seen)))
    return made


def truth(page: Labelled, seen: webpage.Survey) -> dict[int, int]:
    """The pieces that a snippet decides. A wanted snippet found in several pieces decides none of them."""
    texts = [folded(piece.text) for piece in seen.pieces]
    decided: dict[int, int] = {}
    for snippet in page.unwanted:
        for index, text in enumerate(texts):
            if snippet in text and (len(snippet) >= SHARE * len(text) or len(snippet) >= LONG):
                decided[index] = 0
    for snippet in page.wanted:
        holders = [index for index, text in enumerate(texts) if snippet in text]
        if len(holders) == 1:
            if decided.get(holders[0]) == 0:
                del decided[holders[0]]
            else:
                decided[holders[0]] = 1
    return decided


def fit(training: list[Example]) -> Any:
    """Ridge-penalised logistic regression by Newton's method: weights, one per feature."""
    rows = np.array([example.rows[index] for example in training for index in example.truth])
    truths = np.array([value for example in training for value in example.truth.values()], dtype=float)
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (chance - truths) + RIDGE * weights
        curvature = (rows.T * (chance * (1 - chance))) @ rows + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def judged(example: Example, named: dict[str, float]) -> str:
    """What extraction would put out for a page with these weights."""
    with patch.object(scorer, "weights", lambda: named):
        verdict = webpage.judge(example.survey)
    scene = verdict.scene
    return "\n".join([verdict.title, *(scene.pieces[i].text for i in scene.order())])


def cross_validate(pages: list[Example], names: list[str], salt: str) -> None:
    total, german = Tally(), Tally()
    for fold in range(FOLDS):
        seen = [e for e in pages if _fold(e.site, salt) != fold]
        named = dict(zip(names, fit(seen), strict=True))
        for example in (e for e in pages if _fold(e.site, salt) == fold):
            output = judged(example, named)
            for tally in [total, german] if example.page.lang == "de" else [total]:
                tally.add(example.page.name, output, example.page.wanted, example.page.unwanted)
    print(f"unseen sites{f' ({salt})' if salt else ''}: {total}   German: {german}")
    if "--faults" in sys.argv:
        print("\n".join(total.faults))


def _fold(site: str, salt: str) -> int:
    return int(hashlib.md5((salt + site).encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def main() -> None:
    pages = examples()
    names = list(pages[0].survey.rows[0])
    print(f"{len(pages)} pages, {sum(len(e.truth) for e in pages)} decided pieces, {len(names)} features")
    for salt in FOLDINGS:
        cross_validate(pages, names, salt)
    if "--write" in sys.argv:
        weights = dict(zip(names, fit(pages), strict=True))
        lines = [f'"{name}" = {weight:.4f}' for name, weight in weights.items()]
        head = (
            "# Written by tests/benchmarks/train_scorer.py; log-odds per unit of each feature (features.py)."
        )
        WEIGHTS.write_text("\n".join([head, "", "[weights]", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
