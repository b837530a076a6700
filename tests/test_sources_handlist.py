"""sources/handlist.py: a list of sources kept by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.sources.handlist import read_list


def test_a_list_with_remarks_and_repeats(tmp_path: Path) -> None:
    path = tmp_path / "sources.txt"
    path.write_text(
        "\ufeff# our own\nhttps://news.example/a#part  # the long one\n\n  articles/b.html\n/srv/c.md\n"
        "https://news.example/a#part\n",
        encoding="utf-8",
    )
    assert read_list(path) == ["https://news.example/a#part", str(tmp_path / "articles/b.html"), "/srv/c.md"]


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        read_list(tmp_path / "none.txt")


def test_what_is_no_list_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sources.txt"
    path.write_bytes("värme".encode("latin-1"))
    with pytest.raises(SourceError, match="one address or path a line"):
        read_list(path)
