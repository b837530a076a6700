"""Piper: neural voices as ONNX files, on the processor, offline.

Sentences come one at a time (piper's own splitter breaks at "z. B."), at the level the model gives them
(`normalize_audio` would scale every sentence to its own peak), and without the model's random noise, so that the
same sentence gives the same bytes: measured on the voice joe, a recogniser understands it as well without. Models are
rewritten as they are loaded (`piper_graph.py`), which takes a twelfth off the work.

onnxruntime reports to Microsoft by default (from 1.32, on Linux too: it made a device id below ~/.cache/Microsoft and
a queue of events to send). It is told not to before it loads; a test watches the home folder.
"""

from __future__ import annotations

import functools
import json
import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.edition import Clip, Voice
from pipeline.errors import EngineFailed, MissingVoice
from pipeline.files import file_digest
from pipeline.speech.engines.piper_graph import VERSION as GRAPH_VERSION
from pipeline.speech.engines.piper_graph import planar

if TYPE_CHECKING:
    from piper import PiperVoice, SynthesisConfig

# A sentence of 100 seconds took 3.2 GB: attention grows with the square of the length. 400 characters are some 25 s.
LIMIT = 400

_AFTER_PHONEMES = re.compile(r"\]\]([.!?,;:])")
_ENDED = re.compile(r"[.!?][^\w\[]*$")
_LOOSE_END = re.compile(r"[\s…,;:–—-]+$")

# Languages take turns in a run, and a model takes 60 to 110 MB: keep two of them a process.
_KEPT = 2

# The ways from letters to phonemes that need nothing more; the others fetch models of their own.
_OFFLINE_PHONEMES = ("espeak", "text")


class Piper:
    """The piper engine. A voice's `model` is its .onnx file, with the .onnx.json beside; `speaker` one of its speakers."""

    name = "piper"
    limit = LIMIT
    batch = 1

    def voices(self) -> list[Voice]:
        """None: each voice is a file."""
        return []

    def fingerprint(self, voice: Voice) -> str:
        _require(voice)
        model = Path(voice.model)
        hashes = [_hash(path, path.stat().st_mtime_ns) for path in (model, config_of(model))]
        if voice.sha256 and hashes[0] != voice.sha256:
            raise EngineFailed(
                f"{model} is not the model that {voice.id}.toml names by its sha256: it is damaged or was replaced. "
                f"Put the right one there, or {_mend(voice, 'correct that line')}."
            )
        return " ".join(["piper-tts", _version(), *hashes, f"graph {GRAPH_VERSION}"])

    def load(self, voice: Voice) -> None:
        _model(voice)

    def speak(self, text: str, voice: Voice) -> Clip:
        model = _model(voice)
        manner = _manner(model, voice)
        try:
            chunks = [chunk.audio_int16_bytes for chunk in model.synthesize(finished(text), manner)]
        # The errors of onnxruntime have no base but Exception, and this is the boundary.
        except Exception as error:
            raise EngineFailed(
                f'Piper failed at "{text[:60]}" with the voice {voice.id}: {error}. Choose another voice.'
            ) from error
        return Clip(b"".join(chunks), model.config.sample_rate)


def _model(voice: Voice) -> PiperVoice:
    _require(voice)
    return _load(voice.model, _stamps(voice))


def finished(text: str) -> str:
    """`text` with an end that the model hears: a voice without one stops short, as at headings and list items.

    A mark behind [[phonemes]] is a text of its own to piper, and lost; moved within, it counts.
    """
    marked = _AFTER_PHONEMES.sub(r"\1]]", text)
    if _ENDED.search(marked):
        return marked
    bare = _LOOSE_END.sub("", marked)
    return f"{bare[:-2]}.]]" if bare.endswith("]]") else f"{bare}."


def config_of(model: Path) -> Path:
    """Where piper keeps a model's configuration: X.onnx.json beside X.onnx."""
    return model.with_name(f"{model.name}.json")


def _require(voice: Voice) -> None:
    _version()
    model = Path(voice.model)
    for path in (model, config_of(model)):
        if not path.is_file():
            raise MissingVoice(
                f"The voice {voice.id} lacks {path}. Put it there, or {_mend(voice, 'choose another voice')}."
            )


def _mend(voice: Voice, otherwise: str) -> str:
    """What else helps: one of a catalogue is fetched anew where its file is wrong; one's own nobody else has."""
    return f"run: publish voices install {voice.id}" if voice.source.startswith("http") else otherwise


@functools.cache
def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  25 ms, for those who need it

    try:
        return version("piper-tts")
    except PackageNotFoundError as error:
        raise MissingVoice(
            "Neural voices need the package piper-tts. Run: pip install 'rostval[neural]'"
        ) from error


def _stamps(voice: Voice) -> tuple[int, ...]:
    """When the voice's files were last changed: a voice installed anew at the same place is another one."""
    model = Path(voice.model)
    return tuple(path.stat().st_mtime_ns for path in (model, config_of(model)))


@functools.lru_cache(maxsize=64)
def _hash(path: Path, _changed: int) -> str:
    """SHA-256, read again only when the file's time of change is another."""
    return file_digest(path)


@functools.lru_cache(maxsize=_KEPT)
def _load(model: str, _stamps: tuple[int, ...]) -> PiperVoice:
    """The voice, on one thread: parallel work is done by processes, a sentence each."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from onnxruntime import InferenceSession, SessionOptions
    from piper import PiperVoice
    from piper.config import PiperConfig

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only: it warns about every model that piper ships
    logging.getLogger("piper").setLevel(logging.ERROR)  # it tells of each sound that a model was not taught
    try:
        config = PiperConfig.from_dict(json.loads(config_of(Path(model)).read_text(encoding="utf-8")))
        rewritten = planar(Path(model).read_bytes())
        session = InferenceSession(rewritten, sess_options=options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise EngineFailed(
            f"The voice model {model} cannot be loaded: {error}. Put a sound one there, or choose another voice."
        ) from error
    if config.phoneme_type.value not in _OFFLINE_PHONEMES:
        raise EngineFailed(
            f"The voice model {model} needs a {config.phoneme_type.value} phonemizer, which is not offline. "
            "Choose another voice."
        )
    return PiperVoice(session=session, config=config)


def _manner(model: PiperVoice, voice: Voice) -> SynthesisConfig:
    from piper import SynthesisConfig

    return SynthesisConfig(
        speaker_id=_speaker(model.config.speaker_id_map, voice),
        length_scale=model.config.length_scale / voice.rate,
        noise_scale=0.0,
        noise_w_scale=0.0,
        normalize_audio=False,
    )


def _speaker(known: Any, voice: Voice) -> int | None:
    if not voice.speaker:
        return None
    if voice.speaker not in known:
        choice = (
            f"Use one of: {', '.join(sorted(known))}." if known else "It has one only: leave speaker empty."
        )
        raise MissingVoice(f'The model of {voice.id} has no speaker "{voice.speaker}". {choice}')
    return int(known[voice.speaker])
