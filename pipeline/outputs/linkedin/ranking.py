"""How much a sentence carries of its article: a logistic model over a dozen features that a person can check.

The weights are in weights.toml, fitted by tests/benchmarks/linkedin.py on our own labelled articles; what the choice is
worth, measured on articles left out of the fit, is in tests/quality/floors.toml beside lead-3 and TextRank.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.document import Article, BlockKind
from pipeline.outputs.linkedin.sentence import Sentence, sentences

HERE = Path(__file__).parent
FALLBACK = "en"
LONGEST = 35  # words; beyond, length says no more
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONEY_SIGN = re.compile(r"[€$£¥]|\b(?:SEK|EUR|USD|GBP|CHF)\b")
_PERCENT = re.compile(r"%|per ?cent|prozent|procent|por cento", re.IGNORECASE)
_QUOTES = re.compile(r"[\"“”„«»]|^–")
_WORD = re.compile(r"[^\W\d_]+")
CONTENT_WORD = 4  # letters; shorter words are mostly grammar


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence is compared with: the word lists of its language, and the whole article's words."""

    lists: Mapping[str, frozenset[str]]
    frequencies: Mapping[str, int]
    title: frozenset[str]


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def content(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if len(word) >= CONTENT_WORD)


@cache
def word_lists(lang: str) -> Mapping[str, frozenset[str]]:
    """The lists of words.toml for `lang`, or for English where there are none."""
    tables = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(text.split()) for name, text in tables.get(lang, tables[FALLBACK]).items()}


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature, and of "bias"."""
    return tomllib.loads((HERE / "weights.toml").read_text(encoding="utf-8"))["weights"]  # type: ignore[no-any-return]


def _figures(text: str) -> list[str]:
    return [number for number in _NUMBER.findall(text) if not _YEAR.fullmatch(number)]


def _says_money(text: str, scene: Scene) -> bool:
    return bool(_MONEY_SIGN.search(text)) or (
        bool(_NUMBER.search(text)) and not scene.lists["money"].isdisjoint(words(text))
    )


def _centrality(text: str, scene: Scene) -> float:
    """How often the sentence's own words come back in the rest of the article."""
    own = content(text)
    return min(3.0, sum(scene.frequencies[w] - 1 for w in own) / math.sqrt(1 + len(own)) / 10)


def _length(text: str) -> float:
    return min(len(text.split()), LONGEST) / 10


FEATURES: Mapping[str, Callable[[Sentence, Scene], float]] = {
    "figures": lambda s, _: min(3, len(_figures(s.text))),
    "compares": lambda s, _: len(_figures(s.text)) >= 2,
    "money": lambda s, scene: _says_money(s.text, scene),
    "percent": lambda s, _: bool(_PERCENT.search(s.text)),
    "counts": lambda s, scene: min(2, sum(w in scene.lists["counts"] for w in words(s.text))),
    "length": lambda s, _: _length(s.text),
    "length_squared": lambda s, _: _length(s.text) ** 2,
    "very_first": lambda s, _: s.order == 0,
    "first_block": lambda s, _: s.block == s.blocks[0] and s.order > 0,
    "last_block": lambda s, _: s.block == s.blocks[1],
    "opens_block": lambda s, _: s.index == 0 and s.order > 0,
    "closes_block": lambda s, _: s.index == s.siblings - 1 and s.siblings > 1,
    "of_title": lambda s, scene: len(scene.title & content(s.text)),
    "central": lambda s, scene: _centrality(s.text, scene),
    "quote": lambda s, _: bool(_QUOTES.search(s.text)),
    "question": lambda s, _: s.text.endswith("?"),
    "leans": lambda s, scene: next(iter(words(s.text)), "") in scene.lists["leans"],
    "contrast": lambda s, scene: not scene.lists["contrast"].isdisjoint(words(s.text)),
    "reason": lambda s, scene: not scene.lists["reason"].isdisjoint(words(s.text)),
    "comma": lambda s, _: "," in s.text,
    "list_item": lambda s, _: s.kind is BlockKind.LIST_ITEM,
}


def scene_of(article: Article, found: Sequence[Sentence]) -> Scene:
    counted = Counter(word for s in found for word in words(s.text) if len(word) >= CONTENT_WORD)
    return Scene(word_lists(article.lang), counted, content(article.title))


def features(sentence: Sentence, scene: Scene) -> dict[str, float]:
    """Each feature of a sentence by name."""
    return {name: float(measure(sentence, scene)) for name, measure in FEATURES.items()}


def rank(article: Article) -> list[tuple[Sentence, float]]:
    """Every sentence of the prose with its score, in reading order; higher carries more (log-odds of being picked)."""
    found = sentences(article)
    scene = scene_of(article, found)
    return [(s, score(features(s, scene), weights())) for s in found]


def score(measured: Mapping[str, float], weighing: Mapping[str, float]) -> float:
    return weighing["bias"] + sum(weighing[name] * value for name, value in measured.items())
