"""What the listening page's script must know: which sentence is heard when, in each language and voice.

Times are whole milliseconds from the start of the recording. The names are those of `page.js`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.document import Article, BlockKind
from pipeline.edition import Edition, Publication, Recording, Segment
from pipeline.outputs.phrases import interface_language, phrases

# What the script itself says or puts back when the language changes.
SPOKEN_PHRASES = (
    "all_articles",
    "chapters",
    "choose",
    "language",
    "voice",
    "neural",
    "embedded",
    "online",
    "female",
    "male",
    "player",
    "play",
    "pause",
    "back",
    "forward",
    "previous",
    "next",
    "speed",
    "position",
    "of",
    "follow",
    "download",
    "captions",
    "keys",
    "hint",
    "silent",
    "failed",
)


def playback(publication: Publication) -> dict[str, Any]:
    """The page's data, ready for JSON."""
    languages = {interface_language(t.lang) for t in publication.texts}
    return {
        "slug": publication.slug,
        "site": publication.source.site,
        "texts": [_text(t, editions_of(publication, t.lang)) for t in publication.texts],
        "phrases": {code: {k: phrases(code)[k] for k in SPOKEN_PHRASES} for code in sorted(languages)},
    }


def editions_of(publication: Publication, lang: str) -> tuple[Edition, ...]:
    """The recordings in one language, in their order."""
    return tuple(e for e in publication.editions if e.article.lang == lang)


def segments_of(editions: Sequence[Edition]) -> tuple[Segment, ...]:
    """A language's sentences. Voices differ in what they say of a sentence, not in where sentences begin and end."""
    return editions[0].segments if editions else ()


def _text(article: Article, editions: Sequence[Edition]) -> dict[str, Any]:
    names = [s.id for s in segments_of(editions)]
    return {
        "lang": article.lang,
        "title": article.title,
        "interface": interface_language(article.lang),
        "blocks": len(article.blocks),
        "headings": [i for i, b in enumerate(article.blocks) if b.kind is BlockKind.HEADING],
        "segments": " ".join(names),
        "voices": [_voice(e, names) for e in editions],
    }


def _voice(edition: Edition, names: Sequence[str]) -> dict[str, Any]:
    recording = edition.recording
    return {
        "id": edition.voice.id,
        "name": edition.voice.name,
        "file": recording.file,
        "captions": recording.captions,
        "length": _ms(recording.samples, recording.rate),
        "times": _times(recording, names),
        "chapters": [[_ms(c.start, recording.rate), c.title] for c in recording.chapters],
    }


def _times(recording: Recording, names: Sequence[str]) -> list[int]:
    """For each sentence how long after the last one's end it begins, and how long it lasts (0: it is not heard).

    Small numbers, since a page carries them for every sentence in every voice.
    """
    cues = {c.segment: c for c in recording.cues}
    times, last = [], 0
    for name in names:
        cue = cues.get(name)
        start, end = (_ms(cue.start, recording.rate), _ms(cue.end, recording.rate)) if cue else (last, last)
        times += [start - last, end - start]
        last = end
    return times


def _ms(samples: int, rate: int) -> int:
    return samples * 1000 // rate
