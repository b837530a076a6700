"""`publish voices`: what is installed, what can be; install, remove, try."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from pipeline import config as configuration
from pipeline.commands.common import ConfigOption, JsonOption, OfflineOption, QuietOption, settings
from pipeline.commands.console import progress, remark, say
from pipeline.commands.speaking import speak_to
from pipeline.download import Limits
from pipeline.edition import Voice, VoiceKind
from pipeline.errors import MissingVoice, Offline, UsageError
from pipeline.languages import OWN_NAMES, normalise
from pipeline.newsroom.recordings import SUFFIXES
from pipeline.newsroom.workshop import Workshop, open_workshop
from pipeline.places import Places
from pipeline.settings import Settings
from pipeline.speech.catalogue import Offer
from pipeline.speech.install import install_model, install_offer
from pipeline.speech.install import remove as remove_voice
from pipeline.speech.voicefile import Card
from pipeline.speech.voices import Shelf

if TYPE_CHECKING:
    from rich.table import Table

SAMPLES = "samples.tsv"
MEGABYTE = 1_000_000

app = typer.Typer(help="List voices, and install, remove or try them.", invoke_without_command=True)


@dataclass(frozen=True, slots=True)
class Row:
    """A voice in the list. `state` is "installed", "online", or what makes it speak, mostly a command. `size` in bytes."""

    id: str
    lang: str
    name: str
    gender: str
    region: str
    kind: str
    engine: str
    state: str
    size: int
    licence: str
    source: str


@app.callback()
def voices(
    context: typer.Context,
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Only this language.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Plain and online voices of every language too.")
    ] = False,
    json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """List voices: the best of each language first, then what can be installed."""
    if context.invoked_subcommand:
        return
    shelf = _shelf(_places(config))
    wanted = normalise(lang) if lang else ""
    found = [row for row in rows(shelf, everything=everything or bool(wanted)) if wanted in ("", row.lang)]
    if json:
        say(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        _show(found)
    for model in shelf.strays:
        remark(f"publish: {model} is no voice yet: its configuration, {model.name}.json, is not beside it.")


@app.command("install")
def install(
    what: Annotated[
        list[str], typer.Argument(metavar="ID|FILE|FOLDER", help="From the catalogue, or a piper model.")
    ],
    offline: OfflineOption = False,
    quiet: QuietOption = False,
    config: ConfigOption = None,
) -> None:
    """Install voices from the catalogue by their id, or a piper model (X.onnx with X.onnx.json) of your own."""
    chosen = settings(config, offline=offline or None)
    places = configuration.places(chosen)
    for wanted in what:
        for voice in _install(wanted, places, chosen, quiet=quiet):
            say(f"{voice.id}\t{OWN_NAMES[voice.lang]}\t{voice.licence}")


@app.command("remove")
def remove(
    voice: Annotated[str, typer.Argument(metavar="ID", help="A voice that was installed.")],
    config: ConfigOption = None,
) -> None:
    """Delete an installed voice."""
    places = _places(config)
    for path in remove_voice(voice, _shelf(places), places.voices.resolve()):
        say(f"removed {path}")


@app.command("try")
def try_voices(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Default: every voice with a file.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Only voices of this language.")] = "",
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where to; made if need be.")
    ] = Path("voice-samples"),
    offline: OfflineOption = False,
    quiet: QuietOption = False,
    config: ConfigOption = None,
) -> None:
    """Let voices say a sample sentence, each into a file of its own."""
    _check_folder(output)
    chosen = settings(config, offline=offline or None)
    with open_workshop(chosen, configuration.places(chosen), progress(quiet=quiet)) as shop:
        for voice in _to_try(ids or [], normalise(lang) if lang else "", shop.shelf):
            target = output / f"{voice.id}.{chosen.audio.format}"
            speak_to(target, sample(voice.lang, shop), voice, shop)
            say(str(target))


def rows(shelf: Shelf, *, everything: bool) -> Iterator[Row]:
    """Voices that are there, then those to be had. Without `everything` an engine's own voices are left out."""
    present = {card.voice.id for card in shelf.cards}
    for card in shelf.cards:
        if everything or card.file.name:
            yield _row_of_card(card)
    yield from (_row_of_offer(offer) for offer in shelf.offers.values() if offer.id not in present)


def sample(lang: str, shop: Workshop) -> str:
    """The sample sentence of a language; where there is none, its own name."""
    found = ""
    for folder in shop.places.voice_folders:
        if (folder / SAMPLES).is_file():
            lines = (folder / SAMPLES).read_text(encoding="utf-8").splitlines()
            found = next((line.partition("\t")[2] for line in lines if line.startswith(f"{lang}\t")), found)
    return found or f"{OWN_NAMES[lang]}."


def _places(config: Path | None) -> Places:
    return configuration.places(settings(config))


def _shelf(places: Places) -> Shelf:
    return Shelf(*places.voice_folders)


def _install(wanted: str, places: Places, chosen: Settings, *, quiet: bool) -> list[Voice]:
    shelf, folder = _shelf(places), places.voices.resolve()
    offer = shelf.offers.get(wanted)
    if offer:
        if chosen.offline:
            raise Offline(f"{wanted} comes from the network, and --offline forbids it. Leave that out once.")
        remark(
            f"publish: {wanted}, {_size(offer.size) or 'size unknown'}, licence of the recordings: {offer.licence}"
        )
        with progress(quiet=quiet).task(f"{wanted}, bytes") as advance:
            return [install_offer(offer, folder, advance, Limits(proxy=chosen.fetch.proxy))]
    if Path(wanted).exists():
        return install_model(Path(wanted), folder)
    if Path(wanted).name != wanted or Path(wanted).suffix:
        raise UsageError(f"There is no file or folder {wanted}. Check the path.")
    return [shelf.get(wanted)]


def _check_folder(output: Path) -> None:
    """Raises UsageError for the name of one sound file: each voice gets its own, in a folder."""
    if output.suffix.lower() in SUFFIXES.values() and not output.is_dir():
        raise UsageError(
            f"Each voice gets a file of its own, so -o names their folder, and {output} is the name of a sound file. "
            "Name a folder, or use: publish say"
        )


def _to_try(ids: Sequence[str], lang: str, shelf: Shelf) -> list[Voice]:
    if ids:
        return [shelf.get(voice) for voice in ids]
    ready = [card for card in shelf.cards if not card.lacking and card.voice.kind is not VoiceKind.ONLINE]
    found = [card.voice for card in ready if card.voice.lang == lang or (not lang and card.file.name)]
    if not found:
        raise MissingVoice(f"No voice for {lang or 'any language'} is installed. Run: publish voices")
    return found


def _row_of_card(card: Card) -> Row:
    voice = card.voice
    online = "online" if voice.kind is VoiceKind.ONLINE else "installed"
    model = Path(voice.model)
    return Row(
        id=voice.id,
        lang=voice.lang,
        name=voice.name,
        gender=voice.gender,
        region=card.region,
        kind=str(voice.kind),
        engine=voice.engine,
        state=card.lacking.removeprefix("Run: ") or online,
        size=model.stat().st_size if model.is_file() else 0,
        licence=voice.licence,
        source=voice.source,
    )


def _row_of_offer(offer: Offer) -> Row:
    return Row(
        id=offer.id,
        lang=offer.lang,
        name=offer.name,
        gender=offer.gender,
        region=offer.region,
        kind=str(VoiceKind.NEURAL),
        engine="piper",
        state=f"publish voices install {offer.id}",
        size=offer.size,
        licence=offer.licence,
        source=offer.url,
    )


def _size(size: int) -> str:
    return f"{size / MEGABYTE:.0f} MB" if size else ""


COLUMNS = ("id", "lang", "name", "gender", "region", "kind", "state", "size", "licence")
INSTALL = "publish voices install"


def _show(found: Sequence[Row]) -> None:
    """A table for a person, tab-separated lines for a pipe."""
    if sys.stdout.isatty():
        from rich.console import Console

        Console().print(table(found))
        remark(f"Install one: {INSTALL} ID. Hear them: publish voices try --lang LANG.")
        return
    for row in found:
        cells = [_size(row.size) if c == "size" else str(asdict(row)[c]) for c in COLUMNS]
        say("\t".join(cells))


def table(found: Sequence[Row]) -> Table:
    """The list as a person reads it: what is there in bold, what can be had with its size."""
    from rich.table import Table

    shown = Table("id", "language", "voice", "kind", "state", "licence", box=None, pad_edge=False)
    shown.columns[0].no_wrap = True
    for row in found:
        language = f"{row.lang}-{row.region}" if row.region else row.lang
        voice = ", ".join(part for part in (row.name, row.gender) if part)
        to_fetch = f"to install, {_size(row.size) or 'size unknown'}"
        state = to_fetch if row.state.startswith(INSTALL) else row.state
        style = "bold" if row.state == "installed" else ""
        shown.add_row(row.id, language, voice, row.kind, state, row.licence, style=style)
    return shown
