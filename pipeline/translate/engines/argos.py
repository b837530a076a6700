"""Argos Translate packages as they are, run through CTranslate2 and SentencePiece.

Not through argostranslate.translate: it reads the environment and makes folders at import, fetches a sentence
splitter from the network at the first translation, turns "_" into a space, cuts at 1,024 and 256 tokens, and
translates a paragraph at a time. Its byte-pair tokenizer, which some older packages need, is used as it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.errors import BrokenModel
from pipeline.translate.engines.ctadapter import CtAdapter
from pipeline.translate.engines.ctranslate import Codec
from pipeline.translate.models.model import Model, Pair


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
