"""What can be installed: Mozilla's records and Argos's index, read into one form."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urljoin

from pipeline import languages
from pipeline.errors import InstallError
from pipeline.translate.models.catalogue import catalogue
from pipeline.translate.models.model import Model, Pair, version_key

# Of one version the larger network is the better one (Mozilla's evaluations list them in this order).
ARCHITECTURES = ("base", "base-memory", "tiny")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to fetch, with what is known of it: "" and 0 where nothing is.

    `sha256` is of what comes over the line; `plain_sha256` of what is in it when it is compressed with zstd.
    `urls` are mirrors, the first being tried first.
    """

    urls: tuple[str, ...]
    name: str
    sha256: str = ""
    bytes: int = 0
    compressed: bool = False
    plain_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that can be fetched; the model's `location` is still empty."""

    model: Model
    files: tuple[RemoteFile, ...]

    @property
    def key(self) -> str:
        """Names this download in the catalogue's and the user's list of known hashes."""
        return f"{self.model.engine}-{self.model.name}-{self.model.version}"


def argos(index: str, url: str) -> list[Offer]:
    """Argos's index: a JSON list of packages with links; no sizes, no hashes, no licences. Raises InstallError."""
    entries = _parse(index, url)
    if not isinstance(entries, list):
        raise _unreadable(url, "it is not a list")
    made = (_argos_offer(entry, url) for entry in entries if isinstance(entry, dict))
    return [offer for offer in made if offer]


def _argos_offer(entry: Mapping[str, Any], url: str) -> Offer | None:
    links = tuple(
        str(link) for link in entry.get("links", ()) if str(link).startswith(("https://", "http://"))
    )
    pair = _pair(entry.get("from_code"), entry.get("to_code"))
    if entry.get("type", "translate") != "translate" or not links or pair is None:
        return None
    model = _model("argos", pair, str(entry.get("package_version", "")), url)
    known = catalogue().sha256.get(f"argos-{model.name}-{model.version}", "")
    return Offer(model, (RemoteFile(links, f"translate-{model.name}.argosmodel", sha256=known),))


def firefox(records: str, url: str, files_url: str) -> list[Offer]:
    """Mozilla's Remote Settings records, those that fxtranslate can run. Raises InstallError."""
    raw = _parse(records, url)
    if not isinstance(raw, dict) or not isinstance(raw.get("data"), list):
        raise _unreadable(url, "it holds no records")
    found = []
    for (version, _), group in sorted(_groups(raw["data"]).items(), key=_best_first):
        pair = _pair(group[0]["sourceLanguage"], group[0]["targetLanguage"])
        if pair is not None and _complete(group) and _runs(group):
            files = tuple(_firefox_files(group, files_url))
            model = _model("firefox", pair, version[-1], url)
            found.append(Offer(replace(model, bytes=sum(file.bytes for file in files)), files))
    return found


Version = tuple[str, str, str]  # source, target, version
Records = list[dict[str, Any]]


def _groups(records: list[Any]) -> dict[tuple[Version, str], Records]:
    """The records of each model: by pair, version and architecture. One without an architecture serves them all."""
    groups: dict[tuple[Version, str], Records] = defaultdict(list)
    for record in records:
        if isinstance(record, dict) and isinstance(record.get("attachment"), dict) and record.get("name"):
            version = tuple(str(record.get(name)) for name in ("sourceLanguage", "targetLanguage", "version"))
            groups[version, str(record.get("architecture") or "")].append(record)  # type: ignore[index]  # three names
    shared = {version: records for (version, architecture), records in groups.items() if not architecture}
    named = {key: own + shared.get(key[0], []) for key, own in groups.items() if key[1]}
    alone = {(v, ""): own for v, own in shared.items() if not any(v == version for version, _ in named)}
    return named | alone


def _best_first(item: tuple[tuple[Version, str], object]) -> tuple[Any, ...]:
    (source, target, version), architecture = item[0]
    place = ARCHITECTURES.index(architecture) if architecture in ARCHITECTURES else len(ARCHITECTURES)
    return source, target, tuple(-number for number in version_key(version)), place


def _runs(group: Records) -> bool:
    """Whether fxtranslate says that its engine can run this version."""
    from fxtranslate import discovery

    return bool(discovery.model_pairs(json.dumps({"data": group})))


def _complete(group: Iterable[Mapping[str, Any]]) -> bool:
    kinds = {record.get("fileType") for record in group}
    return "model" in kinds and ("vocab" in kinds or {"srcvocab", "trgvocab"} <= kinds)


def _firefox_files(group: Iterable[Mapping[str, Any]], files_url: str) -> Iterator[RemoteFile]:
    for record in group:
        attachment = record["attachment"]
        location = str(attachment.get("location", ""))
        yield RemoteFile(
            urls=(urljoin(files_url.rstrip("/") + "/", location.lstrip("/")),),
            name=PurePosixPath(str(record["name"])).name,
            sha256=str(attachment.get("hash", "")),
            bytes=int(attachment.get("size") or 0),
            compressed=bool(record.get("decompressedHash")) or location.endswith((".zst", ".zstd")),
            plain_sha256=str(record.get("decompressedHash") or ""),
        )


def _model(engine: str, pair: Pair, version: str, origin: str) -> Model:
    book = catalogue()
    return Model(
        engine=engine,
        source=pair[0],
        target=pair[1],
        version=version,
        licence=book.licence.get(engine, ""),
        origin=origin,
        quality=book.quality_of(engine, "-".join(pair)),
    )


def _pair(source: object, target: object) -> Pair | None:
    """The house's codes; None for languages it does not know, and for "zh-Hant" and the like, which it cannot name."""
    codes = (str(source).removesuffix("-Hans"), str(target).removesuffix("-Hans"))
    if any("-" in code or not languages.is_known(code) for code in codes):
        return None
    return languages.normalise(codes[0]), languages.normalise(codes[1])


def _parse(text: str, url: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise _unreadable(url, str(error)) from error


def _unreadable(url: str, reason: str) -> InstallError:
    return InstallError(
        f"The list of models at {url} is not understood ({reason}). Try again later, or install a model from a file."
    )
