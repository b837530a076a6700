"""captions.py: WebVTT with one cue per sentence, long ones split where a reader pauses."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audio.captions import READABLE, SHORTEST, parts, split_for_reading, timestamp, webvtt
from pipeline.edition import Cue
from pipeline.speech.lexicon import Lexicon
from pipeline.speech.reading import read

LONG = (
    "Företaget, som grundades 1994 i Ulm, levererar truckar till tolv länder; under 2024 ökade "
    "orderingången med 36 procent, trots att priset på stål steg."
)


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in split_for_reading(text)]


def test_a_short_sentence_is_one_cue() -> None:
    assert pieces("Det är en kort mening.") == ["Det är en kort mening."]


def test_a_long_sentence_is_split_at_its_clauses() -> None:
    found = pieces(LONG)
    assert len(found) > 1
    assert all(len(piece) <= READABLE for piece in found)
    assert all(piece[-1] in ",;." for piece in found)


def test_without_clauses_it_is_split_between_words_near_the_middle() -> None:
    first, second = pieces("ord " * 30 + "slut")
    assert abs(len(first) - len(second)) < 10


def test_a_piece_does_not_end_in_a_little_word() -> None:
    assert pieces(
        "and the municipal energy company now expects to have all of the money back in under seven years"
    ) == [
        "and the municipal energy company now expects",
        "to have all of the money back in under seven years",
    ]


def test_a_dash_opens_the_next_piece() -> None:
    text = "Det nya lagret i hamnen byggdes på arton månader – och blev trettio procent billigare än planerat"
    assert [piece[0] for piece in pieces(text)] == ["D", "–"]


def test_no_piece_flashes_by() -> None:
    text = "Ja, det sade en av de många intervjuade underleverantörerna redan under det första mötet i Hannover, nej."
    assert min(map(len, pieces(text))) >= SHORTEST


def test_one_endless_word_stays_whole() -> None:
    assert pieces("x" * 200) == ["x" * 200]


@given(st.text(alphabet="ab ,;–()", min_size=1, max_size=300))
def test_splitting_loses_nothing_but_spaces(text: str) -> None:
    spans = split_for_reading(text)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_the_parts_share_the_sentences_time_and_leave_no_gap() -> None:
    found = list(parts(Cue("b2-1", 1000, 101_000, LONG), 10_000))
    assert (found[0].start, found[-1].end) == (1000, 101_000)
    assert all(a.end == b.start for a, b in pairwise(found))
    assert [part.segment for part in found] == [f"b2-1.{n}" for n in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The change cost SEK 386m,",
            "and the municipal energy company expects to have the money back in no time.",
        ),
        (
            "In 2023 the utility burnt chips for 262 GWh of heat,",
            "and the price had doubled within three years.",
        ),
    ],
)
def test_figures_take_longer_to_say_than_to_read(first: str, second: str) -> None:
    """Where the spoken sentence is cut follows from what is said of each part, not from the letters shown."""
    said = {part: len(read(part, "en", Lexicon())) for part in (first, second)}
    cut, _ = parts(Cue("b0-0", 0, 100_000, f"{first} {second}"), 10_000)
    assert cut.text == first
    assert cut.end / 100_000 == pytest.approx(said[first] / sum(said.values()), abs=0.05)
    assert len(first) / (len(first) + len(second)) < cut.end / 100_000 - 0.1


def test_a_sentence_that_takes_long_is_split_at_a_clause_though_it_is_short() -> None:
    text = "Så sent som 2023 kom 262 GWh från flis, och priset hade fördubblats på tre år."
    assert len(text) <= READABLE
    assert [part.text for part in parts(Cue("b0-0", 0, 8_650, text), 1_000)] == [
        "Så sent som 2023 kom 262 GWh från flis,",
        "och priset hade fördubblats på tre år.",
    ]
    assert [part.text for part in parts(Cue("b0-0", 0, 6_900, text), 1_000)] == [text]
    without_clauses = text.replace(",", "")
    assert len(list(parts(Cue("b0-0", 0, 8_650, without_clauses), 1_000))) == 1


def test_a_row_of_a_table_is_split_between_its_cells() -> None:
    row = (
        "The paper mill, by heat exchangers\tabout a hundred, perhaps more\tone hundred and forty-four or so"
    )
    first, second, third = row.split("\t")
    assert pieces(row) == [first, f"{second}\t{third}"]


def test_chinese_is_split_though_it_sets_no_spaces() -> None:
    found = pieces("风在夜里转了方向，" * 12)
    assert all(len(piece) <= READABLE and piece[-1] == "，" for piece in found)


def test_timestamps_round_to_the_nearest_millisecond() -> None:
    assert timestamp(0, 22_050) == "00:00:00.000"
    assert timestamp(22_050 * 3661 + 11_025, 22_050) == "01:01:01.500"
    assert timestamp(11, 22_050) == "00:00:00.000"
    assert timestamp(12, 22_050) == "00:00:00.001"


def test_the_file_is_webvtt_and_shows_what_is_written() -> None:
    cues = [Cue("t-0", 0, 16_000, "R&D <2> – FoU"), Cue("b0-0", 24_000, 40_000, "År\t2024")]
    assert webvtt(cues, 16_000) == (
        "WEBVTT\n"
        "\nt-0\n00:00:00.000 --> 00:00:01.000\nR&amp;D &lt;2&gt; – FoU\n"
        "\nb0-0\n00:00:01.500 --> 00:00:02.500\nÅr | 2024\n"
    )


def test_every_cue_has_a_name_a_time_and_text() -> None:
    found = webvtt([Cue(f"b{n}-0", n * 100_000, n * 100_000 + 90_000, LONG) for n in range(3)], 16_000)
    header, *blocks = found.split("\n\n")
    assert header == "WEBVTT"
    form = re.compile(r"b\d-0\.\d\n\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}\n[^\n]+\n?")
    assert all(form.fullmatch(block) for block in blocks)
