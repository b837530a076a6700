"""blocks.py: every passage is encoded once; an edit encodes what it touched; peaks are held."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np  # noqa: TID253  a test may load what it tests
import pytest
from sounds import RATE, article, burst, segment, tone

from pipeline.audio import blocks, ffmpeg, loudness
from pipeline.audio.blocks import Bench, LaidOtherwise, Spooled
from pipeline.audio.mp3 import Mp3
from pipeline.audio.timeline import passages
from pipeline.cache import Cache, NoCache, Store
from pipeline.edition import Clip, Segment


class Counting(Mp3):
    """The real codec, which notes how many samples it was given."""

    def __init__(self) -> None:
        super().__init__(64)
        self.encoded: list[int] = []

    def encode(self, pcm: bytes, rate: int, filters: str) -> list[bytes]:
        self.encoded.append(len(pcm) // 2)
        return super().encode(pcm, rate, filters)


class Unread:
    """A take that counts how often its sound was asked for; `other` is what it says by then."""

    def __init__(self, clip: Clip, other: Clip | None = None) -> None:
        self.name = clip.name
        self.at_hand = False
        self.read = 0
        self._clip = other or clip

    def clip(self) -> Clip:
        self.read += 1
        return self._clip


@pytest.fixture
def store(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def codec() -> Counting:
    return Counting()


@pytest.fixture
def bench(codec: Counting, store: Cache) -> Iterator[Bench]:
    with tempfile.TemporaryFile() as spool:
        yield Bench(codec, RATE, -1.0, store, spool)


def spooled(pairs: list[tuple[Segment, Clip]], bench: Bench) -> list[Spooled]:
    return [blocks.spool(passage, bench) for passage in passages(pairs)]


def test_a_second_time_nothing_is_encoded(bench: Bench, codec: Counting) -> None:
    found = spooled(article(), bench)
    first = list(blocks.encode(found, 3.0, bench))
    codec.encoded.clear()
    assert list(blocks.encode(found, 3.0, bench)) == first
    assert codec.encoded == []


def test_an_edit_encodes_what_it_touched(bench: Bench, codec: Counting) -> None:
    before = list(blocks.encode(spooled(article(), bench), 3.0, bench))
    codec.encoded.clear()
    pairs = article()
    pairs[3] = (pairs[3][0], burst(0.5, 99))
    edited = spooled(pairs, bench)
    after = list(blocks.encode(edited, 3.0, bench))
    changed = [n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert len(changed) == 1
    assert codec.encoded == [edited[changed[0]].samples]


def test_gain_peak_and_bit_rate_are_part_of_the_name(bench: Bench, store: Cache) -> None:
    (passage,) = spooled([(segment(0), burst(0.5))], bench)
    other = Bench(Mp3(48), RATE, -1.0, store, bench.spool)
    lower = Bench(bench.codec, RATE, -2.0, store, bench.spool)
    names = {
        bench.key(passage, 3.0),
        bench.key(passage, 3.25),
        other.key(passage, 3.0),
        lower.key(passage, 3.0),
    }
    assert len(names) == 4


def test_a_passage_that_was_laid_out_before_is_not_read_again(bench: Bench) -> None:
    """Its takes are asked for their names only, until somebody wants frames that are not kept."""
    first = spooled(article(), bench)
    encoded = list(blocks.encode(first, 3.0, bench))
    silent = [(said, Unread(clip)) for said, clip in article()]
    again = [blocks.spool(passage, bench) for passage in passages(silent)]
    assert [one.measured for one in again] == [one.measured for one in first]
    assert list(blocks.encode(again, 3.0, bench)) == encoded
    assert [take.read for _, take in silent] == [0] * len(silent)
    louder = list(blocks.encode(again, 4.0, bench))
    assert louder == list(blocks.encode(first, 4.0, bench))
    assert {take.read for _, take in silent} == {1}


def test_sound_at_hand_is_laid_out_whatever_was_kept(bench: Bench) -> None:
    """A clip was lost and said again, and an online engine's new one has another length."""
    (said, clip) = article()[0]
    (before,) = spooled([(said, clip)], bench)
    new = Unread(clip, burst(0.9, 5))
    new.at_hand = True
    (passage,) = passages([(said, new)])
    after = blocks.spool(passage, bench)
    assert after.samples > before.samples
    new.at_hand = False
    assert blocks.spool(passage, bench).measured == after.measured


def test_a_voice_that_speaks_otherwise_than_it_did_costs_one_more_run(bench: Bench) -> None:
    """Clips that were kept are damaged, and an online engine's new ones have other lengths."""
    spooled(article(), bench)
    changed = [(said, Unread(clip, burst(0.9, n))) for n, (said, clip) in enumerate(article())]
    known = [blocks.spool(passage, bench) for passage in passages(changed)]
    with pytest.raises(LaidOtherwise, match=r'says ".*" otherwise.*again'):
        list(blocks.encode(known, 3.0, bench))
    blocks.lay_anew(known, bench)
    again = [blocks.spool(passage, bench) for passage in passages(changed)]
    encoded = list(blocks.encode(again, 3.0, bench))
    assert [one.count * 576 for one in encoded] == [passage.samples for passage in again]


def test_a_damaged_entry_is_made_again(bench: Bench, store: Cache) -> None:
    found = spooled(article(blocks=1), bench)
    first = list(blocks.encode(found, 3.0, bench))
    store.path(bench.key(found[0], 3.0)).write_bytes(b"damaged")
    assert list(blocks.encode(found, 3.0, bench)) == first


@pytest.mark.parametrize("keep", [True, False])
def test_runs_come_back_in_order_with_or_without_a_store(
    bench: Bench, store: Cache, *, keep: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "RUN_SECONDS", 1)
    chosen: Store = store if keep else NoCache()
    several = Bench(bench.codec, RATE, -1.0, chosen, bench.spool)
    found = spooled(article(), several)
    encoded = list(blocks.encode(found, 0.0, several))
    assert [one.count for one in encoded] == [passage.samples // 576 for passage in found]
    raw = [sum(passage.energies) for passage in found]
    assert [sum(one.levels.energies) for one in encoded] == pytest.approx(raw, rel=0.15)


def test_no_passage_peaks_above_the_limit(bench: Bench) -> None:
    """White bursts 20 dB too loud: the limiter works hard, and coding overshoots; still every passage holds."""
    pairs = [(segment(n), burst(0.6, n, level=9000)) for n in range(6)]
    for one in blocks.encode(spooled(pairs, bench), 12.0, bench):
        assert one.levels.peak <= 10 ** (-1.0 / 20)


def test_a_passage_that_comes_out_too_high_is_encoded_again_alone(bench: Bench, codec: Counting) -> None:
    hot = Bench(codec, RATE, -0.1, bench.store, bench.spool)
    pairs = [(segment(0), burst(0.6, level=300)), (segment(1), burst(0.6, 7, level=9000))]
    found = spooled(pairs, hot)
    encoded = list(blocks.encode(found, 18.0, hot))
    assert encoded[1].levels.peak <= 10 ** (-0.1 / 20)
    assert codec.encoded[0] == sum(passage.samples for passage in found)
    assert set(codec.encoded[1:]) <= {found[1].samples}


@pytest.mark.parametrize("rate", [16_000, 22_050])
def test_the_limiter_sees_what_rises_between_samples(rate: int) -> None:
    """Bursts near half the sample rate, as sibilants are: a limiter that sees samples only gives -0.6 dBTP here."""
    steady = tone(1.0, 0.48 * rate, 0.5, rate)
    hiss = np.where(np.arange(len(steady)) // (rate // 50) % 3 == 0, steady, 0.0)
    pcm = np.rint(hiss * 32767).astype("<i2").tobytes()
    arguments = [*ffmpeg.pcm_input(rate), "-af", blocks.filters(12.0, -3.0, rate), "-f", "f32le", "pipe:1"]
    limited = np.frombuffer(ffmpeg.run(arguments, pcm), "<f4")
    assert len(limited) == len(hiss)
    assert loudness.decibels(loudness.true_peak(limited[1000:-1000])) < -2.0
