"""The command `publish`: flags -> Settings -> work -> report -> exit code.

`publish SOURCE…` needs no subcommand: a first word that names none is taken for a source of `publish article`.
A subcommand's module is imported when it is called, so that `publish --help` is instant.
"""

from __future__ import annotations

import errno
import signal
import sys
import tempfile
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand
from typer.main import get_command

from pipeline import __version__
from pipeline.commands.console import remark
from pipeline.commands.groups import HELP, DefaultGroup
from pipeline.errors import RostvalError, UsageError
from pipeline.report import EXIT_NOTHING, EXIT_USAGE

DEFAULT = "article"
_FULL = (errno.ENOSPC, errno.EDQUOT)
EXIT_SIGNAL = 128  # plus the signal's number, as shells say it
OWN_OPTIONS = (*HELP, "--version", "--install-completion", "--show-completion")

# Each lives in pipeline/commands/<name>.py, as a typer app named `app` or a function named like the command.
COMMANDS = {
    DEFAULT: "Publish articles; the word [bold]article[/bold] may be left out.",
    "nightly": "Publish many articles unattended, only what changed; set it up and schedule it.",
    "why": "Say what a run would redo for an article, and for which reason.",
    "extract": "Print an article's main text and metadata, without the page around it.",
    "translate": "Print an article's text in another language, translated on this machine.",
    "say": "Say a text into a sound file, or show how it would be said.",
    "linkedin": "Make or check the English text for LinkedIn.",
    "voices": "List voices, and install, remove or try them.",
    "models": "List, install, bundle and remove translation models.",
    "memory": "The translation memory: corrections by people, which always win.",
    "cache": "What is kept between runs: count it, prune it, verify it.",
    "serve": "Serve the output folder to browsers and podcast players, until Ctrl-C.",
    "doctor": "Say what works here, what is missing, and the command that mends it.",
}


def load_command(name: str) -> Any:
    """The click command of a subcommand."""
    module = import_module(f"pipeline.commands.{name}")
    subapp = getattr(module, "app", None)
    if subapp is None:
        subapp = typer.Typer(rich_markup_mode="rich", add_completion=False)
        subapp.command(name)(getattr(module, name))
    command = get_command(subapp)
    command.name = name
    return command


class SourcesFirst(DefaultGroup):
    """Sends everything that does not start with a subcommand to `publish article`, and shows its options in the help."""

    default = DEFAULT
    own_options = OWN_OPTIONS
    bare = False
    _only_listing = False

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  the base class names it
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  the base class names it
        if cmd_name not in COMMANDS:
            return None
        if self._only_listing:
            return TyperCommand(cmd_name, help=COMMANDS[cmd_name], rich_markup_mode="rich")
        return load_command(cmd_name)

    def invoke(self, ctx: Any) -> Any:
        """Typer would end a stopped run without a word."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            remark("publish: stopped. What was finished is kept; run the same command again to go on.")
            raise typer.Exit(EXIT_SIGNAL + _signal_of(stop)) from stop

    def format_help(self, ctx: Any, formatter: Any) -> None:
        self.params = [*(p for p in load_command(DEFAULT).params if p.name != "help"), *self.params]
        self._only_listing = True
        super().format_help(ctx, formatter)


app = typer.Typer(
    cls=SourcesFirst,
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:  # noqa: FBT001  typer calls it so
    if wanted:
        typer.echo(f"rostval {__version__}")
        raise typer.Exit


@app.callback(subcommand_metavar="[COMMAND]")
def publish(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn an article into recordings, a listening page, podcast feeds and LinkedIn text, offline.

    [bold]publish article.html --lang en,de,sv[/bold] does the whole job; the commands below do parts of it.
    """


def main() -> None:
    """The console script. Every error of ours becomes one sentence on stderr and an exit code."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        app(prog_name="publish")
    except RostvalError as error:
        remark(f"publish: {error}")
        sys.exit(exit_code(error))
    except OSError as error:
        if error.errno not in _FULL:
            raise
        remark(
            f"publish: {error.strerror or 'the disk is full'}. Free space, also in {tempfile.gettempdir()}, "
            "and run the same command again; what was finished is kept."
        )
        sys.exit(EXIT_NOTHING)


def _stop(number: int, frame: Any) -> None:  # noqa: ARG001  the signal module calls it so
    """A scheduler's SIGTERM unwinds like Ctrl-C: workers are sent home, temporary files removed, the lock freed."""
    raise KeyboardInterrupt(number)


def _signal_of(stop: KeyboardInterrupt) -> int:
    return int(stop.args[0]) if stop.args else signal.SIGINT


def exit_code(error: RostvalError) -> int:
    """2 for a wrong command; 3 for all else that gets this far, since then nothing was produced (DESIGN.md)."""
    return EXIT_USAGE if isinstance(error, UsageError) else EXIT_NOTHING
