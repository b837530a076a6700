"""speech/reading/lazily: as the library's own patterns, only later."""

from __future__ import annotations

import pytest
import regex

from pipeline.speech.reading.lazily import Lazy


def test_it_finds_what_the_library_finds() -> None:
    pattern = Lazy(r"\b\L<months>\b", months=["May", "June"])
    found = pattern.search("In June and May")
    assert found
    assert found.group() == "June"
    assert pattern.findall("In June and May") == ["June", "May"]
    assert pattern.match("In June") is None
    assert pattern.fullmatch("May")
    assert pattern.sub(lambda match: match.group().upper(), "In June") == "In JUNE"


def test_it_is_compiled_when_it_is_first_used() -> None:
    broken = Lazy(r"(")
    with pytest.raises(regex.error):
        broken.search("")
