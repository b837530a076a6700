"""What a folder on disk is: an Argos package, a Firefox model, a CTranslate2 folder, or none of ours."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import languages
from pipeline.translate.models.catalogue import catalogue
from pipeline.translate.models.model import Model, Pair

MANIFEST = "rostval.json"
# "model.enpt.intgemm.alphas.bin": Mozilla writes both codes together.
_FIREFOX_PAIR = re.compile(r"model\.([a-z]{2})([a-z]{2})\.")
# "opus-mt-sv-de", "quickmt_sv_de": a look-ahead, since "mt-sv" might be a pair too and is tried first.
_NAMED_PAIR = re.compile(r"(?:^|[-_ ])(?=([a-z]{2})[-_ ]([a-z]{2})(?:$|[-_ .]))")
_CT2_FILES = ("model.bin", "config.json")


def recognise(folder: Path, pair: Pair | None = None) -> Model | None:
    """The model in `folder`, without its digest; None where there is none.

    Its pair is what its maker wrote into it, else what the folder's name says, else `pair`; None if all are silent,
    or the maker says another than `pair`.
    """
    manifest = _json(folder / MANIFEST)
    for shape in (_argos, _firefox, _ct2):
        found = shape(folder)
        if found is not None:
            written = _known(str(manifest.get("source", "")), str(manifest.get("target", "")))
            return _model(found, written or pair, folder, manifest)
    return None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a folder says of itself. `certain`: the pair is in the files, not only in a name."""

    engine: str
    pair: Pair | None
    version: str = ""
    certain: bool = False


def _argos(folder: Path) -> _Shape | None:
    metadata = _json(folder / "metadata.json")
    if not metadata.get("from_code") or not (folder / "model" / "model.bin").is_file():
        return None
    pair = _known(str(metadata["from_code"]), str(metadata.get("to_code", "")))
    return _Shape("argos", pair, str(metadata.get("package_version", "")), certain=True)


def _firefox(folder: Path) -> _Shape | None:
    binary = next(iter(sorted(folder.glob("model.*.bin"))), None)
    if binary is None or not any(folder.glob("*vocab.*.spm")):
        return None
    named = _FIREFOX_PAIR.match(binary.name)
    pair = _known(*named.groups()) if named else _pair_in_name(folder.name)
    info = _json(folder / "model_info.json") or _json(folder / "metadata.json")
    return _Shape("firefox", pair, str(info.get("version", "")), certain=named is not None)


def _ct2(folder: Path) -> _Shape | None:
    if not all((folder / name).is_file() for name in _CT2_FILES):
        return None
    if not any(any(folder.glob(pattern)) for pattern in ("*.spm", "*.spm.model", "sentencepiece.model")):
        return None
    return _Shape("ct2", _pair_in_name(folder.name))


def _model(shape: _Shape, pair: Pair | None, folder: Path, manifest: dict[str, Any]) -> Model | None:
    if shape.certain and pair is not None and pair != shape.pair:
        return None
    pair = shape.pair if shape.certain else pair or shape.pair
    if pair is None:
        return None
    book, name = catalogue(), "-".join(pair)
    return Model(
        engine=shape.engine,
        source=pair[0],
        target=pair[1],
        location=str(folder),
        version=str(manifest.get("version") or shape.version),
        licence=str(manifest.get("licence") or book.licence.get(shape.engine, "")),
        origin=str(manifest.get("origin") or folder.name),
        bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        quality=book.quality_of(shape.engine, name),
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
