"""What a folder on disk is: an Argos package, a Firefox model, a CTranslate2 folder, or none of ours."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pipeline import languages
from pipeline.translate.models.catalogue import catalogue
from pipeline.translate.models.model import Model, Pair

MANIFEST = "rostval.json"
# "model.enpt.intgemm.alphas.bin": Mozilla writes both codes together.
_FIREFOX_PAIR = re.compile(r"model\.([a-z]{2})([a-z]{2})\.")
_NAMED_PAIR = re.compile(r"(?:^|[-_ ])([a-z]{2})[-_ ]([a-z]{2})(?=$|[-_ .])")
# Argos and Mozilla say "nb" and "no" for the same; the house says "nb".
_CT2_FILES = ("model.bin", "config.json")


def recognise(folder: Path) -> Model | None:
    """The model in `folder`, without its digest; None where there is none, or its pair cannot be told."""
    for shape in (_argos, _firefox, _ct2):
        model = shape(folder)
        if model is not None:
            return model
    return None


def _argos(folder: Path) -> Model | None:
    metadata = _json(folder / "metadata.json")
    if not metadata.get("from_code") or not (folder / "model" / "model.bin").is_file():
        return None
    pair = _known(str(metadata["from_code"]), str(metadata.get("to_code", "")))
    return _model("argos", pair, folder, str(metadata.get("package_version", "")))


def _firefox(folder: Path) -> Model | None:
    binary = next(iter(sorted(folder.glob("model.*.bin"))), None)
    if binary is None or not any(folder.glob("*vocab.*.spm")):
        return None
    named = _FIREFOX_PAIR.match(binary.name)
    pair = _known(*named.groups()) if named else _pair_in_name(folder.name)
    info = _json(folder / "model_info.json") or _json(folder / "metadata.json")
    return _model("firefox", pair, folder, str(info.get("version", "")))


def _ct2(folder: Path) -> Model | None:
    if not all((folder / name).is_file() for name in _CT2_FILES):
        return None
    if not any(any(folder.glob(pattern)) for pattern in ("*.spm", "*.spm.model", "sentencepiece.model")):
        return None
    return _model("ct2", _pair_in_name(folder.name), folder, "")


def _model(engine: str, pair: Pair | None, folder: Path, version: str) -> Model | None:
    manifest = _json(folder / MANIFEST)
    if manifest.get("source") and manifest.get("target"):
        pair = _known(str(manifest["source"]), str(manifest["target"]))
    if pair is None:
        return None
    book, name = catalogue(), "-".join(pair)
    return Model(
        engine=engine,
        source=pair[0],
        target=pair[1],
        location=str(folder),
        version=str(manifest.get("version") or version),
        licence=str(manifest.get("licence") or book.licence.get(engine, "")),
        origin=str(manifest.get("origin") or folder.name),
        bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        quality=book.quality_of(engine, name),
        sha256=str(manifest.get("sha256") or ""),
    )


def _pair_in_name(name: str) -> Pair | None:
    found = (_known(*match.groups()) for match in _NAMED_PAIR.finditer(name.lower()))
    return next((pair for pair in found if pair), None)


def _known(source: str, target: str) -> Pair | None:
    if not (languages.is_known(source) and languages.is_known(target)):
        return None
    return languages.normalise(source), languages.normalise(target)


def _json(path: Path) -> dict[str, Any]:
    """A JSON object; {} where there is none that can be read."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
