"""nightly/run.py and night.py: what changed is made, whatever happens to one article, and the report says so."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import time
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from house import ENGLISH, SWEDISH, page
from local_site import Reply, open_site
from nights import MENU, article, night, prepare, statuses, stop_at_once

from pipeline.batch import locked
from pipeline.errors import Busy, ConfigError, NoWorkers, OutputError, UnknownLanguage, UnknownVoice
from pipeline.nightly.account import Ended
from pipeline.nightly.hands import Hands
from pipeline.nightly.piece import failed
from pipeline.workers import SerialExecutor

MORTAL = 'engine = "tone"\nlang = "en"\nname = "Tone"\nlicence = "none"\nspeaker = "mortal"\n'


def files(output: Path) -> dict[str, int]:
    """When each published file was written."""
    found = (path for path in output.rglob("*") if path.is_file() and "reports" not in path.parts)
    return {str(path.relative_to(output)): path.stat().st_mtime_ns for path in found if path.name != ".lock"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    prepare(tmp_path)
    return tmp_path


def test_a_night_publishes_everything_and_the_next_one_nothing(folder: Path) -> None:
    first = night(folder)
    assert (statuses(first), first.exit_code, first.ended) == (["made", "made"], 0, Ended.COMPLETE)
    assert (folder / "output" / first.articles[0].page).is_file()
    assert (folder / "output" / "index.html").is_file()
    before = files(folder / "output")
    second = night(folder)
    assert (statuses(second), second.exit_code) == (["unchanged", "unchanged"], 0)
    assert files(folder / "output") == before


def test_only_what_changed_is_made(folder: Path) -> None:
    night(folder)
    (folder / "input" / "001.html").write_text(article(1, "A new pump came."), encoding="utf-8")
    assert statuses(night(folder)) == ["unchanged", "made"]


def test_an_article_without_text_fails_alone_and_is_left_alone_after_three_nights(folder: Path) -> None:
    (folder / "input" / "000.html").write_text(MENU, encoding="utf-8")
    report = night(folder)
    assert (statuses(report), report.exit_code) == (["failed", "made"], 1)
    assert "No article text" in report.articles[0].error
    held = night(folder, nightly={"quarantine_after": 1})
    assert (statuses(held), held.articles[0].quarantined, held.exit_code) == (
        ["skipped", "unchanged"],
        True,
        0,
    )
    assert "No article text" in held.articles[0].error
    (folder / "input" / "000.html").write_text(article(0), encoding="utf-8")
    assert statuses(night(folder, nightly={"quarantine_after": 1})) == ["made", "unchanged"]


@pytest.mark.parametrize("content", [b"", bytes(range(256)) * 40])
def test_a_file_that_is_no_text_is_left_alone_after_three_nights_until_it_changes(
    folder: Path, content: bytes
) -> None:
    spoilt, quick = folder / "input" / "000.html", {"quarantine_after": 1}
    spoilt.write_bytes(content)
    first = night(folder, nightly=quick)
    assert (statuses(first), first.exit_code) == (["failed", "made"], 1)
    held = night(folder, nightly=quick)
    assert (held.articles[0].quarantined, held.exit_code) == (True, 0)
    assert first.articles[0].error in held.articles[0].error
    spoilt.write_bytes(b"\x00\x01" * 500)
    assert night(folder, nightly=quick).exit_code == 1
    spoilt.write_text(article(0), encoding="utf-8")
    assert statuses(night(folder, nightly=quick)) == ["made", "unchanged"]
    assert json.loads((folder / "output" / ".quarantine.json").read_bytes()) == {}


def test_an_edited_text_of_an_older_page_is_told_of_every_night(folder: Path) -> None:
    night(folder)
    text = folder / "output" / "works-number-0" / "en" / "article.md"
    text.write_text(text.read_text().replace("less heat", "less warmth"))
    assert night(folder).remarks == (
        f"{folder / 'input' / '000.html'}: {text} was edited by a person and is used as it stands",
    )
    (folder / "input" / "000.html").write_text(article(0, "A new pump came."), encoding="utf-8")
    for _ in range(3):
        assert any("the page has changed since" in line for line in night(folder).remarks)
    text.unlink()
    assert night(folder).remarks == ()


def test_settings_that_would_mend_an_article_end_its_quarantine(folder: Path) -> None:
    asks_swedish: dict[str, Any] = {
        "languages": ["sv"],
        "speech": {"voices": {"sv": ["tone-sv"]}, "voice_folders": [str(folder / "voices")]},
    }
    quick = {"quarantine_after": 1}
    assert statuses(night(folder, nightly=quick, **asks_swedish)) == ["failed", "failed"]
    assert statuses(night(folder, nightly=quick, **asks_swedish)) == ["skipped", "skipped"]
    mended = night(folder, nightly=quick, translate={"engine": "toy"}, **asks_swedish)
    assert statuses(mended) == ["made", "made"]


def test_a_worker_that_dies_twice_takes_no_other_article_with_it(folder: Path) -> None:
    (folder / "voices" / "tone-en.toml").write_text(MORTAL, encoding="utf-8")
    (folder / "input" / "000.html").write_text(article(0, "All valves die in winter."), encoding="utf-8")
    report = night(folder, Hands(2))
    assert statuses(report) == ["failed", "made"]
    assert "worker died twice" in report.articles[0].error


class Deserted(SerialExecutor):
    """A cluster whose scheduler goes away after so many pieces."""

    def __init__(self, pieces: int) -> None:
        self.left = pieces

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.left -= 1
        if self.left < 0:
            raise NoWorkers("The scheduler is gone. Start it again.")
        return super().submit(fn, *args, **kwargs)


@pytest.mark.parametrize(("pieces", "done", "code"), [(0, [], 3), (3, ["made"], 1)])
def test_a_night_whose_workers_are_gone_ends_with_a_report_and_blames_no_article(
    folder: Path, pieces: int, done: list[str], code: int
) -> None:
    cluster = Deserted(pieces)
    report = night(folder, Hands(1, lambda _: cluster))
    assert (statuses(report), report.ended, report.exit_code) == (done, Ended.NO_WORKERS, code)
    assert "The scheduler is gone. Start it again." in report.notes
    assert not (folder / "output" / ".quarantine.json").exists()
    assert statuses(night(folder)) == [*(["unchanged"] * len(done)), *(["made"] * (2 - len(done)))]


def test_a_stop_leaves_the_rest_for_the_next_run(folder: Path) -> None:
    report = night(folder, company={"stop": stop_at_once()})
    assert (report.ended, report.unreached, report.exit_code) == (Ended.STOPPED, 2, 3)
    assert statuses(night(folder)) == ["made", "made"]


def test_a_file_that_served_as_a_language_version_is_not_published_twice(tmp_path: Path) -> None:
    source = prepare(tmp_path, 0)
    (source / "a.html").write_text(page("A plant", ENGLISH, sv="a.sv.html"), encoding="utf-8")
    (source / "a.sv.html").write_text(page("En fabrik", SWEDISH, "sv", en="a.html"), encoding="utf-8")
    voices = {"en": ["tone-en"], "sv": ["tone-sv"]}
    speech = {"voices": voices, "voice_folders": [str(tmp_path / "voices")]}
    report = night(tmp_path, Hands(2), languages=["en", "sv"], speech=speech)
    assert statuses(report) == ["made", "skipped"]
    assert [edition.origin for edition in report.articles[0].editions] == ["original", "version"]


def test_articles_of_the_same_title_get_folders_of_their_own_whoever_makes_them(tmp_path: Path) -> None:
    source = prepare(tmp_path, 0)
    for number in range(3):
        text = (f"Number {number} is a story of its own.", *ENGLISH[1:])
        (source / f"{number}.html").write_text(page("One title", text), encoding="utf-8")
    report = night(tmp_path, Hands(2))
    assert len({line.slug for line in report.articles}) == 3
    assert report.articles[0].slug == "one-title"


def test_feeds_are_read_and_their_articles_fetched_once(tmp_path: Path) -> None:
    prepare(tmp_path, 0)
    with open_site() as site:
        links = "".join(f"<item><link>{site.root}/{n}</link></item>" for n in (1, 2, 3))
        site.pages["/feed"] = Reply(
            f"<rss version='2.0'><channel>{links}</channel></rss>".encode(), kind="application/rss+xml"
        )
        site.pages |= {f"/{n}": Reply(article(n).encode(), headers={"ETag": f'"{n}"'}) for n in (1, 2)}
        named = {"folders": [], "feeds": [f"{site.root}/feed"], "limit": 3}
        fetch = {"allow_hosts": ["127.0.0.1"], "requests_per_second": 0, "retries": 0}
        report = night(tmp_path, nightly=named, fetch=fetch, offline=False)
        assert statuses(report) == ["made", "made", "failed"]
        assert site.paths.count("/1") == 1
        again = night(tmp_path, nightly=named, fetch=fetch, offline=False)
        assert statuses(again) == ["unchanged", "unchanged", "failed"]
        assert not again.articles[2].quarantined


def test_passwords_in_addresses_are_never_written(tmp_path: Path) -> None:
    prepare(tmp_path, 0)
    with open_site() as site:
        there = site.root.replace("http://", "http://me:secret@")
        site.pages["/1"] = Reply(article(1).encode())
        named = {"folders": [], "urls": [f"{there}/1", f"{there}/gone"], "feeds": [f"{there}/no-feed"]}
        fetch = {"allow_hosts": ["127.0.0.1"], "requests_per_second": 1000.0}
        report = night(tmp_path, nightly=named, offline=False, fetch=fetch)
    assert statuses(report) == ["made", "failed", "failed"]
    written = [path for path in (tmp_path / "output").rglob("*") if path.is_file()]
    assert [path for path in written if b"secret" in path.read_bytes()] == []


def test_a_feed_that_cannot_be_read_is_a_failure_of_its_own(folder: Path) -> None:
    report = night(folder, nightly={"feeds": ["https://example.org/feed"]})
    assert statuses(report) == ["made", "made", "failed"]
    assert "--offline" in report.articles[2].error
    assert report.exit_code == 1


def test_what_a_killed_run_had_begun_is_cleared_and_its_articles_reach_the_library(folder: Path) -> None:
    night(folder)
    output = folder / "output"
    (output / "index.html").unlink()
    stray = output / "works-number-0" / "en" / ".new-abc.mp3"
    stray.write_bytes(b"half")
    (output / ".run.json").write_text('{"pid": 1, "host": "here", "since": "2026-01-02T03:04:05Z"}')
    report = night(folder)
    assert statuses(report) == ["unchanged", "unchanged"]
    assert not stray.exists()
    assert (output / "index.html").is_file()
    assert "process 1 on here, since 2026-01-02 03:04 UTC" in report.notes[0]
    assert night(folder).notes == ()


def test_a_library_that_was_written_while_the_clock_was_ahead_is_written_again(folder: Path) -> None:
    night(folder)
    library = folder / "output" / "index.html"
    before, ahead = library.read_bytes(), time.time() + 86_400
    (folder / "input" / "000.html").write_text(
        article(0).replace("Works number 0", "Sawmill"), encoding="utf-8"
    )
    os.utime(library, (ahead, ahead))
    night(folder)
    assert b"Sawmill" in library.read_bytes()
    assert b"Sawmill" not in before


def test_an_article_whose_folder_was_deleted_leaves_the_library_and_the_feeds(folder: Path) -> None:
    web = {"base_url": "https://example.org/listen/"}
    output = folder / "output"
    night(folder, outputs=web)
    shelves = (output / "index.html", output / "feed.en.xml")
    for number in (0, 1):
        (folder / "input" / f"{number:03}.html").unlink()
        shutil.rmtree(output / f"works-number-{number}")
        night(folder, outputs=web)
        assert [f"works-number-{number}" in shelf.read_text() for shelf in shelves] == [False, False]
        assert ["works-number-1" in shelf.read_text() for shelf in shelves] == [number == 0] * 2
    before = files(output)
    night(folder, outputs=web)
    assert files(output) == before


def test_two_runs_never_share_an_output_folder_and_the_second_says_who_is_there(folder: Path) -> None:
    with locked(folder / "output"), pytest.raises(Busy, match=r"process \d+ on .+, since"):
        night(folder)


def test_a_voice_that_does_not_exist_is_said_before_the_night(folder: Path) -> None:
    speech = {"voices": {"en": ["tone-xx"]}}
    with pytest.raises(UnknownVoice, match="tone-xx"):
        night(folder, speech=speech)


def test_a_language_that_nobody_knows_is_said_before_the_night(folder: Path) -> None:
    with pytest.raises(UnknownLanguage, match='"xx"'):
        night(folder, languages=["xx"])


@pytest.mark.parametrize(
    "wrong", [{"workers": -3}, {"patience": -1.0}, {"limit": 0}, {"quarantine_after": -1}, {"grace": -0.1}]
)
def test_numbers_that_cannot_be_are_refused(folder: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=f"nightly.{next(iter(wrong))}"):
        night(folder, nightly=wrong)


def test_a_spoilt_glossary_is_said_before_the_night_and_blames_no_article(folder: Path) -> None:
    (folder / "voices" / "glossary.tsv").write_text("heat\tkeep\n")
    with pytest.raises(ConfigError, match="first line names the columns"):
        night(folder)
    assert not (folder / "output" / ".quarantine.json").exists()


def test_an_article_of_the_title_reports_does_not_get_the_folder_of_the_reports(folder: Path) -> None:
    text = article(0).replace("Works number 0", "Reports")
    (folder / "input" / "000.html").write_text(text, encoding="utf-8")
    line = night(folder).articles[0]
    assert line.title == "Reports"
    assert line.slug.startswith("reports-")
    assert sorted(p.suffix for p in (folder / "output" / "reports").iterdir()) == [".html", ".json"]


def test_files_travel_by_value_to_workers_that_do_not_see_the_folder(folder: Path, tmp_path: Path) -> None:
    night(folder)
    shared = files(folder / "output")
    other = tmp_path / "other"
    other.mkdir()
    prepare(other)
    report = night(other, company={"by_value": True})
    assert statuses(report) == ["made", "made"]
    assert files(other / "output").keys() == shared.keys()
    assert statuses(night(other, company={"by_value": True})) == ["unchanged", "unchanged"]
    kept = json.loads((other / "output" / "works-number-0" / "report.json").read_bytes())
    assert kept["outcome"]["page"] == "index.html"


def test_an_edited_text_travels_too_and_stays_as_it_is(folder: Path) -> None:
    night(folder)
    text = folder / "output" / "works-number-0" / "en" / "article.md"
    text.write_text(text.read_text().replace("less heat", "less warmth"))
    edited = text.read_bytes()
    assert statuses(night(folder, company={"by_value": True})) == ["made", "unchanged"]
    assert text.read_bytes() == edited
    assert "less warmth" in next(text.parent.glob("*.vtt")).read_text()


@pytest.mark.parametrize("by_value", [False, True], ids=["one folder", "by value"])
def test_another_format_takes_the_place_of_our_recording_and_of_no_one_elses(
    folder: Path, *, by_value: bool
) -> None:
    night(folder, company={"by_value": by_value})
    english = folder / "output" / "works-number-0" / "en"
    (ours,) = english.glob("*.mp3")
    (english / "interview.mp3").write_bytes(b"a person's")
    (other,) = (folder / "output" / "works-number-1" / "en").glob("*.mp3")
    other.write_bytes(other.read_bytes() + b"retouched by a person")
    night(folder, company={"by_value": by_value}, audio={"format": "m4b"})
    assert sorted(path.suffix for path in english.glob("works*")) == [".json", ".m4b", ".vtt"]
    assert not ours.exists()
    assert (english / "interview.mp3").is_file()
    assert other.is_file()


def test_a_run_in_another_voice_or_language_leaves_the_recordings_of_the_last(tmp_path: Path) -> None:
    prepare(tmp_path, 1)
    folders = [str(tmp_path / "voices")]
    (tmp_path / "voices" / "other.toml").write_text((tmp_path / "voices" / "tone-en.toml").read_text())
    for lang, voice in (("en", "tone-en"), ("sv", "tone-sv"), ("en", "other")):
        speech = {"voices": {lang: [voice]}, "voice_folders": folders}
        night(tmp_path, languages=[lang], speech=speech, translate={"engine": "toy"})
    assert len(list((tmp_path / "output").rglob("*.mp3"))) == 3


def test_the_report_is_filed_by_date_and_a_second_one_beside_it(folder: Path) -> None:
    for _ in range(2):
        night(folder)
    names = sorted(path.name for path in (folder / "output" / "reports").iterdir())
    day = names[0].removesuffix("-2.html")
    assert names == [f"{day}-2.html", f"{day}-2.json", f"{day}.html", f"{day}.json"]
    assert json.loads((folder / "output" / "reports" / f"{day}.json").read_bytes())["counts"]["made"] == 2


class FullDisk(Executor):
    """Workers that find the disk full."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ARG002  the base class names them
        future: Future[Any] = Future()
        error = OutputError("Cannot write a.mp3: No space left on device. Free space there.")
        error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
        future.set_result(failed(args[0].page, error))
        return future


def test_reports_stay_out_of_what_is_on_the_web_where_that_is_wished(folder: Path) -> None:
    private = folder / "private"
    night(folder, nightly={"reports": str(private)})
    assert len(list(private.iterdir())) == 2
    assert not (folder / "output" / "reports").exists()


def test_a_report_that_cannot_be_filed_is_told_all_the_same(folder: Path) -> None:
    (folder / "reports").write_text("a file, not a folder")
    told = folder / "told"
    script = f"import sys; open({str(told)!r}, 'w', encoding='utf-8').write(sys.stdin.read())"
    command = [sys.executable, "-c", script]
    with pytest.raises(OutputError, match="reports"):
        night(folder, nightly={"reports": str(folder / "reports"), "command": command})
    assert "2 made" in told.read_text(encoding="utf-8")
    assert "could not be filed" in told.read_text(encoding="utf-8")


def test_a_full_disk_ends_the_night_and_blames_no_article(folder: Path) -> None:
    report = night(folder, Hands(1, lambda _: FullDisk()), nightly={"quarantine_after": 1})
    assert (report.ended, report.exit_code) == (Ended.DISK_FULL, 3)
    assert "No space left on device" in report.failures[0]
    assert statuses(night(folder)) == ["made", "made"]
