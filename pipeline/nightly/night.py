"""THE LOOP of a night, over every article that the settings name:

    load    the page, from disk or by a polite request
    read    its article: from the cache, else in a worker
    weigh   whether anything that it depends on has changed, in the order of the sources
    hand out what is due, gather what is done

Weighing in order makes the same sources give the same folders whatever the workers' pace, and a file that served as a
language version is known as such before its own turn.
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from pipeline import __version__, cache
from pipeline.document import Page
from pipeline.errors import FetchError, NoWorkers, OutputError, RostvalError, SourceError, TranslationError
from pipeline.files import file_digest
from pipeline.newsroom.freshness import ingredients, is_fresh, standing_notes
from pipeline.newsroom.ledger import identity, remember_source
from pipeline.newsroom.texts import Job, job_of
from pipeline.newsroom.versions import extracted, keep, recalled
from pipeline.newsroom.workshop import Workshop
from pipeline.nightly.account import ArticleLine, Ended
from pipeline.nightly.carried_memory import bring_home
from pipeline.nightly.discovery import Finds
from pipeline.nightly.hands import Hands
from pipeline.nightly.parcel import pack, settle
from pipeline.nightly.piece import Bench, Finished, Piece, failed
from pipeline.nightly.quarantine import Quarantine
from pipeline.progress import Advance
from pipeline.report import Status
from pipeline.sources import is_url, load
from pipeline.sources.addresses import shown

_log = logging.getLogger(__name__)

TICK = 0.2  # seconds: how soon a stop is noticed
# Read pages that wait for an earlier one, per worker: they are held in memory.
WAITING = 4


class Stop(NamedTuple):
    """Asks whether to end, and how many seconds begun articles then have."""

    asked: Callable[[], bool] = lambda: False
    grace: float = 60.0


@dataclass(slots=True)
class _Turn:
    """A source whose page is here; `is_read` once its article can be had from the cache."""

    index: int
    page: Page
    is_read: bool = False


@dataclass
class Night:
    """One run of the loop. Raises UsageError for settings that cannot be; everything else stays with its article."""

    shop: Workshop
    hands: Hands
    bench: Bench
    quarantine: Quarantine
    stop: Stop = field(default_factory=Stop)
    ended: Ended = Ended.COMPLETE
    why: str = ""  # it ended early, where that takes a sentence
    _lines: dict[int, ArticleLine] = field(default_factory=dict, init=False)
    _turns: deque[_Turn] = field(default_factory=deque, init=False)
    _keys: dict[int, str] = field(default_factory=dict, init=False)
    _used: dict[str, str] = field(default_factory=dict, init=False)

    def run(self, finds: Finds, advance: Advance) -> tuple[ArticleLine, ...]:
        """The lines of all sources that had their turn, troubles last."""
        try:
            self._go_through(finds.names, advance)
        except NoWorkers as error:
            self.ended, self.why = Ended.NO_WORKERS, str(error)
        self._wind_up()
        troubles = (ArticleLine(t.source, Status.FAILED, error=t.error) for t in finds.troubles)
        return (*(self._lines[index] for index in sorted(self._lines)), *troubles)

    def _go_through(self, names: Sequence[str], advance: Advance) -> None:
        for index, name in enumerate(names):
            self._make_room()
            if self._is_over():
                break
            self._take(index, name)
            self._move_on(0)
            advance(len(self._lines), len(names))
        while not self._is_over() and (self.hands.busy or self._turns):
            self._move_on(TICK)
            advance(len(self._lines), len(names))

    def _is_over(self) -> bool:
        if self.stop.asked() and self.ended is Ended.COMPLETE:
            self.ended = Ended.STOPPED
        return self.ended is not Ended.COMPLETE

    def _make_room(self) -> None:
        while (self.hands.full or len(self._turns) > WAITING * self.hands.workers) and not self._is_over():
            self._move_on(TICK)

    def _wind_up(self) -> None:
        """After a stop: what is begun may finish, for as long as grace lasts."""
        if not self._is_over():
            return
        self.hands.stop()
        deadline = self.hands.clock() + self.stop.grace
        while self.hands.busy and self.hands.clock() < deadline:
            for piece, finished in self.hands.finished(TICK):
                self._gather(piece, finished)

    def _move_on(self, timeout: float) -> None:
        for piece, finished in self.hands.finished(timeout if self.hands.busy else 0):
            self._gather(piece, finished)
        while self._turns and self._turns[0].is_read and not self._is_over():
            self._contained(self._weigh, self._turns.popleft())

    def _take(self, index: int, name: str) -> None:
        settings, fetcher = self.shop.settings, self.shop.fetcher
        try:
            page = load(name, settings.fetch, offline=settings.offline, fetcher=fetcher)
        except RostvalError as error:
            self._miss(index, shown(name) if is_url(name) else name, error)
            return
        self._contained(self._line_up, _Turn(index, page))

    def _miss(self, index: int, source: str, error: RostvalError) -> None:
        """A source that cannot be read: counted by the quarantine, unless it is only out of reach."""
        if isinstance(error, SourceError) and not isinstance(error, FetchError):
            known = [__version__, str(error), _content(Path(source))]
            self._keys[index] = cache.key("unreadable in quarantine", 1, known)
        if not self._is_held(index, source):
            self._fail(index, Finished(ArticleLine(source, Status.FAILED, error=str(error))))

    def _line_up(self, turn: _Turn) -> None:
        page = turn.page
        self._keys[turn.index] = self._page_key(page)
        if self._is_held(turn.index, page.name):
            return
        turn.is_read = recalled(page, self.shop) is not None
        self._turns.append(turn)
        if not turn.is_read:
            self.hands.submit(Piece(turn.index, page, self.bench))

    def _page_key(self, page: Page) -> str:
        digest = hashlib.sha256(page.data).hexdigest()
        return cache.key("page in quarantine", 1, [__version__, digest, self.shop.settings.sites])

    def _is_held(self, index: int, source: str) -> bool:
        case = self.quarantine.held(source, self._keys.get(index, ""))
        if case:
            reason = (
                f"left alone until it changes, after {case.nights} nights since {case.first}: {case.reason}"
            )
            self._note(index, ArticleLine(source, Status.SKIPPED, error=reason, quarantined=True))
        return case is not None

    def _contained(self, step: Callable[[_Turn], None], turn: _Turn) -> None:
        try:
            step(turn)
        except NoWorkers:
            raise
        except Exception as error:  # noqa: BLE001  one article among many; it is said in the report
            # Perhaps not the page's fault, and tried again at little cost: no matter for the quarantine.
            self._keys.pop(turn.index, None)
            self._fail(turn.index, failed(turn.page, error))

    def _weigh(self, turn: _Turn) -> None:
        page = turn.page
        if page.path in self._used:
            note = f"published as a language version of {self._used[page.path]}"
            self._note(turn.index, ArticleLine(page.name, Status.SKIPPED, notes=(note,)))
            return
        job = job_of(page, extracted(page, self.shop), self.shop)
        basis = ingredients(job)
        self._used.update(dict.fromkeys(job.versions.paths, page.name))
        self._keys[turn.index] = cache.key("article in quarantine", 1, basis)
        if is_fresh(job, basis):
            self._note(turn.index, _unchanged(job, standing_notes(job, basis)))
        elif not self._is_held(turn.index, page.name):
            self._hand_out(turn, job)

    def _hand_out(self, turn: _Turn, job: Job) -> None:
        """The folder is allotted here, so that two workers never choose the same."""
        source = identity(turn.page, job.article)
        remember_source(self.shop.settings.output, source, job.ledger.slug)
        parcel = pack(job.ledger.folder, source) if self.bench.by_value else None
        reads = Piece(turn.index, turn.page, self.bench)
        self.hands.submit(replace(reads, publishes=True, versions=dict(job.versions.read), parcel=parcel))

    def _gather(self, piece: Piece, finished: Finished) -> None:
        try:
            if finished.extraction:
                keep(piece.page, finished.extraction, self.shop)
            if finished.parcel:
                settle(finished.parcel, self.shop.settings.output)
            bring_home(finished.learned, self.shop.memory)
        except (OutputError, TranslationError) as error:
            finished = failed(piece.page, error)
        line = finished.line
        if finished.interrupted:
            return
        if line is None:
            self._turn(piece).is_read = True
        elif line.status is Status.FAILED:
            if not piece.publishes:
                self._turns.remove(self._turn(piece))
            self._fail(piece.index, finished)
        else:
            self._note(piece.index, line)

    def _turn(self, piece: Piece) -> _Turn:
        return next(turn for turn in self._turns if turn.index == piece.index)

    def _fail(self, index: int, finished: Finished) -> None:
        line = finished.line
        if line is None:
            return
        self._note(index, line)
        if finished.disk_full:
            self.ended = Ended.DISK_FULL
        elif index in self._keys:
            self.quarantine.failed(line.source, self._keys[index], line.error or line.failures[0])

    def _note(self, index: int, line: ArticleLine) -> None:
        if line.status in (Status.MADE, Status.UNCHANGED):
            self.quarantine.healed(line.source)
        self._lines[index] = line
        _tell(line)


def _content(path: Path) -> str:
    """A digest of a file; "" where there is none to be read."""
    try:
        if path.is_file():
            return file_digest(path)
    except OSError:
        pass
    return ""


def _unchanged(job: Job, notes: tuple[str, ...]) -> ArticleLine:
    slug = job.ledger.slug
    return ArticleLine(
        job.page.name, Status.UNCHANGED, slug, job.article.title, page=f"{slug}/index.html", notes=notes
    )


def _tell(line: ArticleLine) -> None:
    """Failures are warnings; all else is for those who want every line."""
    level = logging.WARNING if line.failures else logging.INFO
    fields = {"source": line.source, "status": line.status.value, "seconds": line.seconds}
    _log.log(level, "; ".join(line.failures) or f"{line.source}: {line.status}", extra={"fields": fields})
