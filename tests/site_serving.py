"""`publish serve`'s own application, running on loopback for the length of a test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn  # noqa: TID253  tests need not start fast

from pipeline.commands.serve import listen
from pipeline.outputs.server import application
from pipeline.settings import Outputs


@contextmanager
def serving(output: Path, settings: Outputs | None = None) -> Iterator[str]:
    """The site's address, without a slash at its end."""
    with listen("127.0.0.1", 0) as listening:
        app = application(output, settings or Outputs())
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
