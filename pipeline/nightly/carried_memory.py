"""The translation memory of a worker that may not see the publisher's: what people corrected travels there and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from pipeline.translate.memory import Memory, Pair, Unit


class CarriedMemory(Memory):
    """A person's words are those that were sent and those learned here; a machine's are in this worker's own file."""

    def __init__(self, path: Path, units: Iterable[Unit]) -> None:
        super().__init__(path)
        self._units = {(unit.source_lang, unit.target_lang, unit.source): unit for unit in units}
        self._learned: list[Unit] = []

    def corrections(self, pair: Pair, texts: Sequence[str]) -> dict[str, str]:
        """What a person made of each of `texts`, where one did."""
        found = ((text, self._units.get((*pair, text))) for text in texts)
        return {text: unit.target for text, unit in found if unit}

    def correct(self, pair: Pair, texts: Mapping[str, str], origin: str = "") -> int:
        """A person's words for texts, kept to be taken back."""
        units = [Unit(*pair, source, target, origin) for source, target in texts.items()]
        self._units |= {(*pair, unit.source): unit for unit in units}
        self._learned += units
        return len(units)

    def units(self, *, machine: bool = False) -> Iterator[Unit]:
        """Every pair of texts that a person wrote or approved, in the order of the file; with `machine`, its as well."""
        own = (unit for unit in super().units(machine=True) if unit.machine) if machine else iter(())
        return chain((self._units[name] for name in sorted(self._units)), own)

    def taken(self) -> tuple[Unit, ...]:
        """What was learned since the last time."""
        learned, self._learned = tuple(self._learned), []
        return learned


def bring_home(units: Iterable[Unit], memory: Memory) -> None:
    """Remember what a worker learned. Raises TranslationError."""
    for unit in units:
        memory.correct((unit.source_lang, unit.target_lang), {unit.source: unit.target}, unit.origin)
