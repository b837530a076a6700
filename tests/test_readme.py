"""README.md: every command it shows is run here as it stands, and what it promises of the package is there."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import ENGLISH, SWEDISH, page, write_voices
from loopback_files import FileServer, serving
from tiny_piper import write_voice

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODEL = ROOT / "tests" / "models" / "translate-sv_en-1_0.argosmodel"
GERMAN = (
    "Das Werk in Almvik hat seinen Energieverbrauch in zwei Jahren um 36 Prozent gesenkt, ohne weniger zu arbeiten.",
    "Die Wärme der Trockner erwärmt jetzt das Wasser der Stadt. Die Pumpen haben sich im ersten Winter bezahlt gemacht.",
    "Der Leiter sagt, der nächste Schritt sei kleiner. Ein zweiter Wärmetauscher wird 2026 für 4,5 Mio. Euro gebaut.",
)


def shown(first: str) -> list[str]:
    """The commands in README's code blocks that start with `first`, without their comments."""
    lines = (
        line.removeprefix("    ").removeprefix("$ ")
        for line in README.splitlines()
        if line.startswith("    ")
    )
    return [re.sub(r"\s+#.*", "", line) for line in lines if line.removeprefix("$ ").startswith(f"{first} ")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileServer]:
    """What the web would offer: an index with one translation model, and one voice."""
    model = write_voice(tmp_path_factory.mktemp("voice"), "de_DE-thorsten-high", code="de_DE", espeak="de")
    index = [{"package_version": "1.0", "from_code": "sv", "to_code": "en", "links": []}]
    files = {
        "/model": MODEL.read_bytes(),
        "/v.onnx": model.read_bytes(),
        "/v.onnx.json": Path(f"{model}.json").read_bytes(),
    }
    with serving(files) as server:
        index[0]["links"] = [f"{server.url}/model"]
        server.files["/index.json"] = json.dumps(index).encode()
        server.files["/records"] = b'{"data": []}'
        yield server


@pytest.fixture
def workplace(tmp_path: Path, served: FileServer) -> Path:
    """A working directory with an article in three languages, and quick voices of the best kind."""
    versions = {"en": "article.html", "de": "article.de.html", "sv": "article.sv.html"}
    for lang, text in (("en", ENGLISH), ("de", GERMAN), ("sv", SWEDISH)):
        (tmp_path / versions[lang]).write_text(page("A plant", text, lang, **versions), encoding="utf-8")
    voices = write_voices(tmp_path, "en", "de", "sv")
    (voices / "catalogue.toml").write_text(
        f'base = "{served.url}/"\n[[voice]]\nid = "de-thorsten"\nlang = "de"\nname = "Thorsten"\npath = "v.onnx"\n'
        'licence = "CC0"\n'
    )
    (tmp_path / "publish.toml").write_text(
        "[speech.voices]\n" + "".join(f'{lang} = ["tone-{lang}"]\n' for lang in ("en", "de", "sv", "pt"))
    )
    write_voices(tmp_path, "pt")
    return tmp_path


def environment(served: FileServer) -> dict[str, str]:
    binaries = str(Path(sys.executable).parent)
    return {
        **os.environ,
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "ROSTVAL_MODELS__ARGOS_INDEX": f"{served.url}/index.json",
        "ROSTVAL_MODELS__FIREFOX_INDEX": f"{served.url}/records",
    }


NIGHTS = [command for command in shown("publish") if command.startswith("publish nightly")]


def run(command: str, workplace: Path, served: FileServer) -> subprocess.CompletedProcess[str]:
    """A command as it is shown, in the workplace."""
    return subprocess.run(
        shlex.split(command),
        cwd=workplace,
        env=environment(served),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("command", [c for c in shown("publish") if c not in ("publish serve", *NIGHTS)])
def test_each_command_that_is_shown_works(command: str, workplace: Path, served: FileServer) -> None:
    done = run(command, workplace, served)
    assert done.returncode == 0, done.stderr or done.stdout


def test_the_nightly_commands_that_are_shown_work_in_their_order(workplace: Path, served: FileServer) -> None:
    (workplace / "publish.toml").unlink()
    assert [command.split()[2:] for command in NIGHTS] == [["init"], [], ["status"]]
    for command in NIGHTS:
        done = run(command, workplace, served)
        # What init writes names folders that a person is to fill in: a night over nothing is code 3, said in a sentence.
        assert done.returncode in (0, 3), done.stderr or done.stdout
        assert "Traceback" not in done.stderr


def test_publish_serve_says_where_it_listens(workplace: Path, served: FileServer) -> None:
    assert "publish serve" in shown("publish")
    (workplace / "output").mkdir()
    command = ["publish", "serve", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=workplace,
        env=environment(served),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout
        said = process.stdout.readline()
        process.terminate()
    assert "http://127.0.0.1:" in said


def test_make_targets_that_are_shown_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = [command.split()[1] for command in shown("make")]
    assert targets == ["demo", "test"]
    assert all(f"\n{target}:" in makefile for target in targets)


def test_the_extras_that_are_shown_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    (install,) = shown("pip")
    extras = re.search(r"rostval\[(.+)\]", install)
    assert extras
    assert set(extras.group(1).split(",")) <= set(project["optional-dependencies"])


def test_the_settings_that_are_shown_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.config import load  # noqa: PLC0415  reads the environment of this test

    example = re.search(r"    languages = .*?\n\n(?=\S)", README, re.DOTALL)
    assert example
    (tmp_path / "publish.toml").write_text(re.sub("^    ", "", example.group(), flags=re.MULTILINE))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROSTVAL_AUDIO__BITRATE", "96")
    settings = load()
    assert (settings.languages, settings.audio.bitrate) == (("en", "de", "sv"), 96)


def test_the_pictures_are_there() -> None:
    for picture in re.findall(r"!\[.+?\]\((.+?)\)", README):
        assert (ROOT / picture).is_file()
