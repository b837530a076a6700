"""The values of the written word that travel between the rooms: frozen, comparable, standard library only.

Page -> Article -> (Article in another language); what becomes of an article in sound is in `edition.py`.

Text rules that every producer keeps and every consumer may rely on:

* `Block.text` has no newline, no leading or trailing space, and single spaces; NBSP and narrow NBSP stay.
* The title is not among the blocks.
* Offsets are Python string indices into `Block.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PageKind(StrEnum):
    """What the bytes of a page are."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Page:
    """A source as it was read: bytes and where they came from, nothing interpreted.

    `name` is what a person called it (a path, a URL, "-"). `path` and `url` are "" when unknown.
    `charset` is what the transport declared, "" when it did not. `lang_hint` comes from a name like `a.sv.md`.
    """

    name: str
    kind: PageKind
    data: bytes
    path: str = ""
    url: str = ""
    charset: str = ""
    lang_hint: str = ""


class BlockKind(StrEnum):
    """What a block is to a reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    CODE = "code"


class MarkKind(StrEnum):
    """What a range of a block's text is. `value` is the link's target, or the language of a foreign range."""

    LINK = "link"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    FOREIGN = "foreign"  # text left in another language, such as a sentence that could not be translated


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` of a block is of this kind."""

    kind: MarkKind
    start: int
    end: int
    value: str = ""


CELL_SEPARATOR = "\t"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the article in reading order.

    `level`: heading 1-6 (the title being 1, most headings are 2 or 3); list nesting 1-; table row 1 for a header row
    (which starts a new table), 0 for a body row; otherwise 0.
    `number`: the ordinal of an item in an ordered list, else 0.
    A table row's text is its cells joined by a tab; no other text holds one.
    """

    kind: BlockKind
    text: str
    level: int = 0
    number: int = 0
    marks: tuple[Mark, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a table row; the whole text for every other kind."""
        return tuple(self.text.split(CELL_SEPARATOR))


class Origin(StrEnum):
    """Who made an article's words."""

    ORIGINAL = "original"  # the source itself
    VERSION = "version"  # a language version that the publisher wrote
    PERSON = "person"  # an edition's text corrected by a person
    MACHINE = "machine"  # a machine translation


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """Another language's version of an article, as the article itself names it (hreflang)."""

    lang: str
    href: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article in one language. Languages are lower-case ISO 639-1 codes ("sv", never "sv-SE").

    `source_lang` and `engine` say what a machine translation was made from and by; "" otherwise.
    `url` is the canonical URL; `image` the lead picture's URL or path. Dates are the page's own calendar dates.
    """

    title: str
    lang: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...] = ()
    published: date | None = None
    modified: date | None = None
    site: str = ""
    url: str = ""
    image: str = ""
    description: str = ""
    versions: tuple[LanguageVersion, ...] = ()
    origin: Origin = Origin.ORIGINAL
    source_lang: str = ""
    engine: str = ""

    @property
    def text(self) -> str:
        """Title and blocks as plain text, one line each."""
        return "\n".join([self.title, *(b.text.replace(CELL_SEPARATOR, " | ") for b in self.blocks)])
