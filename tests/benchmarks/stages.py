"""What each stage costs on an article: wall time, processor time, memory of the largest process, real-time factor.

    python tests/benchmarks/stages.py ARTICLE [ENGLISH_ARTICLE]

ARTICLE is published in its own language with the embedded voice; ENGLISH_ARTICLE (default: the sample) with the neural
voice, and translated into Portuguese. Every row starts from an empty cache; the last shows a second run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PUBLISH = str(Path(sys.executable).with_name("publish"))
SAMPLE = Path(__file__).parents[2] / "input" / "sample.en.html"
MEGABYTE = 1024  # ru_maxrss counts in kB


@dataclass(frozen=True, slots=True)
class Row:
    """One command. `audio` is the length of what it recorded, in seconds."""

    name: str
    wall: float
    cpu: float
    memory: float
    audio: float = 0.0

    def __str__(self) -> str:
        factor = f"{self.wall / self.audio:.4f}" if self.audio else ""
        audio = f"{self.audio / 60:.1f}" if self.audio else ""
        return f"| {self.name:<42} | {self.wall:6.2f} | {self.cpu:6.2f} | {self.memory:6.0f} | {audio:>6} | {factor:>6} |"


def measure(name: str, home: Path, *arguments: str) -> Row:
    """Run `publish` with everything of its own below `home`."""
    environment = {**os.environ, "ROSTVAL_HOME": str(home / "data"), "ROSTVAL_CACHE": str(home / "cache")}
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            [PUBLISH, *arguments], env=environment, stdout=output, stderr=output, cwd=home
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read()
    if process.returncode:
        sys.exit(said)
    audio = _audio(said) if "--json" in arguments else 0.0
    return Row(name, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / MEGABYTE, audio)


def _audio(document: str) -> float:
    editions = json.loads(document)["articles"][0]["editions"]
    return float(sum(edition["seconds"] for edition in editions))


def main() -> None:
    article = str(Path(sys.argv[1]).resolve())
    english = str(Path(sys.argv[2]).resolve()) if len(sys.argv) > 2 else str(SAMPLE)
    commands = (
        ("extract", ("extract", article)),
        ("translate, English to Portuguese", ("translate", english, "--to", "pt", "--offline")),
        ("edition with an embedded voice", (article, "--json", "--offline")),
        ("edition with a neural voice", (english, "--voice", "en-joe", "--json", "--offline")),
    )
    print("| command                                    | wall s |  CPU s | max MB | min of | real-  |")
    print("|                                            |        |        |        | sound  | time   |")
    for name, arguments in commands:
        with tempfile.TemporaryDirectory() as home:
            print(measure(name, Path(home), *arguments), flush=True)
            if name == commands[2][0]:
                print(measure("  the same again", Path(home), *arguments), flush=True)


if __name__ == "__main__":
    main()
