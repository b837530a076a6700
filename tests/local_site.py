"""A small web site on this machine: pages, feeds, and every kind of trouble a server can make."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from pipeline.settings import Fetch
from pipeline.sources.addresses import resolve
from pipeline.sources.fetcher import Asked, Fetcher, World

PAGE = b"<!doctype html><html lang='en'><title>Valves</title><p>Twelve valves were replaced.</p></html>"
DRIP_SECONDS = 0.02


@dataclass
class Reply:
    """What a path answers. `drip` says which part comes byte by byte and never ends: "headers", "body" or ""."""

    body: bytes = PAGE
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    drip: str = ""
    length: bool = True


def moved(to: str, status: int = 302) -> Reply:
    return Reply(b"", status, headers={"Location": to})


@dataclass
class Site:
    """`pages` maps a path to its reply, or to several, of which the last is repeated. `asked` is what was asked for."""

    root: str = ""
    pages: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, Message]] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    @property
    def port(self) -> int:
        return int(self.root.rpartition(":")[2])

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def reply(self, path: str) -> Reply:
        found = self.pages.get(path, Reply(b"nothing here", 404, "text/plain"))
        if isinstance(found, Reply):
            return found
        return found.pop(0) if len(found) > 1 else found[0]


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.close_connection = True
        self.site.asked.append((self.path, self.headers))
        reply = self.site.reply(self.path)
        etag = reply.headers.get("ETag")
        if etag and self.headers.get("If-None-Match") == etag:
            reply = Reply(b"", 304, headers={"ETag": etag})
        try:
            self._send(reply)
        except (BrokenPipeError, ConnectionResetError):
            return  # the client has had enough, as it should

    def _send(self, reply: Reply) -> None:
        if reply.drip == "headers":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            self._drip()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        if reply.length and not reply.drip:
            self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)
        if reply.drip == "body":
            self._drip()

    def _drip(self) -> None:
        while not self.site.closing.wait(DRIP_SECONDS):
            self.wfile.write(b".")
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it
        """Tests are quiet."""


@contextmanager
def open_site() -> Iterator[Site]:
    site = Site()
    handler = type("Handler", (_Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    site.root = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Hands:
    """The hands of a clock that only sleeping moves, and the names of a network of our own."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def resolve(self, host: str, port: int) -> list[str]:
        return self.names[host] if host in self.names else resolve(host, port)

    @property
    def world(self) -> World:
        return World(
            clock=lambda: self.seconds, now=lambda: self.seconds, sleep=self.sleep, resolve=self.resolve
        )


LOCAL = Fetch(allow_hosts=("127.0.0.1",))


def machine(hands: Hands, settings: Fetch = LOCAL) -> Fetcher:
    """A fetcher that keeps to every rule, on this machine."""
    return Fetcher(settings, asked=Asked.MACHINE, world=hands.world)
