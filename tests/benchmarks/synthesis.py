"""What synthesis costs above the engine itself: python tests/benchmarks/synthesis.py [VOICE] [SENTENCES]

In one run: the engine alone in this process, then the room with its workers, cold cache, warm cache, and after one
sentence was edited. The yardstick of the first is the engine's own time divided by the workers. Memory is the peak of
this process, and of its largest worker.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from pipeline.cache import Cache
from pipeline.edition import Clip, Segment
from pipeline.places import shipped_voices
from pipeline.speech.crew import Crew
from pipeline.speech.engines import engine
from pipeline.speech.synthesis import synthesise
from pipeline.speech.voices import Shelf

TEXT = (
    "the old paper mill stood by the river for almost two hundred years and when it closed in the spring four hundred "
    "people lost their work while nobody expected that its empty halls would be full again within a decade"
)
WORDS = TEXT.split()
SHORTEST, LONGEST = 6, 24


def sentences(count: int) -> list[str]:
    """Sentences of 6 to 24 words, each another one."""
    made = []
    for number in range(count):
        length = SHORTEST + number * 7 % (LONGEST - SHORTEST)
        start = number * 5 % len(WORDS)
        made.append(" ".join([*(WORDS * 3)[start : start + length], f"number {number}."]).capitalize())
    return made


def seconds(clips: Iterable[Clip]) -> float:
    return sum(clip.samples / clip.rate for clip in clips)


def measure(name: str, texts: list[str], crew: Crew, voice_id: str) -> float:
    voice = Shelf(shipped_voices()).get(voice_id)
    segments = [Segment(0, n, "paragraph", text, text) for n, text in enumerate(texts)]
    begin = time.perf_counter()
    sound = seconds(clip for _, clip in synthesise(segments, voice, crew))
    took = time.perf_counter() - begin
    print(f"{name:<28}{took:8.2f} s for {sound:7.0f} s of sound   real-time factor {took / sound:.5f}")
    return took


def main(voice_id: str, count: int) -> None:
    texts = sentences(count)
    voice = Shelf(shipped_voices()).get(voice_id)
    speaker = engine(voice.engine)
    speaker.speak("Load.", voice)
    begin = time.perf_counter()
    sound = seconds(speaker.speak(text, voice) for text in texts)
    alone = time.perf_counter() - begin
    print(
        f"{'the engine alone':<28}{alone:8.2f} s for {sound:7.0f} s of sound   real-time factor {alone / sound:.5f}"
    )
    with tempfile.TemporaryDirectory() as folder, Crew(Cache(Path(folder))) as crew:
        with Crew(workers=crew.workers) as uncached:
            measure("workers start, no cache", texts, uncached, voice_id)
            warm = measure("workers warm, no cache", texts, uncached, voice_id)
        measure("cache cold", texts, crew, voice_id)
        measure("cache warm", texts, crew, voice_id)
        measure("one sentence edited", [*texts[:5], "An edit.", *texts[6:]], crew, voice_id)
        print(f"warm workers against the engine's time / {crew.workers}: {warm / (alone / crew.workers):.2f}")
    for name, who in (("this process", resource.RUSAGE_SELF), ("largest worker", resource.RUSAGE_CHILDREN)):
        print(f"peak memory, {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "en-joe", int(sys.argv[2]) if sys.argv[2:] else 60)
