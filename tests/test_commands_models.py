"""`publish models` as a person types it: results on stdout, one sentence for every mistake."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shop import Shop, open_shop
from typer.testing import CliRunner

from pipeline.commands.models import app
from pipeline.errors import InstallError, MissingModel, Offline, UnknownLanguage, UsageError

TOYS = Path(__file__).parent / "models"
SV_EN = TOYS / "translate-sv_en-1_0.argosmodel"


def run(*arguments: str) -> str:
    """stdout of `publish models …`; errors rise as they do to cli.py."""
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def listed(*arguments: str) -> list[dict[str, Any]]:
    rows = json.loads(run("--json", *arguments))
    assert isinstance(rows, list)
    return rows


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROSTVAL_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("ROSTVAL_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A server with one model, and a publish.toml that points there."""
    with open_shop() as opened:
        entry = {"package_version": "1.0", "from_code": "sv", "to_code": "en", "links": [f"{opened.root}/m"]}
        opened.files = {
            "/index": json.dumps([entry]).encode(),
            "/records": b'{"data": []}',
            "/m": SV_EN.read_bytes(),
        }
        (tmp_path / "publish.toml").write_text(
            f'[models]\nargos_index = "{opened.root}/index"\nfirefox_index = "{opened.root}/records"\n',
            encoding="utf-8",
        )
        yield opened


def test_the_list_shows_what_can_be_had_without_asking_the_network() -> None:
    rows = [row for row in listed() if row["pair"] == "sv-en"]
    assert [(row["engine"], row["rank"], row["state"]) for row in rows] == [
        ("firefox", 1, "available"),
        ("argos", 2, "available"),
    ]
    assert rows[0]["licence"] == "MPL-2.0"
    table = run().splitlines()
    assert table[0].split() == [
        "pair",
        "engine",
        "version",
        "size",
        "quality",
        "rank",
        "licence",
        "state",
        "source",
    ]
    assert any(line.startswith("sv-en  firefox") and "0.885" in line for line in table)


def test_a_file_is_installed_listed_bundled_and_removed(tmp_path: Path) -> None:
    assert run("install", str(SV_EN)) == "Installed sv-en for argos, version 1.0.\n"
    [row] = [row for row in listed() if row["state"] == "installed"]
    assert (row["pair"], row["engine"], row["source"]) == ("sv-en", "argos", SV_EN.name)
    assert row["bytes"] > 500_000
    assert "models.zip with sv-en (argos)" in run("bundle", "sv-en", "-o", str(tmp_path / "models.zip"))
    assert run("remove", "sv-en") == "Removed sv-en of argos, version 1.0.\n"
    assert [row for row in listed() if row["state"] == "installed"] == []
    run("install", str(tmp_path / "models.zip"))
    assert [row["pair"] for row in listed() if row["state"] == "installed"] == ["sv-en"]


def test_a_pair_is_fetched_from_the_addresses_in_publish_toml(shop: Shop) -> None:
    assert run("install", "sv-en") == "Installed sv-en for argos, version 1.0.\n"
    assert shop.paths == ["/records", "/index", "/m"]


def test_refresh_fetches_the_lists(shop: Shop) -> None:
    assert [row["version"] for row in listed("--refresh") if row["pair"] == "sv-en"] == ["1.0"]
    assert shop.paths == ["/records", "/index"]


def test_offline_goes_nowhere(shop: Shop) -> None:
    with pytest.raises(Offline):
        run("install", "sv-en", "--offline")
    assert shop.paths == []


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (["install", "nonsense"], UsageError, "sv-en"),
        (["install", "sv-xx"], UnknownLanguage, "xx"),
        (["install", "sv-en", "--engine", "babelfish"], UsageError, "argos, ct2"),
        (["install", "absent.argosmodel"], InstallError, "does not exist"),
        (["install", "folder/absent"], InstallError, "does not exist"),
        (["remove", "sv-en"], MissingModel, "publish models"),
        (["bundle", "sv-en", "-o", "x.zip"], MissingModel, "publish models install sv-en"),
    ],
)
def test_mistakes_are_one_sentence(arguments: list[str], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        run(*arguments)
