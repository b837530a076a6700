"""One article spoken by a real engine, while its run is killed, its workers are killed, or its disk is full.

Nothing broken ever stands under output/, and the next run finishes the work: at the end every file is as after an
undisturbed run.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np  # noqa: TID253  a test may load what it tests with
import psutil
import pytest
from test_kill import content

from pipeline.audio import ffmpeg

pytestmark = pytest.mark.slow

PUBLISH = str(Path(sys.executable).with_name("publish"))
SOURCE = Path(__file__).parents[2] / "input" / "sample.sv.html"
KILLS = 20
# A recording's size as it stands in reports and pages, and the digest of the page that names it.
SIZE = re.compile(rb'"(?:bytes|contentSize)": ?"?\d+"?|"index.html": ?"[0-9a-f]{64}"|length="\d+"')
LOUDEST_DIFFERENCE = 0.03  # of the sound itself


def start(folder: Path, **environment: str) -> subprocess.Popen[str]:
    known = {"ROSTVAL_HOME": str(folder / "home"), "ROSTVAL_CACHE": str(folder / "cache")}
    return subprocess.Popen(
        [PUBLISH, str(SOURCE), "--lang", "sv", "--voice", "sv-elsa", "--out", str(folder / "output")],
        env={**os.environ, **known, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def finished(folder: Path, **environment: str) -> tuple[int, str]:
    run = start(folder, **environment)
    said, _ = run.communicate()
    return run.returncode, said


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("calm")
    code, said = finished(folder)
    assert code == 0, said
    return content(folder / "output")


def hands_of(run: psutil.Process) -> list[psutil.Process]:
    """Its workers and encoders; not the process by which Python itself keeps account of them."""
    return [child for child in run.children() if "resource_tracker" not in " ".join(child.cmdline())]


def hold(folder: Path, calm: dict[str, bytes]) -> None:
    """Everything is there, and as it should be."""
    found = content(folder / "output")
    assert found.keys() == calm.keys()
    assert [name for name in calm if not same(name, found[name], calm[name])] == []


def hold_so_far(output: Path, calm: dict[str, bytes]) -> None:
    """No recording, captions or chapters that are not whole; no temporary files."""
    for path in output.rglob("*"):
        if path.suffix in {".mp3", ".vtt"} or path.name.endswith(".chapters.json"):
            name = str(path.relative_to(output))
            assert same(name, path.read_bytes(), calm[name]), path


def same(name: str, found: bytes, expected: bytes) -> bool:
    """Byte for byte; of a recording, to the ear: how the encoder rounds, and which frames it makes a byte longer, depends
    on what it encoded just before. So its size, and what is written of that, may differ too.
    """
    if not name.endswith(".mp3") or found == expected:
        return SIZE.sub(b"", found) == SIZE.sub(b"", expected)
    ours, theirs = decoded(found), decoded(expected)
    return len(ours) == len(theirs) and bool(np.std(ours - theirs) < LOUDEST_DIFFERENCE * np.std(theirs))


def decoded(mp3: bytes) -> np.ndarray[Any, np.dtype[np.float64]]:
    arguments = ["-i", "pipe:0", "-map", "0:a", "-f", "s16le", "-ac", "1", "pipe:1"]
    return np.frombuffer(ffmpeg.run(arguments, mp3), "<i2").astype(float)


def test_a_run_that_is_killed_again_and_again(tmp_path: Path, calm: dict[str, bytes]) -> None:
    dice = random.Random(5)  # noqa: S311  moments, not secrets
    for _ in range(KILLS):
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        run = start(tmp_path)
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(timeout=dice.uniform(0.1, 4.0))
        run.kill()
        run.communicate()
        hold_so_far(tmp_path / "output", calm)
    code, said = finished(tmp_path)
    assert code == 0, said
    hold(tmp_path, calm)
    assert list((tmp_path / "output").rglob(".new-*")) == []


def test_a_run_whose_workers_and_encoders_are_killed(tmp_path: Path, calm: dict[str, bytes]) -> None:
    """A worker that dies costs a retry; an encoder that dies fails the edition, and the next run makes it."""
    dice = random.Random(7)  # noqa: S311  moments, not secrets
    run, killed = start(tmp_path), 0
    parent = psutil.Process(run.pid)
    while run.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(timeout=dice.uniform(0.05, 0.4))
        with contextlib.suppress(psutil.NoSuchProcess):
            for child in dice.sample(children := hands_of(parent), k=min(1, len(children))):
                child.send_signal(signal.SIGKILL)
                killed += 1
    said, _ = run.communicate()
    assert killed > 0
    assert "Traceback" not in said
    hold_so_far(tmp_path / "output", calm)
    code, said = finished(tmp_path)
    assert code == 0, said
    hold(tmp_path, calm)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A file system of its own over `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("size", ["64k", "2m", "4m", "8m", "14m", "18m"])
@pytest.mark.parametrize("full", ["output", "cache", "tmp"])
def test_a_full_disk(tmp_path: Path, calm: dict[str, bytes], full: str, size: str) -> None:
    """Whichever of the three folders lies on it. Once there is room, the same command finishes the work."""
    environment = {"TMPDIR": str(tmp_path / "tmp")}
    (tmp_path / "tmp").mkdir()
    with small_disk(tmp_path / full, size):
        code, said = finished(tmp_path, **environment)
        assert "Traceback" not in said
        assert code == 0 or "space" in said.lower(), said
        hold_so_far(tmp_path / "output", calm)
        assert list((tmp_path / "output").rglob(".new-*")) == []
        subprocess.run(["mount", "-o", "remount,size=200m", str(tmp_path / full)], check=True)
        code, said = finished(tmp_path, **environment)
        assert code == 0, said
        hold(tmp_path, calm)
