"""How it stands: the last run, the next one, what failed, what is in quarantine."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import msgspec
import psutil

from pipeline.batch import Owner, owner
from pipeline.nightly import filing, quarantine
from pipeline.nightly.account import NightReport
from pipeline.nightly.quarantine import Case
from pipeline.nightly.summary import sums
from pipeline.settings import Settings


class Standing(msgspec.Struct, frozen=True):
    """`running` is a run that is at work now, `killed` one that never ended. `next` is as the scheduler words it."""

    last: NightReport | None
    running: Owner | None
    killed: Owner | None
    next: str
    quarantine: dict[str, Case]


def standing(settings: Settings, next_run: str = "") -> Standing:
    """How it stands with the output folder of these settings."""
    output = settings.output
    holder = owner(output)
    # Of another machine's processes nothing can be known from here; its lock says that it is at work.
    alive = holder is not None and (holder.host != socket.gethostname() or psutil.pid_exists(holder.pid))
    return Standing(
        last=next(filing.newest(filing.folder(settings)), None),
        running=holder if alive else None,
        killed=None if alive else holder,
        next=next_run,
        quarantine=quarantine.in_quarantine(quarantine.read(output), settings.nightly.quarantine_after),
    )


def to_json(found: Standing) -> str:
    """The standing as one JSON document; of the last run without the articles that went well."""
    document = msgspec.to_builtins(found)
    if found.last:
        document["last"]["articles"] = [
            msgspec.to_builtins(one) for one in found.last.articles if one.failures
        ]
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def to_text(found: Standing) -> str:
    """The standing as a person reads it."""
    return "\n".join(_lines(found))


def _lines(found: Standing) -> Iterator[str]:
    if found.running:
        yield f"at work now: {found.running}"
    if found.killed:
        yield f"killed: the run of {found.killed}; the next one goes on from there"
    last = found.last
    yield f"last run: {last.started:%Y-%m-%d %H:%M} UTC, {sums(last)}" if last else "last run: none yet"
    yield f"next run: {found.next or 'not scheduled; run: publish nightly schedule --at 02:00'}"
    if last and last.failures:
        yield "failed:"
        yield from (f"  {line}" for line in last.failures)
    if found.quarantine:
        yield "in quarantine, until they or what they depend on change:"
        yield from (
            f"  {source}: {case.nights} nights since {case.first}: {case.reason}"
            for source, case in found.quarantine.items()
        )
