"""How well and how fast text is read, ours beside the libraries that do the same (where they are installed).

    python tests/benchmarks/reading.py [--show]      a table; --show lists what ours and the others read otherwise

The measure is that of tests/quality/test_spoken.py: the share of texts in tests/quality/spoken_<lang>.tsv whose words are
right. The cases are ours, so the others are judged by our conventions too (spelled acronyms, British "and"): acronyms are
joined again before comparing, so that "EU" and "E U" count as the same.
The others: pip install spokenform kitten-text-processing
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import regex

from pipeline.speech.lexicon import Lexicon
from pipeline.speech.reading import read

CASES = Path(__file__).parent.parent / "quality"
LANGUAGES = ("en", "de", "sv")

Reader = Callable[[str, str], str]

# Package, function, and how the function is asked.
OTHERS: tuple[tuple[str, str, Callable[[Any], Reader]], ...] = (
    (
        "spokenform",
        "prepare",
        lambda say: lambda text, lang: str(say(text, language=lang, normalize_literals=True).spoken_text),
    ),
    (
        "kitten_text_processing",
        "normalize_text",
        lambda say: lambda text, lang: str(say(text, locale=lang)),
    ),
)


def cases(lang: str) -> list[tuple[str, list[str]]]:
    lines = (CASES / f"spoken_{lang}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(written, readings.split(" | ")) for written, readings in pairs]


def words(text: str) -> str:
    """The words in lower case, spelled letters joined, without spaces: conventions of spacing are not judged."""
    return "".join(regex.findall(r"\w", text.casefold()))


def ours(text: str, lang: str) -> str:
    return read(text, lang, Lexicon())


def readers() -> dict[str, Reader]:
    found: dict[str, Reader] = {"pipeline.speech.reading": ours, "num2words alone": plain_numbers}
    for package, function, reader in OTHERS:
        try:
            found[package] = reader(getattr(import_module(package), function))
        except ImportError:
            print(f"{package} is not installed", file=sys.stderr)
    return found


def plain_numbers(text: str, lang: str) -> str:
    """What most tools do: every number through num2words, nothing else."""
    from num2words import num2words

    def say(match: regex.Match[str]) -> str:
        return str(num2words(float(match.group()) if "." in match.group() else int(match.group()), lang=lang))

    return regex.sub(r"\d+(?:\.\d+)?", say, text)


def measure(reader: Reader, lang: str, *, show: bool) -> tuple[float, float]:
    """The share of right readings, and texts a second."""
    found = cases(lang)
    reader(found[0][0], lang)  # tables are loaded, rules compiled
    right = done = 0
    start = time.perf_counter()
    for written, readings in found:
        try:
            said = reader(written, lang)
        except Exception as error:  # noqa: BLE001  a library that fails on a text has read it wrongly; it is shown
            said = f"{type(error).__name__}"
        good = words(said) in {words(reading) for reading in readings}
        right, done = right + good, done + 1
        if show and not good:
            print(f"  {lang}  {written}  ->  {said}")
    return right / done, done / (time.perf_counter() - start)


def main() -> None:
    show = "--show" in sys.argv
    print(f"{'':26}" + "".join(f"{lang:>22}" for lang in LANGUAGES))
    for name, reader in readers().items():
        scores = [measure(reader, lang, show=show) for lang in LANGUAGES]
        print(f"{name:26}" + "".join(f"{share:>10.1%} {speed:>6.0f} /s  " for share, speed in scores))


if __name__ == "__main__":
    main()
