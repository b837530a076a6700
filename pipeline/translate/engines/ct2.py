"""Any CTranslate2 folder with its SentencePiece models: OPUS-MT, quickmt, or trained at home; dropped in as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.errors import BrokenModel
from pipeline.translate.engines.ctadapter import CtAdapter
from pipeline.translate.engines.ctranslate import Codec
from pipeline.translate.models.model import Model

# What OPUS-MT, quickmt and OpenNMT call the tokenizer of each side; the last two serve both.
SOURCE_PIECES = ("source.spm", "src.spm.model", "joint.spm.model", "sentencepiece.model")
TARGET_PIECES = ("target.spm", "tgt.spm.model", "joint.spm.model", "sentencepiece.model")
END = "</s>"


class Ct2(CtAdapter):
    """CTranslate2 folders with a tokenizer for each side."""

    name = "ct2"

    def open(self, model: Model) -> tuple[Path, Codec]:
        return model.folder, _codec(model.folder)


class TwoPieces:
    """A SentencePiece model for each side. `end` is appended to a source where the model does not do so itself."""

    prefix: tuple[str, ...] = ()

    def __init__(self, source: Path, target: Path, end: tuple[str, ...]) -> None:
        import sentencepiece

        self._source: Any = sentencepiece.SentencePieceProcessor(model_file=str(source))
        self._target: Any = sentencepiece.SentencePieceProcessor(model_file=str(target))
        self._end = end

    def encode(self, text: str) -> list[str]:
        tokens = list(self._source.encode(text, out_type=str))
        return [*tokens, *self._end] if tokens else []

    def decode(self, tokens: list[str]) -> str:
        return str(self._target.decode_pieces(tokens)).replace("▁", " ")


def _codec(folder: Path) -> TwoPieces:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        end = () if config.get("add_source_eos") else (END,)
        return TwoPieces(_first(folder, SOURCE_PIECES), _first(folder, TARGET_PIECES), end)
    except (OSError, ValueError, RuntimeError) as error:
        raise BrokenModel(
            f"The CTranslate2 folder {folder} is incomplete or damaged ({error}); "
            "it needs model.bin, config.json, its vocabulary, source.spm and target.spm."
        ) from error


def _first(folder: Path, names: tuple[str, ...]) -> Path:
    found = next((folder / name for name in names if (folder / name).is_file()), None)
    if found is None:
        raise FileNotFoundError(f"none of {', '.join(names)} is there")
    return found
