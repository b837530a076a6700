"""The catalogue: voices that can be installed, as data in `catalogue.toml` of a voices folder."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urljoin

import msgspec

from pipeline.errors import ConfigError
from pipeline.settings import Section

FILE = "catalogue.toml"


class Offer(Section, frozen=True):
    """A piper voice to be had. `path`, under the catalogue's `base`, is that of its .onnx; .onnx.json lies beside it.

    `size` is the model's in bytes, 0 when not known; the hashes are "" when not known: then those of the first
    download are remembered and demanded of every later one. `rank` orders the voices of a language, the best lowest.
    """

    id: str
    lang: str
    name: str
    path: str
    licence: str
    region: str = ""
    gender: str = ""
    quality: str = ""
    speaker: str = ""
    size: int = 0
    sha256: str = ""
    config_sha256: str = ""
    rank: int = 5
    base: str = ""

    @property
    def url(self) -> str:
        """Where the model is."""
        return urljoin(self.base, quote(self.path))

    @property
    def config_url(self) -> str:
        """Where its configuration is."""
        return f"{self.url}.json"


class _Catalogue(Section, frozen=True):
    base: str
    voice: tuple[Offer, ...] = ()


def load(*folders: Path) -> dict[str, Offer]:
    """The offers of all catalogues by id, a later folder's winning. Raises ConfigError on a wrong one."""
    offers: dict[str, Offer] = {}
    for folder in folders:
        path = folder / FILE
        if path.is_file():
            offers |= {offer.id: offer for offer in _read(path)}
    return offers


def _read(path: Path) -> tuple[Offer, ...]:
    try:
        catalogue = msgspec.toml.decode(path.read_bytes(), type=_Catalogue)
    except (OSError, msgspec.MsgspecError) as error:
        raise ConfigError(f"{path} is not a catalogue of voices: {error}. Correct or remove it.") from error
    return tuple(
        msgspec.structs.replace(offer, base=offer.base or catalogue.base) for offer in catalogue.voice
    )
