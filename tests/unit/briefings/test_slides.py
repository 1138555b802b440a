"""Slides cut what has no room, and say what was cut and where the rest is."""

from __future__ import annotations

import pytest

from inlmap.briefings.slides import _bounded, _grid, _part, _under
from inlmap.presentation.listings import Listing
from inlmap.presentation.screen_tables import YEARS, ShownColumn

LONG = "x" * 151


PROGRAM = ShownColumn("program", "Program")
VALUE = ShownColumn("value", "Value, $ millions", numeric=True)


def listing(*rows: tuple[str, ...], columns: tuple[ShownColumn, ...] = (PROGRAM, YEARS)) -> Listing:
    return Listing("2 programs", columns, rows, lambda _: (), "A note.")


def test_a_cell_of_150_characters_is_whole_and_a_longer_one_ends_in_an_ellipsis() -> None:
    assert _grid(listing(("x" * 150, "2010"))).rows == [["x" * 150, "2010"]]
    assert _grid(listing((LONG, "2010"))).rows == [["x" * 149 + "…", "2010"]]


def test_a_table_that_is_only_begun_has_short_cells_so_that_more_rows_stand_on_its_slide() -> None:
    begun = _grid(listing(*[("x" * 61, "2010")] * 121))
    assert begun.rows == [["x" * 59 + "…", "2010"]] * 120
    whole = _grid(listing(*[("x" * 61, "2010")] * 120))
    assert whole.rows == [["x" * 61, "2010"]] * 120


def test_60_notes_are_whole_and_the_rest_is_counted() -> None:
    notes = [str(number) for number in range(62)]
    assert _bounded(notes[:60]) == tuple(notes[:60])
    assert _bounded(notes[:61])[60].startswith("1 more line: ")
    assert _bounded(notes)[:60] == tuple(notes[:60])
    assert _bounded(notes)[60].startswith("2 more lines: ")


@pytest.mark.parametrize(("every", "title"), [(1, "Sources"), (3, "Sources (2 of 3)")])
def test_a_table_over_several_slides_numbers_them(every: int, title: str) -> None:
    assert _part("Sources", 2, every) == title


def test_the_line_under_a_table_says_that_a_text_was_cut_on_that_slide_only() -> None:
    table = listing((LONG, "2010"), ("Short", "2011"))
    assert _under(table, range(1), None) == (
        "A text that ends in … is whole in the Excel file. A note."
    )
    assert _under(table, range(1, 2), 2) == "A note."


def test_the_last_slide_counts_the_rows_past_the_told_ones() -> None:
    table = listing(*[("Short", "2011")] * 61)
    assert _under(table, range(30), None) == "A note."
    assert _under(table, range(30, 60), 60) == "1 more row in the Excel file. A note."


def test_a_table_of_one_column_has_whole_texts_and_all_the_room() -> None:
    grid = _grid(listing((LONG,), columns=(PROGRAM,)))
    assert grid.rows == [[LONG]]
    assert sum(grid.widths) == pytest.approx(13.333 - 1.1)


def test_columns_share_the_room_and_amounts_stand_to_the_right() -> None:
    grid = _grid(listing(("A", "1"), columns=(PROGRAM, VALUE)))
    assert sum(grid.widths) == pytest.approx(13.333 - 1.1)
    assert grid.widths[0] > grid.widths[1]
    assert list(grid.right) == [False, True]
