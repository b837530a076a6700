"""A publication to show: one article of ours in three languages, with real (if tuneless) MP3 recordings."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import accumulate
from pathlib import Path

from pipeline.document import Article, Block, BlockKind, Mark, MarkKind, Origin
from pipeline.edition import (
    TITLE_BLOCK,
    Chapter,
    Cue,
    Edition,
    Publication,
    Recording,
    Segment,
    Voice,
    VoiceKind,
)
from pipeline.sentences import split

RATE = 22050
SLUG = "the-quiet-harbour"
VOICES = {
    "en": (("joe", "Joe", VoiceKind.NEURAL, "male"), ("en-clear", "Clara", VoiceKind.EMBEDDED, "female")),
    "de": (
        ("thorsten", "Thorsten", VoiceKind.NEURAL, "male"),
        ("de-clear", "Klara", VoiceKind.EMBEDDED, "female"),
    ),
    "sv": (("sv-clear", "Klara", VoiceKind.EMBEDDED, "female"),),
}

ENGLISH = """\
# The quiet harbour: how a small port went electric
p On a still morning in March the ferry leaves Hallvik without a sound. Two years ago its diesel engines woke the whole street.
p The port moved 2,400 tonnes of freight last year, and every crane now runs on current from its own roof. "Nobody missed the noise," says harbour master Ida Lund. Her full report is [on the harbour's own site](https://example.org/hallvik?a=1&b=2).
h The first crane
p It began with one crane and a *borrowed* battery. The crane lifted **36 containers** an hour, as many as its diesel sister.
q We did not set out to be green. We set out to sleep at night.
h What it cost
p The council paid 4.1 million euros over five years. Fuel alone used to cost 600,000 euros a year.
tt Year\tFuel\tElectricity
t 2022\t€612,000\t€38,000
t 2024\t€94,000\t€121,000
c A crane at dawn – Image: Hallvik Harbour
h What others can copy
p Three things made the difference, the engineers say.
1 Start with the machine that runs most hours.
2 Buy the battery second-hand.
3 Teach everyone, not only the electricians:
- a day for the crane drivers,
- a morning for the office.
p The control program prints `load = 0` when the quay is empty. The ferry will be followed by the pilot boats in 2027.
h A street that sleeps
p The harbour café now opens its windows at six. Guests say they come for the quiet.
"""

GERMAN = """\
# Der leise Hafen: Wie ein kleiner Hafen elektrisch wurde
p An einem stillen Märzmorgen verlässt die Fähre Hallvik ohne einen Laut. Vor zwei Jahren weckten ihre Dieselmotoren die ganze Straße.
p Der Hafen schlug im letzten Jahr 2.400 Tonnen um, und jeder Kran läuft jetzt mit Strom vom eigenen Dach. „Niemand vermisst den Lärm“, sagt Hafenmeisterin Ida Lund. Ihr ganzer Bericht steht [auf der Seite des Hafens](https://example.org/hallvik?a=1&b=2).
h Der erste Kran
p Es begann mit einem Kran und einer *geliehenen* Batterie. Der Kran hob **36 Container** in der Stunde, so viele wie seine Schwester mit Diesel.
q Wir wollten nicht grün sein. Wir wollten nachts schlafen.
h Was es kostete
p Die Gemeinde zahlte in fünf Jahren 4,1 Millionen Euro. {sv}Bränslet kostade förr 600 000 euro om året.{/}
tt Jahr\tTreibstoff\tStrom
t 2022\t612.000 €\t38.000 €
t 2024\t94.000 €\t121.000 €
c Ein Kran im Morgengrauen – Bild: Hafen Hallvik
h Was andere übernehmen können
p Drei Dinge machten den Unterschied, sagen die Ingenieure.
1 Mit der Maschine beginnen, die am längsten läuft.
2 Die Batterie gebraucht kaufen.
3 Alle schulen, nicht nur die Elektriker:
- einen Tag die Kranführer,
- einen Morgen das Büro.
p Das Steuerprogramm zeigt `load = 0`, wenn der Kai leer ist. Der Fähre folgen 2027 die Lotsenboote.
h Eine Straße, die schläft
p Das Hafencafé öffnet die Fenster nun um sechs. Die Gäste sagen, sie kämen wegen der Ruhe.
"""

SWEDISH = """\
# Den tysta hamnen: så blev en liten hamn elektrisk
p En stilla marsmorgon lämnar färjan Hallvik utan ett ljud. För två år sedan väckte dess dieselmotorer hela gatan.
p Hamnen hanterade 2 400 ton gods i fjol, och varje kran går nu på ström från det egna taket. ”Ingen saknar bullret”, säger hamnchefen Ida Lund. Hela hennes rapport finns [på hamnens egen sida](https://example.org/hallvik?a=1&b=2).
h Den första kranen
p Det började med en kran och ett *lånat* batteri. Kranen lyfte **36 containrar** i timmen, lika många som sin syster med diesel.
q Vi tänkte inte bli gröna. Vi tänkte sova om natten.
h Vad det kostade
p Kommunen betalade 4,1 miljoner euro på fem år. Bränslet kostade förr 600 000 euro om året.
tt År\tBränsle\tEl
t 2022\t612 000 €\t38 000 €
t 2024\t94 000 €\t121 000 €
c En kran i gryningen – Bild: Hallviks hamn
h Vad andra kan göra likadant
p Tre saker gjorde skillnaden, säger ingenjörerna.
1 Börja med maskinen som går flest timmar.
2 Köp batteriet begagnat.
3 Lär alla, inte bara elektrikerna:
- en dag för kranförarna,
- en förmiddag för kontoret.
p Styrprogrammet skriver `load = 0` när kajen är tom. Efter färjan kommer lotsbåtarna 2027.
h En gata som sover
p Hamnkaféet öppnar nu fönstren klockan sex. Gästerna säger att de kommer för tystnaden.
"""

_KINDS = {"p": BlockKind.PARAGRAPH, "h": BlockKind.HEADING, "q": BlockKind.QUOTE, "c": BlockKind.CAPTION}
_MARKUP = re.compile(
    r"\*\*(?P<strong>.+?)\*\*|\*(?P<emphasis>.+?)\*|`(?P<code>.+?)`"
    r"|\{(?P<lang>..)\}(?P<foreign>.+?)\{/\}|\[(?P<link>.+?)\]\((?P<href>.+?)\)"
)


def _marked(text: str) -> tuple[str, tuple[Mark, ...]]:
    plain, marks, last = "", [], 0
    for found in _MARKUP.finditer(text):
        plain += text[last : found.start()]
        kind = next(k for k in MarkKind if found[k.value])
        start, last = len(plain), found.end()
        plain += found[kind.value]
        marks.append(Mark(kind, start, len(plain), found["href"] or found["lang"] or ""))
    return plain + text[last:], tuple(marks)


def _block(line: str) -> Block:
    sign, _, rest = line.partition(" ")
    text, marks = _marked(rest)
    if sign in {"t", "tt"}:
        return Block(BlockKind.TABLE_ROW, text, level=int(sign == "tt"), marks=marks)
    if sign == "-":
        return Block(BlockKind.LIST_ITEM, text, level=2, marks=marks)
    if sign.isdigit():
        return Block(BlockKind.LIST_ITEM, text, level=1, number=int(sign), marks=marks)
    return Block(_KINDS[sign], text, level=2 if sign == "h" else 0, marks=marks)


def article(text: str, lang: str, origin: Origin = Origin.ORIGINAL) -> Article:
    """One of the texts above as an article."""
    title, *lines = text.splitlines()
    machine = origin is Origin.MACHINE
    return Article(
        title=title.removeprefix("# "),
        lang=lang,
        blocks=tuple(_block(line) for line in lines),
        authors=("Maja Berg",),
        published=date(2026, 3, 14),
        modified=date(2026, 3, 20),
        site="Hallvik Tidning",
        url="https://example.org/quiet-harbour",
        origin=origin,
        source_lang="en" if machine else "",
        engine="argos" if machine else "",
    )


def segments(text: Article) -> tuple[Segment, ...]:
    """The article's sentences; the code line's block stays silent nowhere, a caption is skipped as it would be."""
    return tuple(_segments(text))


def _segments(text: Article) -> Iterator[Segment]:
    for index, (start, end) in enumerate(split(text.title, text.lang)):
        shown = text.title[start:end]
        yield Segment(TITLE_BLOCK, index, "title", shown, shown, start, end)
    for number, block in enumerate(text.blocks):
        whole = block.kind in {BlockKind.TABLE_ROW, BlockKind.HEADING}
        for index, (start, end) in enumerate(
            [(0, len(block.text))] if whole else split(block.text, text.lang)
        ):
            shown = block.text[start:end]
            skipped = "caption" if block.kind is BlockKind.CAPTION else ""
            yield Segment(
                number,
                index,
                block.kind.value,
                shown,
                "" if skipped else shown,
                start,
                end,
                0,
                block.level,
                skipped,
            )


def recording(
    text: Article, voice: str, said: tuple[Segment, ...], seconds_each: float, seconds_per_letter: float
) -> Recording:
    """A recording in which each sentence takes `seconds_each` plus `seconds_per_letter` of its length."""
    spoken = [s for s in said if s.spoken]
    lengths = [round(RATE * (seconds_each + seconds_per_letter * len(s.shown))) for s in spoken]
    ends = list(accumulate(lengths))
    cues = tuple(
        Cue(s.id, end - length, end - RATE // 10, s.shown)
        for s, length, end in zip(spoken, lengths, ends, strict=True)
    )
    starts = [c for c, s in zip(cues, spoken, strict=True) if s.kind in {"title", "heading"} and s.index == 0]
    borders = [*(c.start for c in starts), ends[-1]]
    chapters = tuple(Chapter(c.text, c.start, borders[i + 1], c.segment) for i, c in enumerate(starts))
    stem = f"{text.lang}/{SLUG}.{text.lang}.{voice}"
    return Recording(
        file=f"{stem}.mp3",
        media_type="audio/mpeg",
        bytes=0,
        rate=RATE,
        samples=ends[-1],
        cues=cues,
        chapters=chapters,
        loudness=-16.0,
        peak=-1.0,
        captions=f"{stem}.vtt",
        chapters_file=f"{stem}.chapters.json",
    )


def publication(seconds_each: float = 0.6, seconds_per_letter: float = 0.0) -> Publication:
    """The sample in English (the original), German (machine translated) and Swedish (written by hand)."""
    texts = (
        article(ENGLISH, "en"),
        article(GERMAN, "de", Origin.MACHINE),
        article(SWEDISH, "sv", Origin.VERSION),
    )
    editions = []
    for text in texts:
        said = segments(text)
        for name, shown, kind, gender in VOICES[text.lang]:
            voice = Voice(name, "fake", text.lang, shown, kind, gender)
            made = recording(text, name, said, seconds_each, seconds_per_letter)
            editions.append(Edition(text, voice, said, made))
    return Publication(SLUG, texts, tuple(editions))


def record(made: Publication, folder: Path) -> Publication:
    """Write the recordings, captions and chapters into `folder`; give the publication with their true sizes."""
    hums: dict[float, Path] = {}  # recordings of the same length are the same hum
    editions = []
    for edition in made.editions:
        sound = edition.recording
        path = folder / sound.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if sound.seconds in hums:
            shutil.copyfile(hums[sound.seconds], path)
        else:
            tone(path, sound.seconds)
        hums[sound.seconds] = path
        (folder / sound.captions).write_text(_captions(sound), encoding="utf-8")
        (folder / sound.chapters_file).write_text('{"version": "1.2.0", "chapters": []}', encoding="utf-8")
        editions.append(replace(edition, recording=replace(sound, bytes=path.stat().st_size)))
    return replace(made, editions=tuple(editions))


def _captions(made: Recording) -> str:
    def stamp(samples: int) -> str:
        ms = samples * 1000 // made.rate
        return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"

    cues = (f"{c.segment}\n{stamp(c.start)} --> {stamp(c.end)}\n{c.text}\n" for c in made.cues)
    return "WEBVTT\n\n" + "\n".join(cues)


def tone(path: Path, seconds: float) -> None:
    """A hum of that length as an MP3."""
    import imageio_ffmpeg

    source = ("-f", "lavfi", "-i", f"sine=frequency=220:sample_rate={RATE}:duration={seconds}")
    shape = ("-ac", "1", "-b:a", "32k", "-loglevel", "error", "-y", str(path))
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *source, *shape], check=True)
