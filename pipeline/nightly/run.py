"""A night from its beginning to its end: the lock, what a killed run left, the loop, the shelves, the report."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from pipeline import __version__
from pipeline.batch import Owner, locked, shelves_are_due, write_shelves
from pipeline.cache import Cache, Store
from pipeline.cache_care import prune
from pipeline.errors import OutputError, RostvalError
from pipeline.languages import normalise
from pipeline.newsroom.workshop import Staff, Workshop
from pipeline.nightly import account, filing
from pipeline.nightly.account import NightReport
from pipeline.nightly.discovery import find
from pipeline.nightly.hands import Hands
from pipeline.nightly.night import Night, Stop
from pipeline.nightly.piece import Bench
from pipeline.nightly.quarantine import Quarantine
from pipeline.nightly.shared_cache import Layered, SharedCache
from pipeline.nightly.telling import tell
from pipeline.places import Places
from pipeline.progress import NoProgress, Progress
from pipeline.settings import Settings
from pipeline.sources import Asked, Fetcher
from pipeline.sources.fetcher import World
from pipeline.speech.crew import Crew
from pipeline.workers import SerialExecutor

# Below this, in bytes, a run does not begin: it could not even write its report.
LEAST_SPACE = 50 * 1024**2


@dataclass(frozen=True)
class Company:
    """Who works for a night and who follows it. `described` names the workers for the report.

    `neighbours`: how many of them share a machine; 0: all.
    """

    hands: Hands
    described: str
    by_value: bool = False
    neighbours: int = 0
    progress: Progress = field(default_factory=NoProgress)
    stop: Stop = field(default_factory=Stop)
    world: World | None = None


def run(settings: Settings, places: Places, company: Company) -> tuple[NightReport, Path]:
    """Publish what the settings name; give the report and where it lies.

    Raises UsageError for settings that cannot be, Busy when another run is at work on the output folder, and
    OutputError when not even the report can be written.
    """
    started = datetime.now(UTC).replace(microsecond=0)
    output = settings.output
    store = _store(settings, places)
    fetcher = Fetcher(settings.fetch, asked=Asked.MACHINE, store=store, world=company.world)
    with locked(output) as killed:
        _check_space(output)
        shop = _shop(settings, places, store, fetcher)
        neighbours = company.neighbours or company.hands.workers
        units = tuple(shop.memory.units()) if company.by_value else ()
        bench = Bench(uuid.uuid4().hex, settings, places, company.by_value, neighbours, units)
        quarantine = Quarantine(output, settings.nightly.quarantine_after, started.astimezone().date())
        finds = find(settings.nightly, fetcher, offline=settings.offline)
        night = Night(shop, company.hands, bench, quarantine, company.stop)
        with company.progress.task("articles") as advance:
            lines = night.run(finds, advance)
        early = (night.why,) if night.why else ()
        notes = (*_on_the_last_run(killed), *early, *_shelve(shop))
        report = NightReport(
            schema=account.SCHEMA,
            program=__version__,
            started=started,
            finished=datetime.now(UTC).replace(microsecond=0),
            output=str(output),
            workers=company.described,
            ended=night.ended,
            exit_code=account.exit_code(lines, night.ended),
            counts=account.counts(lines),
            articles=lines,
            unreached=len(finds.names) + len(finds.troubles) - len(lines),
            notes=notes,
        )
        return _publicised(report, settings)


def _publicised(report: NightReport, settings: Settings) -> tuple[NightReport, Path]:
    """File the report, then tell of it: whoever is told can find it. Raises OutputError, but tells before it does."""
    path = filing.free_path(filing.folder(settings), report)
    try:
        filing.file(report, path)
    except OutputError as error:
        notes = (*report.notes, f"this report could not be filed: {error}")
        report = msgspec.structs.replace(report, notes=notes)
        tuple(tell(report, settings.nightly, offline=settings.offline))
        raise
    untold = tuple(tell(report, settings.nightly, offline=settings.offline))
    if untold:
        report = msgspec.structs.replace(report, notes=(*report.notes, *untold))
        filing.file(report, path)
    return report, path


def _on_the_last_run(killed: Owner | None) -> Iterator[str]:
    if killed:
        yield f"the last run ({killed}) was killed; what it had finished was kept"


def _check_space(output: Path) -> None:
    free = shutil.disk_usage(output).free
    if free < LEAST_SPACE:
        raise OutputError(
            f"Only {free / 1024**2:.0f} MB are free where {output} lies. Free some space, or name another folder."
        )


def _store(settings: Settings, places: Places) -> Store:
    """The parent's cache: this machine's, before that of the cluster, since it looks into it for every article.

    Raises ConfigError for a shared cache that cannot be used.
    """
    near, url = Cache(places.cache), settings.nightly.shared_cache
    if not url:
        return near
    far = SharedCache(url)
    far.check()
    return Layered(near, far)


def _shop(settings: Settings, places: Places, store: Store, fetcher: Fetcher) -> Workshop:
    """The parent's workshop: it fetches and compares, and speaks nothing.

    What would fail every article, an unknown language or voice or a spoilt glossary, is better said before the night
    than a thousand times in it. Raises UsageError, ConfigError and their like.
    """
    crew = Crew(store, workers=1, offline=settings.offline)
    shop = Workshop(settings, places, Staff(crew, SerialExecutor(), NoProgress(), fetcher))
    _ = shop.glossary
    for lang in map(normalise, settings.languages):
        shop.voices(lang)
        shop.lexicon(lang)
    return shop


def _shelve(shop: Workshop) -> Iterator[str]:
    """Library, feeds and cache, where anything was made. What fails is a note: the articles are published."""
    if not shelves_are_due(shop.settings.output):
        return
    try:
        write_shelves(shop)
        prune(Cache(shop.places.cache), shop.settings.cache.max_bytes)
    except RostvalError as error:
        yield f"the library and the feeds are those of the last run: {error}"
