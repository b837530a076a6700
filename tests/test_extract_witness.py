"""Signatures: each witness's output is traced to the pieces it kept."""

from __future__ import annotations

from pipeline.extract import dom, witness
from pipeline.extract.segment import segment

PROSE = "The quay at Norvik was rebuilt last winter, and since then {} ships have used it without a single delay. "
PAGE = (
    "<html><body><nav><ul>"
    + "<li><a href='/m'>Menu entry</a></li>" * 12
    + "</ul></nav><article><h1>Norvik</h1>"
    + "".join(f"<p>{PROSE.format(n) * 3}</p>" for n in range(20, 26))
    + "</article><footer><p>Imprint</p></footer></body></html>"
)


def votes(markup: str) -> tuple[list[str], dict[str, frozenset[int]]]:
    tree = dom.parse(markup)
    assert tree is not None
    pieces = segment(tree)
    return [p.text for p in pieces], witness.ask(tree, pieces)


def test_every_witness_keeps_the_prose_and_leaves_the_menu() -> None:
    texts, kept = votes(PAGE)
    prose = {i for i, text in enumerate(texts) if text.startswith("The quay")}
    menu = {i for i, text in enumerate(texts) if text == "Menu entry"}
    assert set(kept) == set(witness.WITNESSES)
    for indices in kept.values():
        assert prose <= indices
        assert not menu & indices


def test_signatures_tell_the_same_words_in_two_places_apart() -> None:
    twin = f"<p>{PROSE.format(1) * 3}</p>"
    texts, kept = votes(
        f"<body><article>{twin * 4}</article><footer><p>{PROSE.format(1)}</p></footer></body>"
    )
    assert len(set(texts[:4])) == 1
    assert {0, 1, 2, 3} <= kept["readability"]


def test_braille_on_the_page_itself_does_not_count() -> None:
    texts, kept = votes(PAGE.replace("Imprint", "\u2801\u2802 \u2803\u2804"))
    assert all(index < len(texts) for indices in kept.values() for index in indices)


def test_an_empty_tree_has_no_votes() -> None:
    _, kept = votes("<html><body></body></html>")
    assert not any(kept.values())
