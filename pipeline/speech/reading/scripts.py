"""Words in a script that the language is not written in: a voice has no sounds for them and spells sign after sign."""

from __future__ import annotations

from functools import lru_cache

import regex

# The scripts a language is written in beside Latin, which every voice knows some way to say (CLDR, likelySubtags.xml;
# Jpan and Kore are several scripts in ISO 15924). Who is not named here is written in Latin letters only.
_SCRIPTS = {
    "ar": ("Arabic",),
    "bg": ("Cyrillic",),
    "el": ("Greek",),
    "he": ("Hebrew",),
    "hi": ("Devanagari",),
    "ja": ("Han", "Hiragana", "Katakana"),
    "ko": ("Hangul", "Han"),
    "ru": ("Cyrillic",),
    "sr": ("Cyrillic",),
    "th": ("Thai",),
    "uk": ("Cyrillic",),
    "zh": ("Han", "Bopomofo"),
}

# A lone letter is a sign (α, Ω, Д) and stays; of two or more, one is joined to the next by marks or nothing.
_HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
_WORD = regex.compile(r"\p{L}[\p{M}ーـ]*\p{L}")
_BETWEEN = r"[\s'’\"״׳־\-–・·、،，؛]"
_NAMED = rf"(?:\p{{L}}[\p{{L}}.]*:\s*)?{_HOLE}"  # a language's name goes with its word: "(Chinese: 北京)"
_HOLES = rf"{_NAMED}(?:[\s,;/]*{_NAMED})*"
# What held nothing but such words goes with them; and the mark that set them off from what is left.
_EMPTIED = regex.compile(
    rf"[(\[“„«‚‘「『《\"']\s*{_HOLES}\s*[)\]”“»’‘」』》\"']|(?<=[(\[]\s?){_HOLES}\s*[,;]\s*"
    rf"|[,;:–—]\s*{_HOLES}(?=\s*(?:[,;:.!?)\]]|$))"
)


@lru_cache(maxsize=64)
def _foreign(lang: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """A letter of a script foreign to `lang`, and a run of such letters with what stands between its words."""
    own = "".join(
        rf"\p{{Script={name}}}" for name in ("Latin", "Common", "Inherited", *_SCRIPTS.get(lang, ()))
    )
    letter = rf"[\p{{L}}--[{own}]]"
    joined = rf"(?:{letter}|[\p{{M}}ーـ]|{_BETWEEN}++(?={letter}))"
    return regex.compile(letter, regex.VERSION1), regex.compile(rf"{letter}{joined}*+", regex.VERSION1)


def is_foreign(text: str, lang: str) -> bool:
    """Whether `text` has a letter of a script that `lang` is not written in."""
    return not text.isascii() and bool(_foreign(lang)[0].search(text))


def without_foreign(text: str, lang: str) -> str:
    """`text` without its words in scripts that `lang` is not written in, and without brackets that held only those.

    A single letter stays, for it is a sign: "α-Strahlen", "5 kΩ". What is around a word keeps its spaces.
    """
    if not is_foreign(text, lang):
        return text
    holed = _foreign(lang)[1].sub(lambda run: _HOLE if _WORD.search(run.group()) else run.group(), text)
    return _EMPTIED.sub("", holed).replace(_HOLE, "") if _HOLE in holed else text
