"""chapters.py: one chapter for the title and one per heading, covering the recording without a gap."""

from __future__ import annotations

import json
from itertools import pairwise

from sounds import segment

from pipeline.audio.chapters import chapters, chapters_json
from pipeline.audio.tags import Tags
from pipeline.document import BlockKind
from pipeline.edition import TITLE_BLOCK, Cue, Segment


def spoken(*said: Segment) -> list[tuple[Segment, Cue]]:
    """Each for 900 samples, 100 apart, the first after 50."""
    return [(one, Cue(one.id, 50 + 1000 * n, 950 + 1000 * n, one.shown)) for n, one in enumerate(said)]


TITLE = segment(TITLE_BLOCK, shown="A title")
TEXT = segment(0)
HEADING = segment(1, kind=BlockKind.HEADING, shown="First part")
MORE = segment(2)
SECOND = segment(3, kind=BlockKind.HEADING, shown="Why now?")
SECOND_GOES_ON = segment(3, 1, kind=BlockKind.HEADING, shown="And why here?")


def test_chapters_start_at_the_headings_and_leave_no_gap() -> None:
    found = chapters(spoken(TITLE, TEXT, HEADING, MORE, SECOND), 5000)
    assert [(c.title, c.start, c.segment) for c in found] == [
        ("A title", 0, "t-0"),
        ("First part", 2050, "b1-0"),
        ("Why now?", 4050, "b3-0"),
    ]
    assert all(a.end == b.start for a, b in pairwise(found))
    assert found[-1].end == 5000


def test_a_heading_of_two_sentences_is_one_chapter() -> None:
    found = chapters(spoken(TITLE, SECOND, SECOND_GOES_ON, MORE), 4000)
    assert [c.title for c in found] == ["A title", "Why now? And why here?"]


def test_a_text_without_title_or_headings_is_one_chapter() -> None:
    (only,) = chapters(spoken(TEXT, MORE), 2000)
    assert (only.start, only.end, only.title) == (0, 2000, TEXT.shown)


def test_a_title_that_is_not_said_names_the_first_chapter_all_the_same() -> None:
    found = chapters(spoken(TEXT, HEADING, MORE), 3000, "🎉🎉")
    assert [(c.title, c.start) for c in found] == [("🎉🎉", 0), ("First part", 1050)]
    assert [c.title for c in chapters(spoken(HEADING, MORE), 2000, "🎉🎉")] == ["First part"]
    assert [c.title for c in chapters(spoken(TITLE, MORE), 2000, "🎉🎉 A title")] == ["A title"]


def test_the_json_is_the_podcasting_form() -> None:
    found = chapters(spoken(TITLE, HEADING), 2000)
    text = chapters_json(found, 1000, Tags("Så är det", "sv", artist="Å. Ek"), "a.mp3")
    assert json.loads(text) == {
        "version": "1.2.0",
        "title": "Så är det",
        "author": "Å. Ek",
        "fileName": "a.mp3",
        "chapters": [
            {"startTime": 0.0, "endTime": 1.05, "title": "A title"},
            {"startTime": 1.05, "endTime": 2.0, "title": "First part"},
        ],
    }
    assert "Så är det" in text
