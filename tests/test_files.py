"""files.py: a file is whole or absent, and a slug is safe anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.files import replacing, slugify, write_text


def test_a_written_file_is_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_text(tmp_path / "deep" / "a.txt", "één\n")
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["a.txt"]
    assert (tmp_path / "deep" / "a.txt").read_bytes() == "één\n".encode()


def test_an_error_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    write_text(target, "old")

    def fail() -> None:
        with replacing(target) as temporary:
            temporary.write_text("half")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_cannot_be_made_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match=r"Cannot write .*choose another place"):
        write_text(tmp_path / "file" / "a.txt", "x")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Wärme für Gävle: 36 % weniger CO₂", "warme-fur-gavle-36-weniger-co2"),
        ("Größe", "grosse"),
        ("Ångström & Co.", "angstrom-co"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", ""),
        ("a" * 90, "a" * 60),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_slugs_are_ascii_short_and_cannot_leave_the_folder(title: str, slug: str) -> None:
    assert slugify(title) == slug
