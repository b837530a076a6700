"""Languages by their ISO 639-1 code: their own names, and the ways people write a code."""

from __future__ import annotations

from pipeline.errors import UnknownLanguage

# The name a speaker of the language looks for in a menu (CLDR's autonyms, capitalised as a menu entry).
OWN_NAMES = {
    "ar": "العربية",
    "bg": "Български",
    "ca": "Català",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "fi": "Suomi",
    "fr": "Français",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "id": "Indonesia",
    "is": "Íslenska",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sr": "Српски",
    "sv": "Svenska",
    "th": "ไทย",
    "tr": "Türkçe",
    "uk": "Українська",
    "vi": "Tiếng Việt",
    "zh": "中文",
}

# Codes and words met in markup and on command lines that mean one of the above.
ALIASES = {"no": "nb", "nn": "nb", "se": "sv", "iw": "he", "in": "id", "cn": "zh"}

RIGHT_TO_LEFT = frozenset({"ar", "he"})


def normalise(tag: str) -> str:
    """The ISO 639-1 code of a tag such as "sv-SE", "de_AT" or "EN". Raises UnknownLanguage."""
    code = tag.strip().lower().replace("_", "-").split("-")[0]
    code = ALIASES.get(code, code)
    if code not in OWN_NAMES:
        known = ", ".join(sorted(OWN_NAMES))
        raise UnknownLanguage(f'"{tag}" is not a language known here. Use one of: {known}.')
    return code


def is_known(tag: str) -> bool:
    """Whether `normalise(tag)` would give a code."""
    try:
        normalise(tag)
    except UnknownLanguage:
        return False
    return True
