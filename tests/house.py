"""What several tests start from: a small article in a page, quick voices, and a run of the whole house over them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline import config
from pipeline.batch import run
from pipeline.newsroom.workshop import open_workshop
from pipeline.report import RunReport

TONE = 'engine = "tone"\nlang = "{lang}"\nname = "Tone"\nlicence = "none"\n'

PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} - Werkblatt</title>
<meta name="author" content="Ada Holm"><meta property="article:published_time" content="2025-08-06">
{links}</head><body><nav><a href="/">Start</a><a href="/news">News</a></nav><main><article><h1>{title}</h1>
{body}</article></main><footer>Imprint · Privacy · Contact</footer></body></html>"""

ENGLISH = (
    "The plant in Almvik cut its use of energy by 36 percent within two years, and nobody had to work less for it.",
    "Heat from the dryers now warms water for the town. The pumps were paid for by the savings of the first winter.",
    "Its manager says that the next step is smaller. A second exchanger will be built in 2026 for 4.5 million euros.",
)
SWEDISH = (
    "Fabriken i Almvik har minskat sin energianvändning med 36 procent på två år, och ingen behövde arbeta mindre.",
    "Värmen från torkarna värmer nu stadens vatten. Pumparna betalades av besparingarna under den första vintern.",
    "Chefen säger att nästa steg är mindre. En andra värmeväxlare ska byggas 2026 för 4,5 miljoner euro.",
)


def page(title: str, paragraphs: Sequence[str], lang: str = "en", **versions: str) -> str:
    """A page of an invented site, with language versions by keyword."""
    links = "".join(
        f'<link rel="alternate" hreflang="{code}" href="{href}">' for code, href in versions.items()
    )
    body = f"<p>{paragraphs[0]}</p><h2>{paragraphs[1].split('.')[0]}</h2>" + "".join(
        f"<p>{p}</p>" for p in paragraphs[1:]
    )
    return PAGE.format(lang=lang, title=title, links=links, body=body)


def write_voices(folder: Path, *languages: str) -> Path:
    """Voices of the deterministic engine, `tone-<lang>`, in `folder`/voices."""
    voices = folder / "voices"
    voices.mkdir(parents=True, exist_ok=True)
    for lang in languages:
        (voices / f"tone-{lang}.toml").write_text(TONE.format(lang=lang), encoding="utf-8")
    return voices


def publish_with_tone(folder: Path, sources: Sequence[str], *languages: str, **flags: Any) -> RunReport:
    """Publish `sources` into `folder`/output in `languages`, each in the tone voice of its language."""
    voices = write_voices(folder, *languages)
    speech = {"voices": {lang: [f"tone-{lang}"] for lang in languages}, "voice_folders": [str(voices)]}
    given = {
        "languages": languages,
        "output": str(folder / "output"),
        "offline": True,
        "speech": speech,
        **flags,
    }
    settings = config.load(None, given)
    with open_workshop(settings, config.places(settings)) as shop:
        return run(sources, shop)
