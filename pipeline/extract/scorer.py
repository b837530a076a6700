"""How likely each piece of a page is main text: a logistic regression over votes, words and places.

The weights (`weights.toml`) were fitted by tests/benchmarks/train_scorer.py on labelled snippets of 307 pages;
cross-validated by site, so that no page of a site is judged by weights that saw another page of it.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

# Below one half: a lost sentence is worse than a kept line of furniture, and the rules still follow. F1 on unseen
# sites is flat from 0.4 to 0.5.
THRESHOLD = 0.45

_WEIGHTS = Path(__file__).parent / "weights.toml"


def probability(row: Mapping[str, float]) -> float:
    """The probability that a piece with these features (`features.rows`) is main text."""
    weighted = weights()
    return 1 / (1 + math.exp(-sum(weighted[name] * value for name, value in row.items() if value)))


@cache
def weights() -> Mapping[str, float]:
    """Feature names to weights."""
    held: dict[str, float] = tomllib.loads(_WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return held
