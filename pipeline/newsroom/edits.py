"""A person's corrections of an edition's text: they win, they are remembered, and nothing of ours passes for one.

`output/<slug>/.written.json` says which texts were ours. It is written before each text, so that a run that is
killed in between, or fails later, leaves no text behind that the next run would take for a person's.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec

from pipeline.document import Article, BlockKind, Origin
from pipeline.errors import SourceError
from pipeline.files import write_bytes, write_text
from pipeline.languages import OWN_NAMES
from pipeline.markdown import from_markdown, to_markdown
from pipeline.newsroom.ledger import Ledger, digest

WRITTEN = ".written.json"


class Ours(msgspec.Struct, frozen=True):
    """What runs wrote into one text file: the digests of its contents, and that of the page it was last made from."""

    digests: tuple[str, ...] = ()
    page: str = ""


Record = dict[str, Ours]


def record(folder: Path) -> Record:
    """What runs wrote into the texts of an article's folder; a damaged record counts as none."""
    try:
        return msgspec.json.decode((folder / WRITTEN).read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError):
        return {}


def write_ours(ledger: Ledger, file: str, text: Article, page: str) -> str:
    """Write a text as ours, made from the page of that digest, and give its own digest. Raises OutputError."""
    content = to_markdown(text)
    name = digest(content.encode())
    known = record(ledger.folder)
    ours = known.get(file, Ours())
    if name not in ours.digests or ours.page != page:
        digests = tuple(dict.fromkeys((*ours.digests, name)))
        write_bytes(ledger.folder / WRITTEN, msgspec.json.encode({**known, file: Ours(digests, page)}))
    write_text(ledger.folder / file, content)
    return name


def edited(ledger: Ledger, file: str) -> bytes | None:
    """The content of a text that a person changed or put there, else None."""
    try:
        content = (ledger.folder / file).read_bytes()
    except OSError:
        return None
    return None if digest(content) in record(ledger.folder).get(file, Ours()).digests else content


def page_has_changed(ledger: Ledger, file: str, page: str) -> bool:
    """Whether the page is another than the one from which the text was made that a person then edited."""
    made_from = record(ledger.folder).get(file, Ours()).page
    return bool(made_from) and made_from != page


def read(content: bytes, path: Path, lang: str, before: str) -> Article:
    """The article in an edited text, whose title was `before` when it was written.

    Raises SourceError when it is empty, not understood, or says that it is in another language than `lang`.
    """
    try:
        written = from_markdown(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is not UTF-8. Save it as UTF-8 text.") from error
    except SourceError as error:
        raise SourceError(f"{path}: {error}") from error
    if not written.blocks:
        raise SourceError(f"{path} holds no text. Write some, or delete the file to have it made again.")
    if written.lang not in ("", lang):
        raise SourceError(
            f"{path} says that it is in {OWN_NAMES.get(written.lang, written.lang)}, and lies where {OWN_NAMES[lang]} "
            "belongs. Correct its lang, or move the file."
        )
    return _with_the_edited_title(written, before)


def _with_the_edited_title(written: Article, before: str) -> Article:
    """The title stands twice, in the front matter and as the first heading: the one that was changed counts."""
    first = written.blocks[0]
    if first.kind is not BlockKind.HEADING or first.level != 1:
        return written
    title = written.title if written.title != before and first.text == before else first.text
    return replace(written, title=title, blocks=written.blocks[1:])


def complete(written: Article, lang: str, source: Article) -> Article:
    """What the front matter of an edited text leaves out comes from the article."""
    return replace(
        written,
        title=written.title or source.title,
        lang=lang,
        authors=written.authors or source.authors,
        published=written.published or source.published,
        modified=written.modified or source.modified,
        site=written.site or source.site,
        url=written.url or source.url,
        image=written.image or source.image,
        versions=source.versions,
        origin=Origin.PERSON,
    )
