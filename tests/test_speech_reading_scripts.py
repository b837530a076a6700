"""Words in a script that the voice's language is not written in are left unsaid; signs and the language's own stay."""

from __future__ import annotations

import time

import pytest

from pipeline.languages import OWN_NAMES
from pipeline.speech.lexicon import Entry, Lexicon
from pipeline.speech.reading import read
from pipeline.speech.reading.scripts import is_foreign, without_foreign


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "The word שלום (shalom) means peace.", "The word (shalom) means peace."),
        ("en", "Hello (שלום עולם), world.", "Hello, world."),
        ("en", "Beijing (Chinese: 北京; pinyin: Běijīng) is big.", "Beijing (pinyin: Běijīng) is big."),
        ("en", "Beijing (simplified: 北京, traditional: 北平) is big.", "Beijing is big."),
        ("en", "She wrote “Привет”, and left.", "She wrote, and left."),
        ("en", "She said: コーヒー!", "She said!"),
        ("de", "Kiew (Київ, Kyjiw) liegt am Dnipro.", "Kiew (Kyjiw) liegt am Dnipro."),
        ("sv", "Ordet مرحبا بالعالم betyder hej.", "Ordet betyder hej."),
        ("ru", "Город 北京 большой.", "Город большой."),
        ("ja", "東京のコーヒー、ABC, Привет", "東京のコーヒー、ABC"),
        ("sr", "Београд je Beograd, 北京.", "Београд je Beograd."),
        ("zh", "我们用 Python 写代码。", "我们用 Python 写代码。"),
        ("ko", "서울 大韓民國 Seoul", "서울 大韓民國 Seoul"),
        ("en", "שלום עולם", ""),
    ],
)
def test_only_words_in_a_foreign_script_are_left_out(lang: str, text: str, said: str) -> None:
    assert read(text, lang, Lexicon()) == said


@pytest.mark.parametrize(
    "text",
    [
        "α, β and γ",
        "5 kΩ, 10 µm, ΔT",
        "π",
        "水 is water",
        "Łódź, Þór, ʻokina, ﬁne, naïve",
        "a\N{COMBINING ACUTE ACCENT}",
    ],
)
def test_signs_and_letters_of_the_own_script_stay(text: str) -> None:
    assert without_foreign(text, "en") == text


def test_no_language_leaves_out_its_own_name() -> None:
    assert {lang: without_foreign(name, lang) for lang, name in OWN_NAMES.items()} == OWN_NAMES
    assert [lang for lang, name in OWN_NAMES.items() if is_foreign(name, lang)] == []


def test_a_word_of_the_lexicon_is_said_whatever_its_script() -> None:
    lexicon = Lexicon((Entry("北京", "Beijing", ""),))
    assert read("From 北京 to 上海 by train.", "en", lexicon) == "From Beijing to by train."


@pytest.mark.parametrize("text", ["я " * 50_000, "(שלום; " * 15_000, "(" * 50_000 + "шш", "я - " * 30_000])
def test_time_grows_with_the_length_only(text: str) -> None:
    start = time.process_time()
    without_foreign(text, "en")
    assert time.process_time() - start < 5
