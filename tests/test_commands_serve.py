"""`publish serve`, started as a person starts it."""

from __future__ import annotations

import ipaddress
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx  # noqa: TID253  tests need not start fast
import msgspec
import publications
import pytest

from pipeline.commands.serve import greeting, listen, reachable, serve
from pipeline.errors import UsageError
from pipeline.outputs.listing import Listing
from pipeline.settings import Settings

START = "import sys, typer; from pipeline.commands.serve import serve; typer.run(serve)"


def test_it_serves_until_it_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("the library", encoding="utf-8")
    command = [sys.executable, "-u", "-c", START, "--port", "0", "--out", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found
        assert httpx.get(found[0]).text == "the library"
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=20)
    assert (process.returncode, complaints) == (0, "")


def test_only_this_machine_is_let_in_unless_asked() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
    assert serve.__defaults__ is not None
    assert serve.__defaults__[0] == "127.0.0.1"


def test_a_folder_that_is_not_there_is_a_wrong_command(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--out"):
        serve(out=tmp_path / "nothing")


def test_a_port_that_is_taken_is_a_wrong_command() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(UsageError, match="--port"):
        listen("127.0.0.1", taken.getsockname()[1])


def test_ipv6_is_an_address_too() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 on this machine")
    try:
        listening = listen("::1", 0)
    except UsageError:
        pytest.skip("no IPv6 loopback on this machine")
    with listening:
        assert listening.family is socket.AF_INET6
    assert reachable("::1") == "[::1]"


def test_the_greeting_names_the_feeds(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    listing = Listing.of(publications.publication())
    (tmp_path / "a" / "report.json").write_bytes(msgspec.json.encode({"listing": listing}))
    said = greeting(Settings(output=tmp_path), ("127.0.0.1", 8000))
    assert said.splitlines()[1:] == [
        "Podcast feeds:",
        *(f"  http://127.0.0.1:8000/feed.{lang}.xml" for lang in ("de", "en", "sv")),
    ]


def test_the_address_to_type_into_a_phone_is_not_0_0_0_0() -> None:
    """Asked in another process: finding it sends nothing, but the guard of these tests cannot know that."""
    ask = (
        "from pipeline.commands.serve import reachable; print(reachable('0.0.0.0'), reachable('192.168.1.7'))"
    )
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    own, given = (ipaddress.ip_address(part) for part in answer.stdout.split())
    assert not own.is_unspecified
    assert str(given) == "192.168.1.7"
