"""`publish nightly`: many articles, unattended, and only what changed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline import config as configuration
from pipeline.commands.common import JsonOption, OfflineOption, QuietOption, settings
from pipeline.commands.console import progress, remark, say
from pipeline.commands.groups import DefaultGroup
from pipeline.commands.logs import log
from pipeline.commands.scheduling import how_to_begin, next_run, schedule, unschedule, with_file
from pipeline.errors import ConfigError, UsageError
from pipeline.files import write_text
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.nightly.run import Company


class RunFirst(DefaultGroup):
    """`publish nightly other.toml` is `publish nightly run other.toml`."""

    default = "run"


app = typer.Typer(
    cls=RunFirst,
    add_completion=False,
    help="Publish many articles unattended, only what changed. The word [bold]run[/bold] may be left out.",
    rich_markup_mode="rich",
)

ConfigArgument = Annotated[
    Path, typer.Argument(metavar="CONFIG", help=r"The settings, with a \[nightly] section.")
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=0, help="Processes; 0: as many as cores and memory allow.")
]
SerialOption = Annotated[
    bool, typer.Option("--serial", help="Do everything in this process, one article after the other.")
]
DaskOption = Annotated[
    str,
    typer.Option(
        "--dask",
        metavar="ADDRESS",
        help="Work on the Dask cluster of that scheduler, one thread a worker. Its machines need the same Röstval, "
        "and the same voices and models at the same paths; the output folder they need not share.",
    ),
]
LogOption = Annotated[
    bool, typer.Option("--log-json", help="Log every article to stderr, one JSON object a line.")
]
CONFIG = Path(configuration.CONFIG_FILE)


@app.command()
def run(
    config: ConfigArgument = CONFIG,
    workers: WorkersOption = None,
    serial: SerialOption = False,
    dask: DaskOption = "",
    offline: OfflineOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
    json_logs: LogOption = False,
) -> None:
    """Publish everything that the settings name and that changed since the last run."""
    from pipeline.nightly.account import to_json
    from pipeline.nightly.run import run as run_night
    from pipeline.nightly.summary import to_text

    log(json=json_logs)
    chosen = _chosen(
        config, offline=offline or None, nightly=None if workers is None else {"workers": workers}
    )
    with _company(chosen, serial=serial, dask=dask, quiet=quiet or json or json_logs) as company:
        report, path = run_night(chosen, configuration.places(chosen), company)
    if json:
        say(to_json(report).decode())
    elif quiet:
        for line in report.failures:
            remark(f"publish: {line}")
    else:
        say(f"{to_text(report)}report: {path}")
    raise typer.Exit(report.exit_code)


def _chosen(config: Path, **flags: Any) -> Settings:
    if not config.is_file():
        raise ConfigError(f"There is no {config}. Run: {how_to_begin(config)}")
    chosen = settings(config, **flags)
    named = chosen.nightly
    if not (named.folders or named.urls or named.lists or named.feeds or named.sitemaps):
        raise ConfigError(
            f"{config} names no sources. Name folders, urls, lists, feeds or sitemaps in its [nightly] section."
        )
    return chosen


@contextmanager
def _company(chosen: Settings, *, serial: bool, dask: str, quiet: bool) -> Iterator[Company]:
    """Who does the work; they are sent home at the end."""
    from pipeline.nightly.hands import Hands, how_many
    from pipeline.nightly.night import Stop
    from pipeline.nightly.run import Company
    from pipeline.sources.fetcher import World
    from pipeline.workers import SerialExecutor

    if serial and dask:
        raise UsageError("--serial and --dask exclude each other. Leave one out.")
    patience = chosen.nightly.patience
    with ExitStack() as stack:
        by_value, neighbours, described = False, 0, "one process"
        if dask:
            from pipeline.nightly.cluster import cluster

            there = stack.enter_context(cluster(dask, chosen.output))
            hands = Hands(there.workers, there.hire, patience)
            by_value, neighbours = there.by_value, there.neighbours
            described = f"{there.workers} workers at {dask}"
        elif serial:
            hands = Hands(1, lambda _: SerialExecutor(), patience)
        else:
            count = how_many(chosen.nightly.workers)
            hands = Hands(count, patience=patience)
            described = f"{count} processes" if count > 1 else described
        stack.enter_context(hands)
        stop = stack.enter_context(_stopping())
        yield Company(
            hands,
            described,
            by_value,
            neighbours,
            progress(quiet=quiet),
            Stop(stop.is_set, chosen.nightly.grace),
            World(sleep=lambda seconds: _sleep(stop, seconds)),
        )


def _sleep(stop: Event, seconds: float) -> None:
    stop.wait(seconds)


@contextmanager
def _stopping() -> Iterator[Event]:
    """An event that SIGTERM and the first Ctrl-C set; a second Ctrl-C ends the program at once."""
    stop = Event()

    def ask(number: int, _frame: Any) -> None:
        if number == signal.SIGINT and stop.is_set():
            raise KeyboardInterrupt
        if number == signal.SIGINT:
            remark("publish: stopping when begun articles are done. Press Ctrl-C again to stop at once.")
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@app.command()
def init(
    config: Annotated[Path, typer.Argument(metavar="CONFIG", help="The file to write.")] = CONFIG,
) -> None:
    """Write a commented settings file. An existing one is never overwritten."""
    from pipeline.nightly import TEMPLATE

    if config.exists():
        raise UsageError(
            f"{config} is there already and stays as it is. Name another file, or edit that one."
        )
    write_text(config, TEMPLATE.read_text(encoding="utf-8"))
    say(f"{config} written. Say in it what to publish, then run: {with_file('publish nightly', config)}")


@app.command()
def status(config: ConfigArgument = CONFIG, json: JsonOption = False) -> None:
    """Say how the last run went, when the next one is due, what failed and what is in quarantine."""
    from pipeline.nightly.status import standing, to_json, to_text

    chosen = settings(config if config.is_file() else None)
    found = standing(chosen, next_run(config))
    say(to_json(found) if json else to_text(found))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the reports in output/reports/."""
    import msgspec

    from pipeline.nightly.account import json_schema

    say(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode())


app.command()(schedule)
app.command()(unschedule)
