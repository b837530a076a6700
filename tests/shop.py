"""A web server on this machine for the tests of downloads: honest by default, and difficult on demand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

DATA = bytes(range(256)) * 4096  # 1 MiB, no two neighbouring pieces alike
SHA = hashlib.sha256(DATA).hexdigest()


@dataclass
class Shop:
    """What the server does, and what it was asked."""

    root: str = ""
    data: bytes = DATA
    files: dict[str, bytes] = field(default_factory=dict)  # path -> content; every other path gives `data`
    etag: str = '"one"'
    headers: dict[str, str] = field(default_factory=dict)
    break_after: list[int] = field(default_factory=list)  # bytes to send before hanging up, one per request
    refuse: list[int] = field(default_factory=list)  # status codes to answer first
    ranges: bool = True
    length: bool = True
    stall: bool = False
    redirect: str = ""  # where /file leads
    asked: list[str] = field(default_factory=list)  # the Range header of each request
    paths: list[str] = field(default_factory=list)
    hosts: list[str] = field(
        default_factory=list
    )  # the Host header of each: not its own where it serves as a proxy

    @property
    def address(self) -> str:
        return f"{self.root}/file"


class Counter(BaseHTTPRequestHandler):
    """Where the shop answers."""

    protocol_version = "HTTP/1.1"
    shop: Shop

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def do_GET(self) -> None:
        shop, wanted = self.shop, self.headers.get("Range", "")
        path = urlsplit(self.path).path
        shop.asked.append(wanted)
        shop.paths.append(path)
        shop.hosts.append(self.headers["Host"])
        if shop.redirect and path == "/file":
            self.answer(302, b"", {"Location": shop.redirect})
        elif shop.refuse:
            self.answer(shop.refuse.pop(0), b"no", {})
        elif shop.files and path not in shop.files:
            self.answer(404, b"no", {})
        else:
            self.give(wanted, shop.files.get(path, shop.data))

    def give(self, wanted: str, data: bytes) -> None:
        headers = dict(self.shop.headers)
        if self.shop.etag:
            headers["ETag"] = self.shop.etag
        match = re.fullmatch(r"bytes=(\d+)-", wanted)
        if not match or not self.shop.ranges or self.headers.get("If-Range") != self.shop.etag:
            self.answer(200, data, headers)
            return
        start, size = int(match[1]), len(data)
        if start >= size:
            self.answer(416, b"", headers)
            return
        headers["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
        self.answer(206, data[start:], headers)

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if self.shop.length:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        sent = body[: self.shop.break_after.pop(0)] if self.shop.break_after else body
        self.wfile.write(sent)
        self.wfile.flush()
        if self.shop.stall:
            self.rfile.read(1)  # returns when the client hangs up
        self.close_connection = True


@contextmanager
def open_shop() -> Iterator[Shop]:
    """A shop that is open for as long as the context lasts."""
    shop = Shop()
    handler = type("Handler", (Counter,), {"shop": shop})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    shop.root = f"http://127.0.0.1:{server.server_port}"
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
