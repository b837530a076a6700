"""A deterministic engine for tests: a small invented dialect, and faults on demand.

Every lower-case word gets the target's ending ("-en", "-de", …), so a translation is told from its source at a glance;
figures, capitalised words, punctuation and anything that is not letters pass as they are. A fault (a Model's location)
breaks the output in one known way, as real models have been seen to.
"""

from __future__ import annotations

import multiprocessing
import os
import re
from collections.abc import Callable, Iterable, Sequence

from pipeline.errors import TranslationError
from pipeline.progress import Advance
from pipeline.translate.engines.base import DEFAULT, Decoding, unheard
from pipeline.translate.engines.shelf import Shelf
from pipeline.translate.models.model import Model, Pair

_WORD = re.compile(r"(?<![\w@#./])[^\W\d_]{2,}(?![\w@./])")


def _next_digit(match: re.Match[str]) -> str:
    return str((int(match.group()) + 1) % 10)


def _without_names(text: str) -> str:
    return re.sub(r"(?<=\S )[A-ZÅÄÖÜÉ][\w-]+ ?", "", text)


def _halved(text: str) -> str:
    words = text.split()
    return " ".join(words[: max(1, len(words) // 2)])


def _looped(text: str) -> str:
    words = text.split()
    return " ".join(words + words[-2:] * 8)


def _die(text: str) -> str:
    """As a native library that crashes: the process is gone at once. Only a worker, for a crash here tests nothing."""
    if multiprocessing.parent_process():
        os._exit(1)
    return text


Fault = Callable[[str], str]

# What goes wrong, by name; each takes the finished translation. "echo" and "stubborn" are seen to in `_utter`.
FAULTS: dict[str, Fault] = {
    "figure": lambda text: re.sub(r"\d(?=\D*$)", _next_digit, text),
    "name": _without_names,
    "loop": _looped,
    "truncate": _halved,
    "empty": lambda _: "",
    "unmask": lambda text: re.sub(r"[^\w\s.,;:!?'\"%€$£-]+", "", text),
    "invent": lambda text: f"{text} And then everybody went home together and they were never seen again.",
    "units": lambda text: re.sub(r"(?<=\d)(\s?)(%|€|kg|km|kWh|MW|GW)", r"\1", text),
    "die": _die,
    "echo": lambda text: text,
    "stubborn": lambda text: text,
}


class Toy:
    """The toy engine. A model's location is "" or the name of a fault; "stubborn" loops unless a penalty is set."""

    name = "toy"

    def __init__(self, models: Iterable[Model]) -> None:
        self._shelf = Shelf(models)

    def pairs(self) -> set[Pair]:
        return self._shelf.pairs()

    def fingerprint(self, source: str, target: str) -> str:
        return f"toy/{self._shelf[source, target].location or 'sound'}/1"

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        decoding: Decoding = DEFAULT,
        advance: Advance = unheard,
    ) -> list[str]:
        fault = self._shelf[source, target].location
        if fault and fault not in FAULTS:
            raise TranslationError(f'The toy engine has no fault "{fault}". Use one of: {", ".join(FAULTS)}.')
        outputs = [_utter(text, target, fault, decoding) for text in texts]
        advance(len(outputs), len(texts))
        return outputs


def _utter(text: str, target: str, fault: str, decoding: Decoding) -> str:
    if fault == "echo":
        return text
    said = _WORD.sub(lambda word: _inflect(word.group(), target), text)
    if fault == "stubborn":
        return said if decoding.repetition_penalty > 1 else _looped(said)
    return FAULTS[fault](said) if fault else said


def _inflect(word: str, target: str) -> str:
    return f"{word}{target}" if word.islower() else word
