r"""The Posts API's "little text" format, in which `commentary` is written.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format

    reserved  \ | { } @ [ ] ( ) < > # * _ ~   each escaped with a backslash where it is meant as itself
    hashtag   {hashtag|\#|Tag}, the template form; a bare #Tag is understood as well
    mention   @[Name](urn:li:organization:123)

An unescaped reserved character cuts the published text short there, without an error (n8n#10179). Only
`commentary` is written so: titles and descriptions of the API, comments, and text pasted by hand are plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

RESERVED = "\\|{}@[]()<>#*_~"
_RESERVED = re.compile(f"[{re.escape(RESERVED)}]")
_TOKEN = re.compile(
    r"""
    (?P<escape>\\.)
  | \{hashtag\|(?:\\\#|\#)\|(?P<template>(?:\\.|[^\\{}|])+)\}
  | @\[(?P<mention>(?:\\.|[^\\\]])+)\]\(urn:li:(?:person|organization):[\w-]+\)
  | \#(?P<tag>\w*[^\W\d_]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)


def escape(text: str) -> str:
    """Plain text as little text that shows exactly that text; nothing in it is a hashtag or a mention."""
    return _RESERVED.sub(r"\\\g<0>", text)


def hashtag(tag: str) -> str:
    """A hashtag (`tag` without its sign) as little text."""
    return rf"{{hashtag|\#|{escape(tag)}}}"


def address(url: str) -> str:
    """A URL as little text: the same address with no reserved character left in it, where that is possible.

    Some senders report that a backslash inside a URL survives into the link, others that a bare "_" ends the text.
    Percent-encoding avoids both, and means the same address (RFC 3986, 6.2.2.2). The "#" before a fragment has no
    such form, so it is escaped.
    """
    encoded = _RESERVED.sub(lambda found: found[0] if found[0] == "#" else _percent(found[0]), url)
    return encoded.replace("#", "\\#")


def _percent(char: str) -> str:
    """`quote` leaves "_" and "~" alone, as unreserved characters of a URL."""
    return f"%{ord(char):02X}" if char in "_~" else quote(char, safe="")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What little text shows, its hashtags, and where it is wrong: (offset in the little text, what is wrong)."""

    text: str
    hashtags: tuple[str, ...]
    faults: tuple[tuple[int, str], ...]


def parse(little: str) -> Parsed:
    """Read little text as LinkedIn does. Never raises; what LinkedIn would stumble over is among the faults."""
    shown: list[str] = []
    tags: list[str] = []
    faults: list[tuple[int, str]] = []
    for start, raw, found in _tokens(little):
        if found is None:
            shown.append(raw)
            faults += [(start, f'"{raw}" must be written "\\{raw}"')] if raw in RESERVED else []
        elif found["escape"]:
            shown.append(raw[1])
            faults += (
                [] if raw[1] in RESERVED else [(start, f'the backslash before "{raw[1]}" would be shown')]
            )
        elif found["mention"]:
            shown.append(_unescaped(found["mention"]))
        else:
            tags.append(_unescaped(found["template"] or found["tag"]))
            shown.append(f"#{tags[-1]}")
    return Parsed("".join(shown), tuple(tags), tuple(faults))


def _tokens(little: str) -> Iterator[tuple[int, str, re.Match[str] | None]]:
    """(offset, characters, match or None for one character that is no element), in order, covering everything."""
    position = 0
    while position < len(little):
        found = _TOKEN.match(little, position)
        raw = found.group() if found else little[position]
        yield position, raw, found
        position += len(raw)


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
