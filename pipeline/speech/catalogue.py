"""The catalogue: voices that can be installed, as data in `catalogue.toml` of a voices folder."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from pipeline.errors import ConfigError
from pipeline.settings import Section

FILE = "catalogue.toml"


class Offer(Section, frozen=True):
    """A piper voice to be had. `url` is that of its .onnx, the configuration lies beside it as .onnx.json.

    `size` is in bytes, 0 when not known; `sha256` that of the model, "" when not known: then the hash of the first
    download is remembered and demanded of every later one.
    """

    id: str
    lang: str
    name: str
    url: str
    licence: str
    region: str = ""
    gender: str = ""
    quality: str = ""
    speaker: str = ""
    size: int = 0
    sha256: str = ""
    note: str = ""
    rank: int = 5

    @property
    def file(self) -> str:
        """The model's file name."""
        return urlsplit(self.url).path.rpartition("/")[2]


class _Catalogue(Section, frozen=True):
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
        return msgspec.toml.decode(path.read_bytes(), type=_Catalogue).voice
    except (OSError, msgspec.MsgspecError) as error:
        raise ConfigError(f"{path} is not a catalogue of voices: {error}. Correct or remove it.") from error
