"""Text is measured with care, and a table goes over as many slides as it needs."""

from __future__ import annotations

import pytest

from inlmap.briefings.slide_parts import Grid, height_in, lines_of, paged

ROW_IN = 10 * 1.2 / 72 + 0.09  # one line of 10 points


def grid(*rows: str) -> Grid:
    return Grid(("Name",), [(row,) for row in rows], (1.12,), 10, "", (False,))


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("aaaa bbbb cccc", 1), ("aaaa bbbb cccc dddd", 2), ("a" * 31, 3)],
)
def test_a_column_of_15_characters_takes_words_on_whole_lines(text: str, lines: int) -> None:
    assert lines_of(text, 1.12, 10) == lines


def test_larger_letters_take_more_lines() -> None:
    assert lines_of("aaaa bbbb cccc", 1.12, 20) == 3


def test_the_narrowest_column_still_has_four_characters_on_a_line() -> None:
    assert lines_of("aaaabbbb", 0.1, 10) == 2


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    cells = ("aaaa", "aaaa bbbb cccc dddd")
    assert height_in(cells, (1.12, 1.12), 10) == pytest.approx(2 * 12 / 72 + 0.09)
    assert height_in(cells, (1.12, 9), 10) == pytest.approx(ROW_IN)


def test_rows_fill_slides_under_their_heading() -> None:
    rows = grid("a", "b", "c", "d", "e")
    assert paged(rows, 3.1 * ROW_IN) == [range(2), range(2, 4), range(4, 5)]


def test_all_rows_stand_on_one_slide_that_has_room() -> None:
    assert paged(grid("a", "b"), 3.1 * ROW_IN) == [range(2)]


def test_a_row_higher_than_a_slide_has_a_slide_of_its_own() -> None:
    rows = grid("a", "bbbb " * 60, "c")
    assert paged(rows, 3.1 * ROW_IN) == [range(1), range(1, 2), range(2, 3)]
    assert paged(grid("bbbb " * 60, "a"), 3.1 * ROW_IN) == [range(1), range(1, 2)]


def test_a_table_without_rows_has_no_slide() -> None:
    assert paged(grid(), 5) == []
