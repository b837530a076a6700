"""commands/voices.py: the list, and installing, removing and trying voices."""

from __future__ import annotations

import importlib.util
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback_files import FileServer, serving
from rich.console import Console
from tiny_piper import write_voice
from typer.testing import CliRunner

from pipeline.commands.voices import app, rows, table
from pipeline.errors import MissingVoice, Offline, UnknownVoice, UsageError
from pipeline.places import shipped_voices
from pipeline.speech.voices import Shelf

needs_piper = pytest.mark.skipif(
    not importlib.util.find_spec("piper"), reason="piper-tts is not installed: pip install 'rostval[neural]'"
)


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROSTVAL_SPEECH__WORKERS", "1")
    return tmp_path


@pytest.fixture
def server(workplace: Path) -> Iterator[FileServer]:
    """A catalogue of one's own whose voice is served from this machine."""
    model = write_voice(workplace / "served", "sv_SE-kalle-low", code="sv_SE", espeak="sv")
    files = {"/k.onnx": model.read_bytes(), "/k.onnx.json": Path(f"{model}.json").read_bytes()}
    with serving(files) as running:
        (workplace / "voices").mkdir()
        (workplace / "voices/catalogue.toml").write_text(
            f'base = "{running.url}/"\n[[voice]]\nid = "sv-kalle"\nlang = "sv"\nname = "Kalle"\npath = "k.onnx"\n'
            'licence = "CC0"\n',
            encoding="utf-8",
        )
        yield running


def run(*arguments: str) -> str:
    """What the command prints. Its errors come out as they are."""
    return CliRunner().invoke(app, arguments, catch_exceptions=False).stdout


def lines(*arguments: str) -> dict[str, list[str]]:
    """The list by id."""
    rows = [line.split("\t") for line in run(*arguments).splitlines()]
    return {row[0]: row for row in rows}


def test_the_list_tells_what_is_there_and_how_to_get_the_rest() -> None:
    listed = lines()
    assert listed["sv-axel"][:7] == ["sv-axel", "sv", "Axel", "male", "SE", "embedded", "installed"]
    assert listed["sv-nst"][6:] == ["publish voices install sv-nst", "63 MB", "CC0"]
    assert "hu-espeak" not in listed


def test_all_lists_the_engines_own_voices_too() -> None:
    listed = lines("--all")
    assert listed["hu-espeak"][6] == "installed"
    assert listed["gtts-hu"][6] == "online"


def test_one_language_is_listed_whole() -> None:
    listed = lines("--lang", "sv-SE")
    assert {row[1] for row in listed.values()} == {"sv"}
    assert {"sv-axel", "sv-elsa", "sv-nst", "gtts-sv"} <= listed.keys()


def test_a_person_sees_a_table_that_fits_a_terminal() -> None:
    shelf = Shelf(shipped_voices())
    page = io.StringIO()
    Console(file=page, width=100).print(table(list(rows(shelf, everything=False))))
    lines = page.getvalue().splitlines()
    thorsten = next(line for line in lines if line.startswith("de-thorsten "))
    assert thorsten.split()[:4] == ["de-thorsten", "de-DE", "Thorsten,", "male"]
    assert "to install, 114 MB" in thorsten
    assert max(map(len, lines)) <= 100


def test_json_is_one_document() -> None:
    listed = json.loads(run("--json", "--lang", "de"))
    thorsten = next(row for row in listed if row["id"] == "de-thorsten")
    assert thorsten["size"] == 113_895_201
    assert thorsten["source"].startswith("https://")


@needs_piper
@pytest.mark.usefixtures("server")
def test_a_voice_is_installed_used_and_removed(workplace: Path) -> None:
    assert lines()["sv-kalle"][6] == "publish voices install sv-kalle"
    assert run("install", "sv-kalle") == "sv-kalle\tSvenska\tCC0\n"
    assert lines()["sv-kalle"][6] == "installed"
    assert run("try", "sv-kalle", "-o", "samples") == "samples/sv-kalle.mp3\n"
    assert (workplace / "samples/sv-kalle.mp3").stat().st_size > 1_000
    assert "sv-kalle.onnx" in run("remove", "sv-kalle")
    assert lines()["sv-kalle"][6] == "publish voices install sv-kalle"


@needs_piper
def test_a_model_and_a_folder_of_models_are_installed(workplace: Path) -> None:
    model = write_voice(workplace / "mine", "de_DE-anna-low", code="de_DE", espeak="de")
    assert run("install", str(model)).startswith("de-anna-low\tDeutsch\t")
    assert run("install", str(workplace / "mine")).startswith("de-anna-low\tDeutsch\t")


@needs_piper
def test_a_model_dropped_into_the_working_directorys_voices_speaks(workplace: Path) -> None:
    write_voice(workplace / "voices", "sv_SE-mine-low", code="sv_SE", espeak="sv")
    assert lines("--lang", "sv")["sv-mine-low"][5:7] == ["neural", "installed"]
    assert run("try", "sv-mine-low") == "voice-samples/sv-mine-low.mp3\n"
    assert (workplace / "voice-samples/sv-mine-low.mp3").is_file()


def test_the_list_tells_of_a_model_without_its_configuration(workplace: Path) -> None:
    model = write_voice(workplace / "voices", "sv_SE-mine-low", code="sv_SE", espeak="sv")
    model.with_name(f"{model.name}.json").unlink()
    told = CliRunner().invoke(app, [], catch_exceptions=False)
    assert "sv_SE-mine-low.onnx is no voice yet" in told.stderr
    assert "sv-mine-low" not in told.stdout


def test_installing_offline_is_refused_before_anything_is_asked(server: FileServer) -> None:
    with pytest.raises(Offline, match="--offline forbids it"):
        run("install", "sv-kalle", "--offline")
    assert server.asked == []


def test_installing_something_unknown_says_what_is_near() -> None:
    with pytest.raises(UnknownVoice, match="Did you mean sv-nst"):
        run("install", "sv-nts")
    with pytest.raises(UsageError, match=r"There is no file or folder gone\.onnx\. Check the path"):
        run("install", "gone.onnx")


def test_trying_a_language_speaks_each_of_its_voices(workplace: Path) -> None:
    assert run("try", "--lang", "fi").split() == [
        "voice-samples/fi-eero.mp3",
        "voice-samples/fi-aino.mp3",
        "voice-samples/fi-espeak.mp3",
    ]
    assert (workplace / "voice-samples/fi-eero.mp3").is_file()


def test_a_sound_file_for_several_voices_is_refused(workplace: Path) -> None:
    with pytest.raises(UsageError, match="Name a folder"):
        run("try", "--lang", "fi", "-o", "x.MP3")
    assert list(workplace.iterdir()) == []


def test_trying_a_voice_that_is_not_installed_names_the_command() -> None:
    with pytest.raises(MissingVoice, match="publish voices install de-thorsten"):
        run("try", "de-thorsten")
