"""Where reports lie: `output/reports/<date>.json` with the page `<date>.html` beside it, `<date>-2` for a second run.

They name every source and every failure. Whoever puts all of output/ on the web and would keep that private sets
another folder, `nightly.reports`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec

from pipeline.files import write_bytes, write_text
from pipeline.nightly.account import NightReport, from_json, to_json
from pipeline.nightly.page import to_html
from pipeline.settings import Settings

FOLDER = "reports"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-(\d+))?")


def folder(settings: Settings) -> Path:
    """The folder of the reports."""
    named = settings.nightly.reports
    return Path(named).expanduser() if named else settings.output / FOLDER


def free_path(folder: Path, report: NightReport) -> Path:
    """Where a new report goes."""
    day = f"{report.started.astimezone():%Y-%m-%d}"
    names = (day if number == 1 else f"{day}-{number}" for number in count(1))
    return next(path for name in names if not (path := folder / f"{name}.json").exists())


def file(report: NightReport, path: Path) -> None:
    """Write the report and its page. Raises OutputError."""
    write_bytes(path, to_json(report))
    write_text(path.with_suffix(".html"), to_html(report))


def newest(folder: Path) -> Iterator[NightReport]:
    """The reports in a folder, the newest first; those that cannot be read are passed over."""
    for path in sorted(folder.glob("*.json"), key=_order, reverse=True):
        try:
            yield from_json(path.read_bytes())
        except (OSError, msgspec.MsgspecError):
            continue


def _order(path: Path) -> tuple[str, int]:
    match = _NAME.fullmatch(path.stem)
    return (match[1], int(match[2] or 1)) if match else ("", 0)
