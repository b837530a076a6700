"""publish.py and batch.py: the story end to end, with real parts and a voice that is quick."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from house import ENGLISH, SWEDISH, TONE, page, publish_with_tone, write_voices

from pipeline import config
from pipeline.batch import run
from pipeline.newsroom.workshop import open_workshop
from pipeline.report import RunReport, Status

TITLE = "A plant that heats a town"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def publication(folder: Path) -> Path:
    (found,) = (p.parent for p in (folder / "output").glob("*/report.json"))
    return found


def statuses(report: RunReport) -> dict[str, Status]:
    return {edition.lang: edition.status for article in report.articles for edition in article.editions}


def test_one_article_becomes_everything_that_the_readme_promises(folder: Path) -> None:
    report = publish_with_tone(folder, [write(folder, "a.html", page(TITLE, ENGLISH))], "en")
    assert report.exit_code == 0
    made = publication(folder)
    assert made.name == "a-plant-that-heats-a-town"
    names = {str(p.relative_to(made)) for p in made.rglob("*") if p.is_file()}
    stem = f"en/{made.name}.en.tone-en"
    assert {
        "index.html",
        "report.json",
        "en/article.md",
        f"{stem}.mp3",
        f"{stem}.vtt",
        f"{stem}.chapters.json",
    } <= names
    assert {"linkedin/post.txt", "linkedin/article.html", "linkedin/post.api.txt"} <= names
    assert (folder / "output" / "index.html").is_file()


def test_every_sentence_of_the_text_is_accounted_for(folder: Path) -> None:
    publish_with_tone(folder, [write(folder, "a.html", page(TITLE, ENGLISH))], "en")
    outcome = json.loads((publication(folder) / "report.json").read_text())["outcome"]
    (edition,) = outcome["editions"]
    said = " ".join(sentence["text"] for sentence in edition["sentences"])
    assert all(sentence in said for paragraph in ENGLISH for sentence in paragraph.split(". "))
    assert edition["counts"] == {"spoken": len(edition["sentences"]), "skipped": 0, "failed": 0}
    assert any("Privacy" in block["text"] for block in outcome["dropped"])


def test_what_a_killed_run_had_begun_is_removed_by_the_next(folder: Path) -> None:
    source = write(folder, "a.html", page(TITLE, ENGLISH))
    publish_with_tone(folder, [source], "en")
    stray = publication(folder) / "en" / ".new-abc.mp3"
    stray.write_bytes(b"half")
    (folder / "output/.run.json").write_text('{"pid": 1, "host": "here", "since": "2026-01-02T03:04:05Z"}')
    publish_with_tone(folder, [source], "en")
    assert not stray.exists()


def test_a_second_run_makes_nothing(folder: Path) -> None:
    source = write(folder, "a.html", page(TITLE, ENGLISH))
    publish_with_tone(folder, [source], "en")
    before = {p: p.stat().st_mtime_ns for p in (folder / "output").rglob("*") if p.name != ".lock"}
    report = publish_with_tone(folder, [source], "en")
    assert (report.articles[0].status, report.exit_code) == (Status.UNCHANGED, 0)
    assert {p: p.stat().st_mtime_ns for p in (folder / "output").rglob("*") if p.name != ".lock"} == before


@pytest.mark.parametrize("file", ["index.html", "linkedin/post.txt", "en/article.md"])
def test_a_file_that_was_deleted_is_written_again(folder: Path, file: str) -> None:
    source = write(folder, "a.html", page(TITLE, ENGLISH))
    publish_with_tone(folder, [source], "en")
    path = publication(folder) / file
    before = path.read_bytes()
    path.unlink()
    publish_with_tone(folder, [source], "en")
    assert path.read_bytes() == before


def test_a_file_named_in_full_is_the_same_article(folder: Path) -> None:
    source = write(folder, "a.html", page(TITLE, ENGLISH))
    write(folder, "other-a.html", page(TITLE, ENGLISH))
    for name in (source, str(folder / source), f"../{folder.name}/{source}", "other-a.html"):
        publish_with_tone(folder, [name], "en")
    assert len(list((folder / "output").glob("*/report.json"))) == 2


def test_a_changed_article_is_made_again_under_the_same_name(folder: Path) -> None:
    source = write(folder, "a.html", page(TITLE, ENGLISH))
    publish_with_tone(folder, [source], "en")
    write(folder, "a.html", page("Another title", ENGLISH[:2]))
    report = publish_with_tone(folder, [source], "en")
    assert statuses(report) == {"en": Status.MADE}
    assert publication(folder).name == "a-plant-that-heats-a-town"
    assert "Another title" in (publication(folder) / "en" / "article.md").read_text()


def test_a_version_that_the_publisher_wrote_is_used_and_labelled(folder: Path) -> None:
    source = write(folder, "a.html", page(TITLE, ENGLISH, sv="a.sv.html"))
    write(folder, "a.sv.html", page("En fabrik som värmer en stad", SWEDISH, "sv"))
    report = publish_with_tone(folder, [source], "en", "sv")
    assert statuses(report) == {"en": Status.MADE, "sv": Status.MADE}
    assert [edition.origin for edition in report.articles[0].editions] == ["original", "version"]
    assert "36 procent" in (publication(folder) / "sv" / "article.md").read_text()


def test_a_file_that_served_as_a_version_is_not_published_twice(folder: Path) -> None:
    (folder / "in").mkdir()
    write(folder, "in/a.html", page(TITLE, ENGLISH, sv="a.sv.html"))
    write(folder, "in/a.sv.html", page("En fabrik som värmer en stad", SWEDISH, "sv", en="a.html"))
    report = publish_with_tone(folder, ["in"], "en", "sv")
    assert [article.status for article in report.articles] == [Status.MADE, Status.SKIPPED]
    assert "version of in/a.html" in report.articles[1].notes[0]


def test_a_language_without_a_model_fails_alone_and_names_the_command(folder: Path) -> None:
    report = publish_with_tone(folder, [write(folder, "a.html", page(TITLE, ENGLISH))], "en", "sv")
    assert statuses(report) == {"en": Status.MADE, "sv": Status.FAILED}
    assert report.exit_code == 1
    assert "publish models install en-sv" in report.failures[0]


def test_a_translation_is_labelled_as_one(folder: Path) -> None:
    source = write(folder, "a.html", page(TITLE, ENGLISH))
    report = publish_with_tone(folder, [source], "en", "sv", translate={"engine": "toy"})
    swedish = report.articles[0].editions[1]
    assert (swedish.status, swedish.origin, swedish.engine) == (Status.MADE, "machine", "toy")
    assert "origin: machine" in (publication(folder) / "sv" / "article.md").read_text()


def test_a_text_that_a_person_edited_wins_and_is_never_overwritten(folder: Path) -> None:
    source = write(folder, "a.html", page(TITLE, ENGLISH))
    publish_with_tone(folder, [source], "en")
    text = publication(folder) / "en" / "article.md"
    text.write_text(text.read_text().replace("nobody had to work less", "everyone still works as before"))
    edited = text.read_bytes()
    for expected in (Status.MADE, Status.UNCHANGED):
        report = publish_with_tone(folder, [source], "en")
        assert statuses(report) == {"en": expected}
        assert text.read_bytes() == edited
    captions = next(publication(folder).glob("en/*.vtt")).read_text()
    assert "everyone still works as before" in captions


def test_a_page_in_a_language_that_is_not_known_here_is_noted(folder: Path) -> None:
    text = "Ngonyaka odlule ifektri yanciphisa ugesi ewusebenzisayo, kanti abasebenzi abazange basebenze kancane."
    (folder / "z.html").write_text(page("Ifektri", (text,) * 3, "zu"), encoding="utf-8")
    for _ in range(2):
        (done,) = publish_with_tone(folder, [str(folder / "z.html")], "en").articles
        assert [note for note in done.notes if '"zu", which is not known here' in note]


def test_among_many_an_article_in_another_language_than_the_voice_fails_alone(folder: Path) -> None:
    sources = [
        write(folder, "a.html", page(TITLE, ENGLISH)),
        write(folder, "b.html", page("Ett", SWEDISH, "sv")),
    ]
    settings = config.load(
        None, {"offline": True, "speech": {"voice_folders": [str(write_voices(folder, "en"))]}}
    )
    with open_workshop(settings, config.places(settings), voices=("tone-en",)) as shop:
        report = run(reversed(sources), shop)
    assert [(article.source, article.status) for article in report.articles] == [
        ("b.html", Status.FAILED),
        ("a.html", Status.MADE),
    ]
    assert "Add en to --lang, or leave the voice out" in report.articles[0].error


def test_an_article_that_fails_does_not_stop_the_next(folder: Path) -> None:
    good = write(folder, "good.html", page(TITLE, ENGLISH))
    menu = write(folder, "menu.html", "<html><body><ul><li><a href='/'>Home</a></li></ul></body></html>")
    report = publish_with_tone(folder, ["gone.html", menu, good], "en")
    assert [article.status for article in report.articles] == [Status.FAILED, Status.FAILED, Status.MADE]
    assert report.exit_code == 1


def test_a_voice_that_stood_in_gives_way_as_soon_as_the_better_one_manages(folder: Path) -> None:
    source = write(folder, "a.html", page("En fabrik", SWEDISH, "sv"))
    voices = write_voices(folder, "sv")
    with (voices / "tone-sv.toml").open("a") as file:
        file.write("rank = 0\n")
    in_the_way = folder / "output/en-fabrik/sv/en-fabrik.sv.tone-sv.mp3"
    in_the_way.mkdir(parents=True)
    voiced = {"speech": {"voice_folders": [str(voices)]}}
    expected = [("sv-axel", Status.MADE), ("sv-axel", Status.UNCHANGED), ("tone-sv", Status.MADE)]
    for number, (voice, status) in enumerate([*expected, ("tone-sv", Status.UNCHANGED)]):
        if number == 2:
            in_the_way.rmdir()
        (edition,) = publish_with_tone(folder, [source], "sv", **voiced).articles[0].editions
        assert (edition.voice, edition.status) == (voice, status)
        assert any("tone-sv failed" in note for note in edition.notes) == (voice == "sv-axel")


def test_nothing_to_publish_is_said_with_code_3(folder: Path) -> None:
    assert publish_with_tone(folder, ["gone.html"], "en").exit_code == 3


def test_feeds_are_written_where_their_address_is_known(folder: Path) -> None:
    source = write(folder, "a.html", page(TITLE, ENGLISH))
    publish_with_tone(folder, [source], "en", outputs={"base_url": "https://example.org/listen/"})
    assert (
        "https://example.org/listen/a-plant-that-heats-a-town/en/"
        in (folder / "output/feed.en.xml").read_text()
    )


def test_a_folder_of_versions_makes_one_publication_in_whatever_languages(folder: Path) -> None:
    """The Swedish page must not become a second English publication beside the English one."""
    (folder / "in").mkdir()
    write(folder, "in/a.html", page(TITLE, ENGLISH, sv="a.sv.html"))
    write(folder, "in/a.sv.html", page("En fabrik som värmer en stad", SWEDISH, "sv", en="a.html"))
    report = publish_with_tone(folder, ["in"], "en")
    assert [article.status for article in report.articles] == [Status.MADE, Status.SKIPPED]


def test_the_sentences_of_a_recording_that_failed_have_failed_for_its_reason(folder: Path) -> None:
    """Promise 1 of the design holds for what could not be spoken too."""
    source = write(folder, "a.html", page(TITLE, ENGLISH))
    spoken = publish_with_tone(folder, [source], "en").articles[0].editions[0].counts["spoken"]
    (folder / "voices" / "mute-en.toml").write_text(
        TONE.format(lang="en") + 'speaker = "mute"\n', encoding="utf-8"
    )
    mute = {"voices": {"en": ["mute-en"]}, "voice_folders": ["voices"]}
    (edition,) = publish_with_tone(folder, [source], "en", speech=mute).articles[0].editions
    assert edition.status is Status.FAILED
    assert edition.counts == {"spoken": 0, "skipped": 0, "failed": spoken}
    assert {sentence.reason for sentence in edition.sentences} == {edition.error}
