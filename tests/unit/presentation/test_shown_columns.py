"""A column of a shown table is found by its key, whatever its heading says."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import coverage_matrix
from inlmap.presentation import listings
from inlmap.presentation.listings import Listing
from inlmap.presentation.screen_tables import (
    AMOUNT_COLUMNS,
    FUNDING_COLUMNS,
    PROGRAM_COLUMNS,
    ShownColumn,
    amount_rows,
    headings_of,
    picked,
    program_table,
)
from inlmap.words import speaking

NAME, VALUE = ShownColumn("name", "Program"), ShownColumn("value", "Value, $ millions", True)
TABLES = {
    "programs": PROGRAM_COLUMNS,
    "amounts": AMOUNT_COLUMNS,
    "funding by year": FUNDING_COLUMNS,
    "amounts of a briefing": listings.YEAR_COLUMNS,
    "sources": listings.SOURCE_COLUMNS,
    "members": listings.MEMBER_COLUMNS,
    "published amounts": listings.PUBLISHED_COLUMNS,
    "absences": listings.ABSENCE_COLUMNS,
}


@pytest.mark.parametrize("columns", TABLES.values(), ids=TABLES)
def test_no_key_and_no_heading_stands_twice_in_a_table(columns: tuple[ShownColumn, ...]) -> None:
    assert len({column.key for column in columns}) == len(columns)
    assert len({column.heading for column in columns}) == len(columns)


def test_a_key_has_one_heading_in_all_tables() -> None:
    every = {column for columns in TABLES.values() for column in columns}
    assert len({column.key for column in every}) == len(every)


def test_the_rows_of_programs_and_amounts_have_the_declared_keys(catalog: Catalog) -> None:
    assert list(program_table(catalog).columns) == [column.key for column in PROGRAM_COLUMNS]
    assert amount_rows(catalog, [0]).column_names == [column.key for column in AMOUNT_COLUMNS]


def test_a_column_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        NAME.heading = "Project"  # type: ignore[misc]


def test_columns_are_picked_by_key_in_the_order_asked_for() -> None:
    assert picked((NAME, VALUE), "value", "name") == (VALUE, NAME)
    with pytest.raises(KeyError):
        picked((NAME, VALUE), "Program")


def test_a_heading_is_said_in_the_language_of_the_page() -> None:
    assert headings_of((NAME, VALUE)) == ("Program", "Value, $ millions")
    with speaking("es"):
        assert headings_of((NAME, VALUE)) == ("Programa", "Valor, millones de US$")


@pytest.mark.parametrize(
    ("decimals", "written", "words"),
    [(2, "%.2f", "1,234.57"), (0, "%.0f", "1,235"), (None, "%.12g", "1,234.5678")],
)
def test_a_number_has_the_decimals_of_its_column(
    decimals: int | None, written: str, words: str
) -> None:
    column = replace(VALUE, decimals=decimals)
    assert (column.number_format, column.number(1234.5678)) == (written, words)


def test_the_screen_shows_a_value_with_two_decimals_and_an_amount_as_it_is() -> None:
    formats = {one.key: one.number_format for one in (*PROGRAM_COLUMNS, *AMOUNT_COLUMNS)}
    assert (formats["value"], formats["amount"]) == ("%.2f", "%.12g")


def listing(*rows: tuple[str, float]) -> Listing:
    return Listing("Two programs", (NAME, VALUE), rows, lambda _: ())


def test_a_listing_picks_its_columns_and_their_cells_by_key() -> None:
    found = listing(("Dogs", 1.5), ("Boats", 2.0)).picked("value")
    assert found.columns == (VALUE,)
    assert found.rows == ((1.5,), (2.0,))


def test_amounts_of_a_listing_have_at_most_the_decimals_of_their_column() -> None:
    found = listing(("Dogs", 1.2345), ("Boats", 2.0))
    assert found.texts(2) == [["Dogs", "1.234"], ["Boats", "2.000"]]
    one = replace(found, columns=(NAME, replace(VALUE, most_decimals=1)))
    assert one.texts(2) == [["Dogs", "1.2"], ["Boats", "2.0"]]


def test_a_listing_without_rows_has_no_texts() -> None:
    assert listing().texts(60) == []


@pytest.mark.parametrize("missing", [None, "", math.nan])
def test_a_missing_cell_is_not_stated_or_none_as_its_column_says(missing: object) -> None:
    columns = (NAME, replace(NAME, key="note", empty_is_none=True))
    assert listings._listing("", columns, [(missing, missing)]).rows == (("not stated", "none"),)


def test_a_text_that_reads_nan_is_a_text() -> None:
    assert listings._listing("", (NAME,), [("nan",)]).rows == (("nan",),)


def test_a_theme_named_like_a_column_is_not_that_column(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(themes=[{"name": "Title"}], programs=[{"theme_id": "borders"}])
    found = listings.coverage_listing(coverage_matrix(catalog, Selection(), "theme"))
    assert found.said_headings == ("Country", "Region", "Title", "All programs")
    assert found.keys == ("country", "region", "theme:borders", "all_programs")
