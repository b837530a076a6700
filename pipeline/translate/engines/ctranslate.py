"""CTranslate2 models of any kind of tokens: loaded once, fed in batches, nothing cut silently.

The Argos and the OPUS-MT adapters differ in their tokens only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from pipeline.errors import BrokenModel
from pipeline.progress import Advance
from pipeline.translate.engines import batching, clauses
from pipeline.translate.engines.base import Decoding, unheard

# Longer sentences are translated clause by clause: models of this family are trained on up to 150-200 tokens.
WINDOW = 160
# A translation is allowed this many tokens per source token, and some to begin with. Measured on the toy pairs and
# on sv/de/en news text: real translations stay below 1.6; loops run to whatever the cap is.
GROWTH, HEAD_START = 3, 16


class Codec(Protocol):
    """Text to a model's tokens and back."""

    prefix: tuple[str, ...]  # what every target begins with

    def encode(self, text: str) -> list[str]: ...
    def decode(self, tokens: list[str]) -> str: ...


@dataclass
class Runner:
    """One loaded model. Safe to call from several threads: loading is locked, CTranslate2 itself is thread-safe."""

    folder: Path
    codec: Codec
    threads: int

    def __post_init__(self) -> None:
        self._loading = Lock()

    def translate(self, texts: Sequence[str], decoding: Decoding, advance: Advance = unheard) -> list[str]:
        """Each text in its turn, over-long ones clause by clause; `advance` hears of tokens. Raises BrokenModel."""
        cuts = [clauses.pieces(text, self._fits) for text in texts]
        flat = self._run([piece.text for cut in cuts for piece in cut], decoding, advance)
        return _regroup(flat, cuts)

    def _fits(self, text: str) -> bool:
        return len(self.codec.encode(text)) <= WINDOW

    def _run(self, texts: list[str], decoding: Decoding, advance: Advance = unheard) -> list[str]:
        """Texts that fit, in batches; those whose translation hit the cap once more in halves."""
        tokens = [self.codec.encode(text) for text in texts]
        outputs = ["" for _ in texts]
        wanted = [index for index, encoded in enumerate(tokens) if encoded]
        done, total = 0, sum(map(len, tokens))
        for batch in batching.by_tokens([len(tokens[index]) for index in wanted]):
            chosen = [wanted[place] for place in batch]
            for index, (output, ended) in zip(
                chosen, self._batch([tokens[i] for i in chosen], decoding), strict=True
            ):
                outputs[index] = output if ended else self._again(texts[index], output, decoding)
            done += sum(len(tokens[index]) for index in chosen)
            advance(done, total)
        return outputs

    def _again(self, text: str, output: str, decoding: Decoding) -> str:
        """A translation without an end is a loop or a cut: its halves often come out whole."""
        cut = clauses.halves(text)
        if len(cut) == 1:
            return output
        return clauses.join(self._run([piece.text for piece in cut], decoding), cut)

    def _batch(self, tokens: list[list[str]], decoding: Decoding) -> list[tuple[str, bool]]:
        """Each output, and whether the model ended it by itself."""
        cap = GROWTH * max(map(len, tokens)) + HEAD_START
        prefix = [list(self.codec.prefix)] * len(tokens) if self.codec.prefix else None
        results = self._model.translate_batch(
            tokens,
            target_prefix=prefix,
            beam_size=decoding.beam,
            repetition_penalty=decoding.repetition_penalty,
            length_penalty=decoding.length_penalty,
            replace_unknowns=True,
            max_decoding_length=cap,
            max_input_length=0,
        )
        return [self._decoded(result.hypotheses[0], cap) for result in results]

    def _decoded(self, tokens: list[str], cap: int) -> tuple[str, bool]:
        ended = len(tokens) < cap
        for begun in self.codec.prefix:
            tokens = tokens[1:] if tokens[:1] == [begun] else tokens
        return self.codec.decode(tokens).strip(), ended

    @property
    def _model(self) -> Any:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> Any:
        import ctranslate2

        try:
            return ctranslate2.Translator(
                str(self.folder), device="cpu", inter_threads=1, intra_threads=self.threads
            )
        except (RuntimeError, ValueError) as error:
            raise BrokenModel(
                f"The model in {self.folder} cannot be loaded ({error}). Remove that folder and install it again."
            ) from error


def _regroup(flat: list[str], cuts: list[list[clauses.Piece]]) -> list[str]:
    given = iter(flat)
    return [clauses.join([next(given) for _ in cut], cut) for cut in cuts]


def library() -> str:
    """The part of a fingerprint that names the code: CTranslate2's version and ours of the search around it."""
    return f"ctranslate2-{version('ctranslate2')}/sentencepiece-{version('sentencepiece')}/1"
