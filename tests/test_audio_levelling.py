"""levelling.py: whatever the voice's level, the encoded recording is at the target; small edits keep the gain."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sounds import RATE, article, burst, segment

from pipeline.audio import blocks, levelling
from pipeline.audio.blocks import Bench, Spooled
from pipeline.audio.levelling import STEP_DB, write_levelled
from pipeline.audio.mp3 import Mp3
from pipeline.audio.timeline import passages
from pipeline.cache import Cache
from pipeline.edition import Clip, Segment


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with tempfile.TemporaryFile() as spool:
        yield Bench(Mp3(64), RATE, -1.0, Cache(tmp_path / "cache"), spool)


def spooled(pairs: list[tuple[Segment, Clip]], bench: Bench) -> list[Spooled]:
    return [blocks.spool(passage, bench) for passage in passages(pairs)]


@pytest.mark.parametrize("level", [300, 3000, 12_000])
def test_the_target_is_met_from_any_level(bench: Bench, level: int) -> None:
    pairs = [(segment(n // 2, n % 2), burst(0.8, n, level=level)) for n in range(6)]
    with tempfile.TemporaryFile() as sink:
        found = write_levelled(spooled(pairs, bench), -16.0, bench, sink)
    assert found.loudness == pytest.approx(-16.0, abs=0.4)
    assert found.peak <= -1.0
    assert found.gain_db % STEP_DB == 0


def test_high_peaks_do_not_keep_a_recording_quiet(bench: Bench) -> None:
    """Clicks 20 dB above the speech around them: plain gain would stop at the peaks; the limiter takes them."""
    pairs = []
    for n in range(4):
        pcm = bytearray(burst(0.8, n, level=900).pcm)
        for at in range(1600, len(pcm) - 4, 8000):
            pcm[at : at + 2] = (30_000).to_bytes(2, "little")
        pairs.append((segment(n), Clip(bytes(pcm), RATE)))
    with tempfile.TemporaryFile() as sink:
        found = write_levelled(spooled(pairs, bench), -16.0, bench, sink)
    assert found.loudness == pytest.approx(-16.0, abs=0.4)
    assert found.peak <= -1.0


def test_the_sink_holds_the_frames_and_nothing_of_earlier_tries(bench: Bench) -> None:
    found = spooled(article(), bench)
    with tempfile.TemporaryFile() as sink:
        sink.write(b"older" * 100_000)
        level = write_levelled(found, -16.0, bench, sink)
        sink.seek(0)
        assert sink.read() == b"".join(one.frames for one in blocks.encode(found, level.gain_db, bench))
    assert level.frames == tuple(passage.samples // 576 for passage in found)


def test_a_small_edit_keeps_the_gain_though_the_best_one_moved(
    bench: Bench,
) -> None:
    """One sentence louder moves the ideal; the gain stays while it does, so that the rest is not encoded anew."""
    pairs = [(segment(n), burst(0.7, n, level=2000)) for n in range(12)]
    ideals, gains = set(), set()
    with tempfile.TemporaryFile() as sink:
        for louder in (2000, 2200, 2400):
            pairs[5] = (pairs[5][0], burst(0.7, 5, level=louder))
            found = spooled(pairs, bench)
            ideals.add(levelling._expected_gain(found, -16.0, bench))
            gains.add(write_levelled(found, -16.0, bench, sink).gain_db)
    assert len(ideals) > 1
    assert len(gains) == 1


def test_a_target_out_of_reach_gives_the_nearest(bench: Bench) -> None:
    """-3 LUFS under a peak of -1 dBTP: no speech does that; the result is honest about it."""
    with tempfile.TemporaryFile() as sink:
        found = write_levelled(spooled(article(blocks=2), bench), -3.0, bench, sink)
    assert found.loudness < -3.0
    assert found.peak <= -1.0
