"""timeline.py: integer samples, exact pauses, passages that begin and end in silence and are whole frames."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sounds import RATE, article, burst, laid, segment

from pipeline.audio import blocks
from pipeline.audio.timeline import Grid, Laid, passages, sounding
from pipeline.edition import TITLE_BLOCK, Clip, Cue, Segment
from pipeline.errors import AudioError

GRID = Grid(rate=RATE, frame=576, edge=2, flush=529)


Found = list[tuple[Laid, list[tuple[Segment, Cue]]]]


def joined(found: Found) -> bytes:
    return b"".join(one.pcm for one, _ in found)


def all_cues(found: Found) -> list[tuple[Segment, Cue]]:
    return [said for _, cues in found for said in cues]


def test_what_sounds_is_found_within_a_clips_margins() -> None:
    assert sounding(Clip(bytes(2000), RATE)) == (0, 0)
    assert sounding(Clip(bytes(200) + b"\x00\x40" * 50 + bytes(300), RATE)) == (100, 150)
    faint = b"\x10\x00" * 30  # 66 dB below the loud part
    assert sounding(Clip(faint + b"\x00\x80" * 9 + faint, RATE)) == (30, 39)


def test_a_cue_is_where_its_clip_sounds() -> None:
    found = laid(article(), GRID)
    pcm, clips = joined(found), {segment.id: clip for segment, clip in article()}
    for _, cue in all_cues(found):
        start, end = sounding(clips[cue.segment])
        assert pcm[2 * cue.start : 2 * cue.end] == clips[cue.segment].pcm[2 * start : 2 * end]


def test_the_pause_between_sentences_is_exact() -> None:
    pair = [(segment(0, 0, pause_ms=333), burst(0.2)), (segment(0, 1), burst(0.2))]
    (first, second) = (cue for _, cue in all_cues(laid(pair, GRID)))
    start, _ = sounding(pair[1][1])
    _, end = sounding(pair[0][1])
    assert second.start - first.end == 333 * RATE // 1000 + start + (pair[0][1].samples - end)


def test_the_pause_between_blocks_is_what_was_asked_or_one_frame_more() -> None:
    cues = all_cues(laid(article(), GRID))
    margins = 2 * 80 + 40  # two margins of the clips, and fades too faint to count
    for (said, cue), (after, following) in pairwise(cues):
        if said.block != after.block:
            asked = said.pause_ms * RATE // 1000
            assert asked <= following.start - cue.end < asked + GRID.frame + margins


@given(
    lengths=st.lists(st.integers(50, 3000), min_size=1, max_size=8),
    pauses=st.lists(st.integers(0, 1500), min_size=8, max_size=8),
    per_block=st.integers(1, 3),
)
@settings(max_examples=40, deadline=None)
def test_passages_are_whole_frames_with_silent_edges(
    lengths: list[int], pauses: list[int], per_block: int
) -> None:
    pairs = [
        (segment(n // per_block, n % per_block, pause_ms=pauses[n]), Clip(b"\x00\x20" * length, RATE))
        for n, length in enumerate(lengths)
    ]
    found = laid(pairs, GRID)
    edge = 2 * GRID.edge_samples
    for one, _ in found:
        assert one.samples % GRID.frame == 0
        assert not any(one.pcm[:edge])
    for one, _ in found[:-1]:
        assert not any(one.pcm[-edge:])
    last = all_cues(found)[-1][1].end
    assert GRID.flush <= sum(one.samples for one, _ in found) - last < GRID.flush + GRID.frame


def test_a_long_paragraph_is_several_passages_cut_between_sentences() -> None:
    pairs = [(segment(0, n, shown="word " * 12), Clip(b"\x00\x20" * (4 * RATE), RATE)) for n in range(8)]
    found = laid(pairs, GRID)
    assert [len(cues) for _, cues in found] == [3, 3, 2]
    cues = [cue for _, cue in all_cues(found)]
    for one, following in pairwise(cues):
        assert RATE // 4 <= following.start - one.end < RATE // 4 + GRID.frame


def test_the_recording_ends_with_its_last_sound_and_no_pause() -> None:
    pairs = [(segment(0, pause_ms=5000), burst(0.3, margin=900))]
    ((one, cues),) = laid(pairs, GRID)
    assert one.samples - cues[-1][1].end < GRID.flush + GRID.frame


def test_passages_are_handed_on_while_clips_still_come() -> None:
    taken: list[int] = []

    def coming() -> Iterator[tuple[Segment, Clip]]:
        for pair in article(blocks=9):
            taken.append(pair[0].block)
            yield pair

    first = next(iter(passages(coming())))
    assert first.spoken[0][0].block == TITLE_BLOCK
    assert max(taken) <= 1


def test_what_is_not_spoken_takes_no_time() -> None:
    skipped = Segment(1, 0, "caption", "A picture", "", skipped="caption")
    pairs = [(segment(0), burst(0.2)), (skipped, Clip(b"", RATE)), (segment(2), burst(0.2))]
    assert [said.block for said, _ in all_cues(laid(pairs, GRID))] == [0, 2]


def test_a_sentence_without_sound_is_an_error_that_names_it() -> None:
    pairs = [(segment(0), burst(0.2)), (segment(1, shown="Lost words."), Clip(bytes(400), RATE))]
    with pytest.raises(AudioError, match=r"Lost words\..*b1-0.*another voice"):
        laid(pairs, GRID)


def test_a_voice_that_changes_its_rate_is_an_error() -> None:
    pairs = [(segment(0), burst(0.2)), (segment(1), burst(0.2, rate=22_050))]
    with pytest.raises(AudioError, match="one voice per edition"):
        laid(pairs, GRID)


def test_the_timeline_of_this_version_is_pinned() -> None:
    """When this changes, so does every recording: raise VERSION in blocks.py, then pin the new hash here."""
    plain = [
        (said, Clip(bytes(160) + b"\x00\x20" * 2000 * n + bytes(90), RATE))
        for n, (said, _) in enumerate(article(), 1)
    ]
    found = laid(plain, GRID)
    cues = [(cue.segment, cue.start, cue.end) for _, cue in all_cues(found)]
    digest = hashlib.sha256(joined(found) + repr(cues).encode()).hexdigest()
    assert (blocks.VERSION, digest[:16]) == (9, "640de174b28a26d4")
