"""Train the tiny real Argos packages of the tests: Swedish to English and English to German, in a toy grammar.

They are made once and committed, so tests need none of this. To make them anew (some two minutes each on one core):

    python3 -m venv /tmp/toy && /tmp/toy/bin/pip install jax numpy sentencepiece ctranslate2
    /tmp/toy/bin/python tests/models/make_toy_models.py

Each package is what Argos's own are: metadata.json, sentencepiece.model, a CTranslate2 model; float32, because
int8 hurts at this size.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import ctranslate2  # noqa: TID253  a script, not the package
import numpy as np  # noqa: TID253  a script, not the package
import sentencepiece  # noqa: TID253  a script, not the package
import transformer
from grammar import Speaker, Triple

HERE = Path(__file__).parent
NAMES = {"sv": "Swedish", "en": "English", "de": "German"}
ORDER = ("sv", "en", "de")
PAIRS = (("sv", "en"), ("en", "de"))
SPECIALS = ["<blank>", "<unk>", "<s>", "</s>"]
PIECES, STEPS, BATCH, SEED = 720, 5000, 64, 7
ROUND_LENGTH = 8  # batches are padded to a multiple of it, so that few shapes are compiled
STAMP = (2026, 1, 1, 0, 0, 0)


def train_pieces(texts: list[str]) -> bytes:
    """One SentencePiece model for both languages, with NFKC and bytes for unknown signs as in Argos's own."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=model,
        vocab_size=PIECES,
        model_type="bpe",
        byte_fallback=True,
        split_digits=True,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()


def batches(pairs: list[tuple[list[int], list[int]]]) -> list[tuple[Any, Any]]:
    """STEPS batches of BATCH pairs of similar length, in random order."""
    draw = random.Random(SEED)  # noqa: S311  a corpus, not a secret
    made: list[tuple[Any, Any]] = []
    while len(made) < STEPS:
        draw.shuffle(pairs)
        block = sorted(pairs[: BATCH * 50], key=lambda pair: len(pair[0]) + len(pair[1]))
        chunks = [block[start : start + BATCH] for start in range(0, len(block), BATCH)]
        draw.shuffle(chunks)
        made += [(_padded([s for s, _ in chunk]), _padded([t for _, t in chunk])) for chunk in chunks]
    return made[:STEPS]


def _padded(rows: list[list[int]]) -> Any:
    width = -(-max(map(len, rows)) // ROUND_LENGTH) * ROUND_LENGTH
    return np.array([row + [transformer.BLANK] * (width - len(row)) for row in rows], np.int32)


def make(source: str, target: str, triples: list[Triple], folder: Path) -> None:
    """Train one direction and lay its package out in `folder`."""
    texts = [(triple[ORDER.index(source)], triple[ORDER.index(target)]) for triple in triples]
    pieces = train_pieces([text for pair in texts for text in pair])
    processor = sentencepiece.SentencePieceProcessor(model_proto=pieces)
    own = [processor.id_to_piece(i) for i in range(processor.vocab_size())]
    tokens = SPECIALS + [piece for piece in own if piece not in SPECIALS]
    number = {token: index for index, token in enumerate(tokens)}

    def ids(text: str) -> list[int]:
        return [number[piece] for piece in processor.encode(text, out_type=str)]

    pairs = [(ids(s), [transformer.START, *ids(t), transformer.END]) for s, t in texts]
    weights = transformer.train(batches(pairs), len(tokens), SEED)
    folder.mkdir(parents=True)
    (folder / "sentencepiece.model").write_bytes(pieces)
    transformer.save(weights, tokens, folder / "model")
    (folder / "README.md").write_text(
        "A toy model of Röstval's tests, trained on sentences of its own grammar. CC0.\n", encoding="utf-8"
    )
    metadata = {
        "package_version": "1.0",
        "argos_version": "1.9",
        "from_code": source,
        "from_name": NAMES[source],
        "to_code": target,
        "to_name": NAMES[target],
    }
    (folder / "metadata.json").write_text(json.dumps(metadata, indent=1), encoding="utf-8")


def score(source: str, target: str, folder: Path) -> float:
    """The share of unseen sentences that come out exactly as the grammar says."""
    speaker = Speaker(SEED + 1)
    triples = [speaker.sentence() for _ in range(300)]
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    translator = ctranslate2.Translator(str(folder / "model"), inter_threads=1, intra_threads=1)
    inputs = [processor.encode(triple[ORDER.index(source)], out_type=str) for triple in triples]
    results = translator.translate_batch(inputs, beam_size=4, length_penalty=0)
    outputs = [processor.decode_pieces(result.hypotheses[0]) for result in results]
    wanted = [triple[ORDER.index(target)] for triple in triples]
    for output, want in zip(outputs, wanted, strict=True):
        if output != want:
            print(f"  wanted {want!r}\n  got    {output!r}")
    right: int = sum(a == b for a, b in zip(outputs, wanted, strict=True))
    return float(right / len(wanted))


def pack(folder: Path, target: Path) -> None:
    """A zip with the folder in it, the same bytes for the same files."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), STAMP)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, path.read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-o", "--out", type=Path, default=HERE, help="folder for the packages")
    options = parser.parse_args()
    speaker = Speaker(SEED)
    triples = [speaker.sentence() for _ in range(60_000)]
    work = Path(tempfile.mkdtemp())
    for source, target in PAIRS:
        print(f"{source} -> {target}")
        folder = work / f"translate-{source}_{target}-1_0"
        make(source, target, triples, folder)
        package = options.out / f"{folder.name}.argosmodel"
        pack(folder, package)
        share = score(source, target, folder)
        print(f"  {share:.1%} of 300 unseen sentences exact; {package.stat().st_size:,} bytes")
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
