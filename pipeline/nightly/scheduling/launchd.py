"""A launchd agent of the user's (launchd.plist(5)): a night that was slept through is made up for at waking."""

from __future__ import annotations

import plistlib
from pathlib import Path

from pipeline.nightly.scheduling.system import Plan, System, Task


class Launchd:
    """macOS."""

    title = "launchd agent"

    def works(self, system: System) -> bool:
        return system.platform == "darwin"

    def install(self, task: Task, system: System) -> Plan:
        path = _path(task.name, system)
        agent = {
            "Label": task.name,
            "ProgramArguments": list(task.command),
            "WorkingDirectory": str(task.folder),
            "EnvironmentVariables": dict(task.environment),
            "StartCalendarInterval": {"Hour": task.at.hour, "Minute": task.at.minute},
            "ProcessType": "Background",
            "ExitTimeOut": 120,
            "StandardOutPath": str(system.home / "Library" / "Logs" / f"{task.name}.log"),
            "StandardErrorPath": str(system.home / "Library" / "Logs" / f"{task.name}.log"),
        }
        leave = (_leave(task.name, system),) if path.exists() else ()
        return Plan(
            {path: plistlib.dumps(agent).decode()},
            (*leave, (("launchctl", "bootstrap", f"gui/{system.user}", str(path)), "")),
        )

    def remove(self, name: str, system: System) -> Plan | None:
        path = _path(name, system)
        return Plan({path: None}, (_leave(name, system),)) if path.exists() else None

    def next(self, name: str, system: System) -> str:
        path = _path(name, system)
        if not path.exists():
            return ""
        at = plistlib.loads(path.read_bytes())["StartCalendarInterval"]
        return f"every night at {at['Hour']:02}:{at['Minute']:02}"


def _path(name: str, system: System) -> Path:
    return system.home / "Library" / "LaunchAgents" / f"{name}.plist"


def _leave(name: str, system: System) -> tuple[tuple[str, ...], str]:
    return ("launchctl", "bootout", f"gui/{system.user}/{name}"), ""
