"""ONNX models byte by byte, since the format is protobuf (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto)."""

from __future__ import annotations

FLOAT, INT64 = 1, 7  # TensorProto.DataType


def node(kind: str, inputs: list[str], output: str, attributes: bytes = b"") -> bytes:
    return field(1, b"".join(text(1, name) for name in inputs) + text(2, output) + text(4, kind) + attributes)


def tensor(name: str, kind: int, shape: list[int], raw: bytes) -> bytes:
    return b"".join(number(1, size) for size in shape) + number(2, kind) + text(8, name) + field(9, raw)


def value(name: str, kind: int, dimensions: int) -> bytes:
    shape = b"".join(field(1, text(2, f"{name}_{place}")) for place in range(dimensions))
    return text(1, name) + field(2, field(1, number(1, kind) + field(2, shape)))


def field(place: int, value: bytes) -> bytes:
    return _varint(place << 3 | 2) + _varint(len(value)) + value


def text(place: int, value: str) -> bytes:
    return field(place, value.encode())


def number(place: int, value: int) -> bytes:
    return _varint(place << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
