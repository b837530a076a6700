"""A file from the web, whole or absent: resumed, limited, verified, renamed into place.

What has come is kept in `<target>.part` beside the target, with the server's own mark of the file's version
(RFC 9110: ETag or Last-Modified) in `<target>.part.json`, so that a later try goes on where the last one stopped,
and never glues two versions together. One process at a time per target: installers hold a lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.errors import ChecksumMismatch, ConfigError, InstallError, OutputError
from pipeline.progress import Advance

if TYPE_CHECKING:
    import httpx

# The server may mend these by itself (RFC 9110, RFC 6585); all other refusals are final.
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes. `timeout` is for a connection and between two pieces; `pause` grows with each retry.

    `proxy` is the address of one that all requests go through, http://user:password@host:port; "" for none but what
    the environment names (HTTPS_PROXY and the like, as curl reads them).
    """

    timeout: float = 20.0
    total_timeout: float = 3600.0
    max_bytes: int = 2 * 1024**3
    retries: int = 3
    pause: float = 1.0
    proxy: str = ""


DEFAULT_LIMITS = Limits()


class _Interrupted(Exception):
    """The connection broke or the server is busy: worth another try."""


@dataclass(frozen=True)
class _Part:
    """What has come so far of a URL's file, and what the server said it was."""

    path: Path
    url: str

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def _note(self) -> Path:
        return self.path.with_name(self.path.name + ".json")

    @property
    def mark(self) -> str:
        """The version that the part belongs to; "" where it is unknown or of another URL, and so of no use."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        return str(note.get("mark", "")) if note.get("url") == self.url else ""

    def begin(self, mark: str) -> None:
        """Start over with an empty part of this version."""
        self.path.write_bytes(b"")
        self._note.write_text(json.dumps({"url": self.url, "mark": mark}), encoding="utf-8")

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def sha256(self) -> str:
        with self.path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()

    def finish(self, target: Path) -> None:
        with self.path.open("rb+") as handle:
            os.fsync(handle.fileno())
        self.path.replace(target)
        self._note.unlink(missing_ok=True)


def download(
    url: str,
    target: Path,
    *,
    sha256: str = "",
    progress: Advance | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> str:
    """Fetch `url` into `target` and return the file's SHA-256 in hex. `progress` hears bytes (total 0: unknown).

    Raises InstallError (refused, broken off, too large, too slow; what came is kept for the next try),
    ChecksumMismatch when `sha256` is given and is another, OutputError when it cannot be written, ConfigError for a
    proxy that is none.
    """
    _check_address(url)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = _Part(target.with_name(target.name + ".part"), url)
        resumed = part.size > 0
        _fetch(part, progress or _silent, limits)
        found = part.sha256()
        if sha256 and found != sha256.lower() and resumed:
            part.drop()  # what lay there from before may have been damaged: once more from the beginning
            _fetch(part, progress or _silent, limits)
            found = part.sha256()
        if sha256 and found != sha256.lower():
            part.drop()
            raise ChecksumMismatch(
                f"What came from {url} is not what the catalogue promises (SHA-256 {found[:12]}… instead of "
                f"{sha256[:12].lower()}…), so it was thrown away. Try again later, or name another engine or file."
            )
        part.finish(target)
    except OSError as error:
        raise OutputError(
            f"Cannot write {target}: {error.strerror or error}. Free space or rights there."
        ) from error
    return found


def _silent(done: float, total: float) -> None:
    """Nobody listens."""


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InstallError(
            f"{url} is not a web address. Give one that begins with https://, or a file's path."
        )


def _fetch(part: _Part, progress: Advance, limits: Limits) -> None:
    """Fill the part, with as many new tries as are allowed. Raises InstallError."""
    import httpx

    deadline = time.monotonic() + limits.total_timeout
    with _client(limits) as client:
        for attempt in range(limits.retries + 1):
            try:
                _fetch_once(client, part, progress, (limits, deadline))
            except (httpx.TransportError, _Interrupted) as error:
                if attempt == limits.retries:
                    reason = str(error) or type(error).__name__
                    way = " (through fetch.proxy of publish.toml)" if limits.proxy else ""
                    raise _broken_off(part, f"{reason}{way}") from error
                time.sleep(min(limits.pause * 2**attempt, max(0.0, deadline - time.monotonic())))
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise InstallError(f"{part.url} cannot be downloaded: {error}. Check the address.") from error
            else:
                return


def _client(limits: Limits) -> httpx.Client:
    """Raises ConfigError for a proxy that is none."""
    import httpx

    try:
        return httpx.Client(follow_redirects=True, timeout=limits.timeout, proxy=limits.proxy or None)
    except (ValueError, httpx.InvalidURL, ImportError) as error:  # ImportError: socks5:// without its library
        raise ConfigError(
            "The proxy is not an address such as http://user:password@host:port. Mend fetch.proxy in publish.toml."
        ) from error


def _fetch_once(client: httpx.Client, part: _Part, progress: Advance, bounds: tuple[Limits, float]) -> None:
    limits, deadline = bounds
    headers = {"Accept-Encoding": "identity"}
    if part.size and part.mark:
        headers |= {"Range": f"bytes={part.size}-", "If-Range": part.mark}
    with client.stream("GET", part.url, headers=headers) as response:
        total = _prepare(response, part)
        _check_size(part, total, limits)
        done = part.size
        with part.path.open("ab") as handle:
            progress(done, total)
            for piece in response.iter_bytes():
                handle.write(piece)
                done += len(piece)
                progress(done, total)
                _check_size(part, done, limits)
                _check_time(part, deadline, limits)
    if total and done != total:
        raise _Interrupted(f"{done:,} of {total:,} bytes came")


def _prepare(response: httpx.Response, part: _Part) -> int:
    """Make the part ready for what comes; the whole file's size, 0 where unknown. Raises InstallError, _Interrupted."""
    _check_redirects(response, part)
    status = response.status_code
    if status == 206:
        start, total = _range(response)
        if start == part.size:
            return total
    if status in (206, 416):  # not the range that was asked for: the file is another one by now
        part.drop()
        raise _Interrupted("the file has changed on the server")
    if status in RETRIED:
        raise _Interrupted(f"the server answered {status}")
    if status != 200:
        raise InstallError(
            f"{part.url} cannot be downloaded: the server answered {status}. Check the address."
        )
    encoded = response.headers.get("Content-Encoding", "identity") != "identity"
    part.begin("" if encoded else _mark(response))  # of a file compressed on the way no part can be asked for
    return 0 if encoded else int(response.headers.get("Content-Length") or 0)


def _check_redirects(response: httpx.Response, part: _Part) -> None:
    if part.url.startswith("https:") and response.url.scheme != "https":
        raise InstallError(
            f"{part.url} leads to {response.url}, which is not encrypted. Nothing was downloaded."
        )


def _mark(response: httpx.Response) -> str:
    """What If-Range may be given: a strong ETag, else a date (RFC 9110, 13.1.5)."""
    etag = str(response.headers.get("ETag", ""))
    return etag if etag and not etag.startswith("W/") else str(response.headers.get("Last-Modified", ""))


def _range(response: httpx.Response) -> tuple[int, int]:
    """Where a partial answer starts, and the whole file's size; (-1, 0) where it does not say."""
    match = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", response.headers.get("Content-Range", ""))
    return (int(match[1]), int(match[2])) if match else (-1, 0)


def _check_size(part: _Part, size: int, limits: Limits) -> None:
    if size > limits.max_bytes:
        part.drop()
        raise InstallError(
            f"{part.url} is larger than {limits.max_bytes:,} bytes, which is more than is allowed here. "
            "Raise max_bytes of [models] in publish.toml if it is what you want."
        )


def _check_time(part: _Part, deadline: float, limits: Limits) -> None:
    if time.monotonic() > deadline:
        raise _broken_off(part, f"it took longer than {limits.total_timeout:.0f} s")


def _broken_off(part: _Part, reason: str) -> InstallError:
    kept = f" {part.size:,} bytes are kept, and the next try goes on from there." if part.size else ""
    return InstallError(f"The download of {part.url} broke off: {reason}.{kept} Try again.")
