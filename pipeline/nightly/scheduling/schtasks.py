"""A task of the Windows Task Scheduler, by its own command schtasks and an XML definition (Task Scheduler schema 1.2)."""

from __future__ import annotations

import csv
import io
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.nightly.scheduling.system import Plan, System, Task

_XML = """<?xml version="1.0"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-01T{at:%H:%M}:00</StartBoundary>
      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <StartWhenAvailable>true</StartWhenAvailable>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
  </Settings>
  <Actions>
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


class TaskScheduler:
    """Windows."""

    title = "Windows task"

    def works(self, system: System) -> bool:
        return system.platform == "win32"

    def install(self, task: Task, system: System) -> Plan:
        path = _path(task.name, system)
        command, arguments = _with_environment(task)
        text = _XML.format(
            at=task.at,
            command=escape(command),
            arguments=escape(arguments),
            folder=escape(str(task.folder)),
        )
        return Plan({path: text}, ((("schtasks", "/create", "/f", "/tn", task.name, "/xml", str(path)), ""),))

    def remove(self, name: str, system: System) -> Plan | None:
        if system.run(("schtasks", "/query", "/tn", name), "").code:
            return None
        return Plan({_path(name, system): None}, ((("schtasks", "/delete", "/f", "/tn", name), ""),))

    def next(self, name: str, system: System) -> str:
        done = system.run(("schtasks", "/query", "/tn", name, "/fo", "csv", "/nh"), "")
        rows = list(csv.reader(io.StringIO(done.out))) if not done.code else []
        return rows[0][1] if rows and len(rows[0]) > 1 else ""


def _with_environment(task: Task) -> tuple[str, str]:
    """A task has no environment of its own: where it needs one, the command processor sets it first."""
    if not task.environment:
        return task.command[0], subprocess.list2cmdline(task.command[1:])
    settings = "".join(f'set "{name}={value}"&& ' for name, value in task.environment.items())
    return "cmd.exe", f'/d /s /c "{settings}{subprocess.list2cmdline(task.command)}"'


def _path(name: str, system: System) -> Path:
    """The definition stays beside the user's settings, for who wants to see what was registered."""
    return system.config / "rostval" / f"{name}.xml"
