"""systemd user timers (systemd.timer(5), systemd.service(5)): a night that was slept through is made up for."""

from __future__ import annotations

from pathlib import Path

from pipeline.nightly.scheduling.system import Plan, System, Task

_SERVICE = """[Unit]
Description=Röstval: publish what changed
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={folder}
{environment}ExecStart={command}
# SIGTERM goes to the run alone, which lets begun articles finish.
KillMode=mixed
TimeoutStopSec=120
Nice=10
"""

_TIMER = """[Unit]
Description=Röstval every night

[Timer]
OnCalendar=*-*-* {at:%H:%M}:00
Persistent=true
RandomizedDelaySec=60

[Install]
WantedBy=timers.target
"""

_LINGER = "note: without a login the timer only runs if lingering is on: loginctl enable-linger"


class Systemd:
    """The user's own service manager."""

    title = "systemd user timer"

    def works(self, system: System) -> bool:
        return system.platform == "linux" and not system.run(("systemctl", "--user", "list-timers"), "").code

    def install(self, task: Task, system: System) -> Plan:
        service, timer = _units(task.name, system)
        environment = "".join(
            f"Environment={_quoted(f'{name}={value}')}\n" for name, value in task.environment.items()
        )
        return Plan(
            {
                service: _SERVICE.format(
                    folder=_escaped(str(task.folder)),
                    environment=environment,
                    # Only in a command line does a dollar sign stand for a variable.
                    command=" ".join(_quoted(part).replace("$", "$$") for part in task.command),
                ),
                timer: _TIMER.format(at=task.at),
            },
            (
                (("systemctl", "--user", "daemon-reload"), ""),
                (("systemctl", "--user", "enable", "--now", timer.name), ""),
            ),
            _LINGER,
        )

    def remove(self, name: str, system: System) -> Plan | None:
        service, timer = _units(name, system)
        if not timer.exists():
            return None
        return Plan(
            {service: None, timer: None}, ((("systemctl", "--user", "disable", "--now", timer.name), ""),)
        )

    def next(self, name: str, system: System) -> str:
        _, timer = _units(name, system)
        if not timer.exists():
            return ""
        asked = ("systemctl", "--user", "show", timer.name, "--property=NextElapseUSecRealtime", "--value")
        return system.run(asked, "").out.strip() or "the timer is there, but not active"


def _units(name: str, system: System) -> tuple[Path, Path]:
    folder = system.config / "systemd" / "user"
    return folder / f"{name}.service", folder / f"{name}.timer"


def _escaped(text: str) -> str:
    """A percent sign opens a specifier in a unit file."""
    return text.replace("%", "%%")


def _quoted(argument: str) -> str:
    """One word of a line in a unit file (systemd.syntax(7), "Quoting")."""
    escaped = _escaped(argument).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
