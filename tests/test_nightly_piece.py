"""nightly/piece.py and parcel.py: what a worker gives back, whatever happens to it."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from nights import MENU, article, prepare, settings

from pipeline import config
from pipeline.document import Page, PageKind
from pipeline.errors import OutputError
from pipeline.nightly.parcel import Parcel, changed, pack, settle, unpack
from pipeline.nightly.piece import Bench, Piece, failed, is_disk_full, work, workshop
from pipeline.report import Status
from pipeline.workers import cores

PAGE = Page("a.html", PageKind.HTML, article(0).encode())


def bench(folder: Path, run: str = "run", *, by_value: bool = False) -> Bench:
    prepare(folder, 0)
    chosen = settings(folder)
    return Bench(f"{folder} {run}", chosen, config.places(chosen), by_value)


def full() -> OutputError:
    error = OutputError("Cannot write a.mp3: No space left on device.")
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    return error


def test_a_page_is_read_and_travels_only_where_it_must(tmp_path: Path) -> None:
    there = bench(tmp_path)
    assert work(Piece(0, PAGE, there)).extraction is None
    far = Bench("far", there.settings, there.places, by_value=True)
    assert b"used 11 percent" in (work(Piece(0, PAGE, far)).extraction or b"")


def test_a_page_without_an_article_comes_back_as_a_line(tmp_path: Path) -> None:
    finished = work(Piece(0, Page("menu.html", PageKind.HTML, MENU.encode()), bench(tmp_path)))
    assert finished.line
    assert finished.line.status is Status.FAILED
    assert "No article text" in finished.line.error


def test_settings_that_cannot_be_come_back_as_a_line_too(tmp_path: Path) -> None:
    there = bench(tmp_path)
    broken = settings(tmp_path, audio={"format": "wax"})
    finished = work(Piece(0, PAGE, Bench("broken", broken, there.places), publishes=True))
    assert finished.line
    assert "wax" in finished.line.error


def test_workers_of_one_machine_share_its_processors(tmp_path: Path) -> None:
    there = bench(tmp_path)
    alone = workshop(replace(there, run="alone"))
    crowded = workshop(replace(there, run="crowded", neighbours=1000))
    assert (alone.settings.translate.threads, crowded.settings.translate.threads) == (cores(), 1)


def test_a_number_of_threads_that_a_person_set_stands(tmp_path: Path) -> None:
    there = bench(tmp_path)
    chosen = settings(tmp_path, translate={"threads": 3})
    assert workshop(replace(there, run="set", settings=chosen, neighbours=9)).settings.translate.threads == 3


def test_a_full_disk_is_told_apart() -> None:
    assert failed(PAGE, full()).disk_full
    assert not failed(PAGE, OutputError("rights")).disk_full
    assert is_disk_full(OSError(errno.EDQUOT, "quota"))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "fewer workers"),
        (RecursionError("deep"), "RecursionError: deep. This is a fault in Röstval"),
    ],
)
def test_what_is_no_error_of_ours_is_a_sentence_as_well(error: Exception, said: str) -> None:
    line = failed(PAGE, error).line
    assert line
    assert said in line.error


def test_a_parcel_carries_a_folder_and_brings_back_what_is_new(tmp_path: Path) -> None:
    parcel = Parcel("slug", "a.html", {"en/article.md": b"text", "report.json": b"{}"})
    settle(parcel, tmp_path)
    (tmp_path / "slug" / "en" / ".new-x.mp3").write_bytes(b"half")
    assert pack(tmp_path / "slug", "a.html") == parcel
    unpack(parcel, tmp_path / "far")
    (tmp_path / "far" / "slug" / "en" / "a.mp3").write_bytes(b"sound")
    assert changed(parcel, tmp_path / "far").files == {"en/a.mp3": b"sound"}


def test_a_folder_that_is_not_there_is_an_empty_parcel(tmp_path: Path) -> None:
    assert pack(tmp_path / "slug", "a.html").files == {}


def test_the_report_that_makes_a_folder_count_is_written_last(tmp_path: Path) -> None:
    settle(
        Parcel("slug", "a.html", {"report.json": b"", ".publication.json": b"", "z/z.md": b"", "a.md": b""}),
        tmp_path,
    )
    by_age = sorted((tmp_path / "slug").rglob("*.*"), key=lambda path: path.stat().st_mtime_ns)
    assert [path.name for path in by_age if path.is_file()][2:] == [".publication.json", "report.json"]
