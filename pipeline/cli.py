"""The command `publish`: flags -> Settings -> work -> report -> exit code.

`publish SOURCE…` needs no subcommand: a first word that names none is taken for a source of `publish article`.
"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline import __version__
from pipeline.commands import article, doctor, extract, memory, models, say, serve, translate, voices
from pipeline.commands.console import remark
from pipeline.errors import RostvalError, UsageError
from pipeline.report import EXIT_NOTHING, EXIT_USAGE

DEFAULT = "article"
OWN_OPTIONS = ("--help", "-h", "--version", "--install-completion", "--show-completion")


class SourcesFirst(TyperGroup):
    """Sends everything that does not start with a subcommand to `publish article`, and shows its options in the help.

    The contexts are click's or, in newer releases of typer, its own copy's: hence Any.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *OWN_OPTIONS):
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        shown = [p for p in self.commands[DEFAULT].params if p.name != "help"]
        self.params = [*shown, *self.params]
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


@app.callback(subcommand_metavar="SOURCE... | COMMAND [ARGS]...")
def publish(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn an article into recordings, a listening page, podcast feeds and LinkedIn text, offline.

    [bold]publish article.html --lang en,de,sv[/bold] does the whole job; the commands below do parts of it.
    """


app.command(DEFAULT, help="Publish articles; the word [bold]article[/bold] may be left out.")(article.article)
app.command("extract")(extract.extract)
app.command("translate")(translate.translate)
app.command("say")(say.say)
app.command("doctor")(doctor.doctor)
app.command("serve")(serve.serve)
app.add_typer(voices.app, name="voices")
app.add_typer(models.app, name="models")
app.add_typer(memory.app, name="memory")


def main() -> None:
    """The console script. Every error of ours becomes one sentence on stderr and an exit code."""
    try:
        app(prog_name="publish")
    except RostvalError as error:
        remark(f"publish: {error}")
        sys.exit(exit_code(error))
    except KeyboardInterrupt:
        remark("publish: stopped. What was finished is kept; run the same command again to go on.")
        sys.exit(130)


def exit_code(error: RostvalError) -> int:
    """2 for a wrong command; 3 for all else that gets this far, since then nothing was produced (DESIGN.md)."""
    return EXIT_USAGE if isinstance(error, UsageError) else EXIT_NOTHING
