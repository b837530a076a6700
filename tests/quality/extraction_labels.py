"""Labelled pages and how extraction is scored on them.

A snippet is one decision: a snippet of the main text that is in the output is a true positive, one of the boilerplate
a false positive, and so on; white space folded. That is how adbar/trafilatura evaluates, whose labels
../shared/corpus uses.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"
SEED = SHARED / "seed"


class Labelled(NamedTuple):
    """A page of the corpus: its bytes, its URL ("" where unknown), its language, its snippets."""

    name: str
    data: bytes
    url: str
    lang: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def corpus() -> Iterator[Labelled]:
    """Every page of ../shared/corpus, in the order of its labels."""
    labels = json.loads((CORPUS / "labels.json").read_text(encoding="utf-8"))
    for name, label in labels.items():
        data = gzip.decompress((CORPUS / "pages" / f"{name}.html.gz").read_bytes())
        snippets = (tuple(folded(s) for s in label[key]) for key in ("with", "without"))
        yield Labelled(name, data, label["url"] or "", label["lang"], *snippets)


def folded(text: str) -> str:
    """Text with white space folded, as both sides of a comparison are."""
    return re.sub(r"\s+", " ", text).strip()


@dataclass
class Tally:
    """Decisions counted over pages."""

    found: int = 0
    lost: int = 0
    leaked: int = 0
    avoided: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, output: str, wanted: Iterable[str], unwanted: Iterable[str]) -> None:
        text = folded(output)
        for snippet in wanted:
            present = folded(snippet) in text
            self.found += present
            self.lost += not present
            self.faults += [] if present else [f"{name} lost: {snippet[:70]}"]
        for snippet in unwanted:
            present = folded(snippet) in text
            self.leaked += present
            self.avoided += not present
            self.faults += [f"{name} leaked: {snippet[:70]}"] if present else []

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + self.leaked + self.lost) if self.found else 0.0

    def __str__(self) -> str:
        precision = self.found / max(1, self.found + self.leaked)
        recall = self.found / max(1, self.found + self.lost)
        return f"F1 {self.f1:.4f}  precision {precision:.4f}  recall {recall:.4f}"
