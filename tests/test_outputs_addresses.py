"""Absolute addresses from the base address."""

from __future__ import annotations

import pytest

from pipeline.errors import ConfigError
from pipeline.outputs.addresses import absolute


@pytest.mark.parametrize("base", ["https://example.org/listen", "https://example.org/listen/"])
def test_parts_are_joined_and_quoted(base: str) -> None:
    assert absolute(base, "slug", "en/a b.mp3") == "https://example.org/listen/slug/en/a%20b.mp3"
    assert absolute(base, "slug", "") == "https://example.org/listen/slug/"
    assert absolute(base, "") == "https://example.org/listen/"


@pytest.mark.parametrize(
    "base", ["example.org", "ftp://example.org", "https://", "/listen", "javascript:alert(1)"]
)
def test_a_base_that_is_no_web_address_is_refused(base: str) -> None:
    with pytest.raises(ConfigError, match=r"publish\.toml"):
        absolute(base, "a")
