"""The Posts API's "little text" format, in which `commentary` is written.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format

    reserved  | { } @ [ ] ( ) < > # * _ ~ and the backslash, each escaped with a backslash
    hashtag   {hashtag|\\#|Tag}, the template form; `#Tag` is understood as well
    mention   @[Name](urn:li:organization:123)

Only `commentary` is written so: titles and descriptions of the API, and text pasted by hand, are plain.
"""

from __future__ import annotations

import re

RESERVED = "\\|{}@[]()<>#*_~"
_RESERVED = re.compile(f"[{re.escape(RESERVED)}]")
HASHTAG = re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])(\w+)")


def escape(text: str) -> str:
    """Plain text as little text that shows exactly that text; nothing in it is a hashtag or a mention."""
    return _RESERVED.sub(r"\\\g<0>", text)


def hashtag(tag: str) -> str:
    """A hashtag (`tag` without its sign) as little text."""
    return f"{{hashtag|\\#|{escape(tag)}}}"
