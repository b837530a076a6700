"""The page as search engines read it."""

from __future__ import annotations

from dataclasses import replace

import publications
import pytest

from pipeline.outputs.schema_org import duration, schema_org

MADE = publications.publication()
HERE = "https://example.org/listen/the-quiet-harbour/"


def test_each_language_is_an_article_with_its_recordings() -> None:
    english, german, swedish = schema_org(MADE, HERE)["@graph"]
    assert [a["inLanguage"] for a in (english, german, swedish)] == ["en", "de", "sv"]
    assert [len(a["audio"]) for a in (english, german, swedish)] == [2, 2, 1]
    assert english["headline"] == MADE.texts[0].title
    assert english["author"] == [{"@type": "Person", "name": "Maja Berg"}]
    assert english["datePublished"] == "2026-03-14"
    assert english["isBasedOn"] == "https://example.org/quiet-harbour"


def test_a_recording_says_where_it_is_how_long_and_where_its_words_are() -> None:
    sound = schema_org(MADE, HERE)["@graph"][0]["audio"][0]
    recording = MADE.editions[0].recording
    assert sound["contentUrl"] == HERE + recording.file
    assert sound["duration"] == duration(recording.seconds)
    assert sound["encodingFormat"] == "audio/mpeg"
    assert sound["transcript"] == HERE + "#en"
    assert sound["caption"]["contentUrl"] == HERE + recording.captions


def test_what_is_unknown_is_left_out() -> None:
    bare = replace(
        MADE.texts[0], authors=(), published=None, modified=None, site="", url="", image="local.jpg"
    )
    (found,) = schema_org(replace(MADE, texts=(bare,), editions=()), "")["@graph"]
    assert set(found) == {"@type", "@id", "headline", "description", "inLanguage"}


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "PT0S"), (61.2, "PT1M1S"), (3600, "PT1H0M0S"), (3725, "PT1H2M5S")]
)
def test_durations_are_iso_8601(seconds: float, written: str) -> None:
    assert duration(seconds) == written
