"""nightly/telling.py: the webhook gets the report, the command the summary; neither can fail a night."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread

from reports import REPORT

from pipeline.nightly.telling import tell
from pipeline.settings import Nightly

DRIPPING = 0


@contextmanager
def hook(status: int) -> Iterator[tuple[str, list[bytes]]]:
    """Its address, and what was posted there. DRIPPING sends a header that never ends."""
    got: list[bytes] = []
    closing = Event()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            if status == DRIPPING:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while status == DRIPPING and not closing.wait(0.02):
                self.wfile.write(b".")
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", got
    finally:
        closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def notes(settings: Nightly, *, offline: bool = False) -> list[str]:
    return list(tell(REPORT, settings, offline=offline))


def test_the_webhook_gets_the_report() -> None:
    with hook(204) as (url, got):
        assert notes(Nightly(webhook=url)) == []
    assert json.loads(got[0])["counts"]["made"] == 1


def test_a_webhook_that_refuses_is_a_note() -> None:
    with hook(500) as (url, _):
        assert notes(Nightly(webhook=url)) == ["the webhook at 127.0.0.1 answered 500"]


def test_a_webhook_that_is_not_there_is_a_note() -> None:
    with hook(204) as (url, _):
        pass
    assert "could not be called" in notes(Nightly(webhook=url))[0]


def test_the_address_of_a_webhook_is_its_password_and_never_said() -> None:
    with hook(500) as (url, _):
        refused = notes(Nightly(webhook=f"{url}T0/secret"))
    for address in (f"{url}T0/secret", "nonsense:secret", "https://host.invalid:x/secret"):
        refused += notes(Nightly(webhook=address))
    assert len(refused) == 4
    assert "secret" not in " ".join(refused)


def test_a_webhook_that_answers_drop_by_drop_is_left_behind() -> None:
    with hook(DRIPPING) as (url, _):
        (note,) = tell(REPORT, Nightly(webhook=url), offline=False, patience=0.2)
    assert note.endswith("took too long to answer")


def test_an_offline_run_calls_nobody() -> None:
    with hook(204) as (url, got):
        assert "offline" in notes(Nightly(webhook=url), offline=True)[0]
    assert got == []


def test_the_command_gets_the_summary(tmp_path: Path) -> None:
    script = f"import sys; open({str(tmp_path / 'mail')!r}, 'w', encoding='utf-8').write(sys.stdin.read())"
    assert notes(Nightly(command=(sys.executable, "-c", script))) == []
    assert "1 made" in (tmp_path / "mail").read_text(encoding="utf-8")


def test_a_command_that_fails_is_a_note_in_its_own_words() -> None:
    script = "import sys; sys.exit('no such mailbox')"
    (note,) = notes(Nightly(command=(sys.executable, "-c", script)))
    assert note.endswith("ended with code 1: no such mailbox")


def test_a_command_that_is_not_there_is_a_note() -> None:
    assert "could not be run" in notes(Nightly(command=("no-such-command-of-ours",)))[0]
