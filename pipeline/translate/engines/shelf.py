"""What all adapters over installed models have in common: a shelf of models by pair."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.errors import MissingModel
from pipeline.translate.models.model import Model, Pair


class Shelf:
    """Models by pair. Of two with the same pair the first counts."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._models: dict[Pair, Model] = {}
        for model in models:
            self._models.setdefault(model.pair, model)

    def pairs(self) -> set[Pair]:
        return set(self._models)

    def __getitem__(self, pair: Pair) -> Model:
        """Raises MissingModel."""
        if pair not in self._models:
            raise missing(*pair)
        return self._models[pair]


def missing(source: str, target: str) -> MissingModel:
    """The error that says which command helps."""
    return MissingModel(
        f"No translation model from {source} to {target} is installed. "
        f"Run: publish models install {source}-{target}"
    )
