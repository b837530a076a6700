"""Telling people of a night: a webhook gets the report as JSON, a command gets the summary on its standard input.

Neither can fail a night: what goes wrong is a note in the report.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence

from pipeline.nightly.account import NightReport, to_json
from pipeline.nightly.summary import to_text
from pipeline.settings import Nightly

PATIENCE = 30.0  # seconds for each


def tell(report: NightReport, settings: Nightly, *, offline: bool) -> Iterator[str]:
    """Tell everybody that the settings name; give one note for each who could not be told."""
    if settings.webhook and offline:
        yield f"the webhook {settings.webhook} was not called, because the run is offline"
    elif settings.webhook:
        yield from _post(settings.webhook, to_json(report))
    if settings.command:
        yield from _run(settings.command, to_text(report))


def _post(url: str, document: bytes) -> Iterator[str]:
    import httpx

    try:
        answer = httpx.post(
            url, content=document, headers={"Content-Type": "application/json"}, timeout=PATIENCE
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        yield f"the webhook {url} could not be called: {error}"
        return
    if not answer.is_success:
        yield f"the webhook {url} answered {answer.status_code}"


def _run(command: Sequence[str], text: str) -> Iterator[str]:
    name = command[0]
    try:
        done = subprocess.run(
            command,
            input=text,
            text=True,
            encoding="utf-8",
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        yield f"the command {name} took longer than {PATIENCE:.0f} seconds and was ended"
        return
    except OSError as error:
        yield f"the command {name} could not be run: {error.strerror}"
        return
    if done.returncode:
        last = (done.stderr or done.stdout or "").strip().splitlines()[-1:]
        yield f"the command {name} ended with code {done.returncode}{': ' + last[0] if last else ''}"
