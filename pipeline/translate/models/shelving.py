"""A model folder, whole or absent: laid out beside, tried, synced, renamed; what it replaces goes afterwards.

At every moment the user's folder holds the old model or the new one whole. Names that begin with a dot are not seen
as models, so what a killed process leaves is never used, and the next install clears it away.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import Busy, InstallError, OutputError
from pipeline.translate.engines import loading
from pipeline.translate.models.found import digest
from pipeline.translate.models.library import Library
from pipeline.translate.models.model import Model, Pair
from pipeline.translate.models.shapes import MANIFEST, recognise

STAGED, REMOVED = ".new-", ".old-"
_RECORDED = ("source", "target", "version", "licence", "origin", "sha256")


@contextmanager
def shelving(library: Library, patience: float) -> Iterator[Path]:
    """Hold the library's lock and give an empty folder to lay models out in; it is gone afterwards.

    Waits `patience` seconds for another process. Raises Busy, OutputError.
    """
    try:
        library.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(library.folder / ".lock", timeout=patience):
            _sweep(library.folder)
            staged = Path(tempfile.mkdtemp(prefix=STAGED, dir=library.folder))
            staged.chmod(0o755)
            try:
                yield staged
            finally:
                shutil.rmtree(staged, ignore_errors=True)
    except Timeout as error:
        raise Busy(
            f"Another process is installing models into {library.folder}. Try again when it is done."
        ) from error
    except OSError as error:
        raise OutputError(
            f"Cannot write {library.folder}: {error.strerror or error}. Free space or rights there."
        ) from error


def _sweep(folder: Path) -> None:
    """Clear away what a killed process left; the lock is ours, so nobody is at work on it."""
    for pattern in (f"{STAGED}*", f"{REMOVED}*"):
        for left in folder.glob(pattern):
            shutil.rmtree(left, ignore_errors=True)


def find_model(folder: Path, pair: Pair | None = None) -> Path:
    """The folder of the one model at `folder` or two below; archives wrap it in folders of their own. Raises InstallError."""
    for candidate in (folder, *sorted(folder.glob("*")), *sorted(folder.glob("*/*"))):
        if candidate.is_dir() and recognise(candidate, pair) is not None:
            return candidate
    raise InstallError(
        "No translation model is recognised in there: an Argos package has metadata.json and model/, a Firefox model "
        "model.*.bin and vocab.*.spm, a CTranslate2 folder model.bin, config.json and source.spm. "
        "If its languages are the question, name them with --pair sv-en."
    )


def settle(staged: Path, known: Model, library: Library) -> Model:
    """Put the staged folder on the shelf with what is `known` of it, and take down what it replaces.

    Raises BrokenModel when it cannot translate, InstallError when it is for another pair.
    """
    made = recognise(staged, known.pair)
    if made is None:
        raise InstallError(f"{known.origin} does not hold a translation model. Get it again from its maker.")
    _write_manifest(staged, known)
    loading.trial(replace(known, engine=made.engine, location=str(staged)))
    fingerprint = digest(staged)
    name = "-".join(filter(None, (made.engine, known.name, known.version, fingerprint[:8])))
    target = library.folder / _safe(name)
    if not target.exists():
        _sync(staged)
        staged.replace(target)
        _sync_folder(library.folder)
    for model in library.models():
        if (model.engine, model.pair) == (made.engine, known.pair) and model.folder != target:
            take_down(model)
    settled = recognise(target)
    if settled is None:
        raise InstallError(f"{target} was changed by somebody else meanwhile. Install the model again.")
    return settled


def take_down(model: Model) -> None:
    """Remove a model of the user's: out of sight first, then off the disk. One that a package carries stays."""
    if not model.bundled:
        aside = model.folder.with_name(f"{REMOVED}{model.folder.name}")
        model.folder.replace(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _write_manifest(folder: Path, model: Model) -> None:
    facts = {name: getattr(model, name) for name in _RECORDED}
    (folder / MANIFEST).write_text(json.dumps(facts, indent=1, ensure_ascii=False), encoding="utf-8")


def _safe(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-._" else "_" for sign in name)


def _sync(folder: Path) -> None:
    """Every file and folder on the disk before the name is."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as handle:
                os.fsync(handle.fileno())
        else:
            _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened, nor needs to be
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
