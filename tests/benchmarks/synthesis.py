"""What synthesis costs above the engine itself: python tests/benchmarks/synthesis.py [VOICE] [SENTENCES]

In one run: the engine alone in this process, then the room with its workers, without a cache, with a cold and a warm
one, and after one sentence was edited. On a busy machine compare processor seconds; on an idle one wall time too:
the room should take the engine's divided by the workers. Memory is the peak of this process and its largest worker.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.cache import Cache
from pipeline.edition import Clip, Segment, Voice
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


def processor() -> float:
    """Processor seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def report(name: str, work: Callable[[], float]) -> float:
    """Do the work, which gives seconds of sound; print its cost, give its processor seconds per second of sound."""
    begin, used = time.perf_counter(), processor()
    sound = work()
    took, used = time.perf_counter() - begin, processor() - used
    print(
        f"{name:<20}{sound:8.0f} s of sound {took:8.2f} s {used:8.2f} processor s   real-time {took / sound:.5f}"
    )
    return used / sound


def through_workers(texts: list[str], voice: Voice, store: Cache | None) -> float:
    segments = [Segment(0, n, "paragraph", text, text) for n, text in enumerate(texts)]
    with Crew(store) as crew:
        return seconds(take.clip() for _, take in synthesise(segments, voice, crew))


def main(voice_id: str, count: int) -> None:
    texts = sentences(count)
    voice = Shelf(shipped_voices()).get(voice_id)
    room = report("workers, no cache", lambda: through_workers(texts, voice, None))
    with tempfile.TemporaryDirectory() as folder:
        store = Cache(Path(folder))
        report("cache cold", lambda: through_workers(texts, voice, store))
        report("cache warm", lambda: through_workers(texts, voice, store))
        edited = [*texts[:5], "An edit.", *texts[6:]]
        report("one sentence edited", lambda: through_workers(edited, voice, store))
    # Last, since what this process holds would be counted as its workers' too.
    for name, who in (("this process", resource.RUSAGE_SELF), ("largest worker", resource.RUSAGE_CHILDREN)):
        print(f"peak memory, {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")
    speaker = engine(voice.engine)
    speaker.speak("Load.", voice)
    alone = report("the engine alone", lambda: seconds(speaker.speak(text, voice) for text in texts))
    print(f"processor time of the room, workers' start included, against the engine's: {room / alone:.2f}")


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "en-joe", int(sys.argv[2]) if sys.argv[2:] else 60)
