"""`publish serve`: the output folder as a web site on this machine, or on the local network when asked."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import ConfigOption, settings
from pipeline.commands.console import say
from pipeline.errors import UsageError
from pipeline.outputs.feeds import feed_languages, feed_name
from pipeline.outputs.listing import read_listings
from pipeline.outputs.server import application
from pipeline.settings import Settings

LOOPBACK = "127.0.0.1"
PORT = 8000
# Any address beyond this network will do to ask the system which of its own addresses faces the network; a datagram
# socket sends nothing when it connects. 192.0.2.0/24 is reserved for documentation (RFC 5737).
OUTSIDE = ("192.0.2.1", 9)


def serve(
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Where to listen. 0.0.0.0 lets a phone on your network in."
        ),
    ] = LOOPBACK,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free port.")] = PORT,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="The folder. Default: ./output.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Serve the output folder: pages, recordings (with byte ranges) and podcast feeds, until Ctrl-C."""
    import uvicorn

    chosen = settings(config, output=str(out) if out else None)
    if not chosen.output.is_dir():
        raise UsageError(
            f"There is no folder {chosen.output} to serve. Publish an article first, or name one with --out."
        )
    with listen(host, port) as listening:
        say(greeting(chosen, listening.getsockname()))
        app = application(chosen.output, chosen.outputs)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", server_header=False))
        with suppress(KeyboardInterrupt):  # Ctrl-C is how it is told to stop: all is well then
            server.run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at `host`:`port`. Raises UsageError when the address cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"Cannot listen at {host} port {port}: {reason}. Choose another with --host or --port."
        ) from error


def greeting(chosen: Settings, address: tuple[str, int]) -> str:
    """What a person needs to know now: the site's address and the feeds to subscribe to."""
    site = f"http://{reachable(address[0])}:{address[1]}/"
    feeds = [f"  {site}{feed_name(lang)}" for lang in feed_languages(read_listings(chosen.output))]
    lines = [f"Serving {chosen.output} at {site} (Ctrl-C stops)"]
    return "\n".join(lines + (["Podcast feeds:", *feeds] if feeds else []))


def reachable(host: str) -> str:
    """An address to type into a browser, for the address listened at: 0.0.0.0 and :: mean "all of mine"."""
    address = ipaddress.ip_address(host)
    if address.is_unspecified:
        return own_address()
    return f"[{host}]" if address.version == 6 else host


def own_address() -> str:
    """This machine's address on the local network; loopback where there is no network. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(OUTSIDE)
        except OSError:
            return LOOPBACK
        return str(probe.getsockname()[0])
