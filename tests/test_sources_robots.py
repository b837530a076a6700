"""sources/robots.py: what a site permits, asked once a day."""

from __future__ import annotations

import pytest

from pipeline.errors import Unreachable
from pipeline.sources.exchange import Answer
from pipeline.sources.robots import KEPT_SECONDS, Robots

RULES = b"""
User-agent: *
Disallow: /private/
Disallow: /*.json$
Allow: /private/open
Crawl-delay: 3

User-agent: Rostval
Disallow: /tools-out/

Sitemap: https://news.example/map.xml
"""


class Door:
    """Answers for every robots.txt, and remembers who asked."""

    def __init__(self, body: bytes = RULES, status: int = 200) -> None:
        self.asked: list[str] = []
        self.body, self.status, self.seconds = body, status, 0.0

    def ask(self, url: str) -> Answer:
        self.asked.append(url)
        return Answer(url, self.status, {}, "", self.body, "")

    def robots(self, agent: str = "Other/1.0") -> Robots:
        return Robots(agent, self.ask, lambda: self.seconds)


@pytest.mark.parametrize(
    ("path", "allowed"), [("/a", True), ("/private/x", False), ("/private/open", True), ("/x.json", False)]
)
def test_rules_for_everybody(path: str, allowed: bool) -> None:  # noqa: FBT001  a parameter of the table
    assert Door().robots().allows(f"https://news.example{path}") is allowed


def test_rules_for_this_tool_by_its_name_come_first() -> None:
    robots = Door().robots("Rostval/1.0 (+https://example.org)")
    assert not robots.allows("https://news.example/tools-out/a")
    assert robots.allows("https://news.example/private/x")


def test_the_delay_and_the_sitemaps_are_read() -> None:
    robots = Door().robots()
    assert robots.crawl_delay("https://news.example/") == 3.0
    assert robots.sitemaps("https://news.example/") == ["https://news.example/map.xml"]


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_site_without_rules_allows_everything(status: int) -> None:
    """RFC 9309 2.3.1.3. The body of an error page is no rule."""
    robots = Door(b"User-agent: *\nDisallow: /", status).robots()
    assert robots.allows("https://news.example/private/x")
    assert robots.crawl_delay("https://news.example/") == 0.0


def test_a_site_is_asked_once_a_day_and_each_site_on_its_own() -> None:
    door = Door()
    robots = door.robots()
    for url in (
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example:8443/1",
        "http://u:p@b.example/",
    ):
        robots.allows(url)
    assert door.asked == [
        "https://a.example/robots.txt",
        "https://a.example:8443/robots.txt",
        "http://b.example/robots.txt",
    ]
    door.seconds += KEPT_SECONDS + 1
    robots.allows("https://a.example/1")
    assert len(door.asked) == 4


def test_rules_that_cannot_be_had_are_no_permission() -> None:
    """RFC 9309 2.3.1.4: unreachable means disallowed, until it can be read."""

    def refuse(url: str) -> Answer:
        raise Unreachable(f"{url} cannot be had now. Try again later.")

    with pytest.raises(Unreachable):
        Robots("Rostval", refuse, lambda: 0.0).allows("https://news.example/")
