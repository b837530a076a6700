"""An httpx transport that checks each address where the connection is made, and ends with its deadline.

Checking before the request would leave a gap: a name server may answer the check with a public address and the
connection with a private one (DNS rebinding). Here the address that was checked is the address that is connected to,
while TLS and the Host header go on using the name. The deadline covers everything, the headers' drip included.

This module is the only one that imports httpx at its top; it is itself imported only when something is fetched.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from urllib.parse import unquote, urlsplit, urlunsplit

import httpcore
import httpx  # noqa: TID253  this module is loaded by the adapter, when something is fetched

from pipeline.errors import FetchError
from pipeline.sources.addresses import Guard

_LookUp = Callable[[str, int], list[str]]

_SocketOptions = Iterable[httpcore.SOCKET_OPTION]


class Deadline:
    """A moment after which nothing of `url` is waited for. `clock` counts seconds and never goes back."""

    def __init__(self, url: str, seconds: float, clock: Callable[[], float]) -> None:
        self._url = url
        self._seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def within(self, timeout: float | None) -> float:
        """`timeout`, or what is left if that is less. Raises FetchError when nothing is left."""
        left = self._end - self._clock()
        if left <= 0:
            raise FetchError(
                f"{self._url} did not finish within {self._seconds:g} seconds. "
                "Try again later, or raise fetch.total_timeout in publish.toml."
            )
        return left if timeout is None else min(timeout, left)


class _Stream(httpcore.NetworkStream):
    """A network stream whose every wait ends with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        except httpcore.ConnectError as error:  # above here the pool takes the cause away
            if isinstance(error.__cause__, ssl.SSLError):
                raise _unproven(server_hostname or "The server", error.__cause__) from error
            raise
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _unproven(host: str, error: ssl.SSLError) -> FetchError:
    reason = getattr(error, "verify_message", "") or error.reason
    return FetchError(
        f"{host} cannot prove who it is ({reason}). "
        "Check the address, or save the page with a browser and give the file."
    )


class _Backend(httpcore.NetworkBackend):
    """Resolves, checks and connects; the addresses of a host are tried in turn."""

    def __init__(self, look_up: _LookUp, deadline: Deadline) -> None:
        self._look_up = look_up
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _SocketOptions | None = None,
    ) -> httpcore.NetworkStream:
        """Raises FetchError for a private address, OSError for an unknown name, httpcore.ConnectError otherwise."""
        refusals: list[httpcore.NetworkError | httpcore.TimeoutException] = []
        for address in self._look_up(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._deadline.within(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refusals.append(error)
            else:
                return _Stream(stream, self._deadline)
        raise refusals[0] if refusals else httpcore.ConnectError(f"{host} has no address")


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


@cache
def _certificates() -> ssl.SSLContext:
    """certifi's authorities, and the system's own: a company's is among the latter."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _pool(guard: Guard, deadline: Deadline, proxy: str) -> httpcore.ConnectionPool:
    if not proxy:
        return httpcore.ConnectionPool(_certificates(), network_backend=_Backend(guard.addresses, deadline))
    parts = urlsplit(proxy)
    return httpcore.HTTPProxy(
        proxy_url=urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])),
        proxy_auth=(unquote(parts.username), unquote(parts.password or "")) if parts.username else None,
        ssl_context=_certificates(),
        network_backend=_Backend(guard.unguarded, deadline),
    )


class GuardedTransport(httpx.BaseTransport):
    """One fetch's way to the network, through `proxy` if there is one. Errors are httpcore's, OSError for names, FetchError."""

    def __init__(self, guard: Guard, deadline: Deadline, proxy: str = "") -> None:
        self._check_name = guard.check_name if proxy else None
        self._pool = _pool(guard, deadline, proxy)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._check_name:
            self._check_name(request.url.host)
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        self._pool.close()
