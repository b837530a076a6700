"""Pulls the plug in every Python process that has this folder on PYTHONPATH: a socket to anywhere is noted and refused.

`NO_SOCKETS_LOG` names the file that attempts are appended to, so that no error handling can hide one.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any, NoReturn


class PluggedOut(BaseException):
    """Not an Exception, so that nothing recovers from it."""


def _refuse(*arguments: Any, **_: Any) -> NoReturn:
    address = arguments[1] if isinstance(arguments[0], socket.socket) else arguments[0]
    with Path(os.environ["NO_SOCKETS_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"{os.getpid()} {address!r}\n")
    raise PluggedOut(address)


def _connect(self: socket.socket, address: Any) -> None:
    if self.family == socket.AF_UNIX:  # how processes of one program talk; it cannot leave the machine
        _plain_connect(self, address)
    else:
        _refuse(self, address)


_plain_connect = socket.socket.connect
socket.socket.connect = _connect  # type: ignore[method-assign, assignment]
socket.socket.connect_ex = _refuse  # type: ignore[method-assign]
socket.getaddrinfo = _refuse
