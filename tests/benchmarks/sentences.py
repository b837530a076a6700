"""Sentence splitters on our hard cases: share of thinkable boundaries right, and sentences a second.

    python tests/benchmarks/sentences.py

Compares what is installed: sentencex comes with us; `pip install pysbd sentencesplit syntok nupunkt` adds the others.
"""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.sentences import split

SETS = Path(__file__).parent.parent / "quality"
LANGS = ("en", "de", "sv")
PLACE = re.compile(r"[.!?…][^\w\s]*(?=\s)")
Splitter = Callable[[str, str], list[str]]


def cases(lang: str) -> Iterator[list[str]]:
    for line in (SETS / f"sentences_{lang}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")[1].split("¦")


def ends(sentences: list[str]) -> set[int]:
    """Ends of all but the last sentence, counted in characters that are not spaces."""
    found, size = set(), 0
    for sentence in sentences:
        size += len(re.sub(r"\s", "", sentence))
        found.add(size)
    return found - {size}


def right(splitter: Splitter, lang: str) -> float:
    wrong = thinkable = 0
    for sentences in cases(lang):
        text = " ".join(sentences)
        places = {len(re.sub(r"\s", "", text[: match.end()])) for match in PLACE.finditer(text)}
        wanted, got = ends(sentences), ends(splitter(text, lang))
        thinkable += len(places | wanted | got)
        wrong += len(wanted ^ got)
    return 1 - wrong / thinkable


def speed(splitter: Splitter) -> float:
    texts = [(" ".join(sentences), lang, len(sentences)) for lang in LANGS for sentences in cases(lang)]
    start = time.process_time()
    for text, lang, _ in texts:
        splitter(text, lang)
    return sum(count for _, _, count in texts) / (time.process_time() - start)


def ours(text: str, lang: str) -> list[str]:
    return [text[start:end] for start, end in split(text, lang)]


def others() -> Iterator[tuple[str, Splitter]]:
    makers: dict[str, Callable[[Any], Splitter]] = {
        "sentencex": lambda m: lambda text, lang: list(m.segment(lang, text)),
        "pysbd": _pysbd,
        "sentencesplit": _pysbd,
        "nupunkt": lambda m: lambda text, _: list(m.sent_tokenize(text)),
        "syntok.segmenter": lambda m: (
            lambda text, _: [
                "".join(token.value for token in sentence)
                for paragraph in m.analyze(text)
                for sentence in paragraph
            ]
        ),
    }
    for name, make in makers.items():
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        yield name.partition(".")[0], make(module)


def _pysbd(module: Any) -> Splitter:
    """Neither has Swedish; English rules stand in."""
    segmenters = {lang: module.Segmenter(language=lang if lang != "sv" else "en") for lang in LANGS}
    return lambda text, lang: list(segmenters[lang].segment(text))


if __name__ == "__main__":
    print(f"{'':16}{'en':>8}{'de':>8}{'sv':>8}{'sentences/s':>14}")
    for title, each in (("ours", ours), *others()):
        shares = "".join(f"{right(each, lang):8.3f}" for lang in LANGS)
        print(f"{title:16}{shares}{speed(each):14,.0f}")
