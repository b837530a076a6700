"""Where commands speak: results on stdout, progress and remarks on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.progress import Advance, NoProgress, Progress


class BarProgress:
    """A Progress drawn as bars on a terminal's stderr."""

    @contextmanager
    def task(self, label: str) -> Iterator[Advance]:
        from rich.console import Console
        from rich.progress import Progress as Bars

        with Bars(console=Console(stderr=True), transient=True) as bars:
            bar = bars.add_task(label, total=None)
            yield lambda done, total: bars.update(bar, completed=done, total=total)


def progress(*, quiet: bool = False) -> Progress:
    """Bars when a person is looking at stderr, nothing otherwise."""
    return BarProgress() if sys.stderr.isatty() and not quiet else NoProgress()


def say(text: str) -> None:
    """Print a result."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def remark(text: str) -> None:
    """Print something that is not part of the result."""
    sys.stderr.write(text + "\n")
