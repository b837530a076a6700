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

# ISO 639-2, both the terms and the bibliographers' codes: older publishing systems write lang="eng".
_THREE_LETTERS = (
    "ara:ar bul:bg cat:ca ces:cs cze:cs dan:da deu:de ger:de ell:el gre:el eng:en spa:es est:et fin:fi fra:fr fre:fr "
    "heb:he hin:hi hrv:hr hun:hu ind:id isl:is ice:is ita:it jpn:ja kor:ko lit:lt lav:lv nor:nb nob:nb nno:nb nld:nl "
    "dut:nl pol:pl por:pt ron:ro rum:ro rus:ru slk:sk slo:sk slv:sl srp:sr swe:sv tha:th tur:tr ukr:uk vie:vi zho:zh chi:zh"
)
ALIASES |= dict(pair.split(":") for pair in _THREE_LETTERS.split())

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
