"""Pages that a browser saved with everything in one file: MHTML (RFC 2557), as Chrome, Edge and Opera write it."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.message import Message
from email.policy import compat32

_BEGINNING = re.compile(rb"\A(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,20}", re.MULTILINE)
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page inside: its markup as it was sent, the declared charset and the address it was saved from."""

    data: bytes
    charset: str
    url: str


def unwrap(data: bytes) -> SavedPage | None:
    """The page inside an MHTML file; None when `data` is none, or holds no page."""
    head = _BEGINNING.match(data[:8192])
    if head is None or not _RELATED.search(head[0]):
        return None
    message = email.message_from_bytes(data, policy=compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            return SavedPage(_body(part), part.get_content_charset() or "", _address(message, part))
    return None


def _body(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _address(message: Message, part: Message) -> str:
    found = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
    return found if found.startswith(("http://", "https://")) else ""
