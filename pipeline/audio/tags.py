"""What a sound file says about itself, in every format: the values, and how they are made from an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.document import Article, Origin
from pipeline.edition import Voice
from pipeline.languages import OWN_NAMES

# ISO 639-2/T, which ID3's TLAN and MP4's media header use. Source: Library of Congress, ISO 639-2 code list.
ISO_639_2 = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng",
    "es": "spa", "et": "est", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun",
    "id": "ind", "is": "isl", "it": "ita", "ja": "jpn", "ko": "kor", "lt": "lit", "lv": "lav", "nb": "nob",
    "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp",
    "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip
UNDETERMINED = "und"

MACHINE_TRANSLATION = {
    "de": "Maschinelle Übersetzung (machine translation)",
    "pt": "Tradução automática (machine translation)",
    "sv": "Maskinöversättning (machine translation)",
}


@dataclass(frozen=True, slots=True)
class Tags:
    """Metadata of one recording. `lang` is ISO 639-1; `cover` a JPEG, b"" for none; `lyrics` the text as shown.

    `comment` holds the source's address and, where it is one, the words "machine translation".
    `voice` names the reader.
    """

    title: str
    lang: str
    artist: str = ""
    album: str = ""
    published: date | None = None
    url: str = ""
    comment: str = ""
    lyrics: str = ""
    voice: str = ""
    cover: bytes = b""

    @property
    def lang3(self) -> str:
        """The three-letter code of the language, "und" when it has none."""
        return ISO_639_2.get(self.lang, UNDETERMINED)


def tags_for(article: Article, voice: Voice, cover: bytes = b"") -> Tags:
    """The tags of `article` read by `voice`; the site stands in for missing authors, and the reverse."""
    authors = ", ".join(article.authors)
    return Tags(
        title=article.title,
        lang=article.lang,
        artist=authors or article.site,
        album=article.site or authors,
        published=article.published or article.modified,
        url=article.url,
        comment=_comment(article),
        lyrics=article.text,
        voice=voice.name,
        cover=cover,
    )


def _comment(article: Article) -> str:
    if article.origin is not Origin.MACHINE:
        return article.url
    label = MACHINE_TRANSLATION.get(article.lang, "Machine translation")
    source = OWN_NAMES.get(article.source_lang, article.source_lang)
    route = f"{source} → {OWN_NAMES.get(article.lang, article.lang)}" if source else ""
    detail = ", ".join(part for part in (route, article.engine) if part)
    return "\n".join(part for part in (f"{label}: {detail}" if detail else label, article.url) if part)
