"""The pages' Content-Security-Policy: nothing but what is written into the page, and sound from beside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable


def content_security_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A policy for a `<meta>` that allows exactly these inline scripts and styles, by hash (CSP level 3).

    A page opened from disk has an opaque origin that 'self' does not match, hence `file:`; a page from the web
    cannot load file: addresses whatever its policy says.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "media-src 'self' file:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
