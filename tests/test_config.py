"""config.py: defaults <- publish.toml <- environment <- flags, and clear words about slips."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import load, places
from pipeline.errors import ConfigError
from pipeline.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "publish.toml").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("folder")
def test_without_anything_the_defaults_hold() -> None:
    assert load() == Settings()


def test_each_layer_wins_over_the_one_below(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, 'languages = ["sv"]\noffline = true\n[audio]\nbitrate = 48\nformat = "opus"\n')
    monkeypatch.setenv("ROSTVAL_AUDIO__BITRATE", "96")
    monkeypatch.setenv("ROSTVAL_LANGUAGES", "en, de")
    settings = load(flags={"audio": {"format": "m4b"}})
    assert (settings.languages, settings.offline) == (("en", "de"), True)
    assert (settings.audio.bitrate, settings.audio.format) == (96, "m4b")


@pytest.mark.parametrize("written", ["MP3", "Opus", " m4b"])
@pytest.mark.usefixtures("folder")
def test_a_format_may_be_written_in_capitals(written: str) -> None:
    assert load(flags={"audio": {"format": written}}).audio.format == written.strip().lower()


def test_sites_are_tables_by_host(folder: Path) -> None:
    write(folder, '[sites."example.org"]\ndrop = [".ad"]\n')
    assert load().sites["example.org"].drop == (".ad",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[audio]\nbitrat = 48\n", "unknown field `bitrat`"),
        ('[audio]\nbitrate = "loud"\n', '"audio.bitrate"'),
        ("languages = 3\n", '"languages"'),
        ('[linkedin]\nenglish = "amercian"\n', '"linkedin.english"'),
        ("[audio\n", "line 1"),
        ("[audio]\nbitrat = 48\n", "Did you mean: bitrate"),
        ("[audoi]\nbitrate = 48\n", "Did you mean: audio"),
        ('languages = "sv"\n', 'Write it as a list: ["…"]'),
        ('[speech]\nvoices = {sv = "sv-axel"}\n', 'Write it as a list: ["…"]'),
    ],
)
def test_a_slip_names_the_setting(folder: Path, text: str, says: str) -> None:
    write(folder, text)
    with pytest.raises(ConfigError, match=r"publish\.toml") as caught:
        load()
    assert says in str(caught.value)


def test_a_config_that_was_named_must_exist(folder: Path) -> None:
    with pytest.raises(ConfigError, match="--config"):
        load(folder / "other.toml")


def test_places_follow_the_environment_and_make_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROSTVAL_HOME", str(folder / "data"))
    monkeypatch.setenv("ROSTVAL_CACHE", str(folder / "cache"))
    found = places(load(flags={"speech": {"voice_folders": ["mine"]}}))
    assert (found.models, found.cache) == (folder / "data" / "models", folder / "cache")
    assert found.voice_folders[1:] == (folder / "data" / "voices", folder / "voices", folder / "mine")
    assert (found.voice_folders[0].name, list(folder.iterdir())) == ("voices", [])


def test_places_default_to_the_users_own_folders(folder: Path, empty_home: Path) -> None:
    assert empty_home in places(load()).data.parents
    assert folder not in places(load()).cache.parents


def test_a_file_that_an_editor_marked_as_utf8_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "publish.toml"
    path.write_bytes(b'\xef\xbb\xbflanguages = ["sv"]\n')
    assert load(path).languages == ("sv",)
