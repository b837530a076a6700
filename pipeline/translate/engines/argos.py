"""Argos Translate packages as they are, run through CTranslate2 and SentencePiece.

Not through argostranslate.translate: it reads the environment and makes folders at import, fetches a sentence
splitter from the network at the first translation, turns "_" into a space, cuts at 1,024 and 256 tokens, and
translates a paragraph at a time. Its byte-pair tokenizer, which some older packages need, is used as it is.

With THEIR_SEARCH this adapter says word for word what argostranslate says (tests/benchmarks/translation.py: 300 of 300
sentences of the toy models). By default it searches without a length penalty and differs in a few: of those 300,
argostranslate has 287 right, this 299, and the one left is the model's own mistake, which the gate finds (base.py says
why the penalty does harm).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.errors import BrokenModel
from pipeline.translate.engines.base import Decoding
from pipeline.translate.engines.ctadapter import CtAdapter
from pipeline.translate.engines.ctranslate import Codec
from pipeline.translate.models.model import Model, Pair

# How argostranslate 1.x itself calls CTranslate2 (translate.py, apply_packaged_translation).
THEIR_SEARCH = Decoding(beam=4, length_penalty=0.2)


class Argos(CtAdapter):
    """Argos packages, installed or unpacked."""

    name = "argos"

    def open(self, model: Model) -> tuple[Path, Codec]:
        return model.folder / "model", _codec(model.folder, model.pair)


def _codec(folder: Path, pair: Pair) -> Codec:
    try:
        metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
        prefix = (str(metadata["target_prefix"]),) if metadata.get("target_prefix") else ()
        pieces, merges = folder / "sentencepiece.model", folder / "bpe.model"
        return BytePairs(merges, pair, prefix) if merges.exists() else SentencePieces(pieces, prefix)
    except (OSError, ValueError, RuntimeError) as error:
        raise BrokenModel(
            f"The Argos package in {folder} is damaged ({error}). Remove that folder and install it again."
        ) from error


class SentencePieces:
    """One SentencePiece model for both languages."""

    def __init__(self, model: Path, prefix: tuple[str, ...]) -> None:
        import sentencepiece

        self.prefix = prefix
        self._processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(model))

    def encode(self, text: str) -> list[str]:
        return list(self._processor.encode(text, out_type=str))

    def decode(self, tokens: list[str]) -> str:
        return str(self._processor.decode_pieces(tokens)).replace("▁", " ")


class BytePairs:
    """Moses tokens and byte pairs, as in older Argos packages."""

    def __init__(self, model: Path, pair: Pair, prefix: tuple[str, ...]) -> None:
        from argostranslate.tokenizer import BPETokenizer  # type: ignore[import-untyped]  # it ships no types

        self.prefix = prefix
        self._tokenizer: Any = BPETokenizer(model, *pair)

    def encode(self, text: str) -> list[str]:
        return list(self._tokenizer.encode(text)) if text.strip() else []

    def decode(self, tokens: list[str]) -> str:
        return str(self._tokenizer.decode(tokens))
