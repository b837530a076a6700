"""What the engines that run on CTranslate2 share: a shelf of models, one runner for each, made once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock

from pipeline.progress import Advance
from pipeline.translate.engines import normalisation
from pipeline.translate.engines.base import DEFAULT, Decoding, unheard
from pipeline.translate.engines.ctranslate import Codec, Runner, library
from pipeline.translate.engines.shelf import Shelf
from pipeline.translate.models.model import Model, Pair


class CtAdapter(ABC):
    """A Translator over CTranslate2 models. `threads` are CTranslate2's, 0 for as many as it likes."""

    name: str

    def __init__(self, models: Iterable[Model], threads: int = 0) -> None:
        self._shelf = Shelf(models)
        self._threads = threads
        self._runners: dict[Pair, Runner] = {}
        self._loading = Lock()

    @abstractmethod
    def open(self, model: Model) -> tuple[Path, Codec]:
        """The folder of the CTranslate2 model, and what makes its tokens. Raises BrokenModel."""

    def pairs(self) -> set[Pair]:
        return self._shelf.pairs()

    def fingerprint(self, source: str, target: str) -> str:
        return f"{self.name}/{self._shelf[source, target].digest}/{library()}"

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        decoding: Decoding = DEFAULT,
        advance: Advance = unheard,
    ) -> list[str]:
        outputs = self._runner((source, target)).translate(texts, decoding, advance)
        return [normalisation.restore(text, output) for text, output in zip(texts, outputs, strict=True)]

    def _runner(self, pair: Pair) -> Runner:
        with self._loading:
            if pair not in self._runners:
                folder, codec = self.open(self._shelf[pair])
                self._runners[pair] = Runner(folder, codec, self._threads)
            return self._runners[pair]
