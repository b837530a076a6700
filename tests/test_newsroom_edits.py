"""newsroom/edits.py: a person's text is known as such, ours never passes for one, and a spoilt one is said clearly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document import Article, Block, BlockKind, Origin
from pipeline.errors import OutputError, SourceError
from pipeline.markdown import to_markdown
from pipeline.newsroom.edits import WRITTEN, complete, edited, page_has_changed, read, write_ours
from pipeline.newsroom.ledger import Ledger

FILE = "de/article.md"
ARTICLE = Article("Wärme für Gävle", "de", (Block(BlockKind.PARAGRAPH, "Es läuft."),), authors=("Ada Holm",))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A folder with one text of ours."""
    made = Ledger(tmp_path / "warme")
    write_ours(made, FILE, ARTICLE, "page-1")
    return made


def text(ledger: Ledger) -> Path:
    return ledger.folder / FILE


def parse(content: str, before: str = ARTICLE.title) -> Article:
    return read(content.encode(), Path("de/article.md"), "de", before)


def test_a_text_of_ours_is_nobodys_edit(ledger: Ledger) -> None:
    assert edited(ledger, FILE) is None
    assert edited(ledger, "sv/article.md") is None


def test_an_older_text_of_ours_put_back_is_still_ours(ledger: Ledger) -> None:
    old = text(ledger).read_bytes()
    write_ours(ledger, FILE, replace(ARTICLE, title="Anders"), "page-2")
    text(ledger).write_bytes(old)
    assert edited(ledger, FILE) is None


def test_what_a_person_changed_or_put_there_is_theirs(ledger: Ledger) -> None:
    text(ledger).write_bytes(b"better")
    assert edited(ledger, FILE) == b"better"
    (ledger.folder / "sv").mkdir()
    (ledger.folder / "sv/article.md").write_bytes(b"mine")
    assert edited(ledger, "sv/article.md") == b"mine"


def test_a_text_is_known_as_ours_before_it_is_there(ledger: Ledger) -> None:
    """A run that is stopped between the two leaves nothing that the next one would take for a person's."""
    newer = replace(ARTICLE, title="Neu")
    text(ledger).unlink()
    text(ledger).mkdir()  # so that writing the text fails
    with pytest.raises(OutputError):
        write_ours(ledger, FILE, newer, "page-2")
    text(ledger).rmdir()
    text(ledger).write_text(to_markdown(newer), encoding="utf-8")
    assert edited(ledger, FILE) is None


def test_a_damaged_record_makes_no_text_of_ours_vanish(ledger: Ledger) -> None:
    (ledger.folder / WRITTEN).write_bytes(b"{")
    assert edited(ledger, FILE) == text(ledger).read_bytes()


def test_a_page_that_changed_under_an_edit_is_noticed(ledger: Ledger) -> None:
    assert not page_has_changed(ledger, FILE, "page-1")
    assert page_has_changed(ledger, FILE, "page-2")
    assert not page_has_changed(ledger, "sv/article.md", "page-2")


def test_the_title_that_was_edited_counts() -> None:
    ours = to_markdown(ARTICLE)
    heading = parse(ours.replace("# Wärme für Gävle", "# Neuer Titel"))
    front_matter = parse(ours.replace("title: Wärme für Gävle", "title: Neuer Titel"))
    assert (heading.title, front_matter.title, parse(ours).title) == (
        "Neuer Titel",
        "Neuer Titel",
        ARTICLE.title,
    )
    assert heading.blocks == front_matter.blocks == ARTICLE.blocks


def test_what_an_edit_leaves_out_comes_from_the_article() -> None:
    whole = complete(parse("# Kurz\n\nNur das."), "de", ARTICLE)
    assert (whole.title, whole.lang, whole.authors, whole.origin) == (
        "Kurz",
        "de",
        ("Ada Holm",),
        Origin.PERSON,
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no text"),
        (b"---\ntitle: x\n---\n", "holds no text"),
        (b"---\nlang: sv\n---\n\nHej.", "Svenska"),
        (b"---\ntitle: [x\n---\n\nText.", "front matter"),
        ("Gr\u00fc\u00dfe".encode("latin-1"), "UTF-8"),
    ],
)
def test_a_spoilt_edit_names_the_file_and_what_to_do(content: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=r"de/article\.md") as caught:
        read(content, Path("de/article.md"), "de", "x")
    assert says in str(caught.value)
