"""A LibreTranslate server of one's own, over HTTP (https://docs.libretranslate.com: POST /translate, GET /languages)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.errors import TranslationError
from pipeline.progress import Advance
from pipeline.translate.engines.base import DEFAULT, Decoding, unheard
from pipeline.translate.engines.shelf import Shelf
from pipeline.translate.models.model import Model, Pair

if TYPE_CHECKING:
    import httpx

# The server takes a list of texts; its default character limit counts them together.
CHUNK = 20
TIMEOUT_SECONDS = 60.0


class LibreTranslate:
    """One or more servers; a model's location is the server's address."""

    name = "libretranslate"

    def __init__(self, models: Iterable[Model]) -> None:
        self._shelf = Shelf(models)

    def pairs(self) -> set[Pair]:
        return self._shelf.pairs()

    def fingerprint(self, source: str, target: str) -> str:
        """The address only: a server does not say which models it runs."""
        return f"libretranslate/{self._shelf[source, target].location}/1"

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        decoding: Decoding = DEFAULT,  # noqa: ARG002  the protocol names it; the server decides
        advance: Advance = unheard,
    ) -> list[str]:
        address = self._shelf[source, target].location
        told = {"source": source, "target": target, "format": "text"}
        outputs: list[str] = []
        with _connected(address) as client:
            for start in range(0, len(texts), CHUNK):
                outputs += _ask(client, list(texts[start : start + CHUNK]), told)
                advance(len(outputs), len(texts))
        return outputs


def _ask(client: httpx.Client, texts: list[str], told: dict[str, str]) -> list[str]:
    answer, address = _json(client.post("translate", json={"q": texts, **told})), client.base_url
    outputs = answer.get("translatedText") if isinstance(answer, dict) else None
    if not isinstance(outputs, list) or len(outputs) != len(texts):
        raise TranslationError(
            f"The LibreTranslate server at {address} did not answer with one text for each it was given. "
            "Check its version, or choose another translation engine."
        )
    return [str(output) for output in outputs]


def languages(address: str) -> set[Pair]:
    """The directions a server offers. Raises TranslationError."""
    with _connected(address) as client:
        answer = _json(client.get("languages"))
    listed = [entry for entry in answer if isinstance(entry, dict)] if isinstance(answer, list) else []
    return {(str(entry["code"]), str(target)) for entry in listed for target in entry.get("targets", ())}


def _json(response: httpx.Response) -> Any:
    response.raise_for_status()
    return response.json()


@contextmanager
def _connected(address: str) -> Iterator[httpx.Client]:
    """A connection whose failures are TranslationErrors."""
    import httpx

    try:
        with httpx.Client(base_url=address, timeout=TIMEOUT_SECONDS) as client:
            yield client
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise TranslationError(
            f"The LibreTranslate server at {address} could not be used ({error}). "
            "Start it, or correct libretranslate_url in publish.toml."
        ) from error
