"""Which language an article is in: what its markup says, unless its words say otherwise."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import regex

from pipeline import languages
from pipeline.errors import OutputError

_ENOUGH = 200  # characters; below that detection is a guess (py3langid on titles: about 9 in 10)
_SAMPLE = 3000
_SURE = 0.99
_LIKELY = 0.9
_GUESS = 0.6  # of the languages known here, for a text that short: "Hello." gets .13, "Ein kurzer Text." .70
_LATIN = regex.compile(r"\p{Latin}")
_NO_LANGUAGE = frozenset({"x-default", "und", "mul", "mis", "zxx"})  # tags that name none (BCP 47, HTML)


def language(text: str, *claims: str) -> str:
    """The ISO 639-1 code of `text`. `claims` are tags from a file name or markup, the most trustworthy first.

    Templates often declare the wrong language, so a claim is overruled when there is enough text and detection is
    sure. With neither claim nor text enough for a guess the answer is English.
    """
    claimed = next((languages.normalise(tag) for tag in claims if tag and languages.is_known(tag)), "")
    if len(text) < _ENOUGH:
        return claimed or _guess(text) or "en"
    found, probability = detect(text)
    if claimed and probability < _SURE:
        return claimed
    return found or claimed or "en"


def assumed(text: str, lang: str, *claims: str) -> tuple[str, ...]:
    """A note where `language(text, *claims)` gave `lang` because the text's own language is not one known here, or for
    lack of text."""
    told = [claim for claim in claims if claim and claim.lower() not in _NO_LANGUAGE]
    read_as = f"so it was read as {languages.OWN_NAMES[lang]}; if it is in"
    remedy = "save it under a name that says so, such as a.sv.html"
    if tag := _unknown(text, told):
        seems = f'its language seems to be "{tag}", which is not known here'
        return (f"{seems}, {read_as} a language that is, {remedy}",)
    if not told and len(text) < _ENOUGH and _has_letters(text) and not _guess(text):
        return (f"it is too short to tell its language, {read_as} another, {remedy}",)
    return ()


def _unknown(text: str, claims: Sequence[str]) -> str:
    """The tag of a language that is not known here, as the markup or else the words say it; "" where all is well."""
    if any(languages.is_known(claim) for claim in claims):
        return ""
    tag, probability = _classified(text)
    is_known, is_enough = languages.is_known(tag), len(text) >= _ENOUGH
    if claims:
        return "" if is_known and is_enough and probability >= _SURE else claims[0]
    return tag if not is_known and is_enough and probability >= _LIKELY else ""


def _guess(text: str) -> str:
    """The language of a short text, of those known here; "" when several may be it and it is in Latin letters."""
    if not _has_letters(text):
        return ""
    chances: defaultdict[str, float] = defaultdict(float)
    for tag, probability in _identifier().rank(text):
        if languages.is_known(tag):
            chances[languages.normalise(tag)] += float(probability)
    best = max(chances, key=chances.__getitem__)
    return best if chances[best] >= _GUESS * sum(chances.values()) or not _LATIN.search(text) else ""


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def detect(text: str) -> tuple[str, float]:
    """The likeliest language among those known here, with its probability; ("", 0.0) for text without letters.

    Raises OutputError when the model cannot be unpacked.
    """
    tag, probability = _classified(text)
    return (languages.normalise(tag), probability) if languages.is_known(tag) else ("", 0.0)


def _classified(text: str) -> tuple[str, float]:
    """The likeliest language of all that the detection knows."""
    if not _has_letters(text):
        return "", 0.0
    tag, probability = _identifier().classify(text[:_SAMPLE])
    return tag, float(probability)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  loads a 5 MB model

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:  # the library unpacks its model into the folder for temporary files
        reason = error.strerror or str(error)
        raise OutputError(
            f"Cannot unpack the language model into {tempfile.gettempdir()}: {reason}. "
            "Free space there, or name another folder in TMPDIR."
        ) from error
