"""cli.py and the lead commands, as people and schedulers meet them: help, bad input, exit codes, streams."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from house import ENGLISH, SWEDISH, page, write_voices
from local_site import Reply, open_site

PUBLISH = str(Path(sys.executable).with_name("publish"))
TITLE = "A plant that heats a town"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working directory with an article in two languages and a quick voice."""
    write_voices(tmp_path, "en", "sv")
    (tmp_path / "a.html").write_text(page(TITLE, ENGLISH, sv="a.sv.html"), encoding="utf-8")
    (tmp_path / "a.sv.html").write_text(page("En fabrik som värmer en stad", SWEDISH, "sv"), encoding="utf-8")
    return tmp_path


def publish(
    folder: Path, *arguments: str, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PUBLISH, *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **environment},
    )


def test_help_shows_the_default_command_and_the_others(folder: Path) -> None:
    shown = publish(folder, "--help")
    assert shown.returncode == 0
    for word in ("{SOURCE}... [COMMAND]", "--lang", "--voice", "--offline", "extract", "doctor", "models"):
        assert word in shown.stdout


def test_help_loads_nothing_of_the_house() -> None:
    """The deterministic half of "under half a second": no stage is imported to show the help."""
    probe = (
        "import sys; sys.argv = ['publish', '--help']\nfrom pipeline.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([m for m in sys.modules if m.startswith(('pipeline.speech', 'pipeline.translate', 'numpy', 'lxml'))])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_main_file_loads_nothing_for_the_workers_that_load_it_too() -> None:
    probe = (
        "import sys; import pipeline.__main__; print([m for m in sys.modules if m.startswith('pipeline.')])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['pipeline.__main__']"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_full_disk_is_one_sentence(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [PUBLISH, "voices"], cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3
    assert done.stderr.startswith("publish: No space left on device. Free space")
    assert done.stderr.count("\n") == 1


def test_the_package_runs_as_the_command_does(folder: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "extract", "nothing.html"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stderr.startswith("publish: ")


def test_the_default_command_needs_no_word_and_options_may_come_first(folder: Path) -> None:
    done = publish(folder, "--lang", "en", "--voice", "tone-en", "a.html")
    assert done.returncode == 0
    assert "1 made" in done.stdout
    assert list((folder / "output").glob("*/en/*.tone-en.mp3"))


@pytest.mark.parametrize(
    "voices", [["--voice", "tone-en", "--voice", "tone-sv"], ["--voice", "tone-en, tone-sv,"]], ids=" ".join
)
def test_several_languages_and_voices_in_one_run(folder: Path, voices: Sequence[str]) -> None:
    done = publish(folder, "a.html", "--lang", "en,sv", *voices, "--json")
    document = json.loads(done.stdout)
    assert [(e["lang"], e["voice"], e["status"]) for e in document["articles"][0]["editions"]] == [
        ("en", "tone-en", "made"),
        ("sv", "tone-sv", "made"),
    ]
    assert document["exit_code"] == done.returncode == 0


def test_a_partial_failure_has_code_1_and_says_what_to_run(folder: Path) -> None:
    done = publish(folder, "a.html", "--lang", "en,de", "--voice", "tone-en", "--offline")
    assert done.returncode == 1
    assert "publish models install en-de" in done.stdout


def test_a_voice_of_another_language_than_the_page_is_an_error(folder: Path) -> None:
    done = publish(folder, "a.html", "--voice", "tone-sv")
    assert done.returncode == 2
    assert 'The voice "tone-sv" speaks Svenska' in done.stderr
    assert "Add sv to --lang" in done.stderr


def test_an_edited_text_of_an_older_page_is_told_of_until_somebody_does_something(folder: Path) -> None:
    arguments = ("a.html", "--lang", "en", "--voice", "tone-en")
    assert publish(folder, *arguments).returncode == 0
    (text,) = (folder / "output").glob("*/en/article.md")
    text.write_text(text.read_text(encoding="utf-8").replace("36 percent", "37 percent"), encoding="utf-8")
    assert "the page has changed" not in publish(folder, *arguments).stdout
    source = folder / "a.html"
    source.write_text(
        source.read_text(encoding="utf-8").replace("4.5 million", "5 million"), encoding="utf-8"
    )
    for expected in ("made", "unchanged"):
        done = publish(folder, *arguments)
        assert expected in done.stdout
        assert "the page has changed since" in done.stdout
        assert "delete the file" in done.stdout
    text.unlink()
    assert "the page has changed" not in publish(folder, *arguments).stdout


def test_a_cache_that_is_a_file_is_one_sentence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = publish(folder, "a.html", "--voice", "tone-en", ROSTVAL_CACHE=str(tmp_path / "file" / "cache"))
    assert done.returncode != 0
    assert "Cannot write into the cache" in done.stdout + done.stderr
    assert "ROSTVAL_CACHE" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_quiet_prints_failures_only(folder: Path) -> None:
    done = publish(folder, "a.html", "gone.html", "--quiet", "--voice", "tone-en")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "publish: There is no file or folder gone.html. Check the path.\n"


def write_bad_input(folder: Path) -> None:
    (folder / "empty.html").write_text("")
    (folder / "binary.html").write_bytes(bytes(range(256)) * 40)
    (folder / "menu.html").write_text(
        "<html><body><ul><li><a href='/'>Home</a><li><a href='/x'>X</a></ul></body></html>"
    )
    (folder / "nothing").mkdir()
    voices = '[speech]\nvoice_folders = ["voices"]\nvoices = '
    (folder / "other-voice.toml").write_text(f'{voices}{{en = ["tone-sv"]}}\n')
    (folder / "capitals.toml").write_text(f'{voices}{{EN = ["tone-en"]}}\n')
    (folder / "spoilt.toml").write_text("[audio]\nbitrate = 'loud'\n")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["gone.html"], 3, "Check the path"),
        (["nothing"], 3, "nothing"),
        (["binary.html"], 3, "binary.html"),
        (["empty.html"], 3, "empty.html"),
        (["menu.html"], 3, "No article text was found in menu.html"),
        (["a.html", "--lang", "xx"], 2, '"xx" is not a language'),
        (["a.html", "--voice", "en-joseph"], 2, 'There is no voice "en-joseph"'),
        (["a.html", "--lang", "en", "--voice", "tone-sv"], 2, "Add sv to --lang"),
        (["a.html", "--engine", "google", "--lang", "en,de"], 2, 'no translation engine "google"'),
        (["a.html", "--format", "wav"], 2, '"wav" is not a format'),
        (["a.html", "--config", "spoilt.toml"], 2, "audio.bitrate"),
        (["a.html", "--config", "gone.toml"], 2, "Cannot read gone.toml"),
        (["a.html", "--out", "a.sv.html"], 3, "Cannot write into the folder a.sv.html"),
        (["https://example.org/a", "--offline"], 3, "--offline"),
        (["ftp://example.org/a"], 3, "ftp"),
        (["exract", "a.html"], 2, "Did you mean: publish extract"),
        (["voice"], 2, "Did you mean: publish voices"),
        (["why", "nothing"], 3, "nothing is a folder. Name one file in it"),
        (["a.html", "--config", "other-voice.toml"], 2, "Svenska. Name another"),
        (["a.html", "--config", "capitals.toml"], 2, 'of speech.voices as "en"'),
        (["extract", "gone.html"], 3, "Check the path"),
        (["extract", "menu.html"], 3, "No article text was found"),
        (["translate", "a.html", "--to", "de", "--offline"], 3, "publish models install en-de"),
        (["translate", "a.html", "--to", "xx"], 2, "not a language"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_gets_one_clear_sentence(
    folder: Path, arguments: Sequence[str], code: int, says: str
) -> None:
    write_bad_input(folder)
    done = publish(folder, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert done.stderr.startswith("publish: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_bad_urls_get_one_clear_sentence(folder: Path) -> None:
    (folder / "publish.toml").write_text(
        "[fetch]\nretries = 0\ntimeout = 0.3\ntotal_timeout = 0.6\nmax_bytes = 5000\n"
    )
    with open_site() as site, socket.socket() as unused:
        site.pages["/huge"] = Reply(b"x" * 6000)
        site.pages["/slow"] = Reply(drip="body")
        unused.bind(("127.0.0.1", 0))
        refusing = f"http://127.0.0.1:{unused.getsockname()[1]}/a"
        for url, says in (
            (f"{site.root}/gone", "404"),
            (refusing, "refuses"),
            (f"{site.root}/huge", "large"),
            (f"{site.root}/slow", ""),
        ):
            done = publish(folder, url)
            assert (done.returncode, done.stdout) == (3, ""), url
            assert done.stderr.startswith("publish: "), url
            assert says in done.stderr, url
            assert done.stderr.count("\n") == 1, url


def test_a_url_is_published(folder: Path) -> None:
    with open_site() as site:
        site.pages["/a"] = Reply(page(TITLE, ENGLISH).encode())
        done = publish(folder, f"{site.root}/a", "--voice", "tone-en")
    assert done.returncode == 0
    assert TITLE in done.stdout


def test_standard_input_is_a_source(folder: Path) -> None:
    done = publish(folder, "extract", "-", stdin=page(TITLE, ENGLISH))
    assert done.stdout.splitlines()[0] == TITLE
    assert ENGLISH[0] in done.stdout
    assert "Imprint" not in done.stdout


def test_extract_prints_json_and_markdown(folder: Path) -> None:
    article = json.loads(publish(folder, "extract", "a.html", "--format", "json").stdout)
    assert (article["title"], article["published"], article["authors"]) == (TITLE, "2025-08-06", ["Ada Holm"])
    assert f"# {TITLE}" in publish(folder, "extract", "a.html", "--format", "md").stdout


def test_extract_explains_each_block(folder: Path) -> None:
    lines = publish(folder, "extract", "a.html", "--explain").stdout.splitlines()
    assert any(line.startswith("+ ") and ENGLISH[0] in line for line in lines)
    assert any(line.startswith("- ") and "Imprint" in line for line in lines)


def test_extract_counts_failures_over_many(folder: Path) -> None:
    write_bad_input(folder)
    done = publish(folder, "extract", "a.html", "menu.html", "a.sv.html")
    assert done.returncode == 1
    assert TITLE in done.stdout
    assert "En fabrik" in done.stdout
    assert "2 of 3 extracted" in done.stderr


def test_translate_prints_the_text(folder: Path) -> None:
    done = publish(folder, "translate", "a.html", "--to", "de", "--engine", "toy")
    assert done.returncode == 0
    assert "36" in done.stdout


def test_one_run_at_a_time_per_output_folder(folder: Path) -> None:
    import filelock  # noqa: PLC0415  only this test holds a lock

    (folder / "output").mkdir()
    with filelock.FileLock(folder / "output" / ".lock"):
        done = publish(folder, "a.html", "--voice", "tone-en")
    assert done.returncode == 3
    assert "Another run is at work" in done.stderr


def test_doctor_says_what_works_and_what_mends_the_rest(folder: Path) -> None:
    done = publish(folder, "doctor", "--json")
    findings = {finding["what"]: finding for finding in json.loads(done.stdout)}
    assert done.returncode == 0
    assert findings["espeak-ng"]["fine"]
    assert findings["translation en-de"] == {
        "what": "translation en-de",
        "fine": False,
        "detail": "no model",
        "mend": "publish models install en-de",
        "needed": False,
    }


def test_doctor_has_code_1_when_something_needed_is_broken(folder: Path) -> None:
    done = publish(folder, "doctor", IMAGEIO_FFMPEG_EXE="/nowhere/ffmpeg")
    assert done.returncode == 1
    assert "imageio-ffmpeg" in done.stdout


@pytest.mark.parametrize("name", ["en-mine.toml", "catalogue.toml"])
def test_doctor_names_a_broken_voice_file_once_and_how_to_mend_it(folder: Path, name: str) -> None:
    (folder / "voices").mkdir(exist_ok=True)
    (folder / "voices" / name).write_text("engine = 'espeak\n")
    done = publish(folder, "doctor", "--json")
    broken = [finding for finding in json.loads(done.stdout) if name in finding["detail"]]
    assert done.returncode == 1
    assert [finding["what"] for finding in broken] == ["voice files"]
    assert broken[0]["detail"].endswith("Correct or remove it.")
    assert broken[0]["mend"] == "then run again: publish doctor"


@pytest.fixture
def heard_interrupts() -> Iterator[None]:
    """Whoever started the tests in the background made their processes deaf to Ctrl-C; children would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard_interrupts")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_says_so_and_leaves_nothing_half_made(folder: Path, number: int) -> None:
    (folder / "long.html").write_text(page(TITLE, ENGLISH * 60), encoding="utf-8")
    command = [PUBLISH, "long.html", "--voice", "en-joe", "--lang", "en", "--offline"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        while not list((folder / "output").glob("*/en")):
            assert process.poll() is None
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert "stopped" in said
    assert not [p for p in (folder / "output").rglob("*") if p.suffix == ".mp3" or p.name.startswith(".new-")]


def test_version(folder: Path) -> None:
    assert publish(folder, "--version").stdout.startswith("rostval 0.")
