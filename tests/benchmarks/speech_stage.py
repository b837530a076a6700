"""The speech stage against its parts. Run it by speech.py:

    python tests/benchmarks/speech.py [SOURCE] [--voice sv-elsa] [--patience 60]

SOURCE is whatever `publish` takes; the default is the seed article where it is at hand, else the sample. Measured in
one run, each part in a process of its own:

    engine     the engine alone speaks every sentence, one after the other: piper as its makers ship it, on one thread
    encoder    ffmpeg alone turns that sound into an MP3
    plain      what one would write first: AudioSegment += AudioSegment, then export; stopped after --patience seconds
    cold       the speech stage (script, synthesis, recording) with an empty cache
    again      the same once more
    edit       the same after one paragraph in the middle was changed; of three such edits the middle one

Memory is the proportional set size of the process and its children, sampled (0 where /proc has none); CPU time counts
them too, and the start of Python. On a busy machine compare CPU time, not wall time. The yardsticks
are issue 5's: cold at most 1.1 times the engine's time over the cores (neural voices) or 1.2 times the encoder's
(embedded ones); edit at most 5 % of cold; memory at most 150 MB above the engine's, once per worker.
The last line is JSON.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline import extract, settings, sources, workers
from pipeline.__main__ import COLLECT_AFTER
from pipeline.artwork import draw_cover
from pipeline.audio import ffmpeg, record, tags_for
from pipeline.audio.timeline import silence
from pipeline.cache import Cache
from pipeline.document import Article, BlockKind
from pipeline.edition import Clip, Recording, Segment, Voice, VoiceKind
from pipeline.places import shipped_voices
from pipeline.speech import lexicon
from pipeline.speech.crew import Crew
from pipeline.speech.engines import engine
from pipeline.speech.script import script
from pipeline.speech.synthesis import Preparation, synthesise
from pipeline.speech.voices import Shelf

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed" / "page.sv.html"
SAMPLE = ROOT / "input" / "sample.sv.html"

SAMPLING_SECONDS = 0.05
# Of a processor's time: the kernel walks every page to answer, which stops the process that is asked about.
WATCHING_SHARE = 0.01
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Task:
    """What every part works on. `folder` keeps what one part leaves for the next."""

    article: Article
    voice: Voice
    folder: Path
    patience: float

    @property
    def pcm(self) -> Path:
        return self.folder / "engine.pcm"

    def segments(self, when_new: Callable[[], None] = lambda: None) -> tuple[Segment, ...]:
        words = lexicon.load([shipped_voices()], self.voice.lang)
        return script(self.article, self.voice, words, Cache(self.folder / "cache"), when_new)


@dataclass(frozen=True)
class Took:
    """Wall seconds of the work itself; CPU seconds and peak memory in MB of its processes; what the part has to say."""

    seconds: float
    cpu: float
    memory: float
    note: Any = ""


# The parts. Each runs in a process of its own and returns (seconds, note).


def engine_alone(task: Task) -> tuple[float, float]:
    """Speak everything; the sound, with its pauses, is left for the encoder. The note is its length in seconds."""
    speak = bare_engine(task.voice)
    segments = [segment for segment in task.segments() if segment.spoken]
    speak("Hallo.")  # the model is loaded once for all
    spent, samples, rate = 0.0, 0, 1
    with task.pcm.open("wb") as out:
        for segment in segments:
            begin = time.perf_counter()
            clip = speak(segment.spoken)
            spent += time.perf_counter() - begin
            rate, pause = clip.rate, segment.pause_ms * clip.rate // 1000
            out.write(clip.pcm + silence(pause))
            samples += clip.samples + pause
    (task.folder / "rate").write_text(str(rate))
    return spent, samples / rate


def bare_engine(voice: Voice) -> Callable[[str], Clip]:
    """The engine without what this project does to make it faster (`piper_graph.py`)."""
    speaker = engine(voice.engine)
    if voice.engine != "piper":
        return lambda text: speaker.speak(text, voice)
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from onnxruntime import InferenceSession, SessionOptions
    from piper import PiperVoice, SynthesisConfig
    from piper.config import PiperConfig

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = InferenceSession(voice.model, sess_options=options, providers=["CPUExecutionProvider"])
    config = PiperConfig.from_dict(json.loads(Path(f"{voice.model}.json").read_text(encoding="utf-8")))
    shipped = PiperVoice(session=session, config=config)
    manner = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False)

    def speak(text: str) -> Clip:
        chunks = shipped.synthesize(text, manner)
        return Clip(b"".join(chunk.audio_int16_bytes for chunk in chunks), config.sample_rate)

    return speak


def encoder_alone(task: Task) -> tuple[float, str]:
    command = [ffmpeg.executable(), *ffmpeg.QUIET, "-f", "s16le", "-ar", (task.folder / "rate").read_text()]
    command += ["-ac", "1", "-i", str(task.pcm), "-b:a", "64k", "-y", str(task.folder / "encoder.mp3")]
    begin = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - begin, ""


def plain(task: Task) -> tuple[float, str]:
    """Every `+=` copies all that came before."""
    warnings.simplefilter("ignore")  # pydub's own, at import
    from pydub import AudioSegment

    AudioSegment.converter = ffmpeg.executable()
    speaker = engine(task.voice.engine)
    segments = [segment for segment in task.segments() if segment.spoken]
    begin = time.perf_counter()
    whole: Any = None
    for number, segment in enumerate(segments):
        clip = speaker.speak(segment.spoken, task.voice)
        sound = AudioSegment(clip.pcm, sample_width=2, frame_rate=clip.rate, channels=1)
        pause = AudioSegment.silent(segment.pause_ms, clip.rate)
        whole = sound + pause if whole is None else whole + sound + pause
        if time.perf_counter() - begin > task.patience:
            return time.perf_counter() - begin, f"not done: {number + 1} of {len(segments)} sentences joined"
    whole.export(task.folder / "plain.mp3", format="mp3", bitrate="64k").close()
    return time.perf_counter() - begin, "neither levelled nor captioned nor tagged"


def stage(task: Task) -> tuple[float, Recording]:
    """The speech stage as `publish` runs it. The note is the recording."""
    store = Cache(task.folder / "cache")
    tags = tags_for(task.article, task.voice, draw_cover(task.article.title, task.article.lang))
    begin = time.perf_counter()
    with Crew(store) as crew:
        segments = task.segments(Preparation(task.voice, crew).begin)
        spoken = synthesise(segments, task.voice, crew)
        made = record(spoken, task.folder / "out" / "a.mp3", tags, settings.Audio(), store)
        took = time.perf_counter() - begin
    return took, made


def edited(article: Article, year: int) -> Article:
    """The middle paragraph with one more sentence."""
    places = [n for n, block in enumerate(article.blocks) if block.kind is BlockKind.PARAGRAPH]
    middle = places[len(places) // 2]
    block = article.blocks[middle]
    changed = replace(block, text=f"{block.text} {year}.", marks=())
    return replace(article, blocks=(*article.blocks[:middle], changed, *article.blocks[middle + 1 :]))


# Running a part and watching its memory.


def measured(part: Callable[[Task], tuple[float, Any]], task: Task) -> Took:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(part, task, theirs))
    process.start()
    theirs.close()
    with _watched(process.pid or 0) as peak:
        try:
            (seconds, note), cpu = ours.recv()
        except EOFError:
            sys.exit(f"{part.__name__} failed; see above")
    process.join()
    return Took(seconds, cpu, peak[0] / MEGABYTE, note)


def _work(part: Callable[[Task], tuple[float, Any]], task: Task, answer: Any) -> None:
    gc.set_threshold(COLLECT_AFTER)  # as the command does
    found = part(task)
    times = os.times()
    answer.send((found, times.user + times.system + times.children_user + times.children_system))


@contextmanager
def _watched(pid: int) -> Iterator[list[int]]:
    """The highest memory of a process and its descendants, in bytes, while the block runs."""
    peak, done = [0], threading.Event()

    def watch() -> None:
        rest = SAMPLING_SECONDS
        while not done.wait(rest):
            begin = time.perf_counter()
            peak[0] = max(peak[0], sum(_proportional(one) for one in _family(pid)))
            rest = max(SAMPLING_SECONDS, (time.perf_counter() - begin) / WATCHING_SHARE)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def _family(pid: int) -> Iterator[int]:
    """The process and its descendants; a child that has not yet become another program shares its parent's memory."""
    yield pid
    try:
        children = " ".join(p.read_text() for p in Path(f"/proc/{pid}/task").glob("*/children")).split()
        own = Path(f"/proc/{pid}/cmdline").read_bytes()
        grown = [int(child) for child in children if Path(f"/proc/{child}/cmdline").read_bytes() != own]
    except OSError:
        return
    for child in grown:
        yield from _family(child)


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


# The table.


def run(task: Task) -> dict[str, Took]:
    took = {}
    for part in (engine_alone, encoder_alone, plain):
        took[part.__name__.removesuffix("_alone")] = measured(part, task)
    took["cold"] = measured(stage, task)
    took["again"] = measured(stage, task)
    edits = [measured(stage, replace(task, article=edited(task.article, 2026 + n))) for n in range(3)]
    took["edit"] = sorted(edits, key=lambda one: one.seconds)[1]
    return took


def summary(task: Task, took: dict[str, Took]) -> dict[str, Any]:
    cores = workers.cores()
    made: Recording = took["cold"].note
    neural = task.voice.kind is VoiceKind.NEURAL
    yardstick = took["engine"].seconds / cores if neural else took["encoder"].seconds
    engines = took["engine"].memory * cores
    return {
        "voice": task.voice.id,
        "sentences": len(made.cues),
        "minutes": round(made.seconds / 60, 2),
        "seconds": {name: round(one.seconds, 2) for name, one in took.items()},
        "cpu_seconds": {name: round(one.cpu, 2) for name, one in took.items()},
        "memory_mb": {name: round(one.memory) for name, one in took.items()},
        "yardstick": "engine / cores" if neural else "encoder",
        "cold_against_yardstick": round(took["cold"].seconds / yardstick, 3),
        "edit_against_cold": round(took["edit"].seconds / took["cold"].seconds, 4),
        "memory_above_engine_mb": round(took["cold"].memory - engines),
        "real_time_factor": round(took["cold"].seconds / made.seconds, 5),
        "loudness": made.loudness,
        "peak": made.peak,
        "plain": took["plain"].note,
    }


def load_article(source: Path, lang: str) -> Article:
    page = sources.load(str(source), settings.Fetch(), offline=True)
    return replace(extract.extract(page, {}).article, lang=lang)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", nargs="?", type=Path, default=SEED if SEED.exists() else SAMPLE)
    parser.add_argument("--voice", default="sv-elsa")
    parser.add_argument("--patience", type=float, default=60.0)
    flags = parser.parse_args()
    voice = Shelf(shipped_voices()).get(flags.voice)
    folder = Path(tempfile.mkdtemp(prefix="speech-"))
    try:
        task = Task(load_article(flags.source, voice.lang), voice, folder, flags.patience)
        took = run(task)
        found = summary(task, took)
    finally:
        shutil.rmtree(folder)
    for name, one in took.items():
        note = "" if isinstance(one.note, Recording) else one.note
        print(f"{name:<10}{one.seconds:9.2f} s{one.cpu:9.2f} CPU-s{one.memory:9.0f} MB   {note}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
