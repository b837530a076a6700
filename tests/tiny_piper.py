"""A real piper voice of a few hundred bytes: its model turns phoneme ids into a buzz."""

from __future__ import annotations

import json
import struct
from pathlib import Path

from onnx_bytes import FLOAT, INT64, field, node, number, tensor, text, value

_REPEATS = 512  # samples for each phoneme id

PHONEMES = "_^$ !',-.:;?abcdefhijklmnopstuvwzæðŋɐɑɔəɚɛɜɡɪɹʃʊʌʒˈˌːθ"


def write_voice(
    folder: Path, stem: str = "en_US-tiny-low", *, code: str = "en_US", espeak: str = "en-us"
) -> Path:
    """Write `stem`.onnx and its configuration; give the model's path."""
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / f"{stem}.onnx"
    model.write_bytes(model_bytes())
    model.with_name(f"{stem}.onnx.json").write_text(json.dumps(configuration(code, espeak)), encoding="utf-8")
    return model


def configuration(code: str = "en_US", espeak: str = "en-us") -> dict[str, object]:
    return {
        "audio": {"sample_rate": 16_000, "quality": "low"},
        "espeak": {"voice": espeak},
        "language": {"code": code},
        "dataset": "tiny_buzz",
        "inference": {"noise_scale": 0.6, "length_scale": 1, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "num_symbols": 256,
        "num_speakers": 1,
        "speaker_id_map": {},
        "phoneme_id_map": {phoneme: [place] for place, phoneme in enumerate(PHONEMES)},
    }


def model_bytes(padding: int = 0) -> bytes:
    """output = Tile(Cast(input) / 64): the ids, over and over, as a wave. `padding` bytes of remarks make it larger."""
    graph = (
        node("Cast", ["input"], "floats", field(5, text(1, "to") + number(3, FLOAT) + number(20, 2)))
        + node("Mul", ["floats", "scale"], "wave")
        + node("Tile", ["wave", "repeats"], "output")
        + text(2, "tiny")
        + field(5, tensor("scale", FLOAT, [1], struct.pack("<f", 1 / 64)))
        + field(5, tensor("repeats", INT64, [2], struct.pack("<qq", 1, _REPEATS)))
        + field(11, value("input", INT64, 2))
        + field(11, value("input_lengths", INT64, 1))
        + field(11, value("scales", FLOAT, 1))
        + field(12, value("output", FLOAT, 2))
    )
    return number(1, 8) + text(6, " " * padding) + field(7, graph) + field(8, text(1, "") + number(2, 13))
