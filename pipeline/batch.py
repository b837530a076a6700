"""Many articles in one run: each on its own, then the library and the feeds over all of them."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import filelock
import msgspec

from pipeline.cache import Cache
from pipeline.cache_care import prune
from pipeline.errors import Busy, OutputError, RostvalError, SourceError, UsageError, WrongVoice
from pipeline.files import TEMPORARY_PREFIX, write_bytes
from pipeline.newsroom.workshop import Workshop
from pipeline.outputs.listing import LIBRARY, REPORT, read_listings
from pipeline.publish import publish
from pipeline.report import ArticleOutcome, RunReport, Status
from pipeline.sources import discover, load

LOCK = ".lock"
OWNER = ".run.json"
SHELVED = ".shelved.json"


def run(arguments: Iterable[str], shop: Workshop) -> RunReport:
    """Publish everything that `arguments` name. An article that fails is reported and the next one goes on.

    Raises UsageError for settings that cannot be, OutputError when the output folder cannot be written, Busy when
    another run is at work on it.
    """
    start = time.monotonic()
    output = shop.settings.output
    with locked(output):
        articles = tuple(_articles(arguments, shop))
        if shelves_are_due(output):
            write_shelves(shop)
            prune(Cache(shop.places.cache), shop.settings.cache.max_bytes)
    return RunReport(articles, str(output), time.monotonic() - start)


def write_shelves(shop: Workshop) -> None:
    """The library page, and the feeds where it is known where they will be found. Raises OutputError."""
    # Here, because a run that finds nothing changed must not wait for what only a change needs.
    from pipeline.outputs.feeds import write_feeds  # noqa: PLC0415
    from pipeline.outputs.library import write_library  # noqa: PLC0415

    output, settings = shop.settings.output, shop.settings.outputs
    listings = read_listings(output)
    write_bytes(output / SHELVED, msgspec.json.encode(sorted(_reports(output))))
    write_feeds(listings, output, settings)
    write_library(listings, output, settings)  # last: its date says that all of it is done


def shelves_are_due(output: Path) -> bool:
    """Whether an article was written after the library was, by this run or by one that was killed before its end, or a
    person has taken one away.

    A library from the future was written while the clock was wrong, and says nothing of before and after.
    """
    reports = _reports(output)
    library = output / LIBRARY
    if not library.is_file():
        return bool(reports)
    if _shelved(output) != sorted(reports):
        return True
    written = library.stat().st_mtime_ns
    return max(reports.values(), default=0) >= written or written > time.time_ns()


def _reports(output: Path) -> dict[str, int]:
    """When each article's folder was written to last."""
    return {path.parent.name: path.stat().st_mtime_ns for path in output.glob(f"*/{REPORT}")}


def _shelved(output: Path) -> list[str] | None:
    """The folders that the library was last made of."""
    try:
        return msgspec.json.decode((output / SHELVED).read_bytes(), type=list[str])
    except (OSError, msgspec.MsgspecError):
        return None


def _articles(arguments: Iterable[str], shop: Workshop) -> Iterator[ArticleOutcome]:
    used: dict[str, str] = {}
    arguments = tuple(arguments)
    for argument in arguments:
        try:
            names = discover(argument)
        except RostvalError as error:
            yield ArticleOutcome(argument, Status.FAILED, error=str(error))
            continue
        for name in names:
            try:
                yield _article(name, shop, used)
            except WrongVoice as error:
                if len(arguments) == len(names) == 1:
                    raise
                # Among many, one in another language than the rest is no reason to leave these.
                yield ArticleOutcome(as_text(name), Status.FAILED, error=str(error))


def as_text(name: str) -> str:
    """A source's name as it can be written down: of a file name that is not UTF-8, the odd bytes as numbers."""
    return name.encode("utf-8", "backslashreplace").decode()


def check_name(name: str) -> None:
    """Raises SourceError for a file whose name no report, page or feed could hold."""
    if as_text(name) != name:
        raise SourceError(f"The name of {as_text(name)} is not UTF-8. Rename the file.")


def _article(name: str, shop: Workshop, used: dict[str, str]) -> ArticleOutcome:
    """Publish one source. `used` maps files that served as a language version to the article they served."""
    try:
        check_name(name)
        page = load(name, shop.settings.fetch, offline=shop.settings.offline)
        if page.path in used:
            note = f"published as a language version of {used[page.path]}"
            return ArticleOutcome(name, Status.SKIPPED, notes=(note,))
        outcome = publish(page, shop)
    except UsageError:
        raise
    except RostvalError as error:
        return ArticleOutcome(as_text(name), Status.FAILED, error=str(error))
    used.update(dict.fromkeys(outcome.versions, name))
    return outcome


class Owner(msgspec.Struct, frozen=True):
    """Whose lock it is. `since` is UTC, to the second."""

    pid: int
    host: str
    since: datetime

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, since {self.since:%Y-%m-%d %H:%M} UTC"


@contextmanager
def locked(output: Path) -> Iterator[Owner | None]:
    """One run at a time per output folder; the system frees the lock when its owner dies, however it dies.

    Gives the owner of a run that was killed, if the last one was, and removes the files that it had begun.
    Raises Busy, saying who is at work.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(output / LOCK)
        lock.acquire(blocking=False)
    except filelock.Timeout as error:
        holder = owner(output)
        raise Busy(
            f"Another run is at work on {output}{f' ({holder})' if holder else ''}. "
            "Wait for it, or choose another output folder."
        ) from error
    except OSError as error:
        raise OutputError(
            f"Cannot write into the folder {output}: {error.strerror}. Make it writable, or choose another output folder."
        ) from error
    try:
        killed = owner(output)
        if killed:
            _clear(output)
        now = datetime.now(UTC).replace(microsecond=0)
        write_bytes(output / OWNER, msgspec.json.encode(Owner(os.getpid(), socket.gethostname(), now)))
        yield killed
    finally:
        (output / OWNER).unlink(missing_ok=True)
        lock.release()


def _clear(output: Path) -> None:
    """Remove what a killed run had begun. The lock is ours: nobody else is writing."""
    for path in output.rglob(f"{TEMPORARY_PREFIX}*"):
        path.unlink(missing_ok=True)


def owner(output: Path) -> Owner | None:
    """Who holds the lock, or held it when it was killed."""
    try:
        return msgspec.json.decode((output / OWNER).read_bytes(), type=Owner)
    except (OSError, msgspec.MsgspecError):
        return None
