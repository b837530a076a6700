"""nightly/discovery.py: every source named, each article once, hosts taking turns."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from local_site import Hands, Reply, machine, open_site

from pipeline.nightly.discovery import find
from pipeline.settings import Nightly

SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def test_files_come_first_and_hosts_take_turns(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.html", "a.html"):
        (tmp_path / "in" / name).write_text("x")
    (tmp_path / "list.txt").write_text(
        "https://two.example/1  # a remark\nin/a.html\nhttps://one.example/1\n"
    )
    named = Nightly(
        folders=(str(tmp_path / "in"),),
        urls=("https://one.example/1", "https://one.example/2", "https://one.example/3"),
        lists=(str(tmp_path / "list.txt"),),
    )
    finds = find(named, machine(Hands()), offline=True)
    files = tuple(str(tmp_path / "in" / name) for name in ("a.html", "b.html"))
    one, two = "https://one.example", "https://two.example"
    assert finds.names == (*files, f"{one}/1", f"{two}/1", f"{one}/2", f"{one}/3")
    assert finds.troubles == ()


def test_a_sitemap_gives_as_many_as_allowed() -> None:
    with open_site() as site:
        links = "".join(f"<url><loc>{site.root}/{n}</loc></url>" for n in range(9))
        site.pages["/map.xml"] = Reply(SITEMAP.format(links).encode(), kind="application/xml")
        finds = find(Nightly(sitemaps=(f"{site.root}/map.xml",), limit=3), machine(Hands()), offline=False)
        assert finds.names == tuple(f"{site.root}/{n}" for n in range(3))


def test_a_file_whose_name_no_report_could_hold_is_a_trouble_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    try:
        Path(os.fsdecode(bytes(tmp_path / "b") + b"\xff.html")).write_text("x")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    finds = find(Nightly(folders=(str(tmp_path),)), machine(Hands()), offline=True)
    assert finds.names == (str(tmp_path / "a.html"),)
    (trouble,) = finds.troubles
    assert trouble.source.endswith(r"b\udcff.html")
    assert "Rename the file" in trouble.error


def test_what_cannot_be_read_is_a_trouble_and_the_rest_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    named = Nightly(folders=(str(tmp_path / "gone"), str(tmp_path)), feeds=("https://example.org/feed",))
    finds = find(named, machine(Hands()), offline=True)
    assert finds.names == (str(tmp_path / "a.html"),)
    assert [trouble.source for trouble in finds.troubles] == [
        str(tmp_path / "gone"),
        "https://example.org/feed",
    ]
    assert "--offline" in finds.troubles[1].error


def test_a_list_loses_the_entry_that_is_not_there_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    (tmp_path / "list.txt").write_text("gone.html\na.html\n")
    finds = find(Nightly(lists=(str(tmp_path / "list.txt"),)), machine(Hands()), offline=True)
    assert finds.names == (str(tmp_path / "a.html"),)
    (trouble,) = finds.troubles
    assert trouble.source == str(tmp_path / "gone.html")
    assert f"named in {tmp_path / 'list.txt'}" in trouble.error


def test_a_folder_that_is_not_there_says_who_names_it_and_what_to_do(tmp_path: Path) -> None:
    finds = find(Nightly(folders=(str(tmp_path / "gone"),)), machine(Hands()), offline=True)
    assert finds.troubles[0].error == (
        f"There is no folder {tmp_path / 'gone'}. Make it and put articles into it, or name another. "
        "It is named by nightly.folders in publish.toml."
    )


def test_a_tilde_is_the_home_folder(empty_home: Path) -> None:
    (empty_home / "a.html").write_text("x")
    (empty_home / "list.txt").write_text("a.html\n")
    named = Nightly(folders=("~",), lists=("~/list.txt",))
    finds = find(named, machine(Hands()), offline=True)
    assert (finds.names, finds.troubles) == (
        (str(empty_home / "a.html"), str(empty_home / "list.txt")),
        (),
    )
