"""The podcast feeds: well formed, complete, and the same again on the next run."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import podcastparser
import publications
import pytest

from pipeline.document import Origin
from pipeline.errors import ConfigError
from pipeline.outputs.feeds import NAMESPACES, _podcast_guid, feed, feed_languages, write_feeds
from pipeline.outputs.listing import Listing
from pipeline.settings import Outputs

ONE = Listing.of(publications.publication())
OLDER = replace(ONE, slug="older", url="https://example.org/older", published=date(2025, 1, 1))
SETTINGS = Outputs(
    base_url="https://example.org/listen", feed_title="Hallvik Talks", feed_email="ida@example.org"
)
NAMES = {name.removeprefix("xmlns:"): address for name, address in NAMESPACES.items()}
ITUNES = f"{{{NAMES['itunes']}}}"


def channel(*listings: Listing, lang: str = "de", settings: Outputs = SETTINGS) -> ET.Element:
    found = ET.fromstring(feed(listings, lang, settings)).find("channel")  # noqa: S314  our own feed
    assert found is not None
    return found


def items(parent: ET.Element) -> list[ET.Element]:
    return parent.findall("item")


def text(parent: ET.Element, path: str) -> str:
    return parent.findtext(path, "", NAMES)


def attributes(parent: ET.Element, path: str) -> dict[str, str]:
    found = parent.find(path, NAMES)
    assert found is not None
    return found.attrib


def test_there_is_a_feed_for_each_language_that_can_be_heard(tmp_path: Path) -> None:
    silent = replace(ONE.texts[2], sounds=())
    listing = replace(ONE, texts=(*ONE.texts[:2], silent))
    assert feed_languages([listing]) == ("de", "en")
    written = write_feeds([listing], tmp_path, SETTINGS)
    assert [p.name for p in written] == ["feed.de.xml", "feed.en.xml"]
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "artwork.de.jpg",
        "artwork.en.jpg",
        *(p.name for p in written),
    ]


def test_without_a_base_address_no_feed_is_written(tmp_path: Path) -> None:
    assert write_feeds([ONE], tmp_path, Outputs()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_show_has_what_apple_requires() -> None:
    """https://podcasters.apple.com/support/823-podcast-requirements: title, description, artwork, language, category,
    explicit; and the owner where the publisher gave an address.
    """
    show = channel(ONE)
    assert text(show, "title") == "Hallvik Talks – Deutsch"
    assert text(show, "description")
    assert text(show, "language") == "de"
    assert attributes(show, "itunes:image") == {"href": "https://example.org/listen/artwork.de.jpg"}
    assert attributes(show, "itunes:category") == {"text": "News"}
    assert text(show, "itunes:explicit") == "false"
    assert text(show, "itunes:owner/itunes:email") == "ida@example.org"
    assert attributes(show, "atom:link")["href"] == "https://example.org/listen/feed.de.xml"


def test_an_episode_has_what_apple_requires() -> None:
    (episode,) = items(channel(ONE))
    sound = ONE.texts[1].sounds[0]
    assert attributes(episode, "enclosure") == {
        "url": f"https://example.org/listen/{ONE.slug}/{sound.file}",
        "length": str(sound.bytes),
        "type": "audio/mpeg",
    }
    assert text(episode, "title") == ONE.texts[1].title
    assert text(episode, "itunes:duration") == str(round(sound.seconds))
    assert parsedate_to_datetime(text(episode, "pubDate")).date() == ONE.published
    assert attributes(episode, "guid") == {"isPermaLink": "false"}


def test_an_episode_has_transcript_chapters_and_people() -> None:
    (episode,) = items(channel(ONE))
    sound = ONE.texts[1].sounds[0]
    assert attributes(episode, "podcast:transcript") == {
        "url": f"https://example.org/listen/{ONE.slug}/{sound.captions}",
        "type": "text/vtt",
        "language": "de",
        "rel": "captions",
    }
    assert attributes(episode, "podcast:chapters") == {
        "url": f"https://example.org/listen/{ONE.slug}/{sound.chapters}",
        "type": "application/json+chapters",
    }
    assert text(episode, "podcast:person") == "Maja Berg"


def test_the_other_voices_are_alternate_enclosures() -> None:
    (episode,) = items(channel(ONE))
    other = attributes(episode, "podcast:alternateEnclosure")
    assert (other["title"], other["lang"]) == ("Klara", "de")
    assert attributes(episode, "podcast:alternateEnclosure/podcast:source")["uri"].endswith(
        ".de.de-clear.mp3"
    )


def test_a_machine_translation_says_so() -> None:
    (episode,) = items(channel(ONE))
    assert "Maschinelle Übersetzung (Ausgangssprache: Englisch)" in text(episode, "description")
    (original,) = items(channel(ONE, lang="en"))
    assert "ranslation" not in text(original, "description")


def test_the_notes_lead_to_the_article_in_that_language() -> None:
    own = replace(ONE, texts=tuple(replace(t, url=f"https://example.org/{t.lang}/") for t in ONE.texts))
    assert text(items(channel(own))[0], "description").endswith("Zum Original: https://example.org/de/")


def test_episodes_come_newest_first() -> None:
    assert [text(i, "link").split("/")[-2] for i in items(channel(OLDER, ONE))] == [ONE.slug, "older"]


def test_a_guid_outlives_title_voice_and_address() -> None:
    """Else a podcast app would offer the same episode as a new one."""
    german = ONE.texts[1]
    changed = replace(
        ONE,
        texts=(replace(german, title="Neu", origin=Origin.PERSON, sounds=german.sounds[1:]),),
        modified=None,
    )
    moved = Outputs(base_url="https://elsewhere.example.org")
    (before,), (after,) = items(channel(ONE)), items(channel(changed, settings=moved))
    assert text(before, "guid") == text(after, "guid")
    assert text(before, "guid") != text(items(channel(ONE, lang="en"))[0], "guid")
    assert text(before, "guid") != text(items(channel(OLDER))[0], "guid")


def test_the_show_s_guid_follows_the_standard() -> None:
    """The example of podcast-namespace 1.0: https://podnews.net/rss is 9b024349-ccf0-5f69-a609-6b82873eab3c."""
    assert _podcast_guid("https://podnews.net/rss/") == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_the_same_listings_give_the_same_bytes() -> None:
    assert feed([ONE, OLDER], "de", SETTINGS) == feed([OLDER, ONE], "de", SETTINGS)


def test_characters_that_xml_forbids_are_left_out() -> None:
    odd = replace(ONE, texts=(replace(ONE.texts[1], title="a\x00b\x0bc\ufffe <&> 😀"),))
    assert text(items(channel(odd))[0], "title") == "abc <&> 😀"


def test_addresses_are_absolute_and_ascii() -> None:
    def addresses(element: ET.Element) -> Iterator[str]:
        for e in element.iter():
            yield from (v for k, v in e.attrib.items() if k in {"url", "href", "uri"})
            if e.tag in {"link", "url"}:
                yield e.text or ""

    found = list(addresses(channel(ONE)))
    assert len(found) >= 9
    for address in found:
        assert re.fullmatch(r"https://example\.org/[\x21-\x7e]*", address)


def test_a_category_that_apple_does_not_know_is_refused() -> None:
    with pytest.raises(ConfigError, match="Technology"):
        feed([ONE], "de", Outputs(base_url="https://example.org", feed_category="Gadgets"))


def test_a_base_that_is_no_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        write_feeds([ONE], tmp_path, Outputs(base_url="example.org"))


def test_the_artwork_is_a_square_of_the_size_apple_takes(tmp_path: Path) -> None:
    from PIL import Image

    write_feeds([ONE], tmp_path, SETTINGS)
    with Image.open(tmp_path / "artwork.sv.jpg") as picture:
        assert picture.size == (1400, 1400)
        assert (picture.format, picture.mode) == ("JPEG", "RGB")


def test_a_picture_of_the_publisher_s_own_is_used(tmp_path: Path) -> None:
    own = Outputs(base_url="https://example.org", feed_image="https://example.org/show.png")
    write_feeds([ONE], tmp_path, own)
    assert not list(tmp_path.glob("*.jpg"))
    assert attributes(channel(ONE, settings=own), "itunes:image")["href"] == "https://example.org/show.png"


def test_a_feed_reader_finds_no_fault() -> None:
    """feedparser sets `bozo` for everything that is not well formed or not what the header promises."""
    read = feedparser.parse(feed([ONE, OLDER], "de", SETTINGS))
    assert not read.bozo
    assert read.version == "rss20"
    assert [e.title for e in read.entries] == [ONE.texts[1].title] * 2
    assert read.entries[0].podcast_transcript["type"] == "text/vtt"


def test_gpodder_s_parser_reads_every_episode(tmp_path: Path) -> None:
    (path, *_) = write_feeds([ONE, OLDER], tmp_path, SETTINGS)
    with path.open("rb") as stream:
        read = podcastparser.parse("https://example.org/listen/feed.de.xml", stream)
    assert (read["language"], read["explicit"], read["type"]) == ("de", False, "episodic")
    assert [e["total_time"] for e in read["episodes"]] == [round(ONE.texts[1].sounds[0].seconds)] * 2
    assert read["episodes"][0]["enclosures"][0]["mime_type"] == "audio/mpeg"
