"""`publish memory`: what people corrected, carried in and out as TMX."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import config as configuration
from pipeline.commands.common import ConfigOption, settings
from pipeline.errors import SourceError
from pipeline.translate import tmx
from pipeline.translate.memory import Memory, Unit

app = typer.Typer(
    no_args_is_help=True, help="The translation memory: corrections by people, which always win."
)


def _memory(config: Path | None) -> Memory:
    chosen = settings(config)
    named = chosen.translate.memory
    return Memory(Path(named).expanduser() if named else configuration.places(chosen).memory)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TMX file.")],
    config: ConfigOption = None,
) -> None:
    """Take the pairs of a TMX file into the memory as a person's words; a machine's own are passed over."""
    if not file.is_file():
        raise SourceError(f"There is no file {file}. Check the path.")
    memory = _memory(config)
    pairs: dict[tuple[str, str], dict[str, str]] = {}
    machine = 0
    for unit in tmx.read(file):
        if unit.machine:
            machine += 1
        else:
            pairs.setdefault((unit.source_lang, unit.target_lang), {})[unit.source] = unit.target
    for pair, texts in pairs.items():
        count = memory.correct(pair, texts, "tmx")
        typer.echo(f"{pair[0]}-{pair[1]}: {count} taken in")
    if machine:
        typer.echo(f"{machine} made by a machine: passed over")
    if not pairs:
        typer.echo("Nothing to take in.")


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The TMX file to write.")],
    lang: Annotated[
        str, typer.Option("--pair", metavar="PAIR", help='One pair only, such as "sv-en". Default: all.')
    ] = "",
    *,
    machine: Annotated[
        bool, typer.Option("--machine", help="Machine translations as well, marked as such.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Write the memory as TMX 1.4b."""
    units = (unit for unit in _memory(config).units(machine=machine) if lang in ("", _pair(unit)))
    typer.echo(f"{tmx.write(file, units)} written to {file}")


def _pair(unit: Unit) -> str:
    return f"{unit.source_lang}-{unit.target_lang}"


@app.command("stats")
def stats(config: ConfigOption = None) -> None:
    """How much the memory holds, by pair."""
    memory = _memory(config)
    counts = memory.counts()
    for count in counts:
        typer.echo(
            f"{count.source_lang}-{count.target_lang}: {count.person} by people, {count.machine} by machines"
        )
    typer.echo(f"{memory.path}" if counts else f"{memory.path} is empty.")
