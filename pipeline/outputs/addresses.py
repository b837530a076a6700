"""Where the files of output/ are found on the web, once `base_url` says where output/ itself is."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from pipeline.errors import ConfigError


def absolute(base_url: str, *parts: str) -> str:
    """The address of output/<parts joined by slashes>. Raises ConfigError when `base_url` is no web address."""
    if urlsplit(base_url).scheme not in {"http", "https"} or not urlsplit(base_url).netloc:
        raise ConfigError(
            f'base_url "{base_url}" is no web address. Write it like "https://example.org/listen" in publish.toml.'
        )
    return base_url.rstrip("/") + "/" + quote("/".join(parts))
