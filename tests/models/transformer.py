"""A small pre-norm Transformer in JAX, trained on token pairs and written as a CTranslate2 model.

Only make_toy_models.py uses it; JAX is not among the project's dependencies (see there how to run it).
The layout of the weights is OpenNMT's: sinusoidal positions, shared embeddings, layer norm before each block.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import jax  # type: ignore[import-not-found]  # a tool of this script only
import jax.numpy as jnp  # type: ignore[import-not-found]  # a tool of this script only
import numpy as np  # noqa: TID253  a script, not the package

DIMENSIONS, HEADS, FEED_FORWARD = 64, 4, 256
ENCODER_LAYERS, DECODER_LAYERS = 2, 1
POSITIONS = 128
BLANK, UNKNOWN, START, END = 0, 1, 2, 3
Weights = dict[str, Any]


def positions() -> Any:
    """Sinusoidal encodings, (POSITIONS, DIMENSIONS)."""
    place = np.arange(POSITIONS)[:, None]
    scale = np.exp(np.arange(0, DIMENSIONS, 2) * -(math.log(10000.0) / DIMENSIONS))
    table = np.zeros((POSITIONS, DIMENSIONS), np.float32)
    table[:, 0::2], table[:, 1::2] = np.sin(place * scale), np.cos(place * scale)
    return table


def initial(vocabulary: int, seed: int) -> Weights:
    """Fresh weights."""
    draw = np.random.default_rng(seed)

    def linear(outputs: int, inputs: int) -> Weights:
        limit = math.sqrt(6 / (inputs + outputs))
        weight = draw.uniform(-limit, limit, (outputs, inputs)).astype(np.float32)
        return {"weight": weight, "bias": np.zeros(outputs, np.float32)}

    def norm() -> Weights:
        return {"gamma": np.ones(DIMENSIONS, np.float32), "beta": np.zeros(DIMENSIONS, np.float32)}

    def attention() -> Weights:
        return {"norm": norm(), **{part: linear(DIMENSIONS, DIMENSIONS) for part in ("q", "k", "v", "o")}}

    def feed_forward() -> Weights:
        return {
            "norm": norm(),
            "up": linear(FEED_FORWARD, DIMENSIONS),
            "down": linear(DIMENSIONS, FEED_FORWARD),
        }

    return {
        "embedding": draw.normal(0, DIMENSIONS**-0.5, (vocabulary, DIMENSIONS)).astype(np.float32),
        "bias": np.zeros(vocabulary, np.float32),
        "encoder": [{"self": attention(), "ffn": feed_forward()} for _ in range(ENCODER_LAYERS)],
        "decoder": [
            {"self": attention(), "cross": attention(), "ffn": feed_forward()} for _ in range(DECODER_LAYERS)
        ],
        "encoder_norm": norm(),
        "decoder_norm": norm(),
    }


def _norm(weights: Weights, x: Any) -> Any:
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(variance + 1e-5) * weights["gamma"] + weights["beta"]


def _linear(weights: Weights, x: Any) -> Any:
    return x @ weights["weight"].T + weights["bias"]


def _attend(weights: Weights, x: Any, memory: Any, mask: Any) -> Any:
    """Multi-head attention of x over memory (x itself when None), added to x."""
    query = _norm(weights["norm"], x)
    memory = query if memory is None else memory
    size = DIMENSIONS // HEADS

    def heads(part: str, y: Any) -> Any:
        return _linear(weights[part], y).reshape(*y.shape[:2], HEADS, size).swapaxes(1, 2)

    scores = heads("q", query) @ heads("k", memory).swapaxes(2, 3) / math.sqrt(size)
    mixed = jax.nn.softmax(jnp.where(mask, scores, -1e9), axis=-1) @ heads("v", memory)
    return x + _linear(weights["o"], mixed.swapaxes(1, 2).reshape(x.shape))


def _feed(weights: Weights, x: Any) -> Any:
    return x + _linear(weights["down"], jax.nn.relu(_linear(weights["up"], _norm(weights["norm"], x))))


def logits(weights: Weights, source: Any, target: Any) -> Any:
    """Scores of each next token; source (batch, S), target (batch, T) beginning with START; BLANK pads."""
    table = jnp.asarray(positions())

    def embed(tokens: Any) -> Any:
        return weights["embedding"][tokens] * math.sqrt(DIMENSIONS) + table[: tokens.shape[1]]

    seen = (source != BLANK)[:, None, None, :]
    past = jnp.tril(jnp.ones((target.shape[1],) * 2, bool))[None, None]
    memory = embed(source)
    for layer in weights["encoder"]:
        memory = _feed(layer["ffn"], _attend(layer["self"], memory, None, seen))
    memory = _norm(weights["encoder_norm"], memory)
    x = embed(target)
    for layer in weights["decoder"]:
        x = _attend(layer["self"], x, None, past)
        x = _feed(layer["ffn"], _attend(layer["cross"], x, memory, seen))
    return _norm(weights["decoder_norm"], x) @ weights["embedding"].T + weights["bias"]


def loss(weights: Weights, source: Any, target: Any) -> Any:
    """Mean cross-entropy per token, labels smoothed by 0.05."""
    scores = jax.nn.log_softmax(logits(weights, source, target[:, :-1]))
    wanted = target[:, 1:]
    hit = jnp.take_along_axis(scores, wanted[..., None], axis=-1)[..., 0]
    smooth = 0.95 * hit + 0.05 * scores.mean(-1)
    real = wanted != BLANK
    return -(smooth * real).sum() / real.sum()


def learning_rate(step: Any, steps: int) -> Any:
    """Up for 200 steps, then down along a cosine."""
    return 3e-3 * jnp.minimum(step / 200, 0.5 + 0.5 * jnp.cos(jnp.pi * step / steps))


def train(batches: list[tuple[Any, Any]], vocabulary: int, seed: int) -> Weights:
    """Adam over the batches, once each. Prints the loss as it goes."""
    weights = jax.tree.map(jnp.asarray, initial(vocabulary, seed))
    first, second = jax.tree.map(jnp.zeros_like, weights), jax.tree.map(jnp.zeros_like, weights)

    def update(state: Any, step: Any, source: Any, target: Any) -> Any:
        weights, first, second = state
        value, slope = jax.value_and_grad(loss)(weights, source, target)
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, slope)
        second = jax.tree.map(lambda v, g: 0.98 * v + 0.02 * g * g, second, slope)
        rate = learning_rate(step, len(batches))
        ups, downs = 1 - 0.9**step, 1 - 0.98**step
        weights = jax.tree.map(
            lambda w, m, v: w - rate * (m / ups) / (jnp.sqrt(v / downs) + 1e-8), weights, first, second
        )
        return (weights, first, second), value

    step_once, state = jax.jit(update), (weights, first, second)
    for step, (source, target) in enumerate(batches, 1):
        state, value = step_once(state, step, source, target)
        if step % 250 == 0:
            print(f"  step {step}: {float(value):.4f}", flush=True)
    return dict(jax.tree.map(np.asarray, state[0]))


def save(weights: Weights, tokens: list[str], folder: Path) -> None:
    """Write a CTranslate2 model with its vocabulary."""
    from ctranslate2.specs import transformer_spec

    spec = transformer_spec.TransformerSpec.from_config((ENCODER_LAYERS, DECODER_LAYERS), HEADS)
    for side, layers in ((spec.encoder, weights["encoder"]), (spec.decoder, weights["decoder"])):
        side.position_encodings.encodings = positions()
        for target, source in zip(side.layer, layers, strict=True):
            _write_attention(target.self_attention, source["self"], ("qkv", "o"))
            if "cross" in source:
                _write_attention(target.attention, source["cross"], ("q", "kv", "o"))
            _write(target.ffn.layer_norm, source["ffn"]["norm"])
            _write(target.ffn.linear_0, source["ffn"]["up"])
            _write(target.ffn.linear_1, source["ffn"]["down"])
    _write(spec.encoder.layer_norm, weights["encoder_norm"])
    _write(spec.decoder.layer_norm, weights["decoder_norm"])
    spec.encoder.embeddings[0].weight = weights["embedding"]
    spec.decoder.embeddings.weight = weights["embedding"]
    _write(spec.decoder.projection, {"weight": weights["embedding"], "bias": weights["bias"]})
    spec.config.decoder_start_token = "<s>"  # noqa: S105  a token of text, not a password
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize()
    folder.mkdir(parents=True)
    spec.save(str(folder))


def _write(spec: Any, weights: Weights) -> None:
    for name, value in weights.items():
        setattr(spec, name, value)


def _write_attention(spec: Any, weights: Weights, parts: tuple[str, ...]) -> None:
    _write(spec.layer_norm, weights["norm"])
    for linear, names in zip(spec.linear, parts, strict=True):
        linear.weight = np.concatenate([weights[name]["weight"] for name in names])
        linear.bias = np.concatenate([weights[name]["bias"] for name in names])
