"""Models in one file, for a machine without a network: a zip of model folders and a list of them.

`rostval-models.json` holds, for each folder, what is known of its model and the digest over its files.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import ChecksumMismatch, InstallError
from pipeline.files import replacing
from pipeline.translate.models.found import digest
from pipeline.translate.models.model import Model
from pipeline.translate.models.shapes import MANIFEST

LIST = "rostval-models.json"
FORMAT = "rostval-models-1"


def write(models: Sequence[Model], target: Path) -> None:
    """Write a bundle, whole or not at all. Raises OutputError."""
    entries: list[dict[str, Any]] = []
    with replacing(target) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        for model in models:
            folder = f"{model.engine}-{model.name}"
            known = replace(model, location=folder, digest=digest(model.folder), bundled=False)
            entries.append(asdict(known))
            for path in sorted(model.folder.rglob("*")):
                if path.is_file() and path.name != MANIFEST:
                    archive.write(path, f"{folder}/{path.relative_to(model.folder).as_posix()}")
        archive.writestr(LIST, json.dumps({"format": FORMAT, "models": entries}, indent=1))


def is_bundle(folder: Path) -> bool:
    """Whether an unpacked archive is a bundle."""
    return (folder / LIST).is_file()


def read(folder: Path) -> Iterator[tuple[Path, Model]]:
    """The folders of an unpacked bundle and what is known of them. Raises InstallError, ChecksumMismatch."""
    try:
        content = json.loads((folder / LIST).read_text(encoding="utf-8"))
        models = msgspec.convert(content["models"], list[Model])
    except (ValueError, KeyError, TypeError, msgspec.ValidationError) as error:
        raise InstallError(
            f"The bundle's {LIST} is not understood ({error}). Make the bundle again."
        ) from error
    for model in models:
        home = folder / Path(model.location).name
        if not home.is_dir() or digest(home) != model.digest:
            raise ChecksumMismatch(f"The bundle's {model.name} is damaged. Make the bundle again.")
        yield home, model
