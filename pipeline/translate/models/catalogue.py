"""What is known of models beforehand: catalogue.toml, and the order that follows from it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from pipeline.translate.models.model import Model, version_key


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """catalogue.toml as values; its comments say what each table is."""

    assumed: dict[str, float]
    licence: dict[str, str]
    quality: dict[str, dict[str, float]]
    sha256: dict[str, str]

    def quality_of(self, engine: str, pair: str) -> float:
        """Published COMET, 0 where unknown."""
        return self.quality.get(engine, {}).get(pair, 0.0)

    def known(self) -> list[Model]:
        """The pairs with a published quality, as models that can be fetched: what to show before any list was."""
        models = []
        for engine, pairs in self.quality.items():
            for pair, quality in pairs.items():
                source, target = pair.split("-")
                licence = self.licence[engine]
                models.append(
                    Model(engine, source, target, quality=quality, licence=licence, origin="the web")
                )
        return models

    def rank(self, model: Model) -> tuple[float, tuple[int, ...], bool]:
        """Sorts the best first: by quality, then the newer version, then the user's own before a package's."""
        quality = model.quality or self.assumed.get(model.engine, 0.0)
        newer = tuple(-number for number in version_key(model.version))
        return -quality, newer, model.bundled


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue, read once per process."""
    text = files(__package__).joinpath("catalogue.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Catalogue)
