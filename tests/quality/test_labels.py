"""The labels of our own pages are true: each labelled line is on its page, and none is labelled both ways."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

HERE = Path(__file__).parent
LABELS = sorted([*(HERE / "pages").glob("*.toml"), *(HERE / "sample").glob("*.toml")])
_BREAKS = re.compile(r"<(?:br|/p|/li|/h\d)\b[^>]*>", re.IGNORECASE)


def label_of(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def page_text(path: Path, label: dict[str, Any]) -> str:
    """All text of a page in reading order, as a browser shows it, spaces single."""
    text = (path.parent / label["page"]).read_bytes().decode(label.get("encoding", "utf-8"))
    if not label["page"].endswith(".txt"):
        text = BeautifulSoup(_BREAKS.sub(r" \g<0>", text), "html.parser").get_text()
    return re.sub(r"[ \t\r\n]+", " ", text)


@pytest.mark.parametrize("path", LABELS, ids=lambda p: p.stem)
def test_each_labelled_line_is_on_the_page(path: Path) -> None:
    label = label_of(path)
    text = page_text(path, label)
    cells = [cell for row in label.get("rows", []) for cell in row]
    lines = [*label["with"], *label["without"], *label.get("optional", []), *cells, label["title"]]
    assert [line for line in lines if line not in text] == []


@pytest.mark.parametrize("path", LABELS, ids=lambda p: p.stem)
def test_the_main_text_is_in_reading_order(path: Path) -> None:
    label = label_of(path)
    text = page_text(path, label)
    position = 0
    for line in label["with"]:
        found = text.find(line, position)
        assert found >= 0, f"out of order: {line}"
        position = found + len(line)


@pytest.mark.parametrize("path", LABELS, ids=lambda p: p.stem)
def test_nothing_is_labelled_both_ways(path: Path) -> None:
    label = label_of(path)
    main = "\n".join([*label["with"], label["title"]])
    assert [line for line in label["without"] if line in main] == []


def test_there_are_pages_in_every_language_and_many_styles() -> None:
    pages = [label_of(path) for path in LABELS if path.parent.name == "pages"]
    assert len(pages) >= 14
    assert {page["lang"] for page in pages} == {"en", "de", "sv"}
