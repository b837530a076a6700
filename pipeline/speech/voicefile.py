"""Voice files: `<id>.toml`, one voice each; and piper models that lie in a voices folder without one.

A voice file's names are those of `VoiceFile`. `model` is a path beside the file, or inside the installed package that
`package` names. A model X.onnx with X.onnx.json beside it, and no file that mentions it, is a voice by itself.
"""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pipeline.edition import Pauses, Voice, VoiceKind
from pipeline.errors import ConfigError
from pipeline.languages import is_known, normalise
from pipeline.settings import Section
from pipeline.speech.engines import NAMES

KINDS = {
    "espeak": VoiceKind.EMBEDDED,
    "gtts": VoiceKind.ONLINE,
    "piper": VoiceKind.NEURAL,
    "tone": VoiceKind.EMBEDDED,
}

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Rates and pitches beyond these are not speech any more, and gains beyond are a slip of the pen.
_FACTORS = (0.4, 2.5)
_GAINS = (-30.0, 30.0)


class PausesFile(Section, frozen=True):
    """The table [pauses]: silence in milliseconds after each kind of segment."""

    sentence: int = Pauses().sentence
    paragraph: int = Pauses().paragraph
    heading: int = Pauses().heading
    list_item: int = Pauses().list_item
    quote: int = Pauses().quote
    table_row: int = Pauses().table_row
    title: int = Pauses().title


class VoiceFile(Section, frozen=True):
    """What `<id>.toml` holds. `rank` orders voices of one kind and language: the lowest is the default."""

    engine: str
    lang: str
    name: str
    gender: str = ""
    region: str = ""
    rate: float = 1.0
    pitch: float = 1.0
    gain_db: float = 0.0
    pauses: PausesFile = PausesFile()
    speaker: str = ""
    model: str = ""
    package: str = ""
    sha256: str = ""
    licence: str = ""
    source: str = ""
    rank: int = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A voice as it was found. `file` is where; `lacking` says how it gets what it needs to speak, "" when nothing."""

    voice: Voice
    file: Path
    rank: int = 5
    region: str = ""
    lacking: str = ""


def read_card(path: Path) -> Card:
    """The voice of one file. Raises ConfigError naming the file and what is wrong with it."""
    try:
        fields = msgspec.toml.decode(path.read_bytes(), type=VoiceFile)
    except OSError as error:
        raise ConfigError(
            f"Cannot read {path}: {error.strerror}. Give rights to it, or remove it."
        ) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not a voice file: {error}. Correct or remove it.") from error
    _check(path, fields)
    model = _model(path, fields)
    voice = Voice(
        id=path.stem,
        engine=fields.engine,
        lang=normalise(fields.lang),
        name=fields.name,
        kind=KINDS[fields.engine],
        gender=fields.gender,
        rate=fields.rate,
        pitch=fields.pitch,
        gain_db=fields.gain_db,
        pauses=Pauses(**msgspec.structs.asdict(fields.pauses)),
        speaker=fields.speaker,
        model=str(model) if model else "",
        sha256=fields.sha256,
        licence=fields.licence,
        source=fields.source,
    )
    lacking = lacks(voice, fields.package)
    return Card(voice, path, rank=fields.rank, region=fields.region, lacking=lacking)


def _check(path: Path, fields: VoiceFile) -> None:
    low, high = _FACTORS
    quiet, loud = _GAINS
    faults = {
        "its name must be small letters, digits and hyphens": not _ID.fullmatch(path.stem),
        f"engine must be one of {', '.join(NAMES)}": fields.engine not in NAMES,
        "lang is not a language known here": not is_known(fields.lang),
        "a piper voice needs a model": fields.engine == "piper" and not fields.model,
        "package must be a name as in Python's import": bool(fields.package)
        and not fields.package.isidentifier(),
        f"rate and pitch must be from {low} to {high}": not (
            low <= fields.rate <= high and low <= fields.pitch <= high
        ),
        f"gain_db must be from {quiet:g} to {loud:g}": not quiet <= fields.gain_db <= loud,
        "pauses must be from 0 to 2500 ms": not all(
            0 <= pause <= 2500 for pause in msgspec.structs.astuple(fields.pauses)
        ),
    }
    for fault, found in faults.items():
        if found:
            raise ConfigError(f"The voice file {path} is wrong: {fault}. Correct or remove it.")


def _model(path: Path, fields: VoiceFile) -> Path | None:
    if not fields.model:
        return None
    return (_package_folder(fields.package) if fields.package else path.parent) / fields.model


def _package_folder(package: str) -> Path:
    """Where an installed package lies, without importing it; a name that leads nowhere when it is not installed."""
    spec = importlib.util.find_spec(package)
    places = (spec.submodule_search_locations if spec else None) or [f"(no package {package})"]
    return Path(next(iter(places)))


def lacks(voice: Voice, package: str = "") -> str:
    """How the voice gets what it needs to speak: "Run: " and a command, or a sentence; "" when it needs nothing."""
    if voice.engine != "piper":
        return ""
    if not importlib.util.find_spec("piper"):
        return "Run: pip install 'rostval[neural]'"
    model = Path(voice.model)
    if model.is_file() and model.with_name(f"{model.name}.json").is_file():
        return ""
    if package:
        return f"Run: pip install {package.replace('_', '-')}"
    return f"Put {model.name} and {model.name}.json into {model.parent}."


class _Language(msgspec.Struct, frozen=True):
    code: str = ""


class _Espeak(msgspec.Struct, frozen=True):
    voice: str = ""


class _PiperConfig(msgspec.Struct, frozen=True):
    """The little that is read of X.onnx.json."""

    espeak: _Espeak = _Espeak()
    language: _Language = _Language()
    dataset: str | None = ""


def read_model(model: Path) -> Card:
    """The voice that a bare piper model is. Raises ConfigError when its configuration tells no known language."""
    config = model.with_name(f"{model.name}.json")
    try:
        about = msgspec.json.decode(config.read_bytes(), type=_PiperConfig)
    except (OSError, msgspec.MsgspecError) as error:
        raise ConfigError(
            f"{config} is not a piper configuration: {error}. Get it anew, or remove {model.name}."
        ) from error
    tag = about.language.code or about.espeak.voice
    if not is_known(tag):
        raise ConfigError(
            f'{config} names no known language ("{tag}"). Add language.code to it, such as "sv_SE".'
        )
    lang = normalise(tag)
    name = about.dataset or model.stem
    voice = Voice(
        id=model_id(model.stem, lang),
        engine="piper",
        lang=lang,
        name=name.replace("_", " ").title(),
        kind=VoiceKind.NEURAL,
        model=str(model),
        licence="unknown: see where you got it",
    )
    return Card(voice, model, lacking=lacks(voice))


def model_id(stem: str, lang: str) -> str:
    """ "de_DE-thorsten-medium" -> "de-thorsten-medium"; any other name is made a plain one after the language."""
    name = re.sub(rf"^{lang}([_-][A-Za-z]+)?-", "", stem, flags=re.IGNORECASE)
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )
    plain = re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")
    return f"{lang}-{plain or 'voice'}"
