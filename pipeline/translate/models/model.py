"""A translation model by value: what a worker needs to find and load it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

Pair = tuple[str, str]  # (source, target), ISO 639-1
PIVOT = "en"  # nearly every published model is to or from English


@dataclass(frozen=True, slots=True)
class Model:
    """One direction of one engine. `location` is the folder of its files; for the toy engine the name of its fault,
    for LibreTranslate the server's address.

    `digest` is the SHA-256 over its files ("" until somebody needs it); `bytes` their size; `sha256` the hash of the
    download it came from. `origin` says where it came from: a URL, a file's name, an installed package.
    `quality` is the published COMET score, 0 where nobody published one.
    """

    engine: str
    source: str
    target: str
    location: str = ""
    version: str = ""
    licence: str = ""
    origin: str = ""
    bytes: int = 0
    quality: float = 0.0
    digest: str = ""
    sha256: str = ""
    bundled: bool = False  # inside an installed package, so not ours to remove

    @property
    def pair(self) -> Pair:
        return self.source, self.target

    @property
    def name(self) -> str:
        """What a person types: "sv-en"."""
        return f"{self.source}-{self.target}"

    @property
    def folder(self) -> Path:
        return Path(self.location)


def version_key(version: str) -> tuple[int, ...]:
    """Orders "1.10" after "1.9", and "3.0a1" (Mozilla's word for a trial) before "3.0"."""
    final, *trial = re.split(r"[a-z]", version.lower(), maxsplit=1)
    return (*(int(number) for number in re.findall(r"\d+", final)), -1 if trial else 0)
