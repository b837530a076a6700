"""Which sentences are picked for LinkedIn: fit the ranking on our labelled articles, and compare it with others.

    python tests/benchmarks/linkedin.py          each article judged by a fit on the other 39, beside others
    python tests/benchmarks/linkedin.py --fit    write pipeline/outputs/linkedin/weights.toml

The figure is R-precision: of as many sentences as a person picked, the share that the person picked too.
"""

from __future__ import annotations

import math
import statistics
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np  # noqa: TID253  a script run by hand

from pipeline.document import Article
from pipeline.markdown import from_markdown
from pipeline.outputs.linkedin import ranking
from pipeline.outputs.linkedin.ranking import FEATURES, content, features, scene_of
from pipeline.outputs.linkedin.sentence import Sentence, sentences

ARTICLES = Path(__file__).parent.parent / "quality" / "articles"
WEIGHTS = Path(ranking.__file__).parent / "weights.toml"
RIDGE = 100.0  # on standardised features; 3, 10 and 30 give .67, .66 and .66 where this gives .68
TEXTRANK_DAMPING = 0.85


@dataclass(frozen=True)
class Labelled:
    """An article, its sentences, and for each whether a person picked it (a pick may span two sentences)."""

    name: str
    article: Article
    found: tuple[Sentence, ...]
    picked: tuple[bool, ...]

    @property
    def matrix(self) -> np.ndarray:
        scene = scene_of(self.article, self.found)
        return np.array([[*features(s, scene).values()] for s in self.found])


def labelled() -> Iterator[Labelled]:
    for path in sorted(ARTICLES.glob("*.toml")):
        article = from_markdown(path.with_suffix(".md").read_text(encoding="utf-8"))
        points = tomllib.loads(path.read_text(encoding="utf-8"))["key_points"]
        found = sentences(article)
        yield Labelled(path.stem, article, found, tuple(_among(s.text, points) for s in found))


def _among(sentence: str, points: Sequence[str]) -> bool:
    bare = sentence.strip('"“”– ')
    return any(bare in point or point.strip('"“”– ') in sentence for point in points)


def fit(data: Sequence[Labelled]) -> dict[str, float]:
    """Weights per raw feature by ridge-penalised logistic regression (Newton's method)."""
    raw = np.vstack([one.matrix for one in data])
    mean, spread = raw.mean(0), raw.std(0) + 1e-9
    design = np.c_[(raw - mean) / spread, np.ones(len(raw))]
    target = np.concatenate([np.array(one.picked, float) for one in data])
    penalty = np.diag([RIDGE] * raw.shape[1] + [1e-6])
    weights = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (chance - target) + penalty @ weights
        hessian = (design.T * (chance * (1 - chance))) @ design + penalty
        weights -= np.linalg.solve(hessian, gradient)
    slopes = weights[:-1] / spread
    return {
        **dict(zip(FEATURES, (round(float(w), 3) for w in slopes), strict=True)),
        "bias": round(float(weights[-1] - slopes @ mean), 3),
    }


def ours(one: Labelled, weights: Mapping[str, float]) -> list[float]:
    scene = scene_of(one.article, one.found)
    return [ranking.score(features(s, scene), weights) for s in one.found]


def textrank(one: Labelled) -> list[float]:
    """Mihalcea and Tarau 2004: sentences vote for each other by shared words over the logarithm of their lengths."""
    bags = [content(s.text) for s in one.found]
    votes = np.array([[_shared(a, b) if a is not b else 0.0 for b in bags] for a in bags])
    shares = votes / np.where(votes.sum(1, keepdims=True) == 0, 1, votes.sum(1, keepdims=True))
    rank = np.ones(len(bags)) / len(bags)
    for _ in range(60):
        rank = (1 - TEXTRANK_DAMPING) / len(bags) + TEXTRANK_DAMPING * shares.T @ rank
    return [float(r) for r in rank]


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / (math.log(len(a)) + math.log(len(b))) if min(len(a), len(b)) > 1 else 0.0


def r_precision(one: Labelled, scores: Sequence[float]) -> float:
    wanted = sum(one.picked)
    best = sorted(range(len(scores)), key=lambda i: -scores[i])[:wanted]
    return sum(one.picked[i] for i in best) / wanted


def lead(one: Labelled) -> list[float]:
    return [-float(s.order) for s in one.found]


def longest(one: Labelled) -> list[float]:
    return [float(len(s.text)) for s in one.found]


def held_out(data: Sequence[Labelled]) -> list[float]:
    """R-precision of each article under a fit that has not seen it."""
    return [r_precision(one, ours(one, fit([*data[:i], *data[i + 1 :]]))) for i, one in enumerate(data)]


def report(name: str, data: Sequence[Labelled], values: Sequence[float]) -> None:
    languages = sorted({one.article.lang for one in data})
    by_language = (
        f"{lang} {statistics.mean(v for one, v in zip(data, values, strict=True) if one.article.lang == lang):.3f}"
        for lang in languages
    )
    print(f"{name:10} {statistics.mean(values):.3f}   {'  '.join(by_language)}")


def main() -> None:
    data = list(labelled())
    if "--fit" in sys.argv:
        lines = [f"{name} = {value}" for name, value in fit(data).items()]
        WEIGHTS.write_text("\n".join([_HEAD, "[weights]", *lines, ""]), encoding="utf-8")
        return
    report("held out", data, held_out(data))
    others: dict[str, Callable[[Labelled], list[float]]] = {
        "lead": lead,
        "TextRank": textrank,
        "longest": longest,
    }
    for name, method in others.items():
        report(name, data, [r_precision(one, method(one)) for one in data])


_HEAD = "# Written by tests/benchmarks/linkedin.py --fit from tests/quality/articles. Log-odds per unit of each feature.\n"

if __name__ == "__main__":
    main()
