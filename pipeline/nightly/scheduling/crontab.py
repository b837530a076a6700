"""A line in the user's crontab (crontab(5)), marked by a remark so that exactly it can be taken out again."""

from __future__ import annotations

import shlex

from pipeline.nightly.scheduling.system import Plan, System, Task


class Crontab:
    """The cron daemon."""

    title = "crontab line"

    def works(self, system: System) -> bool:
        # Code 1 and "no crontab for …" is an empty one.
        return system.platform != "win32" and system.run(("crontab", "-l"), "").code in (0, 1)

    def install(self, task: Task, system: System) -> Plan:
        return _replacing([*_others(task.name, system), *_lines(task)])

    def remove(self, name: str, system: System) -> Plan | None:
        others = _others(name, system)
        return None if others == _current(system) else _replacing(others)

    def next(self, name: str, system: System) -> str:
        current = _current(system)
        if _mark(name) not in current:
            return ""
        minute, hour = current[current.index(_mark(name)) + 1].split()[:2]
        return f"every night at {int(hour):02}:{int(minute):02}"


def _mark(name: str) -> str:
    return f"# {name}: publish nightly"


def _lines(task: Task) -> list[str]:
    assignments = [f"{name}={shlex.quote(value)}" for name, value in task.environment.items()]
    words = " ".join((*assignments, *map(shlex.quote, task.command), "--quiet"))
    command = f"cd {shlex.quote(str(task.folder))} && {words}"
    # In a crontab a percent sign is a line break.
    return [_mark(task.name), f"{task.at.minute} {task.at.hour} * * * {command.replace('%', chr(92) + '%')}"]


def _current(system: System) -> list[str]:
    done = system.run(("crontab", "-l"), "")
    return done.out.splitlines() if not done.code else []


def _others(name: str, system: System) -> list[str]:
    """Everything but the task's mark and the line after it."""
    kept: list[str] = []
    lines = iter(_current(system))
    for line in lines:
        if line == _mark(name):
            next(lines, None)
        else:
            kept.append(line)
    return kept


def _replacing(lines: list[str]) -> Plan:
    return Plan(commands=((("crontab", "-"), "".join(f"{line}\n" for line in lines)),))
