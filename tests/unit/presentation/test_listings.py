"""Tables of a briefing: what is missing is told, what is cut is counted, own rows stand first."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.presentation.listings import (
    CountCell,
    Listing,
    Value,
    _listing,
    program_listing,
    shown,
    source_listing,
)
from inlmap.presentation.screen_tables import LINK, ShownColumn
from inlmap.presentation.view import View
from inlmap.words import speaking

NAME, NUMBER = ShownColumn("name", "Program"), ShownColumn("number", "Years")
STATUS = ShownColumn("status", "Status")


def table(*rows: tuple[Value, ...], columns: tuple[ShownColumn, ...] = (NAME,)) -> Listing:
    return Listing("3 programs", columns, rows, lambda _: ())


def own(catalog: Catalog, table: str, **cells: str) -> Catalog:
    """The catalog with its first row of a table once more, as a visitor's own."""
    row = catalog.raw[table].iloc[0].to_dict() | cells
    frame = pd.DataFrame([row], index=pd.RangeIndex(2, 3), dtype="str")
    return with_own_rows(catalog, {table: frame}, beside=True)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Port police", "Port police"),
        (12, "12"),
        (1234, "1,234"),
        (1234.5, "1,234.5"),
        (2.0, "2"),
        (0.0004, "0"),
        (CountCell(3, "3 + 2 regional"), "3 + 2 regional"),
    ],
)
def test_a_cell_is_read_as_people_write_numbers(value: Value, words: str) -> None:
    assert shown(value) == words


def test_amounts_of_a_column_have_the_same_decimals() -> None:
    rows = table((1.5,), (1000.25,), ("not stated",), (2.0,))
    assert rows.texts(10) == [["1.50"], ["1,000.25"], ["not stated"], ["2.00"]]


def test_rows_past_the_most_are_counted_and_the_title_says_so() -> None:
    rows = table(("A",), ("B",), ("C",))
    assert rows.texts(2) == [["A"], ["B"]]
    assert rows.left_to_excel(2) == "1 more row in the Excel file."
    assert rows.left_to_excel(1) == "2 more rows in the Excel file."
    assert rows.title_of_first(2) == "3 programs: first 2 rows; all are in the Excel file"


def test_a_table_that_has_room_is_not_said_to_be_cut() -> None:
    rows = table(("A",), ("B",), ("C",))
    assert (rows.left_to_excel(3), rows.title_of_first(3)) == ("", "3 programs")


def test_columns_are_picked_in_the_order_asked_for() -> None:
    rows = table(("A", 1, "x"), columns=(NAME, NUMBER, STATUS))
    picked = rows.picked("status", "name")
    assert (picked.columns, picked.rows) == ((STATUS, NAME), (("x", "A"),))


def test_what_a_source_leaves_out_is_not_stated_and_what_there_is_not_is_none() -> None:
    rows = _listing("", (NAME, NUMBER, LINK), [("", float("nan"), None)])
    assert rows.rows == (("not stated", "not stated", "none"),)


def test_a_cell_stands_on_one_line_and_a_zero_stays_a_number() -> None:
    assert _listing("", (NAME, NUMBER), [("a\nb", 0.0)]).rows == (("a b", 0.0),)


def test_headings_are_told_in_spanish_and_names_among_them_stay() -> None:
    name = ShownColumn("goal", "Years", is_name=True)
    rows = Listing("", (NAME, name), (), lambda _: ())
    with speaking("es"):
        assert rows.said_headings == ("Programa", "Years")


def test_own_programs_stand_first_and_are_marked(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = own(tiny_catalog(), "programs", program_id="MINE", name="My unit")
    found = program_listing(View(catalog, Selection())).picked("program", "row_status")
    assert found.title == "2 programs"
    assert found.rows == (
        ("My unit (your row, not published)", "your row, not published"),
        ("Port police", "published"),
    )


def test_published_programs_alone_have_no_column_of_status(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    found = program_listing(View(tiny_catalog(), Selection()))
    assert "row_status" not in found.keys
    assert found.picked("program", "years", "link").rows == (
        ("Port police", "year not stated", "none"),
    )


def test_the_sources_of_a_view_are_those_of_its_programs_and_amounts(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(sources=[{}, {"source_id": "S2", "title": "Another report"}])
    found = source_listing(View(catalog, Selection()))
    assert found.title == "1 source behind the programs and amounts shown"
    assert found.rows == (("A report", "GAO", "none", "not stated", "none"),)
    assert found.cited([0]) == ("A report, GAO",)
