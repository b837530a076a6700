"""What was fetched before, so that an unchanged page is not sent again (RFC 9110 13: conditional requests)."""

from __future__ import annotations

import msgspec

from pipeline.cache import Store, key

STAGE, VERSION = "fetch", 1


class Remembered(msgspec.Struct, frozen=True):
    """An answer as it was kept. `found_at` is where redirects led to; validators are "" when the server gave none."""

    found_at: str
    media_type: str
    charset: str
    etag: str
    modified: str
    data: bytes

    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it has changed."""
        wanted = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in wanted.items() if value}


def recall(store: Store, url: str) -> Remembered | None:
    """What was kept of `url`; None when there is nothing, or nothing readable."""
    kept = store.get(key(STAGE, VERSION, url))
    try:
        return msgspec.msgpack.decode(kept, type=Remembered) if kept else None
    except msgspec.MsgspecError:
        return None


def remember(store: Store, url: str, answer: Remembered) -> None:
    """Keep an answer that carries a validator; one without could never be asked about. Raises OutputError."""
    if answer.conditions():
        store.put(key(STAGE, VERSION, url), msgspec.msgpack.encode(answer))
