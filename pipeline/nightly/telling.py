"""Telling people of a night: a webhook gets the report as JSON, a command gets the summary on its standard input.

Neither can fail a night: what goes wrong is a note in the report.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from threading import Thread
from urllib.parse import urlsplit

from pipeline.nightly.account import NightReport, to_json
from pipeline.nightly.summary import to_text
from pipeline.settings import Nightly

PATIENCE = 30.0  # seconds for each


def tell(
    report: NightReport, settings: Nightly, *, offline: bool, patience: float = PATIENCE
) -> Iterator[str]:
    """Tell everybody that the settings name; give one note for each who could not be told."""
    if settings.webhook:
        # The report may be on the web, and whoever knows the address of a webhook can write there: only its host is said.
        name = f"the webhook at {_host(settings.webhook)}"
        if offline:
            yield f"{name} was not called, because the run is offline"
        else:
            yield from (f"{name} {note}" for note in _post(settings.webhook, to_json(report), patience))
    if settings.command:
        yield from _run(settings.command, to_text(report), patience)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "no host"
    except ValueError:
        return "no host"


def _post(url: str, document: bytes, patience: float) -> Iterator[str]:
    """One note if it went wrong. A server that answers drop by drop is left behind when `patience` is over."""
    notes: list[str] = []
    errand = Thread(target=lambda: notes.extend(_posted(url, document, patience)), daemon=True)
    errand.start()
    errand.join(patience)
    yield from ["took too long to answer"] if errand.is_alive() else notes


def _posted(url: str, document: bytes, patience: float) -> Iterator[str]:
    import httpx

    kind = {"Content-Type": "application/json"}
    try:
        with httpx.stream("POST", url, content=document, headers=kind, timeout=patience) as answer:
            if not answer.is_success:
                yield f"answered {answer.status_code}"
    except Exception as error:  # noqa: BLE001  an address that is none makes httpx raise this and that; it is a note
        yield f"could not be called: {str(error).replace(url, 'its address')}"


def _run(command: Sequence[str], text: str, patience: float) -> Iterator[str]:
    name = command[0]
    try:
        done = subprocess.run(
            command,
            input=text,
            text=True,
            encoding="utf-8",
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        yield f"the command {name} took longer than {patience:.0f} seconds and was ended"
        return
    except OSError as error:
        yield f"the command {name} could not be run: {error.strerror}"
        return
    if done.returncode:
        last = (done.stderr or done.stdout or "").strip().splitlines()[-1:]
        yield f"the command {name} ended with code {done.returncode}{': ' + last[0] if last else ''}"
