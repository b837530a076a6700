"""speech/engines/piper_graph: the same sums in another order, by real models in onnxruntime."""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np  # noqa: TID253  a test may load what it tests
import pytest
from numpy.typing import NDArray  # noqa: TID253
from onnx_bytes import FLOAT, field, node, number, tensor, text, value
from tiny_piper import model_bytes

from pipeline.places import shipped_voices
from pipeline.speech.engines.piper_graph import planar
from pipeline.speech.voices import Shelf

pytestmark = pytest.mark.skipif(
    not importlib.util.find_spec("piper"), reason="piper-tts is not installed: pip install 'rostval[neural]'"
)

_INTS = 7  # AttributeProto.AttributeType
CHANNELS, TIME = 4, 40
SOUND = np.random.default_rng(5).standard_normal((1, CHANNELS, TIME)).astype(np.float32)


def ints(name: str, *numbers: int) -> bytes:
    return field(5, text(1, name) + b"".join(number(8, one) for one in numbers) + number(20, _INTS))


def integer(name: str, one: int) -> bytes:
    return field(5, text(1, name) + number(3, one) + number(20, 2))


def weight(name: str, *shape: int) -> bytes:
    size = int(np.prod(shape))
    return field(
        5, tensor(name, FLOAT, list(shape), struct.pack(f"<{size}f", *(n % 7 - 3 for n in range(size))))
    )


def model(*parts: bytes, opset: int = 13) -> bytes:
    graph = (
        b"".join(parts) + text(2, "sums") + field(11, value("x", FLOAT, 3)) + field(12, value("y", FLOAT, 3))
    )
    return number(1, 8) + field(7, graph) + field(8, text(1, "") + number(2, opset))


def computed(model: bytes) -> NDArray[np.float32]:
    from onnxruntime import InferenceSession

    session = InferenceSession(model, providers=["CPUExecutionProvider"])
    found: NDArray[np.float32] = session.run(None, {"x": SOUND})[0]
    return found


@pytest.mark.parametrize(
    "attributes",
    [
        [],
        [ints("pads", 1, 1)],
        [ints("pads", 0, 2)],
        [ints("strides", 2), ints("pads", 1, 1)],
        [ints("dilations", 3), ints("pads", 3, 3)],
    ],
    ids=["bare", "padded", "padded behind", "strides", "dilations"],
)
def test_a_convolution_gives_the_same_over_a_plane(attributes: Sequence[bytes]) -> None:
    convolution = node("Conv", ["x", "w", "b"], "y", ints("kernel_shape", 3) + b"".join(attributes))
    linear = model(convolution, weight("w", 8, CHANNELS, 3), weight("b", 8))
    assert planar(linear) != linear
    np.testing.assert_allclose(computed(planar(linear)), computed(linear), rtol=1e-5, atol=1e-5)


def test_each_channel_by_itself_and_one_after_the_other() -> None:
    each = node("Conv", ["x", "w"], "m", ints("kernel_shape", 3) + integer("group", CHANNELS))
    after = node("Conv", ["m", "v"], "y", ints("kernel_shape", 1))
    linear = model(each, after, weight("w", CHANNELS, 1, 3), weight("v", 2, CHANNELS, 1))
    np.testing.assert_allclose(computed(planar(linear)), computed(linear), rtol=1e-5, atol=1e-5)


def test_a_weight_that_serves_elsewhere_too_keeps_its_shape() -> None:
    shared = node("Conv", ["x", "w"], "m", ints("kernel_shape", 1)) + node("Mul", ["m", "w"], "y")
    linear = model(shared, weight("w", CHANNELS, CHANNELS, 1))
    assert planar(linear) == linear


def test_a_plane_stays_a_plane() -> None:
    flat = node("Conv", ["x", "w"], "y", ints("kernel_shape", 1, 3))
    linear = model(flat, weight("w", 8, CHANNELS, 1, 3))
    assert planar(linear) == linear


def test_a_model_of_an_old_opset_stays_as_it_is() -> None:
    convolution = node("Conv", ["x", "w"], "y", ints("kernel_shape", 3))
    linear = model(convolution, weight("w", 8, CHANNELS, 3), opset=11)
    assert planar(linear) == linear


def test_a_model_without_convolutions_stays_as_it_is() -> None:
    assert planar(model_bytes()) == model_bytes()


def test_a_real_voice_says_the_same() -> None:
    from onnxruntime import InferenceSession

    made = Path(Shelf(shipped_voices()).get("en-joe").model).read_bytes()
    given = {
        "input": np.array([[1, *range(14, 60), 2]], np.int64),
        "input_lengths": np.array([48], np.int64),
        "scales": np.array([0.0, 1.0, 0.0], np.float32),
    }
    before, after = (
        InferenceSession(one, providers=["CPUExecutionProvider"]).run(None, given)[0]
        for one in (made, planar(made))
    )
    assert np.abs(before).max() > 0.05
    np.testing.assert_allclose(after, before, atol=4 / 32768)
