"""`publish models`: what can be translated, and how to get more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import config, languages
from pipeline.commands.common import ConfigOption, JsonOption, OfflineOption, settings
from pipeline.commands.console import progress, remark, say
from pipeline.errors import UsageError
from pipeline.translate.engines import loading
from pipeline.translate.models.catalogue import catalogue
from pipeline.translate.models.library import Library
from pipeline.translate.models.model import Model, Pair
from pipeline.translate.models.supply import Supply

app = typer.Typer(help="List, install, bundle and remove translation models.", no_args_is_help=False)

EngineOption = Annotated[str, typer.Option("--engine", metavar="NAME", help="Only models of this engine.")]
PairsArgument = Annotated[list[str], typer.Argument(metavar="PAIR", help="Such as sv-en.")]
MEGABYTE = 1_000_000
HEADINGS = ("pair", "engine", "version", "size", "quality", "rank", "licence", "state", "source")


@app.callback(invoke_without_command=True)
def models(
    ctx: typer.Context,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Fetch the lists of models on the web anew.")
    ] = False,
    as_json: JsonOption = False,
    config_file: ConfigOption = None,
) -> None:
    """List the models that are installed, and those that can be. Of the installed ones the best-ranked is used."""
    if ctx.invoked_subcommand is not None:
        return
    supply = _supply(config_file)
    rows = _rows(supply.library.models(), _offered(supply, refresh=refresh))
    say(json.dumps(rows, ensure_ascii=False, indent=2) if as_json else _table(rows))


def _offered(supply: Supply, *, refresh: bool) -> list[Model]:
    """What the web offers, as far as it was seen; the catalogue's pairs where it never was."""
    offered = [offer.model for offer in supply.offers(fetch=refresh)]
    return offered or catalogue().known()


@app.command()
def install(
    what: Annotated[
        list[str],
        typer.Argument(metavar="PAIR|FILE", help="Such as sv-en, a .argosmodel, a folder, or a bundle.zip."),
    ],
    engine: EngineOption = "",
    pair: Annotated[
        str, typer.Option("--pair", metavar="PAIR", help="The languages of a folder that does not name them.")
    ] = "",
    offline: OfflineOption = False,
    config_file: ConfigOption = None,
) -> None:
    """Install models: from the web by pair, or from files."""
    supply = _supply(config_file, offline=offline or None)
    _check_engine(engine)
    for name in what:
        path = Path(name)
        if path.exists() or path.suffix in (".argosmodel", ".zip") or len(path.parts) > 1:
            found = supply.install_file(path, _pair(pair) if pair else None)
        else:
            found = [supply.install(_pair(name), engine)]
        for model in found:
            say(f"Installed {model.name} for {model.engine}, version {model.version or 'unknown'}.")


@app.command()
def bundle(
    pairs: PairsArgument,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The bundle to write.")],
    engine: EngineOption = "",
    config_file: ConfigOption = None,
) -> None:
    """Put installed models into one file, for a machine without a network."""
    _check_engine(engine)
    chosen = _supply(config_file).bundle([_pair(name) for name in pairs], output, engine)
    say(f"Wrote {output} with {', '.join(f'{m.name} ({m.engine})' for m in chosen)}.")
    remark(f"There, run: publish models install {output.name}")


@app.command()
def remove(pairs: PairsArgument, engine: EngineOption = "", config_file: ConfigOption = None) -> None:
    """Remove installed models."""
    supply = _supply(config_file)
    for name in pairs:
        for model in supply.remove(_pair(name), engine):
            say(f"Removed {model.name} of {model.engine}, version {model.version or 'unknown'}.")


def _supply(config_file: Path | None, **flags: Any) -> Supply:
    chosen = settings(config_file, **flags)
    library = Library.of(config.places(chosen))
    return Supply(library, chosen.models, chosen.offline, progress(), chosen.fetch.proxy)


def _check_engine(engine: str) -> None:
    if engine and engine not in loading.names():
        raise UsageError(
            f'There is no translation engine "{engine}". Use one of: {", ".join(loading.names())}.'
        )


def _pair(text: str) -> Pair:
    """ "sv-en" as ("sv", "en"). Raises UsageError, UnknownLanguage."""
    source, _, target = text.partition("-")
    if not source or not target:
        raise UsageError(f'"{text}" is neither a file nor a pair of languages. Write a pair like this: sv-en')
    return languages.normalise(source), languages.normalise(target)


def _rows(installed: Iterable[Model], offered: Iterable[Model]) -> list[dict[str, Any]]:
    """One row for each model, the best of each pair first; what is installed already is not offered again."""
    here = list(installed)
    known = {(m.engine, m.pair, version) for m in here for version in (m.version, "")}
    every = here + [m for m in offered if (m.engine, m.pair, m.version) not in known]
    ranks: dict[Pair, int] = {}
    rows = []
    for model in sorted(every, key=lambda m: (m.pair, catalogue().rank(m))):
        ranks[model.pair] = ranks.get(model.pair, 0) + 1
        rows.append(_row(model, ranks[model.pair]))
    return rows


def _row(model: Model, rank: int) -> dict[str, Any]:
    state = "package" if model.bundled else "installed" if model.location else "available"
    facts = asdict(model)
    named = ("engine", "version", "bytes", "quality", "licence", "location", "sha256")
    return {"pair": model.name, "rank": rank, "state": state, "source": model.origin} | {
        name: facts[name] for name in named
    }


def _table(rows: list[dict[str, Any]]) -> str:
    """Columns for people; an unknown size or quality is a dash."""
    if not rows:
        return "No translation model is installed. Run, for instance: publish models install sv-en"
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    size = f"{row['bytes'] / MEGABYTE:.1f} MB" if row["bytes"] else "–"
    quality = f"{row['quality']:.3f}" if row["quality"] else "–"
    shown = row | {"size": size, "quality": quality, "version": row["version"] or "–"}
    return tuple(str(shown[heading]) for heading in HEADINGS)
