"""speech/synthesis.py: every sentence once, in order, whatever becomes of the workers."""

from __future__ import annotations

import hashlib
import os
import signal
from array import array
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import loopback_google as google
import pytest

from pipeline.cache import Cache
from pipeline.edition import Clip, Pauses, Segment, Voice, VoiceKind
from pipeline.errors import EngineFailed, MissingVoice, Offline
from pipeline.speech.crew import Crew
from pipeline.speech.engines import engine
from pipeline.speech.sound import JOINT_MS, MARGIN_MS
from pipeline.speech.synthesis import VERSION, Preparation, synthesise
from pipeline.workers import SerialExecutor, process_pool

TONE = Voice("tone-en", "tone", "en", "Tone", VoiceKind.EMBEDDED)
SENTENCES = [f"Sentence number {n} of the report." for n in range(30)]


def segments(*spoken: str) -> list[Segment]:
    return [Segment(0, n, "paragraph", text, text) for n, text in enumerate(spoken)]


def here(store: Cache | None = None) -> Crew:
    """A crew that works in this process."""
    return Crew(store, hire=lambda _: SerialExecutor(), workers=1)


def said(voice: Voice, crew: Crew, *spoken: str) -> list[Clip]:
    return [take.clip() for _, take in synthesise(segments(*spoken), voice, crew)]


class CountingStore(Cache):
    """A real cache that counts what is put into it and taken out."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.puts = self.gets = 0

    def get(self, name: str) -> bytes | None:
        self.gets += 1
        return super().get(name)

    def put(self, name: str, value: bytes) -> None:
        self.puts += 1
        super().put(name, value)


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """Two real worker processes, shared by the tests that leave them alive."""
    with Crew(workers=2) as shared:
        yield shared


def test_every_spoken_segment_comes_back_once_and_in_order(crew: Crew) -> None:
    given = segments(*SENTENCES)
    assert [segment for segment, _ in synthesise(given, TONE, crew)] == given


def test_processes_and_this_process_make_the_same_sound(crew: Crew) -> None:
    assert said(TONE, crew, *SENTENCES) == said(TONE, here(), *SENTENCES)


def test_skipped_segments_are_not_spoken() -> None:
    given = segments("One.", "Two.", "Three.")
    given[1] = replace(given[1], spoken="", skipped="caption")
    assert [segment.index for segment, _ in synthesise(given, TONE, here())] == [0, 2]


def test_nothing_to_say_is_no_sound_and_no_error() -> None:
    assert said(TONE, here()) == []


def test_clips_have_the_same_margin_of_silence_at_both_ends() -> None:
    [clip] = said(TONE, here(), "Word")
    margin = 2 * (clip.rate * MARGIN_MS // 1000)
    assert clip.pcm[:margin] == bytes(margin) == clip.pcm[-margin:]
    assert clip.pcm[margin : margin + 2] != bytes(2) != clip.pcm[-margin - 2 : -margin]


def test_a_sentence_too_long_for_the_engine_is_said_whole() -> None:
    """Cut at clauses, joined by short pauses: as long as its clauses are together."""
    clause = "the mill stood by the river for two hundred years and gave work to the whole village;"
    [whole] = said(TONE, here(), " ".join([clause] * 4))
    pieces = said(TONE, here(), f"{clause} {clause}")
    joint = whole.rate * JOINT_MS // 1000
    assert whole.samples == 2 * pieces[0].samples + joint


def test_what_was_said_before_comes_from_the_store(tmp_path: Path) -> None:
    store = CountingStore(tmp_path)
    first = said(TONE, here(store), *SENTENCES)
    assert store.puts == len(SENTENCES)
    assert said(TONE, here(store), *SENTENCES) == first
    assert store.puts == len(SENTENCES)


def test_what_is_kept_is_read_when_its_sound_is_asked_for(tmp_path: Path) -> None:
    store = CountingStore(tmp_path)
    first = said(TONE, here(store), *SENTENCES)
    store.gets = 0
    takes = [take for _, take in synthesise(segments(*SENTENCES), TONE, here(store))]
    assert store.gets == 0
    assert takes[3].clip() == first[3]
    assert store.gets == 1


@pytest.mark.parametrize("workers", ["here", "processes"])
def test_what_is_kept_and_damaged_is_said_again(tmp_path: Path, workers: str) -> None:
    store = CountingStore(tmp_path)
    first = said(TONE, here(store), *SENTENCES)
    takes = [take for _, take in synthesise(segments(*SENTENCES), TONE, here(store))]
    store.path(takes[3].name).write_bytes(b"damaged")
    store.path(takes[4].name).unlink()
    with Crew(store, workers=2) if workers == "processes" else here(store) as again:
        found = [take.clip() for _, take in synthesise(segments(*SENTENCES), TONE, again)]
    assert found == first
    assert store.get(takes[3].name) is not None


def test_a_voice_that_cannot_be_prepared_fails_where_it_speaks(crew: Crew) -> None:
    voice = Voice("en-x", "espeak", "en", "X", VoiceKind.EMBEDDED, speaker="en+nobody")
    Preparation(voice, crew).begin()
    with pytest.raises(MissingVoice, match='no variant "nobody"'):
        said(voice, crew, "Word")


@pytest.mark.parametrize(("workers", "begun"), [(1, 0), (2, 1)])
def test_a_worker_is_prepared_once_where_there_is_more_than_one(workers: int, begun: int) -> None:
    hired = []

    def hire(count: int) -> SerialExecutor:
        hired.append(count)
        return SerialExecutor()

    hands = Preparation(TONE, Crew(hire=hire, workers=workers))
    assert hired == []
    hands.begin()
    hands.begin()
    assert len(hired) == begun


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    store = CountingStore(tmp_path)
    stopped = synthesise(segments(*SENTENCES), TONE, here(store))
    for _ in range(10):
        next(stopped)
    del stopped
    assert store.puts == 10
    assert said(TONE, here(store), *SENTENCES) == said(TONE, here(), *SENTENCES)
    assert store.puts == len(SENTENCES)


def test_an_edit_costs_the_sentence_it_touched(tmp_path: Path) -> None:
    store = CountingStore(tmp_path)
    said(TONE, here(store), *SENTENCES)
    edited = [*SENTENCES[:7], "Another sentence.", *SENTENCES[7:]]
    assert len(said(TONE, here(store), *edited)) == 31
    assert store.puts == len(SENTENCES) + 1


@pytest.mark.parametrize(
    ("changed", "redone"),
    [
        (replace(TONE, name="Other", licence="x", id="tone-2", pauses=Pauses(sentence=900)), 0),
        (replace(TONE, rate=1.2), 1),
        (replace(TONE, pitch=1.2), 1),
        (replace(TONE, gain_db=3.0), 1),
    ],
    ids=["looks", "rate", "pitch", "gain"],
)
def test_only_what_shapes_the_sound_is_done_anew(changed: Voice, redone: int, tmp_path: Path) -> None:
    store = CountingStore(tmp_path)
    said(TONE, here(store), "Word")
    said(changed, here(store), "Word")
    assert store.puts == 1 + redone


def test_a_voice_gain_is_in_decibels_and_stops_at_full_scale() -> None:
    peaks = {
        gain: max(array("h", said(replace(TONE, gain_db=gain), here(), "Word")[0].pcm))
        for gain in (-6.0206, 0.0, 6.0206, 30.0)
    }
    assert peaks == {-6.0206: 4_000, 0.0: 8_000, 6.0206: 16_000, 30.0: 32_767}


def test_progress_counts_seconds_of_sound_towards_all_of_them() -> None:
    told: list[tuple[float, float]] = []
    clips = [
        take.clip()
        for _, take in synthesise(
            segments(*SENTENCES), TONE, here(), lambda done, total: told.append((done, total))
        )
    ]
    seconds = sum(clip.samples / clip.rate for clip in clips)
    assert list(told[-1]) == pytest.approx([seconds, seconds])
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[0][1] == pytest.approx(seconds, rel=0.2)


def test_silence_for_a_sentence_is_a_failure_of_the_edition() -> None:
    with pytest.raises(
        EngineFailed, match=r'no sound of "Word" with the voice tone-en.*Choose another voice'
    ):
        said(replace(TONE, speaker="mute"), here(), "Word")


def test_an_error_in_a_worker_keeps_its_words(crew: Crew) -> None:
    voice = Voice("en-x", "espeak", "en", "X", VoiceKind.EMBEDDED, speaker="en+nobody")
    with pytest.raises(MissingVoice, match='no variant "nobody"'):
        said(voice, crew, "Word")


# Workers that die


class Pools:
    """Makes real pools and keeps them, so that a test can look into their fate."""

    def __init__(self) -> None:
        self.made: list[Executor] = []

    def __call__(self, workers: int) -> Executor:
        self.made.append(process_pool(workers))
        return self.made[-1]


def test_a_worker_killed_in_the_middle_costs_nothing() -> None:
    """kill -9 of a worker: the pool is replaced, and every sentence is said, once, in order."""
    pools = Pools()
    with Crew(hire=pools, workers=1) as crew:
        speaking = synthesise(segments(*SENTENCES), TONE, crew)
        heard = [next(speaking)]
        victim = pools.made[0].submit(os.getpid).result()
        os.kill(victim, signal.SIGKILL)
        heard += speaking
    assert [segment.shown for segment, _ in heard] == SENTENCES
    assert [take.clip() for _, take in heard] == said(TONE, here(), *SENTENCES)
    assert len(pools.made) > 1


def test_a_sentence_that_kills_its_worker_twice_fails_the_edition_and_is_named() -> None:
    voice = replace(TONE, speaker="mortal")
    with Crew(workers=1) as crew:
        speaking = synthesise(segments(*SENTENCES[:5], "Old machines die hard.", *SENTENCES), voice, crew)
        heard = [next(speaking)[0].shown for _ in range(5)]
        with pytest.raises(EngineFailed, match=r'crashed or hung twice at "Old machines die hard\."'):
            next(speaking)
        assert heard == SENTENCES[:5]
        assert len(said(TONE, crew, *SENTENCES)) == len(SENTENCES), "the crew works on for the next edition"


def test_an_engine_that_hangs_is_stopped() -> None:
    with (
        Crew(workers=1, patience=0.8) as crew,
        pytest.raises(EngineFailed, match=r'hung twice at "We stay here\."'),
    ):
        said(replace(TONE, speaker="stuck"), crew, "We stay here.")


def test_few_clips_are_held_at_a_time() -> None:
    """The work runs ahead of whoever takes the clips, by a bounded number of jobs."""
    started: Counter[str] = Counter()

    class Counting(SerialExecutor):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN202  passes on
            started["jobs"] += 1
            return super().submit(fn, *args, **kwargs)

    long = [f"{n} ".ljust(90, "x") for n in range(200)]
    speaking = synthesise(segments(*long), TONE, Crew(hire=lambda _: Counting(), workers=2))
    next(speaking)
    assert started["jobs"] <= 13
    assert len(list(speaking)) == 199


# Online voices


def test_offline_forbids_an_online_voice_before_anything_is_asked() -> None:
    with pytest.raises(Offline, match="gtts-sv speaks online, and --offline forbids it"):
        said(google.VOICE, Crew(offline=True, workers=1), "Ord")


def test_what_an_online_voice_said_is_kept_and_needs_no_network_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Cache(tmp_path)
    with google.serving() as server:
        monkeypatch.setattr(engine("gtts"), "_server", server.url)
        monkeypatch.setattr(engine("gtts"), "_interval", 0)
        with Crew(store) as crew:
            first = said(google.VOICE, crew, "Ett ord.", "Två ord.")
        assert server.said == ["Ett ord.", "Två ord."]
    with Crew(store, offline=True) as crew:
        assert said(google.VOICE, crew, "Ett ord.", "Två ord.") == first


def test_an_online_voice_that_fails_leaves_nothing_in_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with google.serving() as server:
        server.body = b""
        monkeypatch.setattr(engine("gtts"), "_server", server.url)
        monkeypatch.setattr(engine("gtts"), "_interval", 0)
        with pytest.raises(EngineFailed, match="no sound"):
            said(google.VOICE, Crew(Cache(tmp_path)), "Ett ord.")
    assert list(tmp_path.iterdir()) == []


# The pin


def test_the_sound_of_this_version_is_pinned() -> None:
    """Other samples for the same sentences would leave stale clips in every cache: raise VERSION if you mean it."""
    digest = hashlib.sha256()
    for clip in said(TONE, here(), *SENTENCES[:5], "a long, long sentence; " * 12):
        digest.update(clip.pcm)
    assert (VERSION, digest.hexdigest()) == (
        1,
        "21c78633319c2ade4b6d34e4b049cb9f99e80ad34db858c947eff4afcce5de2b",
    )
