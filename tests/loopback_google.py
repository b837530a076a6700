"""A server on this machine that answers as Google's speech service does, for the tests of gTTS."""

from __future__ import annotations

import base64
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from imageio_ffmpeg import get_ffmpeg_exe  # noqa: TID253  a test may load what it needs

from pipeline.edition import Voice, VoiceKind
from pipeline.speech.engines.tone import RATE, Tone

VOICE = Voice("gtts-sv", "gtts", "sv", "Google", VoiceKind.ONLINE, speaker="sv")


class Google(ThreadingHTTPServer):
    """`said` are the texts asked for; the first `drops` are not answered, then those of `refusals` with its statuses.

    `body` replaces the answer.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.said: list[str] = []
        self.drops = 0
        self.refusals: list[int] = []
        self.body: bytes | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving() -> Iterator[Google]:
    server = Google()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Google

    def do_POST(self) -> None:
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        text = _text(form)
        self.server.said.append(text)
        if self.server.drops:
            self.server.drops -= 1
            return
        status = self.server.refusals.pop(0) if self.server.refusals else 200
        body = self.server.body if self.server.body is not None else _answer(_mp3(text))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def _text(form: str) -> str:
    [[[_, parameters, *_]]] = json.loads(parse_qs(form)["f.req"][0])
    return str(json.loads(parameters)[0])


def _mp3(text: str) -> bytes:
    pcm = Tone().speak(text, VOICE).pcm
    command = [get_ffmpeg_exe(), "-v", "error", "-f", "s16le", "-ar", str(RATE), "-i", "-", "-f", "mp3", "-"]
    return subprocess.run(command, input=pcm, capture_output=True, check=True).stdout


def _answer(mp3: bytes) -> bytes:
    """JSON in JSON behind a guard line, as the service's batched calls come back."""
    inner = json.dumps([base64.b64encode(mp3).decode()], separators=(",", ":")).replace("=", "\\u003d")
    outer = json.dumps([["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]], separators=(",", ":"))
    return f")]}}'\n\n{len(outer)}\n{outer}\n".encode()
