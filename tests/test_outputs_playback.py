"""The page's data: which sentence is heard when."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import publications

from pipeline.outputs.playback import SPOKEN_PHRASES, playback

MADE = publications.publication()
DATA = playback(MADE)


def heard(text: dict[str, Any], voice: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Sentence -> (start, end) in milliseconds, read as the page's script reads it."""
    found, clock = {}, 0
    for name, (pause, length) in zip(text["segments"].split(), batched(voice["times"]), strict=True):
        found[name] = (clock + pause, clock + pause + length)
        clock += pause + length
    return {name: (start, end) for name, (start, end) in found.items() if start != end}


def batched(times: list[int]) -> list[tuple[int, int]]:
    return list(zip(times[::2], times[1::2], strict=True))


def test_every_cue_of_every_voice_is_there_in_milliseconds() -> None:
    given = [(text, voice) for text in DATA["texts"] for voice in text["voices"]]
    for edition, (text, voice) in zip(MADE.editions, given, strict=True):
        sound = edition.recording
        assert heard(text, voice) == {
            c.segment: (c.start * 1000 // sound.rate, c.end * 1000 // sound.rate) for c in sound.cues
        }
        assert voice["chapters"] == [[c.start * 1000 // sound.rate, c.title] for c in sound.chapters]


def test_a_sentence_that_is_not_spoken_has_no_length() -> None:
    silent = {s.id for s in MADE.editions[0].segments if s.skipped}
    assert silent
    assert not silent & heard(DATA["texts"][0], DATA["texts"][0]["voices"][0]).keys()


def test_a_language_without_a_recording_has_no_voices() -> None:
    text = playback(replace(MADE, editions=()))["texts"][1]
    assert (text["voices"], text["segments"], text["lang"]) == ([], "", "de")


def test_the_phrases_are_those_of_the_page_s_languages() -> None:
    assert sorted(DATA["phrases"]) == ["de", "en", "sv"]
    assert set(DATA["phrases"]["de"]) == set(SPOKEN_PHRASES)


def test_it_is_json() -> None:
    assert json.loads(json.dumps(DATA)) == DATA
