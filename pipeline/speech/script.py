"""Article -> segments: what is shown, what is said, and the silence after it.

Every sentence of the article becomes a segment; one that is not said keeps the reason in `skipped`.

What is to be said of a block is kept in the store: to read a whole article takes a tenth of a second and the rules to
be compiled, which is more than all else that an edit of one paragraph costs. Key material: what of the block is read, the
headers above it, how the voice's engine reads, the lexicon. Value: of each sentence its place, its reading, and
the reason why it is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import msgspec
import regex

from pipeline import cache
from pipeline.document import Article, Block, BlockKind
from pipeline.edition import TITLE_BLOCK, Pauses, Segment, Voice
from pipeline.errors import SpeechError
from pipeline.languages import OWN_NAMES
from pipeline.sentences import split
from pipeline.speech.bylines import is_byline
from pipeline.speech.lexicon import Lexicon
from pipeline.speech.reading import VERSION as READING_VERSION
from pipeline.speech.reading import read
from pipeline.speech.reading.scripts import is_foreign
from pipeline.speech.readings import Readings
from pipeline.speech.spans import foreign_marks, spans

VERSION = 7  # of the segments; raise it when the same article gives others

# Engines whose text may hold phonemes, as [[IPA]] (piper-tts, "raw phonemes").
IPA_ENGINES = frozenset({"piper"})
# Engines that read by espeak-ng's rules: it says a lone English A as the article ("uh I"), and tied letters as letters.
ESPEAK_READERS = frozenset({"espeak", "piper"})

BYLINE = "date line or byline"
CAPTION = "caption"
CODE = "code"
ADDRESSES = "web addresses"
OTHER_SCRIPT = "in another script"
WORDLESS = "no words"

# An e-mail address begins where a word does: tried from every letter, a word of 100,000 would take minutes.
_ADDRESS = regex.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+\.\p{L}+", regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{N}]")
_STOPPED = regex.compile(r"[.!?…:;,]\W*$")

# A table this wide is heard with the column's name before each cell; in a narrower one a row explains itself.
_COLUMNS_TO_NAME = 3


class _Said(msgspec.Struct, frozen=True, array_like=True):
    """What is to be said of block.text[start:end]."""

    start: int
    end: int
    spoken: str
    skipped: str


@dataclass(frozen=True)
class _Reader:
    """How the text of one article becomes speech for one voice."""

    title: str
    lang: str
    lexicon: Lexicon
    engine: str
    store: cache.Store
    when_new: Callable[[], None]

    @cached_property
    def manner(self) -> str:
        """Names how text is read: two readers of one manner read alike."""
        engine = [self.engine in IPA_ENGINES, self.engine in ESPEAK_READERS]
        return cache.key("speech.reader", READING_VERSION, [self.lang, engine, self.lexicon.entries])

    @cached_property
    def readings(self) -> Readings:
        return Readings(cache.key("speech.readings", VERSION, [self.manner, self.title]), self.store)

    def read(self, text: str, lang: str = "") -> str:
        """A range in another language is read by that language's rules: its numbers belong to its words.

        Not where the voice cannot say its words: what is left of them then is read by the voice's own language.
        """
        ipa, tie = self.engine in IPA_ENGINES, "-" if self.engine in ESPEAK_READERS else " "
        if lang and lang != self.lang and not is_foreign(OWN_NAMES.get(lang, ""), self.lang):
            return self.readings.of(text, lang, lambda: read(text, lang, Lexicon(), ipa=ipa, tie=tie))
        own = self.lang
        return self.readings.of(text, own, lambda: read(text, own, self.lexicon, ipa=ipa, tie=tie))


@dataclass(frozen=True, slots=True)
class _Place:
    """A block where it stands: under which headers of a table, and why nothing of it is said ("" for no reason)."""

    block: Block
    index: int
    headers: tuple[str, ...]
    reason: str


def script(
    article: Article,
    voice: Voice,
    lexicon: Lexicon,
    store: cache.Store | None = None,
    when_new: Callable[[], None] = lambda: None,
) -> tuple[Segment, ...]:
    """The segments of `article`, title first, as `voice` is to say them.

    `when_new` is called before a block is read that was never read before: there will be something to speak.
    Raises SpeechError when the voice's language is not the article's.
    """
    if voice.lang != article.lang:
        raise SpeechError(
            f'The voice "{voice.id}" speaks {voice.lang}, and the text is in {article.lang}. '
            "Choose one of that language: publish voices lists them."
        )
    reader = _Reader(article.title, article.lang, lexicon, voice.engine, store or cache.NoCache(), when_new)
    segments = _title(article.title, reader, voice.pauses)
    headers: tuple[str, ...] = ()
    for index, block in enumerate(article.blocks):
        headers = _headers(block, headers)
        following = article.blocks[index + 1] if index + 1 < len(article.blocks) else None
        reason = BYLINE if is_byline(article, index) else _reason_to_skip(block)
        made = _segments(_Place(block, index, headers, reason), reader)
        segments += _paced(list(made), voice.pauses, _closing(block, following))
    reader.readings.keep()
    return tuple(segments)


def _headers(block: Block, headers: tuple[str, ...]) -> tuple[str, ...]:
    if block.kind is not BlockKind.TABLE_ROW:
        return ()
    return block.cells if block.level == 1 else headers


def _title(title: str, reader: _Reader, pauses: Pauses) -> list[Segment]:
    """A title is said, whatever it is."""

    def say() -> Iterator[_Said]:
        return (_worded(title, (a, b), reader.read(title[a:b]), reader) for a, b in split(title, reader.lang))

    said = [
        Segment(
            TITLE_BLOCK,
            n,
            "title",
            title[one.start : one.end],
            one.spoken,
            one.start,
            one.end,
            skipped=one.skipped,
        )
        for n, one in enumerate(_kept_or(say, ["title", title], reader))
    ]
    return _paced(said, pauses, "title")


def _segments(place: _Place, reader: _Reader) -> Iterator[Segment]:
    """The segments of one block, without their pauses."""
    block = place.block
    material = [
        block.kind,
        block.text,
        block.level,
        block.number,
        foreign_marks(block),
        place.headers,
        place.reason,
    ]
    for number, said in enumerate(_kept_or(lambda: _said(place, reader), material, reader)):
        shown, level = block.text[said.start : said.end], block.level
        segment = Segment(
            place.index, number, str(block.kind), shown, said.spoken, said.start, said.end, level=level
        )
        yield replace(segment, skipped=said.skipped)


def _kept_or(say: Callable[[], Iterator[_Said]], material: list[Any], reader: _Reader) -> list[_Said]:
    """What the store has under `material`, else what `say` gives, which is kept there."""
    name = cache.key("speech.script", VERSION, [reader.manner, material])
    kept = reader.store.get(name)
    if kept:
        return msgspec.msgpack.decode(kept, type=list[_Said])
    reader.when_new()
    said = list(say())
    reader.store.put(name, msgspec.msgpack.encode(said))
    return said


def _said(place: _Place, reader: _Reader) -> Iterator[_Said]:
    block = place.block
    for number, (start, end) in enumerate(spans(block, reader.lang)):
        if place.reason:
            yield _Said(start, end, "", place.reason)
        elif block.kind is BlockKind.TABLE_ROW:
            yield _worded(block.text, (start, end), _row(block, place.headers, reader), reader)
        else:
            words = reader.read(block.text[start:end], _foreign(block, start, end))
            yield _worded(block.text, (start, end), _numbered(block, number, words, reader), reader)


def _worded(text: str, span: tuple[int, int], words: str, reader: _Reader) -> _Said:
    start, end = span
    if _WORD.search(words):
        return _Said(start, end, words, "")
    return _Said(start, end, "", OTHER_SCRIPT if is_foreign(text[start:end], reader.lang) else WORDLESS)


def _reason_to_skip(block: Block) -> str:
    if block.kind is BlockKind.CAPTION:
        return CAPTION
    if block.kind is BlockKind.CODE:
        return CODE
    rest, addresses = _ADDRESS.subn("", block.text)
    return ADDRESSES if addresses and not _WORD.search(rest) else ""


def _foreign(block: Block, start: int, end: int) -> str:
    """The language of the foreign range that covers text[start:end], "" where there is none."""
    covering = (m for m in foreign_marks(block) if m.start <= start and end <= m.end and m.value)
    return next((mark.value for mark in covering), "")


def _numbered(block: Block, number: int, said: str, reader: _Reader) -> str:
    """The first sentence of an item in an ordered list opens with the item's number, which the page shows too."""
    if block.kind is BlockKind.LIST_ITEM and block.number and number == 0 and said:
        return f"{reader.read(str(block.number)).capitalize()}: {said}"
    return said


def _row(block: Block, headers: Sequence[str], reader: _Reader) -> str:
    """A table's row: its cells, each after the first behind its column's name where the table is wide."""
    naming = block.level != 1 and len(headers) == len(block.cells) >= _COLUMNS_TO_NAME
    said = []
    for column, cell in enumerate(block.cells):
        words = reader.read(cell)
        if _WORD.search(words):
            name = reader.read(headers[column]) if naming and column else ""
            said.append(f"{name.rstrip(':')}: {words}" if name else words)
    row = "; ".join(said) if naming else ", ".join(said)
    return row if not row or _STOPPED.search(row) else f"{row}."


def _closing(block: Block, following: Block | None) -> str:
    """The kind of pause after a block: the last item of a list and the last row of a table end a paragraph."""
    stays = following is not None and following.kind is block.kind
    if block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW) and not stays:
        return str(BlockKind.PARAGRAPH)
    return str(block.kind)


def _paced(segments: list[Segment], pauses: Pauses, closing: str) -> list[Segment]:
    """The segments of one block with their pauses: between sentences the voice's, after the last that of `closing`."""
    after = getattr(pauses, closing, pauses.paragraph)
    last = max((n for n, segment in enumerate(segments) if not segment.skipped), default=-1)
    return [
        segment if segment.skipped else replace(segment, pause_ms=after if n == last else pauses.sentence)
        for n, segment in enumerate(segments)
    ]
