"""The Posts API's little text, read back by a parser written from its documentation and not from our writer."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outputs.linkedin import little_text

RESERVED = set("\\|{}@[]()<>#*_~")


class Malformed(ValueError):
    """Little text that LinkedIn would cut short."""


def read(little: str) -> list[tuple[str, str]]:
    """(kind, text) elements of little text: "text", "hashtag". A reserved character on its own is an error."""
    elements: list[tuple[str, str]] = []
    rest = little
    while rest:
        if rest.startswith("{hashtag|\\#|"):
            body, rest = _until(rest[len("{hashtag|\\#|") :], "}")
            elements.append(("hashtag", body))
        elif rest[0] == "\\":
            if rest[1:2] not in RESERVED:
                raise Malformed(rest[:2])
            elements.append(("text", rest[1]))
            rest = rest[2:]
        elif rest[0] in RESERVED:
            raise Malformed(rest[0])
        else:
            elements.append(("text", rest[0]))
            rest = rest[1:]
    return elements


def _until(text: str, end: str) -> tuple[str, str]:
    read_so_far = ""
    while text and text[0] != end:
        if text[0] == "\\":
            text = text[1:]
        elif text[0] in RESERVED:
            raise Malformed(text[0])
        read_so_far, text = read_so_far + text[:1], text[1:]
    return read_so_far, text[1:]


def shown(little: str) -> str:
    return "".join(f"#{text}" if kind == "hashtag" else text for kind, text in read(little))


@given(st.text() | st.text(alphabet=sorted(RESERVED) + list("ab #\n")))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert shown(little_text.escape(text)) == text


@given(st.text(alphabet=sorted(RESERVED) + list("ab #\n")))
def test_nothing_that_is_not_reserved_is_escaped(text: str) -> None:
    reserved = sum(char in RESERVED for char in text)
    assert len(little_text.escape(text)) == len(text) + reserved


@given(st.from_regex(r"[A-Za-zåäöÅÄÖ0-9_]{1,20}", fullmatch=True))
def test_a_hashtag_stays_a_hashtag(tag: str) -> None:
    assert read(little_text.hashtag(tag)) == [("hashtag", tag)]


@pytest.mark.parametrize(
    ("url", "little"),
    [
        ("https://a.example/x-y", "https://a.example/x-y"),
        ("https://a.example/?utm_source=in", "https://a.example/?utm%5Fsource=in"),
        ("https://a.example/~me/a_(b)", "https://a.example/%7Eme/a%5F%28b%29"),
        ("https://a.example/x#part_2", "https://a.example/x\\#part%5F2"),
    ],
)
def test_an_address_means_the_same_and_needs_no_escape(url: str, little: str) -> None:
    assert little_text.address(url) == little
    assert unquote(shown(little)) == url


@given(st.text(alphabet=sorted(RESERVED) + list("ab #\n")))
def test_our_reader_finds_no_fault_in_what_we_write(text: str) -> None:
    parsed = little_text.parse(little_text.escape(text))
    assert (parsed.text, parsed.faults, parsed.hashtags) == (text, (), ())


@given(st.text(alphabet=sorted(RESERVED) + list("ab:1 \n")))
def test_our_reader_faults_what_the_documentation_does(little: str) -> None:
    try:
        shown(little)
    except Malformed:
        return
    assert not little_text.parse(little).faults


@pytest.mark.parametrize(
    ("little", "offset", "part"),
    [
        ("ten (10) of them", 4, '"(" must be written'),
        ("a_b", 1, '"_" must be written'),
        ("well\\-known", 4, "would be shown"),
        ("ends in \\", 8, "must be written"),
    ],
)
def test_faults_say_where_and_why(little: str, offset: int, part: str) -> None:
    (place, reason), *_ = little_text.parse(little).faults
    assert place == offset
    assert part in reason


def test_hashtags_and_mentions_are_read_in_every_form() -> None:
    parsed = little_text.parse(
        "Hi @[Eddy \\(Oslo\\)](urn:li:person:12-3), #Steel and {hashtag|\\#|HeatPumps}"
    )
    assert parsed.text == "Hi Eddy (Oslo), #Steel and #HeatPumps"
    assert parsed.hashtags == ("Steel", "HeatPumps")
    assert parsed.faults == ()
