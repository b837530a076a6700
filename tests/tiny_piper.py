"""A real piper voice of a few hundred bytes: its model turns phoneme ids into a buzz. Written byte by byte,
since the ONNX format is protobuf (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto)."""

from __future__ import annotations

import json
import struct
from pathlib import Path

_FLOAT, _INT64 = 1, 7  # TensorProto.DataType
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
        _node("Cast", ["input"], "floats", _field(5, _text(1, "to") + _number(3, _FLOAT) + _number(20, 2)))
        + _node("Mul", ["floats", "scale"], "wave")
        + _node("Tile", ["wave", "repeats"], "output")
        + _text(2, "tiny")
        + _field(5, _tensor("scale", _FLOAT, [1], struct.pack("<f", 1 / 64)))
        + _field(5, _tensor("repeats", _INT64, [2], struct.pack("<qq", 1, _REPEATS)))
        + _field(11, _value("input", _INT64, 2))
        + _field(11, _value("input_lengths", _INT64, 1))
        + _field(11, _value("scales", _FLOAT, 1))
        + _field(12, _value("output", _FLOAT, 2))
    )
    return (
        _number(1, 8) + _text(6, " " * padding) + _field(7, graph) + _field(8, _text(1, "") + _number(2, 13))
    )


def _node(kind: str, inputs: list[str], output: str, attributes: bytes = b"") -> bytes:
    return _field(
        1, b"".join(_text(1, name) for name in inputs) + _text(2, output) + _text(4, kind) + attributes
    )


def _tensor(name: str, kind: int, shape: list[int], raw: bytes) -> bytes:
    return b"".join(_number(1, size) for size in shape) + _number(2, kind) + _text(8, name) + _field(9, raw)


def _value(name: str, kind: int, dimensions: int) -> bytes:
    shape = b"".join(_field(1, _text(2, f"{name}_{place}")) for place in range(dimensions))
    return _text(1, name) + _field(2, _field(1, _number(1, kind) + _field(2, shape)))


def _field(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _text(number: int, value: str) -> bytes:
    return _field(number, value.encode())


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
