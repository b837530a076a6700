"""The source's own words left standing in a translation."""

from __future__ import annotations

import re
from functools import cache

from pipeline.abbreviations import abbreviations
from pipeline.translate import wordlists
from pipeline.translate.casing import Case, case
from pipeline.translate.protect import Job

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENGLISH_HOUR = re.compile(r"\d\s?[ap]\.\s?m\.")
_SHOWN = 6  # words of it in a report
_COPIED_RUN = 3  # words on end; related languages share more than that
_COPIED_LETTERS = 10
_COPIED_SHARE = 0.7
_FEW_WORDS = 3
_RELATED = (
    frozenset({"sv", "da", "nb"}),
    frozenset({"pt", "es", "it", "fr", "ca"}),
    frozenset({"cs", "sk"}),
    frozenset({"ru", "uk", "bg"}),
)


def find(source: str, target: str, job: Job) -> str:
    """What was not translated, "" where nothing stands out: nearly all words copied, a run of them, or no word of `target`'s language."""
    before, after = _small_words(source, job.source), _small_words(target, job.source)
    copied = [word for word in after if word in before]
    if len(after) >= _FEW_WORDS and len(copied) > _COPIED_SHARE * len(after):
        return " ".join(copied[:_SHOWN])
    if source.casefold() == target.casefold() and len(after) > 1:
        return target
    hour = _ENGLISH_HOUR.search(target)
    if hour and job.target not in ("en", "es"):
        return hour.group()
    kind = case(source, job.source)
    shouted = kind is Case.UPPER or (kind is Case.TITLE and source in job.headings)
    run = _shared_run(source, target, shouted=shouted)
    if _is_long(run, job) or (len(run) >= _FEW_WORDS and len(_foreign_words(run, job)) > 1):
        return " ".join(run)
    words = _words(target)
    foreign = _foreign_words(words, job)
    own = any(word in _function_words(job.target) for word in words)
    return " ".join(foreign) if len(foreign) >= _FEW_WORDS and not own else ""


def _is_long(run: list[str], job: Job) -> bool:
    related = any({job.source, job.target} <= family for family in _RELATED)
    return len(run) >= _COPIED_RUN and sum(map(len, run)) >= _COPIED_LETTERS and not related


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _small_words(text: str, lang: str) -> list[str]:
    """Words that are not names: in lower case, or anything long enough in a language of capital nouns."""
    return [
        w.casefold()
        for w in _WORD.findall(text)
        if w.isalpha() and (w.islower() or lang == "de") and len(w) > 1
    ]


def _shared_run(source: str, target: str, *, shouted: bool) -> list[str]:
    """The longest run of words of the target that the source has too; figures in it do not count.

    Capitals cut it, being names, unless the whole text is `shouted`.
    """
    padded = f" {' '.join(_words(source))} "
    best: list[str] = []
    run: list[str] = []
    for word in _WORD.findall(target):
        longer = [*run, word.casefold()]
        runs_on = word.islower() or shouted or word.isdigit()
        run = longer if runs_on and f" {' '.join(longer)} " in padded else []
        best = max(best, [part for part in run if not part.isdigit()], key=len)
    return best


def _foreign_words(words: list[str], job: Job) -> list[str]:
    """Usual words of the source language that the target language does not have."""
    own = _function_words(job.target)
    return [
        word for word in words if word in _function_words(job.source) and word not in own and len(word) > 1
    ]


@cache
def _function_words(lang: str) -> frozenset[str]:
    return wordlists.FUNCTION.get(lang, frozenset()) | abbreviations(lang).starters
