"""A whole article through the desk: every sentence accounted for, structure and marks in place, people first."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pipeline.cache import Cache
from pipeline.document import Article, Block, BlockKind, Mark, MarkKind, Origin
from pipeline.glossary import parse
from pipeline.settings import Translate
from pipeline.translate import VERSION, Desk, How, learn, translate
from pipeline.translate.engines.base import DEFAULT, Decoding
from pipeline.translate.engines.toy import Toy
from pipeline.translate.memory import Memory
from pipeline.translate.models.library import Library
from pipeline.translate.models.model import Model
from pipeline.translate.routes import interpreter

P = BlockKind.PARAGRAPH
MODELS = Path(__file__).parent / "models"
ARTICLE = Article(
    title="The harbour grows",
    lang="en",
    description="A report from the harbour.",
    blocks=(
        Block(P, "The harbour in Gävle sold 1,600.5 tonnes. Ms. Lindqvist was pleased."),
        Block(BlockKind.TABLE_ROW, "year\ttonnes", level=1),
        Block(BlockKind.TABLE_ROW, "2024\t1,600.5"),
        Block(BlockKind.LIST_ITEM, "energy costs fell", level=1, number=1),
        Block(BlockKind.CODE, "publish article.html"),
    ),
)


@dataclass
class Counting:
    """The toy engine as an interpreter, with a count of what it was asked."""

    source: str = "en"
    target: str = "de"
    fault: str = ""
    asked: list[str] = field(default_factory=list)

    engine = "toy"

    @property
    def fingerprint(self) -> str:
        return f"toy/{self.fault}"

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = DEFAULT,
        advance: Callable[[float, float], None] | None = None,  # noqa: ARG002  the protocol names it
    ) -> list[str]:
        self.asked += texts
        toy = Toy([Model("toy", self.source, self.target, location=self.fault)])
        return toy.translate(texts, self.source, self.target, decoding)


def desk(tmp_path: Path, *interpreters: Counting) -> Desk:
    ways = interpreters or (Counting(),)
    return Desk(lambda *_: ways, Memory(tmp_path / "memory.sqlite"))


def test_every_sentence_and_cell_is_accounted_for(tmp_path: Path) -> None:
    made = translate(ARTICLE, "de", desk(tmp_path))
    assert [(part.block, part.source) for part in made.segments] == [
        (-2, "A report from the harbour."),
        (-1, "The harbour grows"),
        (0, "The harbour in Gävle sold 1,600.5 tonnes."),
        (0, "Ms. Lindqvist was pleased."),
        (1, "year"),
        (1, "tonnes"),
        (2, "2024"),
        (2, "1,600.5"),
        (3, "energy costs fell"),
    ]
    assert {part.how for part in made.segments if part.block != 2} == {How.MACHINE}
    assert {part.how for part in made.segments if part.block == 2} == {How.KEPT}


def test_the_article_says_what_it_is(tmp_path: Path) -> None:
    made = translate(ARTICLE, "de", desk(tmp_path)).article
    assert (made.lang, made.source_lang, made.origin, made.engine) == ("de", "en", Origin.MACHINE, "toy")
    assert made.title == "The harbourde growsde"
    assert [(b.kind, b.level, b.number) for b in made.blocks] == [
        (b.kind, b.level, b.number) for b in ARTICLE.blocks
    ]


def test_figures_are_in_the_targets_notation_and_code_is_left_alone(tmp_path: Path) -> None:
    blocks = translate(ARTICLE, "de", desk(tmp_path)).article.blocks
    assert blocks[0].text == "The harbourde inde Gävle soldde 1.600,5 tonnes. Ms. Lindqvist wasde pleased."
    assert blocks[2].cells == ("2024", "1.600,5")
    assert blocks[4].text == "publish article.html"


def test_the_output_is_pinned_beside_its_version(tmp_path: Path) -> None:
    """Whoever changes what comes out raises VERSION, or memories would keep giving the old text."""
    text = "“It cost $188bn – or 12 % – on 06.08.2025,” said Dr. Åsa Ek at 3.30 p.m. in GÄVLE 🚀."
    article = replace(
        ARTICLE, blocks=(*ARTICLE.blocks, Block(P, text), Block(BlockKind.HEADING, "THE OLD HARBOUR IS GONE"))
    )
    made = translate(article, "de", desk(tmp_path)).article
    digest = hashlib.sha256(made.text.encode()).hexdigest()[:16]
    assert (VERSION, digest) == (1, "d02d0f9c24db4e15"), made.text


def test_a_second_run_asks_no_engine(tmp_path: Path) -> None:
    translate(ARTICLE, "de", desk(tmp_path))
    again = Counting()
    made = translate(ARTICLE, "de", desk(tmp_path, again))
    assert again.asked == []
    assert made == translate(ARTICLE, "de", desk(tmp_path))


def test_only_a_changed_sentence_is_asked_again(tmp_path: Path) -> None:
    translate(ARTICLE, "de", desk(tmp_path))
    changed = replace(
        ARTICLE, blocks=(Block(P, "The harbour in Gävle sold 1,600.5 tonnes. She left."), *ARTICLE.blocks[1:])
    )
    again = Counting()
    translate(changed, "de", desk(tmp_path, again))
    assert again.asked == ["She left."]


def test_a_changed_glossary_redoes_the_sentences_with_the_term_alone(tmp_path: Path) -> None:
    translate(ARTICLE, "de", desk(tmp_path))
    again = Counting()
    glossary = parse("term\tfrom\tde\nenergy costs\ten\tEnergiekosten\n")
    made = translate(ARTICLE, "de", replace(desk(tmp_path, again), glossary=glossary))
    assert len(again.asked) == 1
    assert made.article.blocks[3].text == "Energiekosten fellde"


def test_a_correction_wins_over_any_engine(tmp_path: Path) -> None:
    here = desk(tmp_path)
    here.memory.correct(("en", "de"), {"Ms. Lindqvist was pleased.": "Frau Lindqvist freute sich."})
    made = translate(ARTICLE, "de", here)
    assert made.article.blocks[0].text.endswith("tonnes. Frau Lindqvist freute sich.")
    assert [part.how for part in made.segments if "Lindqvist" in part.source] == [How.MEMORY]


@pytest.mark.parametrize("fault", ["figure", "name", "loop", "truncate", "empty", "invent", "echo"])
def test_no_sentence_passes_with_a_broken_fact(tmp_path: Path, fault: str) -> None:
    """Each deliberately broken model: what it spoils stays in the source language, marked, and is listed."""
    text = "The harbour in Gävle sold 1,600 tonnes to Volvo in 2024, says info@example.org 🚀 today."
    made = translate(Article("2024", "en", (Block(P, text),)), "de", desk(tmp_path, Counting(fault=fault)))
    assert made.untranslated == (text,)
    assert made.article.blocks == (Block(P, text, marks=(Mark(MarkKind.FOREIGN, 0, len(text), "en"),)),)
    assert made.segments[-1].faults


@pytest.mark.parametrize("fault", ["", "unmask"])
def test_masks_carry_what_a_model_would_drop(tmp_path: Path, fault: str) -> None:
    """A sound model, and one that loses every sign: addresses, emoji, accents and figures come out whole."""
    text = "The harbour in Gävle sold 1,600 tonnes to Volvo in 2024, says info@example.org 🚀 today."
    made = translate(Article("2024", "en", (Block(P, text),)), "de", desk(tmp_path, Counting(fault=fault)))
    assert made.untranslated == ()
    assert made.article.blocks[0].text == (
        "The harbourde inde Gävle soldde 1.600 tonnesde tode Volvo inde 2024, saysde info@example.org 🚀 today."
    )


def test_a_loop_is_mended_by_a_penalty(tmp_path: Path) -> None:
    made = translate(ARTICLE, "de", desk(tmp_path, Counting(fault="stubborn")))
    assert made.untranslated == ()
    assert made.retried > 0


def test_another_engine_takes_over_what_the_first_cannot_do(tmp_path: Path) -> None:
    broken, sound = Counting(fault="figure"), Counting()
    made = translate(ARTICLE, "de", desk(tmp_path, broken, sound))
    assert made.untranslated == ()
    assert len(sound.asked) < len(broken.asked)


def test_a_further_model_is_tried_on_what_was_not_sound_and_on_nothing_else(tmp_path: Path) -> None:
    broken = Counting(fault="figure")
    left = translate(ARTICLE, "de", desk(tmp_path, broken)).untranslated
    assert left
    again, sound = Counting(fault="figure"), Counting()
    made = translate(ARTICLE, "de", desk(tmp_path, again, sound))
    assert made.untranslated == ()
    assert len(sound.asked) == len(left)


def test_real_models_of_argos_pass_the_gate(tmp_path: Path) -> None:
    """The toy grammar's models from Swedish by way of English to German: figures, percent, structure."""
    library = Library(tmp_path / "models", Cache(tmp_path / "cache"))
    for pair in ("sv_en", "en_de"):
        with zipfile.ZipFile(MODELS / f"translate-{pair}-1_0.argosmodel") as package:
            package.extractall(tmp_path / "models")
    here = Desk(
        lambda source, target: [interpreter(source, target, library, Translate(beam=2, threads=1))],
        Memory(tmp_path / "memory.sqlite"),
    )
    article = Article("", "sv", (Block(P, "År 2023 minskade facket elbilarna med 36 procent."),))
    made = translate(article, "de", here)
    assert made.untranslated == ()
    assert made.article.engine == "argos"
    assert "2023" in made.article.text
    assert "36" in made.article.text


def test_links_and_emphasis_keep_their_place(tmp_path: Path) -> None:
    text = "The harbour in Gävle grows fast. It is new."
    marks = (
        Mark(MarkKind.LINK, 4, 20, "https://example.org"),
        Mark(MarkKind.STRONG, 21, 31),
        Mark(MarkKind.EMPHASIS, 33, len(text)),
    )
    made = translate(Article("", "en", (Block(P, text, marks=marks),)), "de", desk(tmp_path))
    block = made.article.blocks[0]
    assert [(m.kind, block.text[m.start : m.end], m.value) for m in block.marks] == [
        (MarkKind.LINK, "harbourde inde Gävle", "https://example.org"),
        (MarkKind.STRONG, "growsde fast", ""),
        (MarkKind.EMPHASIS, "It isde new.", ""),
    ]
    assert made.notes == ()


def test_a_persons_edition_is_learnt_and_used(tmp_path: Path) -> None:
    here = desk(tmp_path)
    machine = translate(ARTICLE, "de", here).article
    blocks = list(machine.blocks)
    blocks[0] = replace(blocks[0], text=blocks[0].text.replace("wasde pleased", "freute sich"))
    corrected = replace(machine, title="Der Hafen wächst", blocks=tuple(blocks), origin=Origin.PERSON)
    assert learn(ARTICLE, machine, corrected, here.memory) == 2
    made = translate(ARTICLE, "de", here).article
    assert (made.title, made.blocks) == (corrected.title, corrected.blocks)


def test_joined_sentences_are_learnt_as_one_block(tmp_path: Path) -> None:
    here = desk(tmp_path)
    machine = translate(ARTICLE, "de", here).article
    joined = "The harbourde inde Gävle soldde 1.600,5 tonnes, und Frau Lindqvist freute sich."
    blocks = (Block(P, "Eingefügt von Hand."), Block(P, joined), *machine.blocks[1:])
    assert learn(ARTICLE, machine, replace(machine, blocks=blocks), here.memory) == 1
    assert translate(ARTICLE, "de", here).article.blocks[0].text == joined


def test_an_untouched_edition_teaches_nothing(tmp_path: Path) -> None:
    here = desk(tmp_path)
    machine = translate(ARTICLE, "de", here).article
    assert learn(ARTICLE, machine, replace(machine, origin=Origin.PERSON), here.memory) == 0
    assert here.memory.corrections(("en", "de"), [ARTICLE.title]) == {}
