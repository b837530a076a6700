"""One request and its answer; every error of the network is translated here, and nowhere else."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx  # noqa: TID253  this module is loaded by the adapter, when something is fetched

from pipeline.errors import FetchError, Unreachable
from pipeline.sources.addresses import Guard, shown
from pipeline.sources.transport import Deadline, GuardedTransport


@dataclass(frozen=True, slots=True)
class Errand:
    """What holds for all requests of one fetch. `timeout` in seconds, for each wait; `max_bytes` after unpacking.

    `cookies` live as long as the errand: many sites set one and redirect, and go in circles without it.
    """

    guard: Guard
    deadline: Deadline
    timeout: float
    max_bytes: int
    proxy: str = ""
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)


@dataclass(frozen=True, slots=True)
class Answer:
    """A response as it came. `location` is the absolute URL of a redirect, "" otherwise. Header names are lower case."""

    url: str
    status: int
    headers: dict[str, str]
    charset: str
    data: bytes
    location: str


def exchange(url: str, headers: dict[str, str], errand: Errand) -> Answer:
    """GET one URL; redirects are returned, not followed. Raises FetchError (Unreachable when it may pass)."""
    with _translated(url), _response(url, headers, errand) as response:
        location = response.headers.get("location", "") if response.has_redirect_location else ""
        return Answer(
            url=url,
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.items()},
            charset=response.charset_encoding or "",
            data=b"" if location else _body(response, url, errand.max_bytes),
            location=urljoin(url, location) if location else "",
        )


@contextmanager
def _response(url: str, headers: dict[str, str], errand: Errand) -> Iterator[httpx.Response]:
    """An open response. The transport is used without a client, which would read redirects in its own way."""
    waits = {"timeout": httpx.Timeout(errand.timeout).as_dict()}
    request = httpx.Request("GET", url, headers=headers, extensions=waits)
    errand.cookies.set_cookie_header(request)
    with GuardedTransport(errand.guard, errand.deadline, errand.proxy) as transport:
        response = transport.handle_request(request)
        response.request = request
        errand.cookies.extract_cookies(response)
        try:
            yield response
        finally:
            response.close()


def _body(response: httpx.Response, url: str, limit: int) -> bytes:
    """The body, unpacked. The announced size is checked first, the real one as it comes."""
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise _too_large(url, limit)
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > limit:
            raise _too_large(url, limit)
    return bytes(body)


def _too_large(url: str, limit: int) -> FetchError:
    return FetchError(
        f"{shown(url)} is larger than {limit / 1024 / 1024:g} MB. "
        "Check that it is an article, or raise fetch.max_bytes in publish.toml."
    )


@contextmanager
def _translated(url: str) -> Iterator[None]:
    name, host = shown(url), urlsplit(url).hostname or url
    try:
        yield
    except socket.gaierror as error:
        raise _unknown_host(host, error) from error
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise Unreachable(
            f"{name} does not answer in time. Try again later, or raise fetch.timeout."
        ) from error
    except httpcore.ProxyError as error:
        raise FetchError(
            f"The proxy does not lead to {host} ({error}). Check fetch.proxy in publish.toml."
        ) from error
    except httpcore.ConnectError as error:
        raise Unreachable(
            f"{host} refuses the connection or is out of reach. Check the address, or try again later."
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.RequestError) as error:
        raise Unreachable(f"{name} broke off its answer ({error}). Try again later.") from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(f"{name} is not a valid address ({error}). Check how it is written.") from error


def _unknown_host(host: str, error: socket.gaierror) -> FetchError:
    if error.errno == socket.EAI_AGAIN:
        return Unreachable(f"The name {host} cannot be looked up now. Check the network connection.")
    return FetchError(f"There is no host named {host}. Check the address and the network connection.")
