"""The table of programs shows names in place of ids, and where each row comes from."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import PROGRAMS
from inlmap.figures.totals import totals_by_year
from inlmap.presentation.screen_tables import (
    FUNDING_COLUMNS,
    PROGRAM_COLUMNS,
    funding_rows,
    headings_of,
    program_table,
    screen_rows,
    with_names,
    years_in_words,
)

FULL = {
    "iso3": "HND;GTM",
    "scope": "regional",
    "place_ids": "P1",
    "goal_ids": "ALPHA-1",
    "theme_id": "borders",
    "source_id": "S1;S2",
    "inferred": "goal_ids;assistance_type",
    "amount_usd_millions": "1.5",
}
SOURCES = [
    {"url": "https://www.gao.gov/a"},
    {"source_id": "S2", "title": "A law", "url": "https://www.gao.gov/b"},
]


@pytest.fixture
def full(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    return tiny_catalog(programs=[FULL], sources=SOURCES)


def test_ids_have_their_names_beside_them(full: Catalog) -> None:
    row = with_names(full).iloc[0]
    assert [row[name] for name in PROGRAMS.readable] == [
        "Alpha Security Initiative",
        "Honduras, Guatemala",
        "Puerto Cortés",
        "Safe ports",
        "Borders",
        "A report; A law",
        "https://www.gao.gov/a https://www.gao.gov/b",
        full.version,
    ]


def test_the_columns_of_the_programs_come_first_and_unchanged(catalog: Catalog) -> None:
    named = with_names(catalog)
    assert named[list(catalog.programs.columns)].equals(catalog.programs)
    assert list(named.columns) == [*catalog.programs.columns, *PROGRAMS.readable]


@pytest.mark.parametrize(
    ("start", "end", "status", "words"),
    [
        (2010, 2015, "completed", "2010–2015"),
        (2010, 2010, "", "2010"),
        (2018, pd.NA, "active", "since 2018"),
        (2018, pd.NA, "completed", "from 2018"),
        (pd.NA, 2013, "completed", "until 2013"),
        (pd.NA, pd.NA, "active", ""),
    ],
)
def test_years_read_as_far_as_they_are_documented(
    start: object, end: object, status: str, words: str
) -> None:
    assert years_in_words(start, end, status) == words


def test_the_table_has_readable_headings(catalog: Catalog) -> None:
    assert list(program_table(catalog).columns) == [column.key for column in PROGRAM_COLUMNS]
    assert list(headings_of(PROGRAM_COLUMNS)) == [
        "Program",
        "Country",
        "Place",
        "Initiative",
        "Goal",
        "Kind of assistance",
        "Lead agency",
        "Years",
        "Status",
        "Value, $ millions",
        "What it does",
        "Source",
        "Where in the source",
        "Link",
        "Our classification",
    ]


def test_a_row_links_to_its_first_source(full: Catalog) -> None:
    row = program_table(full).iloc[0]
    assert row["link"] == "https://www.gao.gov/a"


def test_a_row_says_in_words_what_is_our_classification(full: Catalog) -> None:
    row = program_table(full).iloc[0]
    assert row["classification"] == "goal, assistance type"


def test_a_source_without_an_address_has_no_link(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog()
    assert pd.isna(program_table(catalog)["link"].iloc[0])


def test_the_table_has_exactly_the_selected_programs(catalog: Catalog) -> None:
    programs = Selection(initiative=("CARSI",), country=("HND",)).programs(catalog)
    rows = screen_rows(catalog, programs)
    assert len(rows) == 16
    assert sorted(rows["program"].to_pylist()) == sorted(programs["name"])


def test_programs_of_the_office_itself_come_last(catalog: Catalog) -> None:
    table = program_table(catalog)
    office = catalog.programs.index[catalog.programs["scope"] == "office"]
    assert list(table.index[-5:]) == list(office)


def test_an_unknown_value_stays_empty(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog()
    assert pd.isna(program_table(catalog)["value"].iloc[0])


def test_no_program_makes_an_empty_table(catalog: Catalog) -> None:
    assert len(screen_rows(catalog, catalog.programs.iloc[:0])) == 0


def test_the_rows_that_are_sent_keep_the_order_of_the_table(catalog: Catalog) -> None:
    rows = screen_rows(catalog, catalog.programs.iloc[::-1])
    assert rows["program"].to_pylist() == list(program_table(catalog)["program"])


def test_the_yearly_amounts_stand_in_a_table_with_stage_and_series(catalog: Catalog) -> None:
    figures = totals_by_year(catalog, Selection(initiative=("CBSI",)))
    assert headings_of(FUNDING_COLUMNS) == (
        "Fiscal year",
        "Nominal U.S. dollars and stage",
        "Series",
    )
    assert [(year, figure.in_words) for year, figure, _ in funding_rows(figures)] == [
        ("FY2019", "$58.0M appropriated, FY2019"),
        ("FY2020", "$60.0M appropriated, FY2020"),
        ("FY2023", "$82.0M appropriated, FY2023"),
    ]
