"""`publish nightly schedule` and `unschedule`: shown first, then agreed to, then done."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import config as configuration
from pipeline.commands.console import remark, say
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.nightly.scheduling import Plan, Scheduler, System

CONFIG = Path(configuration.CONFIG_FILE)

ConfigArgument = Annotated[Path, typer.Argument(metavar="CONFIG", help="The settings that are run.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and do nothing.")]


def schedule(
    config: ConfigArgument = CONFIG,
    at: Annotated[str, typer.Option("--at", metavar="HH:MM", help="The local time of day.")] = "02:00",
    yes: YesOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Have this machine run the settings every night, by a systemd timer, crontab, launchd or a Windows task."""
    from pipeline.nightly.scheduling import Task, scheduler

    if not config.is_file():
        raise UsageError(f"There is no {config}. Run: {how_to_begin(config)}")
    there = config.resolve()
    command = (*_program(), "nightly", there.name)
    task = Task(command, there.parent, _time(at), configuration.own_environment())
    system = machine()
    chosen = _to_show(system) if dry_run else scheduler(system)
    if _agreed(chosen.install(task, system), system, yes=yes, dry_run=dry_run):
        say(f"scheduled as a {chosen.title}; next run: {chosen.next(task.name, system)}")


def how_to_begin(config: Path) -> str:
    """The command that writes a settings file of that name."""
    return with_file("publish nightly init", config)


def with_file(command: str, config: Path) -> str:
    """A command as it is typed for a settings file."""
    return command + ("" if config == CONFIG else f" {shlex.quote(str(config))}")


def _to_show(system: System) -> Scheduler:
    """This machine's scheduler; where it has none, the usual one, so that a person sees what to expect elsewhere."""
    from pipeline.nightly.scheduling import scheduler, usual

    try:
        return scheduler(system)
    except UsageError as error:
        chosen = usual(system)
        remark(f"publish: {error}\nA {chosen.title} would be this:")
        return chosen


def unschedule(
    config: ConfigArgument = CONFIG, yes: YesOption = False, dry_run: DryRunOption = False
) -> None:
    """Take away exactly what `schedule` installed for these settings."""
    from pipeline.nightly.scheduling import scheduler
    from pipeline.nightly.scheduling.system import task_name

    there = config.resolve()
    system = machine()
    plan = scheduler(system).remove(task_name(there.parent, there.name), system)
    if plan is None:
        say(f"{config} is not scheduled here")
    elif _agreed(plan, system, yes=yes, dry_run=dry_run):
        say("unscheduled")


def next_run(config: Path) -> str:
    """When the machine runs these settings next; "" where it is not told to."""
    from pipeline.nightly.scheduling import scheduler
    from pipeline.nightly.scheduling.system import task_name

    there, system = config.resolve(), machine()
    try:
        return scheduler(system).next(task_name(there.parent, there.name), system)
    except UsageError:
        return ""


def machine() -> System:
    """This machine and user."""
    import platformdirs

    from pipeline.nightly.scheduling import System

    user = os.getuid() if hasattr(os, "getuid") else 0
    return System(sys.platform, Path.home(), platformdirs.user_config_path(), user)


def _program() -> tuple[str, ...]:
    """This very installation's command, whatever PATH is at night."""
    beside = shutil.which("publish", path=str(Path(sys.executable).parent))
    return (beside,) if beside else (sys.executable, str(Path(sys.argv[0]).resolve()))


def _time(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  a time of day has no zone but the machine's
    except ValueError as error:
        raise UsageError(f'"{text}" is no time of day. Write it like 02:00.') from error


def _agreed(plan: Plan, system: System, *, yes: bool, dry_run: bool) -> bool:
    from pipeline.nightly.scheduling import carry_out

    say(str(plan))
    if dry_run or not (yes or typer.confirm("Do that?", err=True)):
        return False
    carry_out(plan, system)
    return True
