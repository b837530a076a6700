"""ffmpeg as a filter: bytes in, bytes out. It comes as a wheel (imageio-ffmpeg), so nothing has to be installed."""

from __future__ import annotations

import errno
import os
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from typing import IO

from pipeline.errors import AudioError

QUIET = ("-hide_banner", "-nostdin", "-loglevel", "error")


def executable() -> str:
    """The path of ffmpeg. Raises AudioError when there is none."""
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise AudioError(
            "No ffmpeg is here. Run `pip install --force-reinstall imageio-ffmpeg`, "
            "or name one in IMAGEIO_FFMPEG_EXE."
        ) from error


@cache
def version() -> str:
    """What `ffmpeg -version` says first: part of every cache key, since encoders change with it."""
    from imageio_ffmpeg import get_ffmpeg_version

    executable()
    return str(get_ffmpeg_version())


def run(arguments: Sequence[str], data: bytes | IO[bytes] = b"") -> bytes:
    """Feed `data` (or a file, from where it stands) to ffmpeg and return its standard output.

    Both go through unnamed files: Python feeds a pipe in pieces of 4 kB, which costs more than the disk's cache.
    Raises AudioError, OSError for a full disk.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
        if isinstance(data, bytes):
            given.write(data)
            given.seek(0)
        source = given if isinstance(data, bytes) else data
        os.lseek(source.fileno(), source.tell(), os.SEEK_SET)  # past what Python has read ahead
        _run([executable(), *QUIET, *arguments], source, made)
        made.seek(0)
        return made.read()


def _run(command: list[str], given: IO[bytes], made: IO[bytes]) -> None:
    try:
        subprocess.run(command, stdin=given, stdout=made, stderr=subprocess.PIPE, check=True)
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"exit code {error.returncode}"
        if os.strerror(errno.ENOSPC) in reason:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise AudioError(
            f"ffmpeg failed ({reason}). Run `publish doctor`; if it finds nothing, report this."
        ) from error
    except OSError as error:
        raise AudioError(f"ffmpeg cannot be started ({error.strerror}). Run `publish doctor`.") from error


def pcm_input(rate: int) -> list[str]:
    """Arguments that make standard input mono 16-bit PCM at `rate`."""
    return ["-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", "pipe:0"]
