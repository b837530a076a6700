"""sources/manners.py: taking turns, and when to try again."""

from __future__ import annotations

import pytest
from local_site import Hands

from pipeline.errors import Unreachable
from pipeline.sources.manners import (
    BREAK_SECONDS,
    BREAKING_FAILURES,
    LONGEST_CRAWL_DELAY,
    Breaker,
    Patience,
    Throttle,
    retry_after,
)


def throttle(hands: Hands, interval: float = 1.0) -> Throttle:
    return Throttle(interval, lambda: hands.seconds, hands.sleep)


def test_the_first_request_to_a_host_does_not_wait() -> None:
    hands = Hands(seconds=50.0)
    throttle(hands).wait("a.example")
    assert hands.slept == []


def test_requests_to_one_host_start_an_interval_apart() -> None:
    hands = Hands()
    turns = throttle(hands)
    for _ in range(3):
        turns.wait("a.example")
    assert hands.slept == [1.0, 1.0]


def test_other_hosts_do_not_wait_for_it() -> None:
    hands = Hands()
    turns = throttle(hands)
    turns.wait("a.example")
    turns.wait("b.example")
    assert hands.slept == []


def test_time_spent_otherwise_counts() -> None:
    hands = Hands()
    turns = throttle(hands)
    turns.wait("a.example")
    hands.seconds += 0.75
    turns.wait("a.example")
    assert hands.slept == [0.25]


def test_a_site_may_ask_for_more_time_but_not_for_hours() -> None:
    hands = Hands()
    turns = throttle(hands)
    turns.wait("a.example", at_least=5.0)
    turns.wait("a.example", at_least=86_400.0)
    turns.wait("a.example")
    assert hands.slept == [5.0, LONGEST_CRAWL_DELAY]


def test_a_host_that_fails_in_a_row_is_left_alone_for_a_while() -> None:
    hands = Hands()
    breaker = Breaker(lambda: hands.seconds)
    for _ in range(BREAKING_FAILURES - 1):
        breaker.failed("a.example")
    breaker.check("a.example")
    breaker.failed("a.example")
    with pytest.raises(Unreachable, match="left alone for now"):
        breaker.check("a.example")
    breaker.check("b.example")
    hands.seconds += BREAK_SECONDS
    breaker.check("a.example")


def test_one_answer_makes_good_for_failures() -> None:
    breaker = Breaker(lambda: 0.0)
    for _ in range(3 * BREAKING_FAILURES):
        breaker.failed("a.example")
        breaker.answered("a.example")
    breaker.check("a.example")


def test_tries_are_further_and_further_apart_and_end() -> None:
    assert [Patience(3).pause(tries, 0.0) for tries in (1, 2, 3, 4)] == [2.0, 4.0, 8.0, None]


def test_the_server_may_ask_for_a_longer_pause_but_not_for_hours() -> None:
    assert Patience(3).pause(1, 30.0) == 30.0
    assert Patience(3).pause(1, 3600.0) is None


def test_retry_after_is_seconds_or_a_date_or_nonsense() -> None:
    assert retry_after({"retry-after": "7"}, 0.0) == 7.0
    assert retry_after({"retry-after": "Thu, 01 Jan 1970 00:01:40 GMT"}, 40.0) == 60.0
    assert retry_after({"retry-after": "Thu, 01 Jan 1970 00:01:40"}, 40.0) == 60.0
    assert retry_after({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 40.0) == 0.0
    assert retry_after({"retry-after": "soon"}, 0.0) == 0.0
    assert retry_after({}, 0.0) == 0.0
