"""sources/addresses.py: the intranet is not read because a page says so."""

from __future__ import annotations

import pytest

from pipeline.errors import FetchError
from pipeline.sources.addresses import Guard, is_local_name, is_public, resolve, shown

PUBLIC, PRIVATE = "93.184.216.34", "10.0.0.5"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_that_is_not_globally_reachable_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_an_address_on_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def guard(*answers: list[str], allowed: tuple[str, ...] = (), typed: str = "") -> Guard:
    replies = iter(answers)
    return Guard(lambda _host, _port: next(replies), allowed, typed)


def test_a_public_host_may_be_asked() -> None:
    assert guard([PUBLIC]).addresses("news.example", 443) == [PUBLIC]


def test_a_private_host_may_not_and_the_message_says_what_to_do() -> None:
    with pytest.raises(
        FetchError, match=r'private address 10\.0\.0\.5.*"intra\.example" into fetch\.allow_hosts'
    ):
        guard([PRIVATE]).addresses("intra.example", 80)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(FetchError):
        guard([PUBLIC, PRIVATE]).addresses("both.example", 80)


def test_a_host_allowed_by_name_may_be_private() -> None:
    assert guard([PRIVATE], allowed=("Intra.example",)).addresses("intra.EXAMPLE", 80) == [PRIVATE]


def test_what_a_person_typed_may_be_private_for_the_whole_errand() -> None:
    both = guard([PRIVATE], [PRIVATE], typed="intra.example")
    assert both.addresses("intra.example", 80) == both.addresses("intra.example", 80) == [PRIVATE]


def test_a_typed_public_host_may_not_turn_private_later() -> None:
    """DNS rebinding: the first answer is public, the next leads inside."""
    rebinding = guard([PUBLIC], [PRIVATE], typed="evil.example")
    rebinding.addresses("evil.example", 80)
    with pytest.raises(FetchError):
        rebinding.addresses("evil.example", 80)


def test_typing_one_private_host_opens_no_other() -> None:
    opened = guard([PRIVATE], [PRIVATE], typed="intra.example")
    opened.addresses("intra.example", 80)
    with pytest.raises(FetchError):
        opened.addresses("printer.example", 80)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "printer", "nas.local", "wiki.home.arpa."]
)
def test_names_that_no_public_server_decides_about(host: str) -> None:
    assert is_local_name(host)


@pytest.mark.parametrize("host", ["news.example", "localhost.evil.example", PUBLIC])
def test_names_that_may_lead_anywhere(host: str) -> None:
    assert not is_local_name(host)


def test_through_a_proxy_names_are_judged_by_what_they_are() -> None:
    through = guard(typed="printer")
    through.check_name("news.example")
    for name in ("printer", "10.0.0.5"):
        with pytest.raises(FetchError, match="machine nearby"):
            through.check_name(name)
    guard(typed="printer").check_name("printer")
    guard(allowed=("printer",)).check_name("printer")


def test_spellings_of_an_address_are_seen_through() -> None:
    assert resolve("127.1", 80) == ["127.0.0.1"]
    assert "127.0.0.1" in resolve("localhost", 80)
    assert resolve("10.0.0.5", 80) == ["10.0.0.5"]


def test_passwords_are_not_shown() -> None:
    assert shown("https://ann:secret@news.example:8443/a?b#c") == "https://news.example:8443/a?b#c"
