"""What an answer of a server means to us, and the sentence for each that is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.errors import FetchError, Unreachable
from pipeline.sources.addresses import shown
from pipeline.sources.manners import retry_after
from pipeline.sources.memory import Remembered

if TYPE_CHECKING:
    from pipeline.sources.exchange import Answer

SCHEMES = ("http", "https")

_MISSING = "There is no page at {url} (the server says {status}). Check the address."
_FORBIDDEN = (
    "{url} is not given to this tool (the server says {status}). "
    "Open it in a browser, save the page, and give the file instead."
)
_OTHER = (
    "{url} cannot be had (the server says {status}). Try again later, or save the page and give the file."
)
_REFUSALS = {404: _MISSING, 410: _MISSING, 401: _FORBIDDEN, 402: _FORBIDDEN, 403: _FORBIDDEN, 451: _FORBIDDEN}

# Too many requests, and what servers and the gateways before them say in passing trouble.
_PASSING = frozenset({429, 500, 502, 503, 504})


def check_scheme(url: str, redirected_from: str = "") -> None:
    """Raises FetchError unless `url` is http or https and names a host."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchError(f"{url} is not a valid address ({error}). Check how it is written.") from error
    if parts.scheme in SCHEMES and parts.hostname:
        return
    if redirected_from:
        raise FetchError(
            f"{redirected_from} redirects to {url}, but only http and https are followed. Check it in a browser."
        )
    raise FetchError(f"{shown(url)} cannot be fetched: only http and https can. Give a file by its path.")


def final(answer: Answer, now: float) -> Answer:
    """`answer`, unless it is one of passing trouble. Raises Unreachable with the wait that the server asks for."""
    if answer.status not in _PASSING:
        return answer
    wait = retry_after(answer.headers, now)
    hint = f"asks to come back in {_spoken(wait)}" if wait else f"says {answer.status}"
    raise Unreachable(
        f"{shown(answer.url)} cannot be had now (the server {hint}). Try again later, or save the page and give the file.",
        wait,
    )


def _spoken(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"


def check(answer: Answer) -> None:
    """Raises FetchError unless the answer holds a page."""
    if answer.status == 200:
        return
    raise FetchError(_REFUSALS.get(answer.status, _OTHER).format(url=shown(answer.url), status=answer.status))


def to_remember(answer: Answer) -> Remembered:
    """What is worth keeping of a page."""
    return Remembered(
        found_at=answer.url,
        media_type=answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
        charset=answer.charset,
        etag=answer.headers.get("etag", ""),
        modified=answer.headers.get("last-modified", ""),
        data=answer.data,
    )
