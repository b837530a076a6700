"""Bringing voices in and taking them out: from the catalogue, or from a person's own piper model.

A voice is installed when `<id>.toml` lies in the user's voices folder; it is written last, so that a stopped
installation leaves at most a model that the next attempt takes over.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from pipeline.download import DEFAULT_LIMITS, Limits, download
from pipeline.edition import Voice
from pipeline.errors import Busy, InstallError, OutputError, RostvalError, UsageError
from pipeline.files import file_digest, replacing, write_text
from pipeline.languages import OWN_NAMES
from pipeline.progress import Advance
from pipeline.speech.catalogue import Offer
from pipeline.speech.engines import engine
from pipeline.speech.voicefile import Card, read_card, read_model
from pipeline.speech.voices import Shelf

PINS = "pins.json"
_MODEL = ".onnx"


def install_offer(
    offer: Offer, folder: Path, advance: Advance | None = None, limits: Limits = DEFAULT_LIMITS
) -> Voice:
    """Fetch a voice of the catalogue into `folder`. A stopped download goes on where it was.

    Raises InstallError when it cannot be fetched or does not speak, ChecksumMismatch when it is not the file that
    the catalogue, or the first download, knew.
    """
    model = folder / f"{offer.id}{_MODEL}"
    config = _config(model)
    pins = _Pins(folder / PINS)
    with _alone(folder):
        _fetch(offer.config_url, config, offer.config_sha256 or pins.get(config.name), None, limits)
        sha256 = _fetch(offer.url, model, offer.sha256 or pins.get(model.name), advance, limits)
        path = _write_file(folder / f"{offer.id}.toml", _fields(offer, model, sha256))
        voice = _proven(read_card(path), (path, model, config))
        pins.keep({model.name: sha256, config.name: file_digest(config)})
    return voice


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two installations into one folder would write the same parts. Raises Busy, OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".install.lock", timeout=0):
            yield
    except Timeout as error:
        raise Busy(f"Another installation is at work in {folder}. Wait until it is done.") from error
    except OSError as error:
        raise OutputError(
            f"Cannot write to {folder}: {error.strerror or error}. Free space or rights there."
        ) from error


def _fetch(url: str, target: Path, sha256: str, advance: Advance | None, limits: Limits) -> str:
    """Download, unless exactly that file is there already; gives its SHA-256."""
    if sha256 and target.is_file() and file_digest(target) == sha256:
        return sha256
    return download(url, target, sha256=sha256, progress=advance, limits=limits)


def install_model(source: Path, folder: Path) -> list[Voice]:
    """Copy a piper model, or every one in a folder, into `folder`.

    Raises InstallError when there is none, its configuration is missing, or it does not speak.
    """
    models = sorted(source.glob(f"[!.]*{_MODEL}")) if source.is_dir() else [source]
    if not models:
        raise InstallError(
            f"There is no piper model (X.onnx with X.onnx.json) in {source}. Name its folder or file."
        )
    with _alone(folder):
        return [_install_copy(model, folder) for model in models]


def remove(voice_id: str, shelf: Shelf, folder: Path) -> list[Path]:
    """Delete an installed voice's file and model from `folder`; gives what was deleted.

    Raises UnknownVoice, and UsageError for a voice that lies elsewhere and is not ours to delete.
    """
    card = next((card for card in shelf.cards if card.voice.id == voice_id), None)
    if card is None:
        shelf.get(voice_id)
    if card is None or card.file.parent != folder:
        raise UsageError(
            f'The voice "{voice_id}" was not installed by "publish voices install". Delete its file yourself: '
            f"{card.file if card and card.file.name else 'it is part of its engine'}."
        )
    model = Path(card.voice.model) if card.voice.model else None
    shared = any(other.voice.model == card.voice.model for other in shelf.cards if other is not card)
    files = [card.file, *((model, _config(model)) if model and model.parent == folder and not shared else ())]
    deleted = [path for path in dict.fromkeys(files) if path.is_file()]
    for path in deleted:
        path.unlink()
    return deleted


def _install_copy(model: Path, folder: Path) -> Voice:
    config = _config(model)
    if model.suffix != _MODEL or not model.is_file() or not config.is_file():
        raise InstallError(
            f"{model} is not a piper voice. It takes two files beside each other: X.onnx and X.onnx.json."
        )
    _refuse_namesake(read_model(model).voice.id, model, folder)
    target = folder / model.name
    in_place = target.resolve() == model.resolve()
    if not in_place:
        _copy(config, _config(target))
        _copy(model, target)
    card = read_model(target)
    path = folder / f"{card.voice.id}.toml"
    fields = {
        "engine": "piper",
        "lang": card.voice.lang,
        "name": card.voice.name,
        "model": model.name,
        "sha256": file_digest(target),
        "licence": card.voice.licence,
        "source": str(model.resolve()),
    }
    _write_file(path, fields)
    # A model that lay here already is the person's only copy: when it does not work, it stays.
    return _proven(read_card(path), (path,) if in_place else (path, target, _config(target)))


def _refuse_namesake(voice_id: str, model: Path, folder: Path) -> None:
    """Raise InstallError when another model is installed under that id: it would be lost without a word."""
    path = folder / f"{voice_id}.toml"
    installed = Path(read_card(path).voice.model).name if path.is_file() else model.name
    if installed != model.name:
        raise InstallError(
            f"{model.name} would be the voice {voice_id}, which {installed} is already. "
            f"Rename it, or run first: publish voices remove {voice_id}"
        )


def _proven(card: Card, files: Iterable[Path]) -> Voice:
    """The voice, after it has said the name of its language; a voice that cannot is not kept."""
    if not importlib.util.find_spec("piper"):
        return card.voice
    try:
        clip = engine("piper").speak(OWN_NAMES[card.voice.lang], card.voice)
    except RostvalError as error:
        _delete(files)
        raise InstallError(f"The voice {card.voice.id} does not work and was not kept: {error}") from error
    if not any(clip.pcm):
        _delete(files)
        raise InstallError(f"The voice {card.voice.id} is silent and was not kept. Choose another one.")
    return card.voice


def _delete(files: Iterable[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)


def _fields(offer: Offer, model: Path, sha256: str) -> dict[str, Any]:
    return {
        "engine": "piper",
        "lang": offer.lang,
        "name": offer.name,
        "gender": offer.gender,
        "region": offer.region,
        "speaker": offer.speaker,
        "model": model.name,
        "sha256": sha256,
        "licence": offer.licence,
        "source": offer.url,
        "rank": offer.rank,
    }


def _write_file(path: Path, fields: dict[str, Any]) -> Path:
    """TOML's basic strings and numbers are written as JSON's."""
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value != ""
    ]
    write_text(path, "\n".join(lines) + "\n")
    return path


def _copy(source: Path, target: Path) -> None:
    with replacing(target) as temporary:
        shutil.copyfile(source, temporary)


def _config(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


class _Pins:
    """What the first download of a file was, for catalogues that do not say."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _read(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.MsgspecError) as error:
            raise InstallError(
                f"{self._path} cannot be read ({error}). Delete it to trust the next download."
            ) from error

    def get(self, name: str) -> str:
        return self._read().get(name, "")

    def keep(self, hashes: dict[str, str]) -> None:
        write_text(self._path, json.dumps(self._read() | hashes, indent=1, sort_keys=True) + "\n")
