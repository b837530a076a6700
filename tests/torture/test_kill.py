"""kill -9 at random moments of a night: at the end everything is as after an undisturbed one, and nothing is left over.

TORTURE_KILLS says how often (12 unless told; 100 in full), TORTURE_SEED which moments.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from house import write_voices
from nights import article

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("TORTURE_KILLS", "12"))
SEED = int(os.environ.get("TORTURE_SEED", "1"))
ARTICLES = 20
LATEST = 8.0  # seconds after its start that a run is killed: some are still loading, some nearly done
PUBLISH = str(Path(sys.executable).with_name("publish"))
SETTINGS = """languages = ["en", "sv"]
offline = true
[translate]
engine = "toy"
[speech]
voice_folders = ["voices"]
voices = {en = ["tone-en"], sv = ["tone-sv"]}
[outputs]
base_url = "https://example.org/listen/"
[nightly]
folders = ["input"]
workers = 2
"""


def prepare(folder: Path) -> Path:
    (folder / "input").mkdir(parents=True)
    write_voices(folder, "en", "sv")
    (folder / "publish.toml").write_text(SETTINGS)
    return folder


def write(folder: Path, number: int, edition: int) -> None:
    text = article(number, f"Edition {edition} was written.")
    (folder / "input" / f"{number:02}.html").write_text(text, encoding="utf-8")


def start(folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "ROSTVAL_HOME": str(folder / "home"), "ROSTVAL_CACHE": str(folder / "cache")}
    return subprocess.Popen(
        [PUBLISH, "nightly", "--quiet"], cwd=folder, env=environment, start_new_session=True
    )


def content(output: Path) -> dict[str, bytes]:
    """Every published file; of a report.json what does not depend on which run made which part of it.

    The record of what runs wrote (.written.json) grows with every edition of an article, so only its being there counts.
    """
    found = {}
    for path in sorted(output.rglob("*")):
        name = path.relative_to(output)
        if path.is_file() and name.parts[0] not in {"reports", ".lock"}:
            found[str(name)] = _steady(path)
    return found


def _steady(path: Path) -> bytes:
    if path.name == ".written.json":
        return b""
    if path.name != "report.json":
        return path.read_bytes()
    values = json.loads(path.read_bytes())
    outcome = values["outcome"]
    del outcome["stages"], outcome["status"]
    for edition in outcome["editions"]:
        del edition["status"]
    return json.dumps(values, sort_keys=True).encode()


def test_a_killed_night_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    dice = random.Random(SEED)  # noqa: S311  moments, not secrets
    disturbed, calm = prepare(tmp_path / "disturbed"), prepare(tmp_path / "calm")
    editions = dict.fromkeys(range(ARTICLES), 0)
    for number in editions:
        write(disturbed, number, 0)
    killed = 0
    while killed < KILLS:
        run = start(disturbed)
        try:
            run.wait(timeout=dice.uniform(0.2, LATEST))
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            killed += 1
        for number in dice.sample(range(ARTICLES), 2):  # so that there is always something to do
            editions[number] += 1
            write(disturbed, number, editions[number])
    for number, edition in editions.items():
        write(calm, number, edition)
    assert start(disturbed).wait() == 0
    assert start(calm).wait() == 0
    after, expected = content(disturbed / "output"), content(calm / "output")
    assert after.keys() == expected.keys()
    assert [name for name in expected if after[name] != expected[name]] == []
    assert list((disturbed / "output").rglob(".new-*")) == []
