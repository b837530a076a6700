"""The models of this user: where they are, and where their digests are remembered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.cache import Cache, Store
from pipeline.places import Places
from pipeline.translate.models import found
from pipeline.translate.models.model import Model


@dataclass(frozen=True)
class Library:
    """What an installation can translate with. `folder` holds one folder per model; `store` remembers digests."""

    folder: Path
    store: Store

    @property
    def downloads(self) -> Path:
        """What is on its way: hidden, so that it is never taken for a model."""
        return self.folder / ".downloads"

    @classmethod
    def of(cls, places: Places) -> Library:
        return cls(places.models, Cache(places.cache))

    def models(self) -> list[Model]:
        """Every model that is here, by pair, the best first. Reads the disk each time: an install shows at once."""
        return found.installed(self.folder)

    def with_digest(self, model: Model) -> Model:
        """`model` with the SHA-256 over its files. Raises OutputError when it cannot be remembered."""
        return found.with_digest(model, self.store)
