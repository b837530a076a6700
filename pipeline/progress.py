"""How long work tells that it moves on. Who draws it is decided at the top; stages are given a plain callback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

Advance = Callable[[float, float], None]
"""Called with how much is done and how much there is, in the task's own unit (sentences, seconds, bytes)."""


class Progress(Protocol):
    """Opens tasks; a task is over when its context ends."""

    def task(self, label: str) -> AbstractContextManager[Advance]: ...


class NoProgress:
    """A Progress that draws nothing."""

    @contextmanager
    def task(self, label: str) -> Iterator[Advance]:  # noqa: ARG002  the protocol names it
        yield lambda done, total: None  # noqa: ARG005  likewise
