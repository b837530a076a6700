"""The scorer's weights and the features they are for."""

from __future__ import annotations

from pipeline.document import Block, BlockKind
from pipeline.extract import features, scorer
from pipeline.extract.cues import cues
from pipeline.extract.mend import mended
from pipeline.extract.piece import Piece

WITNESSES = ("fast", "precision", "readability")
PROSE = "The quay at Norvik was rebuilt last winter, and since then many ships have used it without a single delay."


def rows(pieces: list[Piece], kept: set[int]) -> list[features.Row]:
    return features.rows(pieces, dict.fromkeys(WITNESSES, kept), cues("en"), "The quay")


def test_weights_and_features_have_the_same_names_in_the_same_order() -> None:
    assert list(rows([Piece(Block(BlockKind.PARAGRAPH, PROSE))], {0})[0]) == list(scorer.weights())


def test_prose_that_all_witnesses_keep_is_the_text_and_a_menu_is_not() -> None:
    prose = [Piece(Block(BlockKind.PARAGRAPH, PROSE * 3)) for _ in range(3)]
    menu = [Piece(Block(BlockKind.LIST_ITEM, "Sailing", 1), linked=7) for _ in range(5)]
    chances = [scorer.probability(row) for row in rows([*menu, *prose], {5, 6, 7})]
    assert max(chances[:5]) < 0.1
    assert min(chances[5:]) > 0.9


def test_features_stay_within_the_range_that_one_ridge_suits() -> None:
    odd = [
        Piece(Block(BlockKind.PARAGRAPH, text), linked=n)
        for text, n in (("x", 1), ("9" * 5000, 0), (", " * 900 + "a", 0))
    ]
    assert all(0 <= value <= 3 for row in rows(odd, set()) for value in row.values())


def items(*texts: str) -> list[Piece]:
    return [Piece(Block(BlockKind.LIST_ITEM, text, 1)) for text in texts]


def test_a_list_that_is_mostly_kept_is_kept_whole() -> None:
    assert mended(items("a", "b", "c"), [0.9, 0.4, 0.9], {0, 2}) == {0, 1, 2}
    assert mended(items("a", "b", "c"), [0.9, 0.1, 0.9], {0, 2}) == {0, 2}


def test_a_row_left_over_from_a_table_goes_with_it() -> None:
    table = [
        Piece(Block(BlockKind.TABLE_ROW, text, level))
        for text, level in (("a\tb", 1), ("c\td", 0), ("e\tf", 0))
    ]
    assert mended(table, [0.2, 0.6, 0.2], {1}) == set()


def test_a_heading_over_kept_prose_comes_back() -> None:
    prose = Piece(Block(BlockKind.PARAGRAPH, PROSE * 3))
    pieces = [prose, Piece(Block(BlockKind.HEADING, "Night work", 2)), prose]
    assert mended(pieces, [0.9, 0.3, 0.9], {0, 2}) == {0, 1, 2}
