"""The values that schedulers share, and the machine they are on."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Protocol

from pipeline.errors import OutputError, ScheduleFailed
from pipeline.files import write_text

PATIENCE = 30.0  # seconds for a command of the machine's


@dataclass(frozen=True, slots=True)
class Done:
    """What a command of the machine's answered."""

    code: int
    out: str
    error: str = ""


Run = Callable[[Sequence[str], str], Done]
"""Runs a command with a text on its standard input. A command that is not there has code 127, as in a shell."""


def run(command: Sequence[str], text: str = "") -> Done:
    """Run a command of this machine's."""
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Done(127, "", str(error))
    return Done(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True, slots=True)
class System:
    """A machine and user: `platform` as sys.platform has it, the home and configuration folders, the user's number."""

    platform: str
    home: Path
    config: Path
    user: int = 0
    run: Run = run


@dataclass(frozen=True, slots=True)
class Task:
    """What is to run: `command` in `folder`, every night `at` local time, with these environment variables."""

    command: tuple[str, ...]
    folder: Path
    at: time
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The same for the same settings file, another for every other."""
        return task_name(self.folder, self.command[-1])


def task_name(folder: Path, config: str) -> str:
    """The name of the task of one settings file, fit for every scheduler."""
    return f"rostval-{hashlib.sha256(str(folder / config).encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to write (None: to delete), then commands to run with a text on their standard input, in order."""

    files: Mapping[Path, str | None] = field(default_factory=dict)
    commands: tuple[tuple[tuple[str, ...], str], ...] = ()
    note: str = ""

    def __str__(self) -> str:
        """The plan as a person reads it before agreeing."""
        parts = [
            f"delete {path}" if text is None else f"write {path}\n{_indented(text)}"
            for path, text in self.files.items()
        ]
        for command, text in self.commands:
            parts.append(
                f"run {' '.join(command)}" + (f", which is given\n{_indented(text)}" if text else "")
            )
        return "\n".join(parts + ([self.note] if self.note else []))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


class Scheduler(Protocol):
    """One way to have something run every night."""

    @property
    def title(self) -> str:
        """What a person calls it."""
        ...

    def works(self, system: System) -> bool: ...

    def install(self, task: Task, system: System) -> Plan: ...

    def remove(self, name: str, system: System) -> Plan | None:
        """What takes the task of that name away; None where there is none."""
        ...

    def next(self, name: str, system: System) -> str:
        """When the task runs next, in the scheduler's words; "" where it is not installed."""
        ...


def carry_out(plan: Plan, system: System) -> None:
    """Write the files and run the commands. Raises OutputError, and ScheduleFailed with the machine's own words."""
    for path, text in plan.files.items():
        if text is not None:
            write_text(path, text)
    for command, text in plan.commands:
        done = system.run(command, text)
        if done.code:
            said = (done.error or done.out).strip() or f"code {done.code}"
            raise ScheduleFailed(
                f"{' '.join(command)} failed: {said}. Mend that, and give the command again."
            )
    for path, text in plan.files.items():
        if text is None:
            _delete(path)


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"Cannot delete {path}: {error.strerror}. Delete it by hand.") from error
