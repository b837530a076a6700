"""commands/say.py: a text into a file, or shown as it would be spoken."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from pipeline.commands.say import say
from pipeline.errors import MissingVoice, UnknownVoice, UsageError

app = Typer()
app.command()(say)


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROSTVAL_SPEECH__WORKERS", "1")
    return tmp_path


def run(*arguments: str, stdin: str = "") -> str:
    """What the command prints. Its errors come out as they are."""
    return CliRunner().invoke(app, arguments, input=stdin, catch_exceptions=False).stdout


def test_a_text_becomes_a_sound_file_and_nothing_else(workplace: Path) -> None:
    assert run("Ett ord.", "--voice", "sv-axel", "-o", "out/a.mp3") == "out/a.mp3\n"
    sound = (workplace / "out/a.mp3").read_bytes()
    assert sound.startswith(b"ID3")
    assert len(sound) > 5_000
    assert [path.name for path in (workplace / "out").iterdir()] == ["a.mp3"]


def test_the_best_voice_of_a_language_is_the_default(workplace: Path) -> None:
    run("Ett ord.", "--lang", "sv")
    assert (workplace / "speech.mp3").is_file()


def test_standard_input_is_read_at_a_dash(workplace: Path) -> None:
    run("-", "--lang", "de", "-o", "b.mp3", stdin="Ein Wort.\n\nNoch ein Wort.\n")
    run("Ein Wort.", "--lang", "de", "-o", "a.mp3")
    assert (workplace / "b.mp3").stat().st_size > 1.2 * (workplace / "a.mp3").stat().st_size


def test_explain_prints_the_reading_on_one_line_and_makes_no_sound(workplace: Path) -> None:
    spoken = run("Den 6 augusti\nkostade det 28 kronor.", "--lang", "sv", "--explain")
    assert spoken.count("\n") == 1
    assert "tjugoåtta kronor" in spoken
    assert list(workplace.iterdir()) == []


def test_explain_reads_as_the_voice_of_the_language_would() -> None:
    assert run("It took 28 days.", "--voice", "en-arthur", "--explain") == "It took twenty-eight days.\n"


def test_folders_of_the_sound_file_are_made(workplace: Path) -> None:
    run("Ett ord.", "--lang", "sv", "-o", "new/deep/y.mp3")
    assert (workplace / "new" / "deep" / "y.mp3").is_file()


def test_quiet_prints_nothing() -> None:
    assert run("Ett ord.", "--lang", "sv", "-q") == ""


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (["Word."], UsageError, "--voice ID, or a language with --lang"),
        (["Word.", "--lang", "sv", "--voice", "en-arthur"], UsageError, "speaks English, not Svenska"),
        (["Word.", "--voice", "en-artur"], UnknownVoice, "Did you mean en-arthur"),
        (["Word.", "--voice", "sv-nst"], MissingVoice, "publish voices install sv-nst"),
        (["…", "--lang", "en"], UsageError, "nothing to say"),
        (["Word.", "--lang", "en", "-o", "a.xyz"], UsageError, "xyz"),
    ],
    ids=["no voice", "two languages", "unknown", "not installed", "no words", "format"],
)
def test_wrong_usage_is_one_sentence(
    arguments: list[str], error: type[Exception], words: str, workplace: Path
) -> None:
    with pytest.raises(error, match=words):
        run(*arguments)
    assert list(workplace.iterdir()) == []
