"""The page as search engines read it: a schema.org Article per language with its recordings as AudioObjects."""

from __future__ import annotations

from typing import Any

from pipeline.document import Article
from pipeline.edition import Edition, Publication
from pipeline.outputs.listing import summary
from pipeline.outputs.playback import editions_of


def schema_org(publication: Publication, address: str) -> dict[str, Any]:
    """JSON-LD. `address` is the page's own absolute address, "" when unknown (addresses then stay relative)."""
    return {
        "@context": "https://schema.org",
        "@graph": [
            _article(text, editions_of(publication, text.lang), address) for text in publication.texts
        ],
    }


def _article(text: Article, editions: tuple[Edition, ...], address: str) -> dict[str, Any]:
    found = {
        "@type": "Article",
        "@id": f"{address}#{text.lang}",
        "headline": text.title,
        "description": summary(text),
        "inLanguage": text.lang,
        "author": [{"@type": "Person", "name": name} for name in text.authors],
        "publisher": {"@type": "Organization", "name": text.site} if text.site else None,
        "datePublished": text.published.isoformat() if text.published else None,
        "dateModified": text.modified.isoformat() if text.modified else None,
        "image": text.image if text.image.startswith(("http://", "https://")) else None,
        "isBasedOn": text.url,
        "audio": [_audio(e, address) for e in editions],
    }
    return {name: value for name, value in found.items() if value}


def _audio(edition: Edition, address: str) -> dict[str, Any]:
    recording, lang = edition.recording, edition.article.lang
    found: dict[str, Any] = {
        "@type": "AudioObject",
        "name": f"{edition.article.title} – {edition.voice.name}",
        "contentUrl": address + recording.file,
        "encodingFormat": recording.media_type,
        "contentSize": str(recording.bytes),
        "duration": duration(recording.seconds),
        "inLanguage": lang,
        "transcript": f"{address}#{lang}",
    }
    if recording.captions:
        found["caption"] = {
            "@type": "MediaObject",
            "contentUrl": address + recording.captions,
            "encodingFormat": "text/vtt",
            "inLanguage": lang,
        }
    return found


def duration(seconds: float) -> str:
    """ISO 8601, in whole seconds: PT1H2M3S."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if hours or minutes else "") + f"{rest}S"
