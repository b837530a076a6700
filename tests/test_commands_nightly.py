"""commands/nightly.py and scheduling.py, as people, schedulers and systemd meet them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from nights import article, prepare

PUBLISH = str(Path(sys.executable).with_name("publish"))
SETTINGS = """languages = ["en"]
offline = true
[speech]
voice_folders = ["voices"]
voices = {en = ["tone-en"]}
[nightly]
folders = ["input"]
workers = 1
grace = 0.1
"""
STUCK = 'engine = "tone"\nlang = "en"\nname = "Tone"\nlicence = "none"\nspeaker = "stuck"\n'
CRONTAB = """#!/bin/sh
file="$HOME/crontab.txt"
if [ "$1" = "-l" ]; then [ -f "$file" ] && cat "$file" || { echo "no crontab" >&2; exit 1; }; else cat > "$file"; fi
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working directory with two articles and their settings."""
    prepare(tmp_path)
    (tmp_path / "publish.toml").write_text(SETTINGS)
    return tmp_path


def nightly(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PUBLISH, "nightly", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **environment},
    )


def test_a_night_reports_on_stdout_and_ends_with_its_code(folder: Path) -> None:
    done = nightly(folder, "--serial")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Works number 0 (en tone-en" in done.stdout
    assert "2 made in" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("report: output/reports/")
    shown = nightly(folder, "status")
    assert "2 made in" in shown.stdout
    assert json.loads(nightly(folder, "schema").stdout)["$ref"] == "#/$defs/NightReport"
    again = nightly(folder, "publish.toml", "--serial", "--json")
    assert json.loads(again.stdout)["counts"]["unchanged"] == 2


def test_every_article_is_a_line_of_json_when_asked_for(folder: Path) -> None:
    (folder / "input" / "001.html").write_text("<html><body><ul><li>Home</li></ul></body></html>")
    done = nightly(folder, "--serial", "--log-json", "--quiet")
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    seen = {line["source"]: (line["status"], line["level"]) for line in lines if "source" in line}
    assert seen == {"input/000.html": ("made", "info"), "input/001.html": ("failed", "warning")}
    assert done.returncode == 1
    assert done.stdout == ""


@pytest.mark.parametrize(("number", "hint"), [(signal.SIGTERM, False), (signal.SIGINT, True)])
def test_a_stopped_night_ends_with_a_report_and_the_next_one_goes_on(
    folder: Path, number: signal.Signals, *, hint: bool
) -> None:
    (folder / "voices" / "tone-en.toml").write_text(STUCK)
    (folder / "input" / "001.html").write_text(article(1, "All valves stay open."), encoding="utf-8")
    with subprocess.Popen(
        [PUBLISH, "nightly", "--log-json"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stderr
        assert run.stdout
        next(line for line in run.stderr if '"made"' in line)
        run.send_signal(number)
        said = run.stdout.read()
        assert ("Press Ctrl-C again" in run.stderr.read()) is hint
        assert run.wait(timeout=60) == 1
    assert "ended early (stopped), 1 sources left for the next run" in said
    assert list((folder / "output").rglob(".new-*")) == []
    (folder / "input" / "001.html").write_text(article(1), encoding="utf-8")
    assert nightly(folder, "--serial").returncode == 0


def test_init_writes_settings_that_are_understood_and_never_overwrites(tmp_path: Path) -> None:
    assert nightly(tmp_path, "init").stdout.endswith("then run: publish nightly\n")
    assert nightly(tmp_path, "init", "my night.toml").stdout.endswith("publish nightly 'my night.toml'\n")
    written = (tmp_path / "publish.toml").read_bytes()
    again = nightly(tmp_path, "init")
    assert again.returncode == 2
    assert "stays as it is" in again.stderr
    assert (tmp_path / "publish.toml").read_bytes() == written
    fresh = nightly(tmp_path)
    assert fresh.returncode == 3
    assert "There is no folder input. Make it and put articles into it" in fresh.stdout
    assert "nightly.folders in publish.toml" in fresh.stdout
    (tmp_path / "input").mkdir()
    run = nightly(tmp_path)
    assert run.returncode == 3
    assert "no article in the folder input" in run.stdout


def test_every_commented_setting_of_init_is_one(tmp_path: Path) -> None:
    """The comments would otherwise grow stale."""
    nightly(tmp_path, "init")
    path = tmp_path / "publish.toml"
    lines = path.read_text().splitlines()
    in_force = [
        line.removeprefix("# ") if line.startswith("# ") and " = " in line.split("#")[1] else line
        for line in lines
    ]
    path.write_text("\n".join(in_force))
    done = nightly(tmp_path, "status")
    assert (done.returncode, done.stderr) == (0, "")
    assert sum(line.startswith("# ") for line in in_force) < 5


@pytest.mark.parametrize(
    ("settings", "arguments", "hint"),
    [
        (None, (), "publish nightly init"),
        (None, ("other.toml",), "publish nightly init other.toml"),
        (None, ("statu",), "Did you mean: publish nightly status"),
        ("offline = true\n", (), "names no sources"),
        ("[nightly]\nfeed = ['x']\n", (), "feed"),
        (SETTINGS, ("--serial", "--dask", "x"), "exclude"),
        (SETTINGS, ("--dask", "nonsense://x"), "no Dask scheduler"),
    ],
)
def test_what_cannot_be_is_said_with_code_2(
    tmp_path: Path, settings: str | None, arguments: tuple[str, ...], hint: str
) -> None:
    if settings:
        (tmp_path / "publish.toml").write_text(settings)
    done = nightly(tmp_path, *arguments)
    assert done.returncode == 2
    assert hint in done.stderr


def test_a_machine_without_a_scheduler_shows_what_others_would_do_and_does_nothing(folder: Path) -> None:
    there = {"PATH": str(folder), "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config")}
    shown = nightly(folder, "schedule", "--at", "02:30", "--dry-run", **there)
    assert shown.returncode == 0
    assert "02:30" in shown.stdout
    assert "nightly" in shown.stdout
    assert "This machine has neither systemd for users" in shown.stderr
    assert not (folder / "config").exists()
    refused = nightly(folder, "schedule", "--at", "02:30", "--yes", **there)
    assert (refused.returncode, refused.stdout) == (2, "")


def test_a_night_is_scheduled_shown_and_taken_away(folder: Path) -> None:
    """By crontab: a PATH that holds nothing else but our own has no systemctl."""
    tools = folder / "tools"
    tools.mkdir()
    (tools / "crontab").write_text(CRONTAB)
    (tools / "crontab").chmod(0o755)
    (tools / "cat").symlink_to("/bin/cat")
    there = {"PATH": str(tools), "HOME": str(folder)}
    table = folder / "crontab.txt"
    shown = nightly(folder, "schedule", "--at", "02:30", "--dry-run", **there)
    assert "30 2 * * * cd " in shown.stdout
    assert not table.exists()
    table.write_text("1 2 3 4 5 mine\n")
    assert nightly(folder, "schedule", "--at", "02:30", "--yes", **there).returncode == 0
    assert table.read_text().splitlines()[-1].endswith(f"{PUBLISH} nightly publish.toml --quiet")
    assert "next run: every night at 02:30" in nightly(folder, "status", **there).stdout
    assert nightly(folder, "unschedule", "--yes", **there).returncode == 0
    assert table.read_text() == "1 2 3 4 5 mine\n"
    assert "not scheduled" in nightly(folder, "unschedule", **there).stdout
    assert nightly(folder, "schedule", "--at", "25:00", **there).returncode == 2
