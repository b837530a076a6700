"""The script: every sentence becomes a segment that is said or skipped with a reason, and the pauses between them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cache import Cache
from pipeline.document import Article, Block, BlockKind, Mark, MarkKind
from pipeline.edition import TITLE_BLOCK, Pauses, Segment, Voice, VoiceKind
from pipeline.errors import SpeechError
from pipeline.sentences import split
from pipeline.speech.lexicon import Entry, Lexicon
from pipeline.speech.script import ADDRESSES, BYLINE, CAPTION, CODE, OTHER_SCRIPT, VERSION, WORDLESS, script

NONE = Lexicon()
PAUSES = Pauses(sentence=1, paragraph=2, heading=3, list_item=4, quote=5, table_row=6, title=7)
VOICE = Voice("en-tone", "tone", "en", "Tone", VoiceKind.EMBEDDED, pauses=PAUSES)


def segments(*blocks: Block, title: str = "A title", lang: str = "en") -> tuple[Segment, ...]:
    return script(Article(title, lang, blocks), replace(VOICE, lang=lang), NONE)


def paragraph(text: str, *marks: Mark) -> Block:
    return Block(BlockKind.PARAGRAPH, text, marks=marks)


def row(*cells: str, header: bool = False) -> Block:
    return Block(BlockKind.TABLE_ROW, "\t".join(cells), level=int(header))


def test_the_title_comes_first() -> None:
    first, second = segments(paragraph("Text."))
    assert (first.block, first.index, first.kind, first.shown, first.pause_ms) == (
        TITLE_BLOCK,
        0,
        "title",
        "A title",
        7,
    )
    assert (second.block, second.kind) == (0, "paragraph")


def test_what_is_shown_is_the_text_and_what_is_spoken_its_reading() -> None:
    text = "It cost $5m in 2024. That is 20% more."
    said = segments(paragraph(text))[1:]
    assert [s.shown for s in said] == ["It cost $5m in 2024.", "That is 20% more."]
    assert [s.spoken for s in said] == [
        "It cost five million dollars in twenty twenty-four.",
        "That is twenty percent more.",
    ]
    assert [text[s.start : s.end] for s in said] == [s.shown for s in said]
    assert [s.index for s in said] == [0, 1]


def test_pauses_go_by_what_ends() -> None:
    item = Block(BlockKind.LIST_ITEM, "Item.")
    said = segments(
        Block(BlockKind.HEADING, "Head", level=2),
        paragraph("One. Two."),
        item,
        item,
        Block(BlockKind.QUOTE, "Quote."),
    )
    assert [s.pause_ms for s in said] == [7, 3, 1, 2, 4, 2, 5]


def test_the_pause_of_a_paragraph_is_after_its_last_spoken_sentence() -> None:
    said = segments(paragraph("One. 🚀"))
    assert [(s.pause_ms, s.skipped) for s in said[1:]] in ([(2, "")], [(2, ""), (0, WORDLESS)])


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (Block(BlockKind.CAPTION, "A plant – Image: Someone"), CAPTION),
        (Block(BlockKind.CODE, "x = 1"), CODE),
        (paragraph("https://example.org/a and"), ""),
        (paragraph("https://example.org/a, www.example.com/b?c=1"), ADDRESSES),
        (Block(BlockKind.LIST_ITEM, "https://example.org/a"), ADDRESSES),
        (paragraph("* * *"), WORDLESS),
        (paragraph("🚀"), WORDLESS),
        (paragraph("«שלום עולם»."), OTHER_SCRIPT),
        (paragraph("שלום", Mark(MarkKind.FOREIGN, 0, 4, "he")), OTHER_SCRIPT),
        (row("שלום", "北京"), OTHER_SCRIPT),
    ],
)
def test_what_is_not_said_says_why(block: Block, reason: str) -> None:
    for segment in segments(block)[1:]:
        assert segment.skipped == reason
        assert bool(segment.spoken) is not bool(reason)
        assert segment.pause_ms == 0 or not reason


def signed(*blocks: Block, lang: str = "en") -> tuple[Segment, ...]:
    article = Article("A title", lang, blocks, ("Ida Ek",), date(2025, 10, 4), date(2025, 10, 16))
    return script(article, replace(VOICE, lang=lang), NONE)[1:]


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("sv", "Publicerad den: 4 oktober 2025 / Uppdaterad den: 16 oktober 2025 – Författare: Ida Ek"),
        ("de", "Veröffentlicht am: 4. Oktober 2025 / Update vom: 16. Oktober 2025 – Verfasserin: Ida Ek"),
        ("en", "Published on: October 4, 2025 / Updated on: October 16, 2025 – Author: Ida Ek"),
        ("pt", "Publicado em: 4 de outubro de 2025 / Atualizado em: 16 de outubro de 2025 – Autora: Ida Ek"),
        ("en", "By Ida Ek | 2025-10-04"),
    ],
)
def test_the_date_line_above_the_text_is_shown_and_not_said(lang: str, line: str) -> None:
    byline, text = signed(paragraph(line), paragraph("Text."), lang=lang)
    assert (byline.shown, byline.spoken, byline.skipped) == (line, "", BYLINE)
    assert (text.spoken, text.skipped) == ("Text.", "")


@pytest.mark.parametrize(
    "block",
    [
        paragraph("On 4 October 2025 Ida Ek went to the harbour."),
        paragraph("Published on 4 October 2025 by Somebody Else"),
        paragraph("Ida Ek has been writing since 2025"),
        paragraph(
            "Ida Ek and the fourteen ships that came to the harbour of Norvik in the night of 4 October 2025"
        ),
        Block(BlockKind.HEADING, "Ida Ek, 4 October 2025", level=2),
    ],
)
def test_a_text_about_its_author_or_its_day_is_said(block: Block) -> None:
    assert signed(block)[0].skipped == ""


def test_a_date_line_is_looked_for_above_the_text_only() -> None:
    line = paragraph("By Ida Ek | 2025-10-04")
    assert [s.skipped for s in signed(*[paragraph("Text.")] * 4, line)] == [""] * 5


def test_items_of_an_ordered_list_open_with_their_number() -> None:
    first, second = segments(Block(BlockKind.LIST_ITEM, "Wash it. Dry it.", number=2))[1:]
    assert (first.spoken, second.spoken) == ("Two: Wash it.", "Dry it.")
    assert first.shown == "Wash it."


def test_a_wide_table_names_its_columns_and_a_narrow_one_does_not() -> None:
    head, body, empty = segments(
        row("Land", "2023", "Share", header=True), row("Sweden", "12 km", "5%"), row("Norway", "", "7%")
    )[1:]
    assert head.spoken == "Land, twenty twenty-three, Share."
    assert body.spoken == "Sweden; twenty twenty-three: twelve kilometres; Share: five percent."
    assert empty.spoken == "Norway; Share: seven percent."
    assert body.shown == "Sweden\t12 km\t5%"
    narrow = segments(row("Land", "Share", header=True), row("Sweden", "5%"))
    assert narrow[-1].spoken == "Sweden, five percent."


def test_a_header_holds_for_its_own_table_only() -> None:
    said = segments(row("A", "B", "C", header=True), paragraph("Text."), row("x", "y", "z"))
    assert said[-1].spoken == "x, y, z."


def test_a_foreign_sentence_is_read_by_its_own_language() -> None:
    text = "Das waren 21 Tage."
    block = paragraph(text, Mark(MarkKind.FOREIGN, 0, len(text), "de"))
    assert segments(block)[1].spoken == "Das waren einundzwanzig Tage."


@pytest.mark.parametrize(
    ("text", "foreign", "sentences"),
    [
        ("It cost 1,5 Mio. Euro. So be it.", "1,5 Mio. Euro", ["It cost 1,5 Mio. Euro.", "So be it."]),
        ("It cost 1,5 Mio. Euro in all.", "1,5 Mio.", ["It cost 1,5 Mio. Euro in all."]),
        ("Yes: Das ist gut. Das bleibt. So be it.", "Das ist gut. Das bleibt.", None),
        ("Am 3. Oktober war es aus. So be it.", "Am 3. Oktober war es aus.", None),
        ("So be it. Das war am 3. Mai.", "Das war am 3. Mai.", ["So be it.", "Das war am 3. Mai."]),
    ],
)
def test_a_foreign_range_ends_its_sentences_as_its_language_does(
    text: str, foreign: str, sentences: list[str] | None
) -> None:
    start = text.index(foreign)
    said = segments(paragraph(text, Mark(MarkKind.FOREIGN, start, start + len(foreign), "de")))[1:]
    wanted = sentences or [text[a:b] for a, b in split(text, "de")]
    assert [s.shown for s in said] == wanted


def test_of_a_foreign_sentence_only_what_the_voice_can_say_is_said() -> None:
    text = "שלום, Oslo 21."
    block = paragraph(text, Mark(MarkKind.FOREIGN, 0, len(text), "he"))
    said = segments(block)[1]
    assert (said.shown, said.spoken, said.skipped) == (text, "Oslo twenty-one.", "")


def test_the_lexicon_and_the_engine_shape_what_is_spoken() -> None:
    """piper takes phonemes; espeak-ng's rules want spelled letters tied."""
    article = Article("", "en", (paragraph("The AI at Xpert."),))
    lexicon = Lexicon((Entry("Xpert", "expert", "ˈɛkspɜːt"),))
    spoken = {
        e: script(article, replace(VOICE, engine=e), lexicon)[0].spoken for e in ("tone", "espeak", "piper")
    }
    assert spoken == {
        "tone": "The A I at expert.",
        "espeak": "The A-I at expert.",
        "piper": "The A-I at [[ˈɛkspɜːt]].",
    }


def test_a_voice_of_another_language_is_refused() -> None:
    with pytest.raises(SpeechError, match="speaks en, and the text is in sv"):
        script(Article("Titel", "sv", ()), VOICE, NONE)


BLOCKS = st.builds(
    lambda kind, text, level: Block(kind, " ".join(text.split()) or "x", level),
    st.sampled_from([k for k in BlockKind if k is not BlockKind.TABLE_ROW]),
    st.text(alphabet="ab 1.!?%€🚀-", max_size=30),
    st.integers(0, 3),
)


@given(blocks=st.lists(BLOCKS, max_size=6))
def test_nothing_is_lost(blocks: list[Block]) -> None:
    """Every character that is no space is in exactly one segment, spoken or skipped with a reason."""
    said = segments(*blocks)
    for index, block in enumerate(blocks):
        covered = [n for s in said if s.block == index for n in range(s.start, s.end)]
        assert len(covered) == len(set(covered))
        assert {n for n, c in enumerate(block.text) if not c.isspace()} <= set(covered)
    assert all(bool(s.spoken) is not bool(s.skipped) for s in said)
    assert len({s.id for s in said}) == len(said)


# What is kept


ARTICLE = Article(
    "A title of 2026",
    "en",
    (
        Block(BlockKind.HEADING, "One", level=2),
        paragraph("It cost $5. See EU law, 3rd part."),
        paragraph("Ja, fünf Mark.", Mark(MarkKind.FOREIGN, 0, 14, "de")),
        row("Firm", "Sum", "Year", header=True),
        row("Acme", "5 %", "1999"),
        Block(BlockKind.LIST_ITEM, "an item", number=4),
        Block(BlockKind.CAPTION, "A picture."),
        Block(BlockKind.CODE, "x = 1"),
    ),
)


class Counting(Cache):
    """A real cache that counts what is put into it."""

    puts = 0

    def put(self, name: str, value: bytes) -> None:
        self.puts += 1
        super().put(name, value)


@pytest.fixture
def store(tmp_path: Path) -> Counting:
    return Counting(tmp_path)


def test_a_title_is_said_whatever_it_is() -> None:
    [title] = segments(title="www.example.org")
    assert (title.spoken, title.skipped, title.pause_ms) == ("example dot org", "", PAUSES.title)


def test_something_new_is_told_of_before_it_is_read(store: Counting) -> None:
    told: list[int] = []
    script(ARTICLE, VOICE, NONE, store, lambda: told.append(store.puts))
    assert told[0] == 0
    told.clear()
    shorter = replace(ARTICLE, blocks=ARTICLE.blocks[1:])
    script(shorter, VOICE, NONE, store, lambda: told.append(store.puts))
    assert told == []


def test_what_was_read_before_is_not_read_again(store: Counting) -> None:
    plain = script(ARTICLE, VOICE, NONE)
    assert script(ARTICLE, VOICE, NONE, store) == plain
    assert store.puts == len(ARTICLE.blocks) + 2  # the title, and all sentences
    assert script(ARTICLE, VOICE, NONE, store) == plain
    assert store.puts == len(ARTICLE.blocks) + 2  # the title, and all sentences


@pytest.mark.parametrize(
    ("index", "block", "kept_anew"),
    [
        (1, paragraph("It cost $6. See EU law, 3rd part."), 2),
        (2, paragraph("Ja, fünf Mark."), 2),
        (3, row("Company", "Sum", "Year", header=True), 3),
        (5, Block(BlockKind.LIST_ITEM, "an item", number=5), 2),
        (0, Block(BlockKind.HEADING, "One", level=3), 1),
        (6, Block(BlockKind.PARAGRAPH, "A picture."), 2),
    ],
    ids=["text", "foreign range", "header of the rows below", "number", "level", "kind"],
)
def test_a_changed_block_is_read_anew_with_what_depends_on_it(
    store: Counting, index: int, block: Block, kept_anew: int
) -> None:
    """Beside the blocks the sentences are kept, where one is new."""
    script(ARTICLE, VOICE, NONE, store)
    before = store.puts
    edited = replace(ARTICLE, blocks=(*ARTICLE.blocks[:index], block, *ARTICLE.blocks[index + 1 :]))
    assert script(edited, VOICE, NONE, store) == script(edited, VOICE, NONE)
    assert store.puts - before == kept_anew


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (VOICE, Lexicon((Entry("law", "lore"),))),
        (replace(VOICE, engine="espeak"), NONE),
        (replace(VOICE, engine="piper"), Lexicon((Entry("law", "lore", "lɔː"),))),
        (replace(VOICE, pauses=Pauses()), NONE),
    ],
    ids=["lexicon", "engine", "engine and lexicon", "pauses"],
)
def test_how_a_voice_reads_is_part_of_what_is_kept(store: Counting, voice: Voice, words: Lexicon) -> None:
    script(ARTICLE, VOICE, NONE, store)
    assert script(ARTICLE, voice, words, store) == script(ARTICLE, voice, words)


SPLITS = {"de": "889bc5b9247e4f76", "en": "c5ee553f91a9a3a1", "sv": "02a29732589bd164"}


@pytest.mark.parametrize("lang", SPLITS)
def test_sentences_are_cut_otherwise_only_with_the_version(lang: str) -> None:
    """Scripts are kept: after a wanted change of sentences.py or script.py raise VERSION and put the new digest here."""
    cases = Path(__file__).parent / "quality" / f"sentences_{lang}.tsv"
    cut = [split(text, lang) for text in cases.read_text(encoding="utf-8").splitlines()]
    assert (VERSION, hashlib.sha256(repr(cut).encode()).hexdigest()[:16]) == (7, SPLITS[lang])
