"""speech/install.py: voices fetched from a server on this machine, copied from a folder, and removed."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock
from loopback_files import FileServer, serving
from tiny_piper import model_bytes, write_voice

from pipeline.errors import Busy, ChecksumMismatch, InstallError, MissingVoice, UnknownVoice, UsageError
from pipeline.speech.catalogue import Offer
from pipeline.speech.engines import engine
from pipeline.speech.install import PINS, install_model, install_offer, remove
from pipeline.speech.voices import Shelf

needs_piper = pytest.mark.skipif(
    not importlib.util.find_spec("piper"), reason="piper-tts is not installed: pip install 'rostval[neural]'"
)

STEM = "sv_SE-kalle-low"
MODEL, CONFIG = f"/sv/{STEM}.onnx", f"/sv/{STEM}.onnx.json"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FileServer]:
    model = write_voice(tmp_path / "served", STEM, code="sv_SE", espeak="sv")
    files = {MODEL: model.read_bytes(), CONFIG: model.with_name(f"{model.name}.json").read_bytes()}
    with serving(files) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "voices"


def offer(server: FileServer, sha256: str = "") -> Offer:
    return Offer(
        id="sv-kalle",
        lang="sv",
        name="Kalle",
        gender="male",
        path=MODEL.lstrip("/"),
        licence="CC0",
        base=f"{server.url}/",
        sha256=sha256,
    )


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_an_installed_voice_is_on_the_shelf_with_its_licence(server: FileServer, folder: Path) -> None:
    told: list[float] = []
    voice = install_offer(offer(server), folder, lambda done, _: told.append(done))
    assert voice.licence == "CC0"
    assert voice.sha256 == digest(model_bytes())
    assert told[-1] == len(model_bytes())
    card = next(card for card in Shelf(folder, engines=()).cards)
    assert card.voice == voice
    assert sorted(path.name for path in folder.glob("[!.]*")) == [
        PINS,
        "sv-kalle.onnx",
        "sv-kalle.onnx.json",
        "sv-kalle.toml",
    ]


@needs_piper
def test_an_installed_voice_speaks(server: FileServer, folder: Path) -> None:
    voice = install_offer(offer(server), folder)
    assert engine("piper").speak("Hej.", voice).samples > 0


@pytest.mark.parametrize("which", ["sha256", "config_sha256"])
def test_another_file_than_the_catalogue_promises_is_refused(
    which: str, server: FileServer, folder: Path
) -> None:
    with pytest.raises(ChecksumMismatch):
        install_offer(msgspec.structs.replace(offer(server), **{which: "0" * 64}), folder)
    assert Shelf(folder, engines=()).cards == ()


def test_the_first_download_is_remembered_where_the_catalogue_knows_no_hash(
    server: FileServer, folder: Path
) -> None:
    install_offer(offer(server), folder)
    remove("sv-kalle", Shelf(folder), folder)
    server.files[MODEL] += b"\0"
    with pytest.raises(ChecksumMismatch):
        install_offer(offer(server), folder)


def test_installing_again_fetches_nothing_that_is_there(server: FileServer, folder: Path) -> None:
    install_offer(offer(server), folder)
    asked = len(server.asked)
    install_offer(offer(server), folder)
    assert len(server.asked) == asked


def test_a_stopped_download_goes_on(server: FileServer, folder: Path) -> None:
    """A part and the server's mark of its version lie there: only the rest is asked for."""
    server.files[MODEL] = model_bytes(padding=300_000)
    server.break_after = 100_000
    install_offer(offer(server, digest(server.files[MODEL])), folder)
    assert any(ranged for path, ranged in server.asked if path == MODEL)
    assert (folder / "sv-kalle.onnx").read_bytes() == server.files[MODEL]


def test_a_missing_file_says_where(server: FileServer, folder: Path) -> None:
    del server.files[CONFIG]
    with pytest.raises(InstallError, match="404"):
        install_offer(offer(server), folder)


@needs_piper
def test_what_does_not_speak_is_not_kept(server: FileServer, folder: Path) -> None:
    server.files[MODEL] = b"a page that says sorry"
    with pytest.raises(InstallError, match="sv-kalle does not work and was not kept"):
        install_offer(offer(server), folder)
    assert list(folder.glob("[!.]*")) == []


def test_two_installations_at_once_do_not_mix(server: FileServer, folder: Path) -> None:
    folder.mkdir()
    with FileLock(folder / ".install.lock"), pytest.raises(Busy, match="Another installation"):
        install_offer(offer(server), folder)


# A person's own model


def test_a_model_of_ones_own_is_copied_with_its_configuration(tmp_path: Path, folder: Path) -> None:
    model = write_voice(tmp_path / "mine", STEM, code="sv_SE", espeak="sv")
    [voice] = install_model(model, folder)
    assert voice.id == "sv-kalle-low"
    assert Path(voice.model) == folder / model.name
    assert Path(voice.model).read_bytes() == model.read_bytes()
    assert [card.voice for card in Shelf(folder, engines=()).cards] == [voice]


def test_every_model_of_a_folder_is_installed(tmp_path: Path, folder: Path) -> None:
    write_voice(tmp_path / "mine", STEM, code="sv_SE", espeak="sv")
    write_voice(tmp_path / "mine", "de_DE-anna-low", code="de_DE", espeak="de")
    assert {voice.id for voice in install_model(tmp_path / "mine", folder)} == {"sv-kalle-low", "de-anna-low"}


def test_two_models_whose_names_make_one_voice_are_not_mixed(tmp_path: Path, folder: Path) -> None:
    first = write_voice(tmp_path / "one", "de_DE-anna-low", code="de_DE", espeak="de")
    second = write_voice(tmp_path / "two", "anna low", code="de_DE", espeak="de")
    install_model(first, folder)
    with pytest.raises(InstallError, match=r"de-anna-low, which de_DE-anna-low\.onnx is already\. Rename it"):
        install_model(second, folder)
    assert not (folder / second.name).exists()
    assert [voice.id for voice in install_model(first, folder)] == ["de-anna-low"]


def test_a_model_already_in_place_gets_its_file(folder: Path) -> None:
    model = write_voice(folder, STEM, code="sv_SE", espeak="sv")
    install_model(model, folder)
    assert (folder / "sv-kalle-low.toml").is_file()


@needs_piper
def test_a_model_in_place_that_does_not_work_is_not_deleted(folder: Path) -> None:
    model = write_voice(folder, STEM, code="sv_SE", espeak="sv")
    model.write_bytes(b"damaged")
    with pytest.raises(InstallError, match="does not work"):
        install_model(model, folder)
    assert model.read_bytes() == b"damaged"
    assert not (folder / "sv-kalle-low.toml").exists()


def test_a_model_without_its_configuration_is_refused(tmp_path: Path, folder: Path) -> None:
    model = write_voice(tmp_path, STEM)
    model.with_name(f"{model.name}.json").unlink()
    with pytest.raises(InstallError, match=r"two files beside each other: X\.onnx and X\.onnx\.json"):
        install_model(model, folder)


def test_a_folder_without_models_is_refused(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(InstallError, match="no piper model"):
        install_model(tmp_path, folder)


# Removing


def test_a_removed_voice_leaves_nothing_but_its_pins(server: FileServer, folder: Path) -> None:
    install_offer(offer(server), folder)
    deleted = remove("sv-kalle", Shelf(folder), folder)
    assert {path.name for path in deleted} == {"sv-kalle.toml", "sv-kalle.onnx", "sv-kalle.onnx.json"}
    assert [path.name for path in folder.glob("[!.]*")] == [PINS]


def test_a_model_that_another_voice_needs_stays(server: FileServer, folder: Path) -> None:
    install_offer(offer(server), folder)
    other = (folder / "sv-kalle.toml").read_text(encoding="utf-8")
    (folder / "sv-slow.toml").write_text(f"{other}\nrate = 0.8\n", encoding="utf-8")
    remove("sv-kalle", Shelf(folder), folder)
    assert (folder / "sv-kalle.onnx").is_file()


def test_only_what_was_installed_is_removed(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "de-x.toml").write_text('engine = "tone"\nlang = "de"\nname = "X"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"Delete its file yourself: .*de-x\.toml"):
        remove("de-x", Shelf(tmp_path), folder)
    with pytest.raises(UsageError, match="part of its engine"):
        remove("de-espeak", Shelf(tmp_path), folder)


def test_removing_what_is_not_there_says_so(folder: Path) -> None:
    with pytest.raises((UnknownVoice, MissingVoice), match="sv-kalle"):
        remove("sv-kalle", Shelf(folder), folder)
