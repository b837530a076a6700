"""One text and one voice become an edition: script, synthesis, recording, and the sums over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline import cache
from pipeline.artwork import draw_cover
from pipeline.audio import record
from pipeline.audio.blocks import VERSION as AUDIO_VERSION
from pipeline.audio.tags import tags_for
from pipeline.document import Article
from pipeline.edition import Edition, Segment, Voice
from pipeline.newsroom.accounting import account
from pipeline.newsroom.ledger import Ledger
from pipeline.newsroom.workshop import Workshop
from pipeline.speech.engines import engine
from pipeline.speech.reading import VERSION as READING_VERSION
from pipeline.speech.script import VERSION as SCRIPT_VERSION
from pipeline.speech.script import script
from pipeline.speech.synthesis import VERSION as SYNTHESIS_VERSION
from pipeline.speech.synthesis import Preparation, synthesise

VERSION = 1
SUFFIXES = {"mp3": ".mp3", "opus": ".opus", "m4b": ".m4b"}


def edition_key(text: Article, voice: Voice, shop: Workshop) -> str:
    """Names everything that the recording of `text` by `voice` depends on. Loads no model. Raises MissingVoice."""
    material = {
        "versions": [SCRIPT_VERSION, READING_VERSION, SYNTHESIS_VERSION, AUDIO_VERSION],
        "text": text,
        "voice": voice,
        "fingerprint": engine(voice.engine).fingerprint(voice),
        "lexicon": shop.lexicon(text.lang).entries,
        "audio": shop.settings.audio,
    }
    return cache.key("edition", VERSION, material)


def segments_of(
    text: Article, voice: Voice, shop: Workshop, when_new: Callable[[], None] = lambda: None
) -> tuple[Segment, ...]:
    """What `voice` is to say of `text`; `when_new` as in `script`. Raises SpeechError."""
    return script(text, voice, shop.lexicon(text.lang), shop.store, when_new)


def make_edition(text: Article, voice: Voice, ledger: Ledger, shop: Workshop) -> Edition:
    """Speak `text` with `voice` into `<lang>/<slug>.<lang>.<voice>.<suffix>` of the ledger's folder.

    Raises SpeechError, AudioError, OutputError.
    """
    name = f"{text.lang}/{ledger.slug}.{text.lang}.{voice.id}{SUFFIXES[shop.settings.audio.format]}"
    segments = segments_of(text, voice, shop, Preparation(voice, shop.crew).begin)
    tags = tags_for(text, voice, draw_cover(text.title, text.lang, text.site))
    with shop.progress.task(f"{voice.id}, seconds of speech") as advance:
        spoken = synthesise(segments, voice, shop.crew, advance)
        recording = record(spoken, ledger.folder / name, tags, shop.settings.audio, shop.store)
    account(text, segments, recording)
    beside = str(Path(name).parent)
    here = replace(
        recording,
        file=name,
        captions=f"{beside}/{Path(recording.captions).name}",
        chapters_file=f"{beside}/{Path(recording.chapters_file).name}",
    )
    return Edition(text, voice, segments, here)
