"""Promise 3, "offline means offline": with the plug pulled in every process, each command path does its work.

Only commands that fetch by their nature (a URL, an install) may reach out, and with --offline not even those.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from house import ENGLISH, page

TESTS = Path(__file__).parent
MODELS = TESTS / "models"
PUBLISH = str(Path(sys.executable).with_name("publish"))


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command without a network; what it tried is in `folder`/attempts."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(TESTS / "no_sockets"),
        "NO_SOCKETS_LOG": str(folder / "attempts"),
        "ROSTVAL_HOME": str(folder / "home"),
        "ROSTVAL_CACHE": str(folder / "cache"),
    }
    return subprocess.run(
        [PUBLISH, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.html").write_text(page("A plant that heats a town", ENGLISH), encoding="utf-8")
    return tmp_path


def test_the_guard_itself_bites(folder: Path) -> None:
    run(folder, "http://127.0.0.1:9/a")
    assert "127.0.0.1" in (folder / "attempts").read_text()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["a.html", "--lang", "en,de", "--voice", "de-emil", "--offline"], 1),
        (["extract", "a.html"], 0),
        (["extract", "a.html", "a.html", "--explain"], 0),
        (["translate", "a.html", "--to", "pt", "--offline"], 0),
        (["translate", "a.html", "--to", "de", "--offline"], 3),
        (["say", "28.1 % of £5m.", "--voice", "en-arthur", "-o", "a.mp3"], 0),
        (["say", "28.1 % of £5m.", "--lang", "en", "--explain"], 0),
        (["linkedin", "a.html"], 0),
        (["why", "a.html"], 0),
        (["voices"], 0),
        (["models"], 0),
        (["models", "install", str(MODELS / "translate-sv_en-1_0.argosmodel")], 0),
        (["memory", "stats"], 0),
        (["cache", "stats"], 0),
        (["doctor"], 0),
        (["https://example.org/a", "--offline"], 3),
        (["models", "install", "sv-en", "--offline"], 3),
        (["voices", "install", "de-thorsten", "--offline"], 3),
        (["a.html", "--lang", "en", "--voice", "gtts-en", "--offline"], 3),
    ],
    ids=lambda value: " ".join(map(str, value))[:60] if isinstance(value, list) else "",
)
def test_no_command_reaches_out(folder: Path, arguments: Sequence[str], code: int) -> None:
    done = run(folder, *arguments)
    attempts = folder / "attempts"
    assert not attempts.exists(), attempts.read_text()
    assert done.returncode == code, done.stderr or done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("pair", [("sv", "en"), ("en", "de")])
def test_argos_translates_without_fetching_a_sentence_splitter(folder: Path, pair: tuple[str, str]) -> None:
    """Argos's own API would fetch one at the first translation (FACTS of 2025; argos-translate issue 385)."""
    source, target = pair
    text = {
        "sv": "År 2023 minskade facket elbilarna med 36 procent.",
        "en": "The union reduced the electric cars.",
    }[source]
    (folder / f"b.{source}.md").write_text(
        f"---\ntitle: {text}\nlang: {source}\n---\n\n{text}\n", encoding="utf-8"
    )
    run(folder, "models", "install", str(MODELS / f"translate-{source}_{target}-1_0.argosmodel"))
    done = run(folder, "translate", f"b.{source}.md", "--to", target)
    assert (done.returncode, (folder / "attempts").exists()) == (0, False), done.stderr
    assert done.stdout.strip()
