"""The words of the pages themselves, in the reader's language where we have them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

FALLBACK = "en"
_FILE = Path(__file__).parent / "templates" / "phrases.toml"


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def interface_language(lang: str) -> str:
    """The language a page about `lang` speaks itself."""
    return lang if lang in _tables() else FALLBACK


def phrases(lang: str) -> Mapping[str, str]:
    """Every phrase in `lang`, or in English."""
    return _tables()[interface_language(lang)]


def long_date(day: date, lang: str) -> str:
    """A date as `lang`'s readers write it, by CLDR: "6 August 2025", "6. August 2025"."""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=_locale(lang)))


def language_name(code: str, lang: str) -> str:
    """What speakers of `lang` call the language `code`, by CLDR; the code itself where CLDR knows none."""
    from babel import Locale

    return str(Locale.parse(_locale(lang)).languages.get(code, code))


def territory_locale(lang: str) -> str:
    """The language with its likeliest territory, by CLDR: "de_DE". Open Graph wants one."""
    from babel.core import get_global

    parts = str(get_global("likely_subtags").get(lang, lang)).split("_")
    return f"{lang}_{parts[-1]}" if len(parts) > 1 else lang


def _locale(lang: str) -> str:
    """English dates are written day first here, as in the rest of Europe."""
    chosen = interface_language(lang)
    return {"en": "en_GB", "pt": "pt_PT"}.get(chosen, chosen)


def clock(seconds: float) -> str:
    """A duration as players show it: 4:07, 1:02:33. Rounded to whole seconds."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
