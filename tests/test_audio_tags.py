"""tags.py, and the tags as each format's players read them: title to lyrics, cover, honest labels."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import mutagen  # noqa: TID253  a test may load what it tests with
import mutagen.id3  # noqa: TID253  the same
import pytest
from sounds import burst, segment

from pipeline import settings
from pipeline.artwork import draw_cover
from pipeline.audio import Tags, ffmpeg, record, tags_for
from pipeline.audio.codec import Joined
from pipeline.audio.id3 import id3
from pipeline.audio.m4b import M4b
from pipeline.audio.tags import ISO_639_2
from pipeline.cache import NoCache
from pipeline.document import Article, Block, BlockKind, Origin
from pipeline.edition import TITLE_BLOCK, Chapter, Voice, VoiceKind
from pipeline.languages import OWN_NAMES

VOICE = Voice("espeak-sv", "espeak", "sv", "Karin", VoiceKind.EMBEDDED)
ARTICLE = Article(
    title="Så byggs fabriken – på 18 månader",
    lang="sv",
    blocks=(
        Block(BlockKind.PARAGRAPH, "Första stycket."),
        Block(BlockKind.PARAGRAPH, "Andra stycket: 5 € & mer."),
    ),
    authors=("Åsa Öberg", "Jürgen Groß"),
    published=date(2025, 7, 29),
    site="Fabrikbladet",
    url="https://fabrikbladet.example/fabriken",
)

# In seconds; the longer, the shorter its name.
LONG_CHAPTERS = (
    Chapter("The first of the three", 0, 90, ""), Chapter("The second", 90, 120, ""), Chapter("Last", 120, 200, "")
)  # fmt: skip


def from_machine(article: Article, lang: str) -> Article:
    return Article(
        title=article.title, lang=lang, blocks=article.blocks, url=article.url, origin=Origin.MACHINE,
        source_lang="sv", engine="argos sv→en 1.0",
    )  # fmt: skip


def test_an_articles_tags() -> None:
    assert tags_for(ARTICLE, VOICE) == Tags(
        title="Så byggs fabriken – på 18 månader",
        lang="sv",
        artist="Åsa Öberg, Jürgen Groß",
        album="Fabrikbladet",
        published=date(2025, 7, 29),
        url="https://fabrikbladet.example/fabriken",
        comment="https://fabrikbladet.example/fabriken",
        lyrics="Så byggs fabriken – på 18 månader\nFörsta stycket.\nAndra stycket: 5 € & mer.",
        voice="Karin",
    )


@pytest.mark.parametrize("lang", ["en", "de", "pt", "fi"])
def test_a_machine_translation_says_so_in_its_own_language_and_in_english(lang: str) -> None:
    comment = tags_for(from_machine(ARTICLE, lang), VOICE).comment
    label, address = comment.split("\n")
    assert "machine translation" in label.lower()
    assert "Svenska → " + OWN_NAMES[lang] in label
    assert "argos" in label
    assert address == ARTICLE.url
    assert "Maschinelle Übersetzung" in comment or lang != "de"


def test_what_people_wrote_is_not_called_a_translation() -> None:
    assert "machine" not in tags_for(ARTICLE, VOICE).comment


def test_every_language_has_its_three_letters() -> None:
    assert set(ISO_639_2) == set(OWN_NAMES)
    assert Tags("x", "sv").lang3 == "swe"
    assert Tags("x", "tlh").lang3 == "und"


@pytest.fixture(scope="module")
def cover() -> bytes:
    return draw_cover(ARTICLE.title, "sv", ARTICLE.site, size=300)


def recorded(folder: Path, name: str, cover: bytes) -> Any:
    pairs = [
        (segment(TITLE_BLOCK, pause_ms=300, shown=ARTICLE.title), burst(0.4, 1)),
        (segment(0, kind=BlockKind.HEADING, shown="Varför nu? Å, ä, ö = ; #1"), burst(0.3, 2)),
        (segment(1), burst(0.4, 3)),
    ]
    path = folder / f"a.{name}"
    tags = tags_for(from_machine(ARTICLE, "de"), VOICE, cover)
    record(pairs, path, tags, settings.Audio(format=name), NoCache())
    return mutagen.File(path)


def test_id3(tmp_path: Path, cover: bytes) -> None:
    tags = recorded(tmp_path, "mp3", cover).tags
    assert tags.version == (2, 3, 0)
    assert str(tags["TIT2"]) == ARTICLE.title
    assert str(tags["TLAN"]) == "deu"
    assert "Maschinelle Übersetzung" in str(tags["COMM::deu"])
    assert ARTICLE.url in str(tags["COMM::deu"])
    assert tags["USLT::deu"].text == ARTICLE.text
    assert (tags["APIC:"].mime, tags["APIC:"].data) == ("image/jpeg", cover)
    toc = tags["CTOC:toc"]
    chapters = [tags[f"CHAP:{name}"] for name in toc.child_element_ids]
    assert [str(chapter.sub_frames["TIT2"]) for chapter in chapters] == [
        ARTICLE.title,
        "Varför nu? Å, ä, ö = ; #1",
    ]
    assert chapters[0].start_time == 0
    assert chapters[0].end_time == chapters[1].start_time > 400


def test_id3_of_a_dated_original(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    record([(segment(0), burst(0.3))], path, tags_for(ARTICLE, VOICE), settings.Audio(), NoCache())
    file: Any = mutagen.File(path)
    assert str(file.tags["TDRC"]) == "2025-07-29"
    assert str(file.tags["TPE1"]) == "Åsa Öberg, Jürgen Groß"
    assert str(file.tags["TALB"]) == "Fabrikbladet"
    assert b"TYER" in path.read_bytes()[:4096]  # version 2.3 has years, not TDRC


def read_id3(path: Path) -> Any:
    """A tag without sound behind it. mutagen's constructors carry no types."""
    tag: Any = mutagen.id3.ID3
    return tag(path)


def test_id3_chapters_come_in_their_order_even_without_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(id3(Tags("x", "en", cover=b"\xff\xd8"), LONG_CHAPTERS, 1, 200_000))
    assert re.findall(rb"CHAP.{6}(ch\d)\0", path.read_bytes(), re.DOTALL) == [b"ch0", b"ch1", b"ch2"]
    tags = read_id3(path)
    assert [tags[f"CHAP:{name}"].start_time for name in tags["CTOC:toc"].child_element_ids] == [
        0, 90_000, 120_000,
    ]  # fmt: skip


def test_id3_takes_more_chapters_than_its_table_can_count(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(id3(Tags("x", "en"), [Chapter(f"{n}", n, n + 1, "") for n in range(300)], 1, 300_000))
    tags = read_id3(path)
    assert len(tags.getall("CHAP")) == 300
    assert len(tags["CTOC:toc"].child_element_ids) == 255


def test_m4b_chapters_of_minutes_are_right_in_both_of_its_lists(tmp_path: Path) -> None:
    codec, rate = M4b(32), 22_050
    path, chapters = (
        tmp_path / "a.m4b",
        tuple(replace(c, start=c.start * rate, end=c.end * rate) for c in LONG_CHAPTERS),
    )
    with (tmp_path / "frames").open("w+b") as frames:
        frames.write(codec.encode(bytes(2 * codec.grid(rate).frame), rate, "anull")[0] * 4_500)
        codec.write(path, Joined(frames, 4_500, rate, 4_500 * 1024), Tags("x", "en"), chapters)
    as_text_track = ffmpeg.run(["-i", str(path), "-f", "ffmetadata", "pipe:1"]).decode()
    starts, clocks = re.findall(r"START=(\d+)", as_text_track), re.findall(r"TIMEBASE=1/(\d+)", as_text_track)
    assert [int(at) / int(clock) for at, clock in zip(starts, clocks, strict=True)] == [0, 90, 120]
    assert re.findall(r"title=(.+)", as_text_track)[-3:] == [c.title for c in LONG_CHAPTERS]
    file: Any = mutagen.File(path)
    assert [chapter.start for chapter in file.chapters] == [0, 90, 120]


def test_m4b(tmp_path: Path, cover: bytes) -> None:
    file = recorded(tmp_path, "m4b", cover)
    assert file["\xa9nam"] == [ARTICLE.title]
    assert file["\xa9lyr"] == [ARTICLE.text]
    assert "machine translation" in file["\xa9cmt"][0]
    assert bytes(file["covr"][0]) == cover
    assert [chapter.title for chapter in file.chapters] == [ARTICLE.title, "Varför nu? Å, ä, ö = ; #1"]
    assert b"\x10\xb5" in (tmp_path / "a.m4b").read_bytes()  # "deu" in the media header's packed letters


def test_opus(tmp_path: Path, cover: bytes) -> None:
    file = recorded(tmp_path, "opus", cover)
    assert file["title"] == [ARTICLE.title]
    assert file["language"] == ["deu"]
    assert file["lyrics"] == [ARTICLE.text]
    assert file["chapter000"] == ["00:00:00.000"]
    assert file["chapter001name"] == ["Varför nu? Å, ä, ö = ; #1"]
    assert len(file["metadata_block_picture"][0]) > len(cover)
