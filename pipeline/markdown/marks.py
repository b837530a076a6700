"""Marks in canonical form."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.document import Mark


def tidy(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks sorted by place (outer before inner), those of one kind and value that touch or overlap made one."""
    merged: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.kind, m.value, m.start, m.end)):
        last = merged[-1] if merged else None
        if last and (last.kind, last.value) == (mark.kind, mark.value) and mark.start <= last.end:
            merged[-1] = Mark(mark.kind, last.start, max(last.end, mark.end), mark.value)
        elif mark.start < mark.end:
            merged.append(mark)
    return tuple(sorted(merged, key=lambda m: (m.start, -m.end, m.kind, m.value)))
