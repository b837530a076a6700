"""`publish extract SOURCE…`: the main text and metadata on stdout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import Annotated

import typer

from pipeline import extract as extraction
from pipeline.commands.common import ConfigOption, OfflineOption, settings
from pipeline.commands.console import progress, remark
from pipeline.commands.rendering import Format, FormatOption, show_articles, show_decisions
from pipeline.errors import RostvalError
from pipeline.extract import Extraction
from pipeline.report import EXIT_DONE, EXIT_NOTHING, EXIT_PARTIAL
from pipeline.settings import Settings
from pipeline.sources import discover, load
from pipeline.workers import SerialExecutor, process_pool


def extract(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Files, URLs, folders, or - for standard input.")
    ],
    output_format: FormatOption = Format.TEXT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each block of the page and why it was kept or dropped.")
    ] = False,
    offline: OfflineOption = False,
    config: ConfigOption = None,
) -> None:
    """Print an article's main text and metadata, without the page around it."""
    chosen = settings(config, offline=offline or None)
    names = [name for source in sources for name in discover(source)]
    with _executor(names) as executor:
        found = list(_extractions(names, chosen, executor))
    if explain:
        show_decisions(found)
    else:
        show_articles([one.article for one in found], output_format)
    if len(names) > 1:
        remark(f"{len(found)} of {len(names)} extracted")
    raise typer.Exit(_exit_code(len(found), len(names)))


def _exit_code(done: int, wanted: int) -> int:
    if done == wanted:
        return EXIT_DONE
    return EXIT_PARTIAL if done else EXIT_NOTHING


def _executor(names: Sequence[str]) -> Executor:
    """Processes for many pages; one page is done sooner than a process starts."""
    return process_pool() if len(names) > 1 else SerialExecutor()


def _extractions(names: Sequence[str], chosen: Settings, executor: Executor) -> Iterator[Extraction]:
    """What could be extracted, in order; what could not is said on stderr."""
    work: list[tuple[str, Future[Extraction]]] = [(n, executor.submit(extract_one, n, chosen)) for n in names]
    with progress().task("pages") as advance:
        for done, (name, future) in enumerate(work, 1):
            try:
                found = future.result()
                for note in found.notes:
                    remark(f"publish: {name}: {note}")
                yield found
            except RostvalError as error:
                remark(f"publish: {error}" if name in str(error) else f"publish: {name}: {error}")
            advance(done, len(work))


def extract_one(name: str, chosen: Settings) -> Extraction:
    """Read and extract one source; runs in a worker. Raises SourceError, NoArticle, Offline."""
    return extraction.extract(load(name, chosen.fetch, offline=chosen.offline), chosen.sites)
