"""The sentences of an article as they were read before: where a paragraph was edited, most of its sentences are old.

To read one sentence takes little, but the rules that it needs have to be compiled, and old sentences need other ones.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import msgspec

from pipeline import cache

_MOST = 5_000  # sentences, the newest; an article of an hour has five hundred


class Readings:
    """Loaded when first asked for. `name` is the store's: of the article and of the way it is read."""

    def __init__(self, name: str, store: cache.Store) -> None:
        self._name, self._store = name, store
        self._has_new = False

    @cached_property
    def _known(self) -> dict[str, str]:
        kept = self._store.get(self._name)
        return msgspec.msgpack.decode(kept, type=dict[str, str]) if kept else {}

    def of(self, text: str, lang: str, read: Callable[[], str]) -> str:
        """What `text` in `lang` is when read aloud: from before, or by `read`."""
        key = f"{lang} {text}"
        if key not in self._known:
            self._known[key] = read()
            self._has_new = True
        return self._known[key]

    def keep(self) -> None:
        """Put what is new into the store. Raises OutputError."""
        if self._has_new:
            newest = dict(list(self._known.items())[-_MOST:])
            self._store.put(self._name, msgspec.msgpack.encode(newest))
