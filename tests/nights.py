"""Nights over a small folder of articles, in the quick voice, for the tests of publish nightly."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from house import ENGLISH, page, write_voices

from pipeline import config
from pipeline.nightly.account import NightReport
from pipeline.nightly.hands import Hands
from pipeline.nightly.night import Stop
from pipeline.nightly.run import Company, run
from pipeline.settings import Settings
from pipeline.workers import SerialExecutor

MENU = "<html lang='en'><body><ul><li><a href='/'>Home</a></li></ul></body></html>"


def article(number: int, sentence: str = "") -> str:
    """A page like no other."""
    first = f"{sentence} Works number {number} used {number + 11} percent less heat than in the year before.".strip()
    return page(f"Works number {number}", (first, *ENGLISH[1:]))


def prepare(folder: Path, count: int = 2) -> Path:
    """A folder with voices and `count` articles in input/, which is given."""
    write_voices(folder, "en", "sv")
    source = folder / "input"
    source.mkdir()
    for number in range(count):
        (source / f"{number:03}.html").write_text(article(number), encoding="utf-8")
    return source


def settings(folder: Path, **flags: Any) -> Settings:
    """English in the tone voice; `flags` as in publish.toml, nightly's own sources being input/ unless they say so."""
    given: dict[str, Any] = {
        "languages": ["en"],
        "output": folder / "output",
        "offline": True,
        "speech": {"voices": {"en": ["tone-en"]}, "voice_folders": [str(folder / "voices")]},
        **flags,
    }
    nightly = {"folders": [str(folder / "input")], **given.get("nightly", {})}
    return config.load(None, {**given, "nightly": nightly})


def serial() -> Hands:
    """Everything in this process."""
    return Hands(1, lambda _: SerialExecutor())


def night(
    folder: Path, hands: Hands | None = None, company: Mapping[str, Any] | None = None, **flags: Any
) -> NightReport:
    """One night."""
    chosen = settings(folder, **flags)
    with hands or serial() as workers:
        report, _ = run(chosen, config.places(chosen), Company(workers, "tests", **(company or {})))
    return report


def statuses(report: NightReport) -> list[str]:
    return [line.status.value for line in report.articles]


def stop_at_once() -> Stop:
    return Stop(lambda: True, 0)
