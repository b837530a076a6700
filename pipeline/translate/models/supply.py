"""Getting models: from the web, from a file, from a bundle; and seeing them off."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from pipeline import settings
from pipeline.download import Limits, download
from pipeline.errors import ChecksumMismatch, InstallError, MissingModel, Offline
from pipeline.files import file_digest, write_text
from pipeline.progress import NoProgress, Progress
from pipeline.translate.models import archive, bundles, offers
from pipeline.translate.models.catalogue import catalogue
from pipeline.translate.models.library import Library
from pipeline.translate.models.model import PIVOT, Model, Pair
from pipeline.translate.models.offers import Offer, RemoteFile
from pipeline.translate.models.shapes import recognise
from pipeline.translate.models.shelving import find_model, settle, shelving, take_down

INDEX_AGE = 24 * 3600.0  # seconds; a list older than a day is fetched anew
KNOWN = ".known-hashes.json"


@dataclass(frozen=True)
class Supply:
    """Where models come from and go to. `proxy` is what all downloads go through; "" for none."""

    library: Library
    settings: settings.Models = field(default_factory=settings.Models)
    offline: bool = False
    progress: Progress = field(default_factory=NoProgress)
    proxy: str = ""

    @property
    def _limits(self) -> Limits:
        given = self.settings
        return Limits(given.timeout, given.total_timeout, given.max_bytes, given.retries, proxy=self.proxy)

    def offers(self, *, fetch: bool = True) -> list[Offer]:
        """What can be installed, by pair, the best first. Without `fetch` as the lists were last seen, if ever.

        Raises InstallError when no list can be had, Offline.
        """
        given, found, errors = self.settings, [], []
        readers = (
            (given.firefox_index, lambda text, url: offers.firefox(text, url, given.firefox_files)),
            (given.argos_index, offers.argos),
        )
        for url, read in readers:
            try:
                text = self._index(url, fetch=fetch)
                found += read(text, url) if text else []
            except InstallError as error:
                errors.append(error)
        if errors and not found:
            raise errors[0]
        return sorted(found, key=lambda offer: (offer.model.pair, catalogue().rank(offer.model)))

    def _index(self, url: str, *, fetch: bool) -> str:
        path = self.library.downloads / f"{_name(url)}.json"
        fresh = path.is_file() and time.time() - path.stat().st_mtime < INDEX_AGE
        if fetch and not fresh:
            self._check_online(url)
            try:
                with self.progress.task(f"List of models from {url}") as advance:
                    download(url, path, progress=advance, limits=self._limits)
            except InstallError:
                if not path.is_file():  # yesterday's list is better than none
                    raise
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def _check_online(self, url: str) -> None:
        if self.offline:
            raise Offline(
                f"{url} would have to be fetched, and --offline forbids it. Run again without --offline."
            )

    def install(self, pair: Pair, engine: str = "") -> Model:
        """Fetch the best offered model of a pair, of `engine` if one is named; one that is here already is left.

        Raises InstallError, ChecksumMismatch, BrokenModel, Busy, Offline, OutputError.
        """
        offer = self._best_offer(pair, engine)
        for model in self.library.models():
            if (model.engine, model.pair, model.version) == (offer.model.engine, pair, offer.model.version):
                return model
        with shelving(self.library, self.settings.total_timeout) as staged:
            folder = staged / "model"
            folder.mkdir()
            digests = [self._fetch(offer, file, folder) for file in offer.files]
            home = find_model(folder, pair)
            settled = settle(home, replace(offer.model, sha256=digests[0]), self.library)
        for file in offer.files:
            (self.library.downloads / _name(file.urls[0])).unlink(missing_ok=True)
        return settled

    def _best_offer(self, pair: Pair, engine: str) -> Offer:
        listed = [offer for offer in self.offers() if engine in ("", offer.model.engine)]
        fitting = [offer for offer in listed if offer.model.pair == pair]
        if not fitting:
            raise InstallError(_not_offered(pair, listed))
        return fitting[0]

    def _fetch(self, offer: Offer, file: RemoteFile, folder: Path) -> str:
        """Fetch one file of a model and unpack it into `folder`; returns the SHA-256 of what came."""
        target = self.library.downloads / _name(file.urls[0])
        digest = self._download(file, target)
        if not file.sha256:
            self._remember(offer.key, digest, target)
        if file.compressed:
            _decompress(target, folder / file.name, file.plain_sha256)
        elif offer.model.engine == "argos":
            archive.unpack(target, folder)
        else:
            shutil.copyfile(target, folder / file.name)
        return digest

    def _download(self, file: RemoteFile, target: Path) -> str:
        """From the first mirror that gives it."""
        failure: InstallError | None = None
        for url in file.urls:
            self._check_online(url)
            try:
                with self.progress.task(f"Downloading {file.name}") as advance:
                    return download(url, target, sha256=file.sha256, progress=advance, limits=self._limits)
            except InstallError as error:
                failure = failure or error
        raise failure or InstallError(f"{file.name} has no address. Install it from a file.")

    def _remember(self, name: str, digest: str, target: Path) -> None:
        """Trust a download without a published hash on first use; later it must be the same."""
        path = self.library.folder / KNOWN
        known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        if known.setdefault(name, digest) != digest:
            target.unlink(missing_ok=True)
            raise ChecksumMismatch(
                f"The download of {name} is another file than the first time (SHA-256 {digest[:12]}… instead of "
                f"{known[name][:12]}…). If its maker is known to have changed it, remove its line from {path}."
            )
        write_text(path, json.dumps(known, indent=1, sort_keys=True))

    def install_file(self, path: Path, pair: Pair | None = None) -> list[Model]:
        """Install an .argosmodel, a bundle, or a folder with a model; `pair` where its languages cannot be told.

        Raises InstallError, BrokenModel, Busy, OutputError.
        """
        if not path.exists():
            raise InstallError(f"{path} does not exist. Give the path of a model, or a pair such as sv-en.")
        with shelving(self.library, self.settings.total_timeout) as staged:
            folder = _laid_out(path, pair, staged)
            if bundles.is_bundle(folder):
                return [settle(home, known, self.library) for home, known in bundles.read(folder)]
            home = find_model(folder, pair)
            facts = recognise(home, pair) or _nothing(path)
            origin = replace(facts, origin=path.name, sha256="" if path.is_dir() else file_digest(path))
            return [settle(home, origin, self.library)]

    def bundle(self, pairs: list[Pair], target: Path, engine: str = "") -> list[Model]:
        """Write the installed models of `pairs` into one file for a machine without a network. Raises MissingModel."""
        chosen = []
        for pair in pairs:
            fitting = [m for m in self.library.models() if m.pair == pair and engine in ("", m.engine)]
            if not fitting:
                name = "-".join(pair)
                raise MissingModel(f"No model {name} is installed here. Run: publish models install {name}")
            chosen.append(fitting[0])
        bundles.write(chosen, target)
        return chosen

    def remove(self, pair: Pair, engine: str = "") -> list[Model]:
        """Remove the user's models of a pair. Raises MissingModel, InstallError when only a package carries one."""
        fitting = [m for m in self.library.models() if m.pair == pair and engine in ("", m.engine)]
        own = [model for model in fitting if not model.bundled]
        if not fitting:
            raise MissingModel(f"No model {'-'.join(pair)} is installed. See: publish models")
        if not own:
            raise InstallError(
                f"The model {fitting[0].name} belongs to {fitting[0].origin}. Remove that package with pip."
            )
        with shelving(self.library, self.settings.total_timeout):
            for model in own:
                take_down(model)
        return own


def _laid_out(path: Path, pair: Pair | None, staged: Path) -> Path:
    """A copy of a model's folder, or an archive's content, in the staging folder."""
    if not path.is_dir():
        folder = staged / path.stem
        archive.unpack(path, folder)
        return folder
    home = path if bundles.is_bundle(path) else find_model(path, pair)
    return shutil.copytree(home, staged / home.resolve().name)


def _nothing(path: Path) -> NoReturn:
    raise InstallError(f"{path} does not hold a translation model. Get it again from its maker.")


def _not_offered(pair: Pair, listed: list[Offer]) -> str:
    """Says what to do instead: the two models through English, or what there is for the source language."""
    source, target = pair
    names = {offer.model.name for offer in listed}
    through = [f"{source}-{PIVOT}", f"{PIVOT}-{target}"]
    sentence = f"No model from {source} to {target} is offered on the web."
    if names.issuperset(through):
        return f"{sentence} Two through English do the same: publish models install {' '.join(through)}"
    others = sorted(name for name in names if source in name.split("-"))
    return f"{sentence} Offered with {source}: {', '.join(others) or 'none'}."


def _name(url: str) -> str:
    """A file name for a URL's content."""
    return "".join(
        sign if sign.isalnum() or sign in "-._" else "_" for sign in url.rsplit("://", maxsplit=1)[-1]
    )[-120:]


def _decompress(source: Path, target: Path, sha256: str) -> None:
    from fxtranslate import discovery

    try:
        target.write_bytes(discovery.verify_and_decompress(source.read_bytes(), sha256 or None))
    except ValueError as error:
        source.unlink(missing_ok=True)
        raise ChecksumMismatch(
            f"{target.name} came damaged ({error}) and was thrown away. Try again."
        ) from error
