"""How a machine is told to run `publish nightly` every night: a systemd user timer, a crontab line, a launchd agent or a
Windows task, whichever it has.

    task       what is to be run, where and when
    system     the machine: its kind, its folders, and a way to run its commands
    plan       what would be written and run, so that it can be shown before it is done
    systemd, crontab, launchd, schtasks   one scheduler each: install, remove, next
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.errors import UsageError
from pipeline.nightly.scheduling import crontab, launchd, schtasks, systemd
from pipeline.nightly.scheduling.system import Plan, Scheduler, System, Task, carry_out

__all__ = ["Plan", "Scheduler", "System", "Task", "carry_out", "scheduler", "usual"]

_SCHEDULERS: tuple[Scheduler, ...] = (
    systemd.Systemd(),
    launchd.Launchd(),
    schtasks.TaskScheduler(),
    crontab.Crontab(),
)


_USUAL: Mapping[str, Scheduler] = {
    "linux": systemd.Systemd(),
    "darwin": launchd.Launchd(),
    "win32": schtasks.TaskScheduler(),
}


def usual(system: System) -> Scheduler:
    """The scheduler that machines of this kind usually have, whether this one has it or not."""
    return _USUAL.get(system.platform, crontab.Crontab())


def scheduler(system: System) -> Scheduler:
    """The scheduler of a machine, the most capable first. Raises UsageError when it has none."""
    for one in _SCHEDULERS:
        if one.works(system):
            return one
    raise UsageError(
        "This machine has neither systemd for users, nor crontab, nor launchd, nor the Windows task scheduler. "
        "Have whatever starts programs here run: publish nightly"
    )
