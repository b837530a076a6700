"""A real Chromium for tests: the system's own, headless, never downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # root in a container has no sandbox to use
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
PATIENCE_MS = 10_000

# Playwright's own wait_for_function evaluates text inside the page, which the page's policy rightly forbids;
# a plain evaluate comes through the debugger.
_UNTIL = """([condition, patience]) => new Promise((resolve, reject) => {
    const look = () => (condition() ? resolve(true) : requestAnimationFrame(look));
    setTimeout(() => reject(new Error("still not so")), patience);
    look();
})"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; the test is skipped where there is none."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"no browser here: none of {', '.join(NAMES)} is installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """An open page and what it did: requests, console messages, errors."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str, argument: Any = None) -> Any:
        """The value of a JavaScript function in the page."""
        return self.page.evaluate(script, argument)

    def until(self, condition: str) -> None:
        """Wait until the JavaScript expression is true, looking at every frame."""
        self.run(_UNTIL.replace("condition()", f"({condition})"), [None, PATIENCE_MS])

    @property
    def time(self) -> float:
        """Where the player is, in seconds."""
        return float(self.run("() => document.querySelector('#audio').currentTime"))

    @property
    def playing(self) -> bool:
        return bool(self.run("() => !document.querySelector('#audio').paused"))

    @property
    def now(self) -> str:
        """The id of the highlighted sentence."""
        names = self.run("() => [...document.querySelectorAll('.now')].map((e) => e.dataset.s)")
        assert len(set(names)) <= 1
        return str(names[0]) if names else ""

    def click(self, selector: str) -> None:
        self.page.locator(selector).locator("visible=true").first.click()

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)


@contextmanager
def visiting(browser: Browser, address: str, **context: Any) -> Iterator[Visit]:
    """Open `address` as a new visitor."""
    options: dict[str, Any] = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}, **context}
    with browser.new_context(**options) as visitor:
        visitor.set_default_timeout(PATIENCE_MS)
        visit = Visit(visitor.new_page())
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("console", lambda message: visit.complaints.append(message.text))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.goto(address)
        yield visit
