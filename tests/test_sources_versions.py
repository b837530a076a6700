"""sources/versions.py: the file of a language version, and never any other file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.sources.versions import file_beside


def lay(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


@pytest.mark.parametrize(
    ("page", "href", "other"),
    [
        ("a.en.html", "a.de.html", "a.de.html"),
        ("a.en.html", "./a.de.html?print=1#top", "a.de.html"),
        ("a.en.html", "v%C3%A4rme.html", "värme.html"),
        ("en/a.html", "../de/a.html", "de/a.html"),
        ("en/a.html", "/de/a.html", "de/a.html"),
        ("en/a.html", "https://x.example/de/a.html", "de/a.html"),
        ("en/2025/a.html", "https://x.example/de/2025/b.html", "de/2025/b.html"),
        ("heat.html", "https://x.example/de/waerme.html", "waerme.html"),
        ("heat.html", "https://x.example/de/waerme/", "waerme.html"),
        ("heat.html", "https://x.example/de/waerme", "waerme.html"),
        ("en/heat/index.html", "/de/waerme/", "de/waerme/index.html"),
    ],
)
def test_a_version_lies_where_the_site_put_it(tmp_path: Path, page: str, href: str, other: str) -> None:
    lay(tmp_path, page, other)
    found = file_beside(tmp_path / page, href)
    assert found is not None
    assert found.samefile(tmp_path / other)


@pytest.mark.parametrize(
    "href",
    [
        "a.html",
        "https://x.example/de/a.html",
        "/a.html",
        "",
        "#top",
        "missing.html",
        "https://x.example/",
        "..",
    ],
)
def test_a_page_is_not_its_own_version_and_what_is_not_there_is_none(tmp_path: Path, href: str) -> None:
    lay(tmp_path, "a.html")
    assert file_beside(tmp_path / "a.html", href) is None


@pytest.mark.parametrize(
    "href", ["../secret.key", "/secret.key", "https://x.example/secret.key", "file:///secret.key"]
)
def test_only_articles_are_taken(tmp_path: Path, href: str) -> None:
    """A page from a stranger may not name any file of this machine as its Swedish version."""
    lay(tmp_path, "pages/a.html", "secret.key", "pages/secret.key")
    assert file_beside(tmp_path / "pages" / "a.html", href) is None


def test_an_address_does_not_climb(tmp_path: Path) -> None:
    lay(tmp_path, "site/en/a.html", "notes.md")
    assert file_beside(tmp_path / "site" / "en" / "a.html", "https://x.example/../../notes.md") is None


def test_an_index_alone_says_nothing(tmp_path: Path) -> None:
    """`…/de/waerme/` is not the index page that happens to lie beside the page."""
    lay(tmp_path, "heat.html", "index.html")
    assert file_beside(tmp_path / "heat.html", "https://x.example/de/waerme/") is None
