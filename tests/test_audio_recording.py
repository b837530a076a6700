"""recording.py: from clips to files, held against what a player decodes."""

from __future__ import annotations

import json
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import mutagen  # noqa: TID253  a test may load what it tests with
import pytest
from sounds import RATE, article, burst, found_at, listen, measured, segment

from pipeline import settings
from pipeline.audio import Tags, record
from pipeline.cache import Cache, NoCache
from pipeline.edition import Clip, Recording, Segment
from pipeline.errors import AudioError, OutputError, UsageError

TAGS = Tags("The title", "sv", artist="A. Writer")
FORMATS = ("mp3", "m4b", "opus")

every_format = pytest.mark.parametrize("name", FORMATS)


def made(
    folder: Path,
    name: str = "mp3",
    pairs: list[tuple[Segment, Clip]] | None = None,
    cache: Path | None = None,
) -> Recording:
    audio = settings.Audio(format=name)
    store = Cache(cache) if cache else NoCache()
    return record(pairs or article(), folder / f"a.sv.tone.{name}", TAGS, audio, store)


@every_format
def test_every_cue_is_where_its_sentence_is_heard(tmp_path: Path, name: str) -> None:
    recording = made(tmp_path, name)
    sound = listen(tmp_path / recording.file, RATE)
    clips = {one.id: clip for one, clip in article()}
    for cue in recording.cues:
        drift = (
            found_at(sound, clips[cue.segment], cue.start) + 80 - cue.start
        )  # the clips' margin is 80 samples
        assert abs(drift) <= 0.003 * RATE, f"{cue.segment} is heard {drift} samples late"


@pytest.mark.parametrize("rate", [22_050, 24_000, 44_100])
def test_other_sample_rates_keep_time_too(tmp_path: Path, rate: int) -> None:
    pairs = article(3, rate=rate)
    recording = made(tmp_path, pairs=pairs)
    sound, (last, clip) = listen(tmp_path / recording.file, rate), pairs[-1]
    assert (recording.rate, recording.cues[-1].segment) == (rate, last.id)
    assert (
        abs(found_at(sound, clip, recording.cues[-1].start) + 80 - recording.cues[-1].start) <= 0.003 * rate
    )


@every_format
def test_the_file_is_as_long_as_its_last_cue_says(tmp_path: Path, name: str) -> None:
    """Decoded, and as a player reads it from the headers."""
    recording = made(tmp_path, name)
    end = recording.cues[-1].end
    file: Any = mutagen.File(tmp_path / recording.file)
    assert recording.samples == end
    assert abs(len(listen(tmp_path / recording.file, RATE)) - end) <= 0.05 * RATE
    assert file.info.length == pytest.approx(end / RATE, abs=0.05)


@every_format
def test_loudness_and_peak_are_met_on_ffmpegs_meter(tmp_path: Path, name: str) -> None:
    recording = made(tmp_path, name)
    level, peak = measured(tmp_path / recording.file)
    assert level == pytest.approx(-16.0, abs=0.5)
    assert peak <= -1.0
    assert recording.loudness == pytest.approx(
        level, abs=0.3
    )  # eight seconds: the phase of the gating blocks counts
    assert recording.peak == pytest.approx(peak, abs=0.3)


@every_format
def test_a_players_chapters_are_the_headings(tmp_path: Path, name: str) -> None:
    recording = made(tmp_path, name)
    listing = json.loads((tmp_path / recording.chapters_file).read_text(encoding="utf-8"))
    titles = ["The title", "Sentence 0 of block 0.", "Sentence 0 of block 3."]
    assert [chapter.title for chapter in recording.chapters] == titles
    assert [chapter["title"] for chapter in listing["chapters"]] == titles


def test_captions_stand_beside_with_every_sentence(tmp_path: Path) -> None:
    recording = made(tmp_path)
    text = (tmp_path / recording.captions).read_text(encoding="utf-8")
    assert text.startswith("WEBVTT\n")
    assert [line for line in text.splitlines() if line.startswith(("t-", "b"))] == [
        one.id for one, _ in article()
    ]


@every_format
def test_nothing_but_the_three_files_is_left(tmp_path: Path, name: str) -> None:
    recording = made(tmp_path, name)
    names = {"a.sv.tone.vtt", "a.sv.tone.chapters.json", f"a.sv.tone.{name}"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert {recording.file, recording.captions, recording.chapters_file} == names
    assert recording.bytes == (tmp_path / recording.file).stat().st_size


@every_format
def test_a_second_run_gives_the_same_bytes_from_the_store(tmp_path: Path, name: str) -> None:
    first = made(tmp_path / "1", name, cache=tmp_path / "cache")
    second = made(tmp_path / "2", name, cache=tmp_path / "cache")
    assert first == second
    assert (tmp_path / "1" / first.file).read_bytes() == (tmp_path / "2" / second.file).read_bytes()


def test_after_an_edit_the_rest_of_the_file_is_the_same_bytes(tmp_path: Path) -> None:
    """The last block's frames, after an edit in the middle."""
    pairs = article(7)
    made(tmp_path / "1", pairs=pairs, cache=tmp_path / "cache")
    pairs[4] = (replace(pairs[4][0], shown="Edited."), burst(0.7, 77, margin=80))
    recording = made(tmp_path / "2", pairs=pairs, cache=tmp_path / "cache")
    before, after = ((tmp_path / n / recording.file).read_bytes() for n in "12")
    assert before[-4000:] == after[-4000:]
    sound = listen(tmp_path / "2" / recording.file, RATE)
    edited = next(cue for cue in recording.cues if cue.text == "Edited.")
    assert abs(found_at(sound, pairs[4][1], edited.start) + 80 - edited.start) <= 0.003 * RATE


def test_one_word_is_a_recording_too(tmp_path: Path) -> None:
    recording = made(tmp_path, pairs=[(segment(0, shown="Ja."), burst(0.2))])
    assert recording.seconds == pytest.approx(0.27, abs=0.05)
    assert [chapter.title for chapter in recording.chapters] == [TAGS.title]


def test_nothing_to_say_is_an_error_that_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"The title.*publish extract"):
        record([], tmp_path / "a.mp3", TAGS, settings.Audio(), NoCache())
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="mp3, opus, m4b"):
        record(article(), tmp_path / "a.wma", TAGS, settings.Audio(format="wma"), NoCache())


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """What a full disk does, to this process alone: writes fail half-way (EFBIG)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@every_format
@pytest.mark.parametrize("room", [30_000, 60_000])
def test_a_full_disk_leaves_the_old_recording_whole(tmp_path: Path, name: str, room: int) -> None:
    """30 kB end the sound put aside; 60 kB hold a short recording's sound, and end the file with its cover."""
    old = made(tmp_path, name)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    pairs = article(1) if room > 50_000 else article()
    tags = replace(TAGS, cover=bytes(80_000))
    with no_file_larger_than(room), pytest.raises((OutputError, AudioError)):
        record(pairs, tmp_path / old.file, tags, settings.Audio(format=name), NoCache())
    assert (tmp_path / old.file).read_bytes() == before[old.file]
    assert {path.name for path in tmp_path.iterdir()} == set(before)


def test_a_full_disk_is_told_with_both_places_that_may_be_full(tmp_path: Path) -> None:
    places = f"Cannot work in {tmp_path}: .* Free space or rights there, also in {tempfile.gettempdir()}, or"
    with no_file_larger_than(1000), pytest.raises(OutputError, match=places):
        record(article(), tmp_path / "a.mp3", TAGS, settings.Audio(), NoCache())


def test_an_engine_that_fails_half_way_leaves_the_old_recording_whole(tmp_path: Path) -> None:
    old = made(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def failing() -> Iterator[tuple[Segment, Clip]]:
        yield from article()[:4]
        raise AudioError("the engine stopped")

    with pytest.raises(AudioError, match="the engine stopped"):
        record(failing(), tmp_path / old.file, TAGS, settings.Audio(), NoCache())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
