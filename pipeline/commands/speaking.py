"""What `say` and `voices try` share: a text and a voice become a sound file."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import msgspec

from pipeline.audio import Tags, record
from pipeline.document import Article, Block, BlockKind
from pipeline.edition import Voice
from pipeline.errors import UsageError
from pipeline.files import replacing
from pipeline.newsroom.workshop import Workshop
from pipeline.sentences import split
from pipeline.speech.reading import read
from pipeline.speech.script import script
from pipeline.speech.synthesis import Preparation, synthesise

TITLE_LENGTH = 60


def as_spoken(text: str, lang: str, shop: Workshop) -> str:
    """`text` on one line, as it is read aloud."""
    lexicon = shop.lexicon(lang)
    lines = (" ".join(line.split(" ")).strip() for line in text.splitlines())
    return " ".join(read(line[a:b], lang, lexicon) for line in lines for a, b in split(line, lang))


def speak_to(target: Path, text: str, voice: Voice, shop: Workshop) -> None:
    """Write `text` spoken by `voice` to `target`, in the format that its suffix names; whole or not at all.

    Raises UsageError when there is nothing to say, SpeechError, AudioError, OutputError.
    """
    lines = (" ".join(line.split()) for line in text.splitlines())
    blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in lines if line)
    article = Article(title="", lang=voice.lang, blocks=blocks)
    hands = Preparation(voice, shop.crew)
    segments = script(article, voice, shop.lexicon(voice.lang), shop.store, hands.begin)
    if not any(segment.spoken for segment in segments):
        raise UsageError("There is nothing to say. Give a text with words in it.")
    title = blocks[0].text[:TITLE_LENGTH]
    tags = Tags(title=title, lang=voice.lang, voice=voice.name, lyrics=text)
    audio = msgspec.structs.replace(shop.settings.audio, format=target.suffix.lstrip(".").lower())
    with (
        shop.progress.task(f"{voice.id}, seconds of speech") as advance,
        tempfile.TemporaryDirectory() as folder,
    ):
        made = Path(folder) / target.name
        record(synthesise(segments, voice, shop.crew, advance), made, tags, audio, shop.store)
        with replacing(target) as temporary:
            shutil.copyfile(made, temporary)
