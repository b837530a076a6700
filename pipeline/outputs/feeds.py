"""A podcast feed per language: RSS 2.0 with Apple's tags and those of Podcasting 2.0.

One episode per article: its best voice is the enclosure, the other voices are alternate enclosures. Sources of the
rules: RSS 2.0 (rssboard.org), Apple's "A Podcaster's Guide to RSS", podcast-namespace 1.0 (podcastindex.org).
"""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as ET  # only writes here; nothing foreign is parsed
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from pathlib import Path

from pipeline.artwork import draw_cover
from pipeline.document import Origin
from pipeline.errors import ConfigError
from pipeline.files import write_bytes
from pipeline.languages import OWN_NAMES
from pipeline.outputs.addresses import absolute
from pipeline.outputs.listing import ListedText, Listing, Sound, dated
from pipeline.outputs.phrases import language_name, phrases
from pipeline.settings import Outputs

NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
}
# The namespace that podcast-namespace 1.0 fixes for <podcast:guid>.
PODCAST_GUID = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
CHAPTERS_TYPE = "application/json+chapters"
ARTWORK_SIZE = 1400  # pixels; Apple takes 1400 to 3000, square
NOON = time(
    12, tzinfo=UTC
)  # an article has a day, an episode a moment: noon is that day almost everywhere on Earth

# Apple's top categories; a feed with any other is refused (https://podcasters.apple.com/support/1691).
CATEGORIES = frozenset(
    {
        "Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness", "History",
        "Kids & Family", "Leisure", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture",
        "Sports", "TV & Film", "Technology", "True Crime",
    }
)  # fmt: skip

# XML 1.0 allows no other control characters, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_name(lang: str) -> str:
    """The feed's file below output/."""
    return f"feed.{lang}.xml"


def artwork_name(lang: str) -> str:
    """The drawn artwork's file below output/."""
    return f"artwork.{lang}.jpg"


def feed_languages(listings: Iterable[Listing]) -> tuple[str, ...]:
    """The languages in which there is something to hear."""
    return tuple(sorted({text.lang for one in listings for text in one.texts if text.sounds}))


def write_feeds(listings: Sequence[Listing], output: Path, settings: Outputs) -> list[Path]:
    """Write `output`/feed.<lang>.xml for every language, and its artwork; give the feeds' paths.

    A feed whose last article is gone becomes empty, for its subscribers would otherwise be offered what is not there.

    Without `settings.base_url` nothing is written and the list is empty: a feed holds absolute addresses only.
    Raises OutputError, ConfigError.
    """
    if not settings.base_url:
        return []
    written = []
    listings = dated(listings, output)
    for lang in sorted({*feed_languages(listings), *_feeds_in(output)}):
        if not settings.feed_image:
            write_bytes(output / artwork_name(lang), draw_artwork(listings, lang, settings))
        path = output / feed_name(lang)
        write_bytes(path, feed(listings, lang, settings))
        written.append(path)
    return written


def _feeds_in(output: Path) -> set[str]:
    """The languages of the feeds that are there already."""
    return {lang for lang in OWN_NAMES if (output / feed_name(lang)).is_file()}


def draw_artwork(listings: Iterable[Listing], lang: str, settings: Outputs) -> bytes:
    """A JPEG for a feed that has no image of its own."""
    title, site = feed_title(listings, settings), _site(listings)
    return draw_cover(title, lang, site if site != title else "", ARTWORK_SIZE)


def feed_title(listings: Iterable[Listing], settings: Outputs) -> str:
    """What the publisher calls the podcast, else the newest article's site."""
    return settings.feed_title or _site(listings) or "Röstval"


def _site(listings: Iterable[Listing]) -> str:
    return next((one.site for one in _newest_first(listings) if one.site), "")


def _newest_first(listings: Iterable[Listing]) -> list[Listing]:
    return sorted(listings, key=lambda one: one.newest_first)


def feed(listings: Sequence[Listing], lang: str, settings: Outputs) -> bytes:
    """The feed of one language as UTF-8 XML; the same listings give the same bytes. Raises ConfigError."""
    rss = ET.Element("rss", {"version": "2.0", **NAMESPACES})
    channel = ET.SubElement(rss, "channel")
    _head(channel, listings, lang, settings)
    for listing in _newest_first(listings):
        for text in listing.texts:
            if text.lang == lang and text.sounds:
                _episode(channel, listing, text, settings)
    ET.indent(rss)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(rss, encoding="unicode").encode() + b"\n"


def _add(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, {k: _clean(v) for k, v in attributes.items()})
    element.text = _clean(text) or None
    return element


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _head(channel: ET.Element, listings: Sequence[Listing], lang: str, settings: Outputs) -> None:
    own = absolute(settings.base_url, feed_name(lang))
    name = feed_title(listings, settings)
    author = settings.feed_author or _site(listings) or name
    title = f"{name} – {OWN_NAMES.get(lang, lang)}"
    image = settings.feed_image or absolute(settings.base_url, artwork_name(lang))
    home = absolute(settings.base_url, "")
    _add(channel, "title", title)
    _add(channel, "link", home)
    _add(channel, "description", settings.feed_description or f"{phrases(lang)['library']}: {name}")
    _add(channel, "language", lang)
    _add(channel, "generator", "Röstval")
    days = [day for one in listings if (day := one.published or one.modified)]
    if days:
        _add(channel, "lastBuildDate", _moment(max(days)))
    _add(channel, "atom:link", href=own, rel="self", type="application/rss+xml")
    picture = _add(channel, "image")
    for tag, value in (("url", image), ("title", title), ("link", home)):
        _add(picture, tag, value)
    _add(channel, "itunes:image", href=image)
    _add(channel, "itunes:author", author)
    _add(channel, "itunes:category", text=_category(settings))
    _add(channel, "itunes:explicit", "false")
    _add(channel, "itunes:type", "episodic")
    if settings.feed_email:
        owner = _add(channel, "itunes:owner")
        _add(owner, "itunes:name", author)
        _add(owner, "itunes:email", settings.feed_email)
    _add(channel, "podcast:guid", _podcast_guid(own))
    _add(channel, "podcast:medium", "podcast")


def _category(settings: Outputs) -> str:
    if settings.feed_category in CATEGORIES:
        return settings.feed_category
    raise ConfigError(
        f'feed_category "{settings.feed_category}" is none of Apple\'s. Use one of: {", ".join(sorted(CATEGORIES))}.'
    )


def _podcast_guid(address: str) -> str:
    """By podcast-namespace 1.0: from the address without its scheme and trailing slashes."""
    return str(uuid.uuid5(PODCAST_GUID, address.split("://", 1)[1].rstrip("/")))


def _episode(channel: ET.Element, listing: Listing, text: ListedText, settings: Outputs) -> None:
    best, *others = text.sounds

    def here(file: str) -> str:
        return absolute(settings.base_url, listing.slug, file)

    item = _add(channel, "item")
    _add(item, "title", text.title)
    _add(item, "link", f"{here('')}?lang={text.lang}")
    _add(item, "description", _description(listing, text))
    _add(item, "guid", guid(listing, text.lang), isPermaLink="false")
    day = listing.published or listing.modified
    if day:
        _add(item, "pubDate", _moment(day))
    _add(item, "enclosure", url=here(best.file), length=str(best.bytes), type=best.media_type)
    _add(item, "itunes:duration", str(round(best.seconds)))
    _add(item, "itunes:explicit", "false")
    _add(item, "itunes:episodeType", "full")
    if text.authors:
        _add(item, "itunes:author", ", ".join(text.authors))
    for name in text.authors:
        _add(item, "podcast:person", name, role="author", group="writing")
    if best.captions:
        _add(
            item,
            "podcast:transcript",
            url=here(best.captions),
            type="text/vtt",
            language=text.lang,
            rel="captions",
        )
    if best.chapters:
        _add(item, "podcast:chapters", url=here(best.chapters), type=CHAPTERS_TYPE)
    for sound in others:
        _alternate(item, sound, here(sound.file), text.lang)


def _alternate(item: ET.Element, sound: Sound, address: str, lang: str) -> None:
    """Another voice of the same episode, for players that let the listener choose."""
    other = _add(
        item,
        "podcast:alternateEnclosure",
        type=sound.media_type,
        length=str(sound.bytes),
        lang=lang,
        title=sound.voice_name,
    )
    _add(other, "podcast:source", uri=address)


def _description(listing: Listing, text: ListedText) -> str:
    """The summary, who reads, and honestly where the words come from (DESIGN: honest labels)."""
    say = phrases(text.lang)
    source = next((t.lang for t in listing.texts if t.origin is Origin.ORIGINAL), "")
    label = {Origin.MACHINE: "machine", Origin.PERSON: "person"}.get(text.origin, "")
    note = say[label].format(source=language_name(source, text.lang)) if label and source else ""
    voice = f"{say['voice']}: {text.sounds[0].voice_name}."
    address = text.url or listing.url
    original = f"{say['original']}: {address}" if address else ""
    return "\n\n".join(part for part in (text.summary, note, voice, original) if part)


def guid(listing: Listing, lang: str) -> str:
    """An episode's name for good: of the article's own address (else its folder) and the language, whatever the voice,
    the title or the base address become.
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{listing.url or listing.slug}#{lang}"))


def _moment(day: date) -> str:
    return format_datetime(datetime.combine(day, NOON), usegmt=True)
