"""Text dumps: a page saved or pasted as plain text."""

from __future__ import annotations

from datetime import date

from pipeline.document import Article, Block, BlockKind, Page, PageKind
from pipeline.extract import extract, plaintext
from pipeline.extract.cues import cues

PROSE = (
    "Kajen i Norvik byggdes om förra vintern, och sedan dess har många fartyg lagt till där utan en enda försening. "
    "Det är mer än någon hade vågat hoppas på."
)
TITLE = "Kajen i Norvik är öppen igen efter ombyggnaden"
DUMP = f"""Norviks Nyheter

Start
Sport
Kultur

{TITLE}

Xpert förhandsvisning

Röstval 📢

Publicerad den: 6 augusti 2025 / Uppdaterad den: 7 augusti 2025 – Författare: Ida Ek

{TITLE} – Bild: Norviks hamn

{PROSE}

Nattens arbete

{PROSE} Igen.

Läs också:

  • Tidvattnet som ingen såg kommaTidvattnet som ingen såg komma

🚢 Boka din båttur redan i dag

Vi kör er runt hela kajen med vår nya elektriska båt.

\u00a0

Vad händer nu?

{PROSE} Snart.

\u00a0

☑ Vi svarar på alla frågor

Ring oss på +46 8 123 456 78

Fler ämnen

  • Fyren
"""


def read(text: str, name: str = "kajen.txt") -> Article:
    return extract(Page(name, PageKind.TEXT, text.encode()), {}).article


def test_a_dump_gives_the_article_and_nothing_else() -> None:
    article = read(DUMP)
    assert article.title == TITLE
    assert (article.authors, article.published, article.modified) == (
        ("Ida Ek",),
        date(2025, 8, 6),
        date(2025, 8, 7),
    )
    assert article.lang == "sv"
    assert [(b.kind, b.text) for b in article.blocks] == [
        (
            BlockKind.PARAGRAPH,
            "Publicerad den: 6 augusti 2025 / Uppdaterad den: 7 augusti 2025 – Författare: Ida Ek",
        ),
        (BlockKind.PARAGRAPH, PROSE),
        (BlockKind.HEADING, "Nattens arbete"),
        (BlockKind.PARAGRAPH, f"{PROSE} Igen."),
        (BlockKind.HEADING, "Vad händer nu?"),
        (BlockKind.PARAGRAPH, f"{PROSE} Snart."),
    ]


def test_every_line_is_accounted_for() -> None:
    decisions = extract(Page("kajen.txt", PageKind.TEXT, DUMP.encode()), {}).decisions
    lines = [" ".join(line.replace("•", "").split(" ")).strip() for line in DUMP.split("\n") if line.strip()]
    assert [d.text for d in decisions] == [line.strip() for line in lines if line.strip("\u00a0 ")]
    assert all(d.reason for d in decisions)


def test_a_plain_text_file_without_furniture_is_left_alone() -> None:
    article = read(f"Kajen i Norvik\n\n{PROSE}\n\n{PROSE} Igen.\n")
    assert article.title == "Kajen i Norvik"
    assert [b.text for b in article.blocks] == [PROSE, f"{PROSE} Igen."]


def test_a_text_without_a_title_takes_the_files_name() -> None:
    assert read(f"{PROSE}\n\n{PROSE}\n", "input/kajen-i-norvik.txt").title == "kajen i norvik"


def test_hard_wrapped_paragraphs_are_joined() -> None:
    wrapped = (
        "The quay at Norvik was rebuilt last winter, and since then\nmany ships have used it without a single delay, which is\n"
        "more than anyone in the town had dared to hope for.\n\nA second paragraph begins here and goes on for a while, so\n"
        "that there is something to join in this one too, even if\nit ends sooner."
    )
    assert [len(p.text.splitlines()) for p in plaintext.pieces(wrapped)] == [1, 1]


def blocks(text: str) -> list[Block]:
    return [piece.block for piece in plaintext.pieces(text)]


def test_bullets_numbers_and_nesting() -> None:
    made = [
        (b.text, b.level, b.number)
        for b in blocks("• one\n  • deep\n3. three\n- dash\n6. August 2024, Hamburg")
    ]
    assert made[:4] == [("one", 1, 0), ("deep", 2, 0), ("three", 1, 3), ("dash", 1, 0)]
    assert made[4] == ("6. August 2024, Hamburg", 0, 0)


def test_tabs_make_a_table_only_beside_one_another() -> None:
    assert [b.kind for b in blocks("a\tb\nc\td\n\nText.\n\nloose\ttab")] == [
        BlockKind.TABLE_ROW,
        BlockKind.TABLE_ROW,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]


def test_the_title_is_found_before_the_date_line() -> None:
    lines = (
        f"Menü\nHolz & Halle Magazin\n\nWarum Späne Geld wert sind\n\n17. Oktober 2024 | Ida Ek\n\n{PROSE}"
    )
    assert plaintext.find_title(plaintext.pieces(lines), cues("de"), "x")[0] == "Warum Späne Geld wert sind"
