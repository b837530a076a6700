"""Mozilla's Firefox Translations models through fxtranslate.

A Translator may not leave the thread that made it (it panics elsewhere), so every thread has its own; speed over
several cores comes from processes (routes.py). There is no beam to choose: these models are trained for greedy search.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from threading import local
from typing import Any

from pipeline.errors import BrokenModel
from pipeline.progress import Advance
from pipeline.translate.engines import clauses, normalisation
from pipeline.translate.engines.base import DEFAULT, Decoding, unheard
from pipeline.translate.engines.shelf import Shelf
from pipeline.translate.models.model import Model, Pair

# `translate` cuts what is past the model's context without a word. Longer texts go clause by clause; counted in bytes,
# since a Chinese sign is a token of its own: 500 bytes are some 80-150 tokens in any language.
WINDOW_BYTES = 500


class Firefox:
    """Firefox Translations models."""

    name = "firefox"

    def __init__(self, models: Iterable[Model]) -> None:
        self._shelf = Shelf(models)
        self._mine = local()

    def pairs(self) -> set[Pair]:
        return self._shelf.pairs()

    def fingerprint(self, source: str, target: str) -> str:
        return f"firefox/{self._shelf[source, target].digest}/fxtranslate-{version('fxtranslate')}/1"

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        decoding: Decoding = DEFAULT,  # noqa: ARG002  the protocol names it; these models search greedily
        advance: Advance = unheard,
    ) -> list[str]:
        translator, outputs = self._translator((source, target)), []
        for text in texts:
            outputs.append(_one(translator, text))
            advance(len(outputs), len(texts))
        return outputs

    def _translator(self, pair: Pair) -> Any:
        if not hasattr(self._mine, "loaded"):
            self._mine.loaded = {}
        if pair not in self._mine.loaded:
            self._mine.loaded[pair] = _load(self._shelf[pair].folder)
        return self._mine.loaded[pair]


def _one(translator: Any, text: str) -> str:
    if not text.strip():
        return ""
    cut = clauses.pieces(text, lambda part: len(part.encode()) <= WINDOW_BYTES)
    output = clauses.join([str(translator.translate(piece.text)) for piece in cut], cut)
    return normalisation.restore(text, output)


def _load(folder: Path) -> Any:
    """Raises BrokenModel."""
    from fxtranslate import Translator

    try:
        return Translator(
            model=_read(folder, "model.*.bin"),
            src_vocab=_read(folder, "srcvocab.*.spm", "vocab.*.spm"),
            trg_vocab=_read(folder, "trgvocab.*.spm", "vocab.*.spm"),
            shortlist=_read(folder, "lex.*.bin") if any(folder.glob("lex.*.bin")) else None,
        )
    except (OSError, ValueError) as error:
        raise BrokenModel(
            f"The Firefox model in {folder} cannot be loaded ({error}). Remove that folder and install it again."
        ) from error


def _read(folder: Path, *patterns: str) -> bytes:
    """The first file that matches, the earlier patterns first."""
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            return path.read_bytes()
    raise FileNotFoundError(f"no {' or '.join(patterns)}")
