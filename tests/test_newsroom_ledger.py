"""ledger.py: what one run leaves, the next one finds; what is damaged counts as absent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document import Article, Block, BlockKind, Page, PageKind
from pipeline.edition import Cue, Edition, Publication, Recording, Segment, Voice, VoiceKind
from pipeline.files import write_bytes
from pipeline.newsroom.ledger import Ledger, digest, open_ledger, remember_source, save

PAGE = Page("a.html", PageKind.HTML, b"<html>", path="/in/a.html")
ARTICLE = Article(
    "Wärme für Gävle", "de", (Block(BlockKind.PARAGRAPH, "Es läuft."),), url="https://example.org/a"
)
VOICE = Voice("de-tone", "tone", "de", "Tone", VoiceKind.EMBEDDED)
SOUND = b"sound"


def publish(output: Path) -> tuple[Ledger, Edition]:
    """One finished article in `output`, as a run leaves it."""
    ledger = open_ledger(output, PAGE, ARTICLE)
    cues = (Cue("t-0", 0, 9, "Wärme"),)
    recording = Recording("de/a.mp3", "audio/mpeg", len(SOUND), 8, 9, cues, (), -16.0, -1.0, "de/a.vtt")
    edition = Edition(ARTICLE, VOICE, (Segment(-1, 0, "title", "Wärme", "Wärme"),), recording)
    write_bytes(ledger.folder / "de/a.mp3", SOUND)
    write_bytes(ledger.folder / "de/a.vtt", b"WEBVTT")
    write_bytes(ledger.folder / "de/article.md", b"text")
    remember_source(output, ARTICLE.url, ledger.slug)
    publication = Publication(ledger.slug, (ARTICLE,), (edition,))
    report = {"edition_keys": {"de de-tone": "k1"}, "written": {"de/article.md": digest(b"text")}}
    save(ledger, publication, report)
    return open_ledger(output, PAGE, ARTICLE), edition


def test_an_edition_made_from_the_same_is_taken_over(tmp_path: Path) -> None:
    ledger, edition = publish(tmp_path)
    assert ledger.edition("k1", "de", "de-tone") == edition


@pytest.mark.parametrize(
    ("key", "lang", "voice"), [("k2", "de", "de-tone"), ("k1", "sv", "de-tone"), ("k1", "de", "x")]
)
def test_an_edition_made_from_anything_else_is_not(tmp_path: Path, key: str, lang: str, voice: str) -> None:
    ledger, _ = publish(tmp_path)
    assert ledger.edition(key, lang, voice) is None


@pytest.mark.parametrize("damage", ["de/a.mp3", "de/a.vtt"])
def test_an_edition_with_a_missing_file_is_made_again(tmp_path: Path, damage: str) -> None:
    ledger, _ = publish(tmp_path)
    (ledger.folder / damage).unlink()
    assert ledger.edition("k1", "de", "de-tone") is None


def test_a_cut_recording_is_made_again(tmp_path: Path) -> None:
    ledger, _ = publish(tmp_path)
    (ledger.folder / "de/a.mp3").write_bytes(SOUND[:-1])
    assert ledger.edition("k1", "de", "de-tone") is None


def test_a_folder_keeps_its_name_when_the_title_changes(tmp_path: Path) -> None:
    publish(tmp_path)
    assert open_ledger(tmp_path, PAGE, replace(ARTICLE, title="Anders")).slug == "warme-fur-gavle"


def test_another_article_with_the_same_title_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    publish(tmp_path)
    other = open_ledger(tmp_path, PAGE, replace(ARTICLE, url="https://example.org/b"))
    assert other.slug.startswith("warme-fur-gavle-")
    assert other.publication is None


def test_a_title_without_latin_letters_still_has_a_folder(tmp_path: Path) -> None:
    assert open_ledger(tmp_path, PAGE, replace(ARTICLE, title="日本")).slug.startswith("article-")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"schema": 99}'])
def test_a_damaged_report_counts_as_absent(tmp_path: Path, content: bytes) -> None:
    ledger, _ = publish(tmp_path)
    (ledger.folder / "report.json").write_bytes(content)
    assert open_ledger(tmp_path, PAGE, ARTICLE).publication is None
