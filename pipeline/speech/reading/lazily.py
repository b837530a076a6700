"""Patterns that a grammar asks now and then: compiled when they are first asked, for most sentences ask few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import regex

Match = regex.Match[str]


class Lazy:
    r"""A pattern of the library `regex`; `\L<name>` in it stands for any word of the list so named."""

    def __init__(self, source: str, **lists: Iterable[str]) -> None:
        self.source = source
        self._lists: dict[str, Any] = dict(lists)

    @cached_property
    def _pattern(self) -> regex.Pattern[str]:
        return regex.compile(self.source, **self._lists)

    def search(self, text: str) -> Match | None:
        return self._pattern.search(text)

    def match(self, text: str) -> Match | None:
        return self._pattern.match(text)

    def fullmatch(self, text: str) -> Match | None:
        return self._pattern.fullmatch(text)

    def findall(self, text: str) -> list[str]:
        return self._pattern.findall(text)

    def sub(self, replacement: str | Callable[[Match], str], text: str) -> str:
        return self._pattern.sub(replacement, text)
