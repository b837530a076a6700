"""nightly/scheduling: what each scheduler would write and run, and that taking away leaves everything else."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipeline.errors import ScheduleFailed, UsageError
from pipeline.nightly.scheduling import System, Task, carry_out, scheduler
from pipeline.nightly.scheduling.system import Done, run, task_name

COMMAND = ("/opt/röst val/publish", "nightly", "publish.toml")
XML = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


@dataclass
class Machine:
    """Answers as the commands of a machine would; `asked` is what was run, `crontab` what the user's holds."""

    commands: frozenset[str] = frozenset()
    crontab: str | None = None
    refuses: str = ""
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def run(self, command: Sequence[str], text: str) -> Done:
        self.asked.append(tuple(command))
        if command[0] not in self.commands:
            return Done(127, "", "not found")
        if self.refuses and self.refuses in command:
            return Done(1, "", "Access denied\n")
        if command == ("crontab", "-"):
            self.crontab = text
        if command == ("crontab", "-l"):
            return Done(1, "", "no crontab for me") if self.crontab is None else Done(0, self.crontab)
        if command[:2] == ("schtasks", "/query"):
            return Done(0, '"rostval","01/01/2026 02:30:00","Ready"\r\n')
        return Done(0, "Mon 2026-11-23 02:30:00 CET\n")


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return Task(COMMAND, tmp_path / "100 % ours", time(2, 30), {"ROSTVAL_HOME": "/data/my voices"})


def system(machine: Machine, folder: Path, platform: str = "linux") -> System:
    return System(platform, folder, folder / ".config", 501, machine.run)


def test_systemd_comes_first_and_makes_up_for_a_night_slept_through(task: Task, tmp_path: Path) -> None:
    machine = Machine(frozenset({"systemctl", "crontab"}))
    here = system(machine, tmp_path)
    timer = tmp_path / ".config/systemd/user" / f"{task.name}.timer"
    chosen = scheduler(here)
    plan = chosen.install(task, here)
    assert str(timer) in str(plan)
    assert not timer.exists()
    carry_out(plan, here)
    assert "OnCalendar=*-*-* 02:30:00" in timer.read_text()
    assert "Persistent=true" in timer.read_text()
    service = timer.with_suffix(".service").read_text()
    assert f"WorkingDirectory={tmp_path}/100 %% ours" in service
    assert 'ExecStart="/opt/röst val/publish" "nightly" "publish.toml"' in service
    assert 'Environment="ROSTVAL_HOME=/data/my voices"' in service
    assert machine.asked[-1] == ("systemctl", "--user", "enable", "--now", timer.name)
    assert chosen.next(task.name, here) == "Mon 2026-11-23 02:30:00 CET"


def test_a_dollar_sign_is_doubled_where_systemd_would_read_a_variable_and_only_there(tmp_path: Path) -> None:
    here = system(Machine(frozenset({"systemctl"})), tmp_path)
    task = Task(("/opt/a$b/publish", "nightly", "publish.toml"), tmp_path, time(2), {"ROSTVAL_HOME": "/a$b"})
    service = str(scheduler(here).install(task, here))
    assert 'ExecStart="/opt/a$$b/publish"' in service
    assert 'Environment="ROSTVAL_HOME=/a$b"' in service


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd-analyze")
def test_systemd_finds_nothing_to_say_against_the_units(tmp_path: Path) -> None:
    here = system(Machine(frozenset({"systemctl"})), tmp_path)
    folder = tmp_path / "our 100 % $ö"
    folder.mkdir()
    task = Task(
        (sys.executable, "nightly", "publish.toml"), folder, time(2, 30), {"ROSTVAL_HOME": "/a $b %c"}
    )
    units = [path for path in scheduler(here).install(task, here).files if path.suffix == ".timer"]
    carry_out(scheduler(here).install(task, here), here)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, units)],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_is_taken_away_with_its_files(task: Task, tmp_path: Path) -> None:
    machine = Machine(frozenset({"systemctl"}))
    here = system(machine, tmp_path)
    chosen = scheduler(here)
    carry_out(chosen.install(task, here), here)
    removal = chosen.remove(task.name, here)
    assert removal
    carry_out(removal, here)
    assert list((tmp_path / ".config/systemd/user").iterdir()) == []
    assert chosen.remove(task.name, here) is None
    assert chosen.next(task.name, here) == ""


def test_a_crontab_keeps_every_other_line(task: Task, tmp_path: Path) -> None:
    mine = "MAILTO=me\n# backup\n5 4 * * * backup --100\n"
    machine = Machine(frozenset({"crontab"}), mine)
    here = system(machine, tmp_path)
    chosen = scheduler(here)
    carry_out(chosen.install(task, here), here)
    carry_out(chosen.install(replace(task, at=time(3, 5)), here), here)
    lines = (machine.crontab or "").splitlines()
    assert lines[:3] == mine.splitlines()
    assert len(lines) == 5
    assert lines[4].startswith(f"5 3 * * * cd '{tmp_path}/100 \\% ours' && ROSTVAL_HOME='/data/my voices' ")
    assert chosen.next(task.name, here) == "every night at 03:05"
    removal = chosen.remove(task.name, here)
    assert removal
    carry_out(removal, here)
    assert machine.crontab == mine
    assert chosen.remove(task.name, here) is None


def test_an_empty_crontab_is_no_obstacle(task: Task, tmp_path: Path) -> None:
    machine = Machine(frozenset({"crontab"}))
    here = system(machine, tmp_path)
    carry_out(scheduler(here).install(task, here), here)
    assert (machine.crontab or "").count("\n") == 2


def test_a_mac_has_an_agent(task: Task, tmp_path: Path) -> None:
    machine = Machine(frozenset({"launchctl"}))
    here = system(machine, tmp_path, "darwin")
    chosen = scheduler(here)
    carry_out(chosen.install(task, here), here)
    path = tmp_path / "Library/LaunchAgents" / f"{task.name}.plist"
    agent = plistlib.loads(path.read_bytes())
    assert agent["ProgramArguments"] == list(COMMAND)
    assert agent["StartCalendarInterval"] == {"Hour": 2, "Minute": 30}
    assert agent["EnvironmentVariables"] == {"ROSTVAL_HOME": "/data/my voices"}
    assert machine.asked == [("launchctl", "bootstrap", "gui/501", str(path))]
    assert chosen.next(task.name, here) == "every night at 02:30"
    carry_out(chosen.install(task, here), here)
    assert machine.asked[1] == ("launchctl", "bootout", f"gui/501/{task.name}")
    removal = chosen.remove(task.name, here)
    assert removal
    carry_out(removal, here)
    assert not path.exists()


def test_windows_has_a_task_that_starts_late_rather_than_never(task: Task, tmp_path: Path) -> None:
    machine = Machine(frozenset({"schtasks"}))
    here = system(machine, tmp_path, "win32")
    chosen = scheduler(here)
    carry_out(chosen.install(task, here), here)
    path = tmp_path / ".config/rostval" / f"{task.name}.xml"
    root = ET.fromstring(path.read_text())  # noqa: S314  our own file
    found = {element.tag.removeprefix(XML): element.text for element in root.iter()}
    assert found["StartWhenAvailable"] == "true"
    assert found["StartBoundary"] == "2026-01-01T02:30:00"
    assert found["Command"] == "cmd.exe"
    assert 'set "ROSTVAL_HOME=/data/my voices"&& "/opt/röst val/publish" nightly' in str(found["Arguments"])
    assert machine.asked[-1][:3] == ("schtasks", "/create", "/f")
    assert chosen.next(task.name, here) == "01/01/2026 02:30:00"
    removal = chosen.remove(task.name, here)
    assert removal
    carry_out(removal, here)
    assert machine.asked[-1] == ("schtasks", "/delete", "/f", "/tn", task.name)


def test_a_machine_without_any_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="publish nightly"):
        scheduler(system(Machine(), tmp_path))


def test_the_machines_own_words_are_passed_on(task: Task, tmp_path: Path) -> None:
    here = system(Machine(frozenset({"systemctl"}), refuses="enable"), tmp_path)
    with pytest.raises(ScheduleFailed, match="Access denied"):
        carry_out(scheduler(here).install(task, here), here)


def test_each_settings_file_has_a_task_of_its_own(tmp_path: Path) -> None:
    assert task_name(tmp_path, "a.toml") != task_name(tmp_path, "b.toml")


def test_commands_are_run_and_missing_ones_are_told_apart() -> None:
    assert run(("cat",), "told").out == "told"
    assert run(("no-such-command-of-ours",)).code == 127
