"""The reading of a text."""

from __future__ import annotations

import regex

from pipeline.speech.lexicon import Entry, Lexicon
from pipeline.speech.reading import numbers

VERSION = 1  # of the reading; raise it when any text is read otherwise

_NUMBER = regex.compile(r"\d+(?:[,.]\d+)?")


def read(text: str, lang: str, lexicon: Lexicon, *, ipa: bool = False) -> str:
    """`text` as it is said in `lang`: plain text without digits, its punctuation kept.

    With `ipa`, an entry of the lexicon that has phonemes becomes `[[phonemes]]`.
    """
    said: list[str] = []

    def keep(entry: Entry) -> str:
        said.append(f"[[{entry.ipa}]]" if ipa and entry.ipa else entry.respelling or entry.word)
        return chr(0xE000 + len(said) - 1)

    text = lexicon.replace(text, keep)
    text = _NUMBER.sub(lambda m: numbers.cardinal(int(regex.sub(r"\D.*", "", m.group())), lang), text)
    for index, word in enumerate(said):
        text = text.replace(chr(0xE000 + index), word)
    return " ".join(text.split())
