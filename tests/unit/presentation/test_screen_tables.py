"""The table of programs shows names in place of ids, and where each row comes from."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pyarrow as pa
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
    rows_with,
    screen_rows,
    with_names,
    years_in_words,
)
from tests.tiny_rows import line

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
        "Years",
        "Program",
        "Country",
        "Value, $ millions",
        "Kind of assistance",
        "Status",
        "Source",
        "Place",
        "Initiative",
        "Goal",
        "Lead agency",
        "Part of",
        "What it does",
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


def test_the_table_has_exactly_the_selected_programs(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        programs=[
            {"name": "Port police"},
            {"program_id": "B", "name": "Judges", "iso3": "GTM"},
            {"program_id": "C", "name": "Dogs"},
        ]
    )
    rows = screen_rows(catalog, Selection(country=("HND",)).programs(catalog))
    assert sorted(rows["program"].to_pylist()) == ["Dogs", "Port police"]


def test_programs_of_the_office_itself_come_last(tiny_catalog: Callable[..., Catalog]) -> None:
    office = {"program_id": "O", "name": "Advice", "scope": "office", "iso3": ""}
    catalog = tiny_catalog(programs=[office, {"name": "Port police"}])
    assert list(program_table(catalog)["program"]) == ["Port police", "Advice"]


def test_an_unknown_value_stays_empty(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog()
    assert pd.isna(program_table(catalog)["value"].iloc[0])


def test_no_program_makes_an_empty_table(catalog: Catalog) -> None:
    assert len(screen_rows(catalog, catalog.programs.iloc[:0])) == 0


def test_the_rows_that_are_sent_keep_the_order_of_the_table(catalog: Catalog) -> None:
    rows = screen_rows(catalog, catalog.programs.iloc[::-1])
    assert rows["program"].to_pylist() == list(program_table(catalog)["program"])


def test_the_yearly_amounts_stand_in_a_table_with_stage_and_series(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    later = {"record_id": "later", "fy_start": "2012", "fy_end": "2012"}
    catalog = tiny_catalog(funding=[line("HND", "58"), line("HND", "2.5", **later)])
    assert headings_of(FUNDING_COLUMNS) == (
        "Fiscal year",
        "Nominal U.S. dollars and stage",
        "Series",
    )
    figures = totals_by_year(catalog, Selection())
    assert [(year, figure.in_words, title) for year, figure, title in funding_rows(figures)] == [
        ("FY2010", "$58.0M allocated, FY2010", "Country lines"),
        ("FY2012", "$2.5M allocated, FY2012", "Country lines"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CANINE", ["Dogs", "Perros"]),
        ("canine port", ["Dogs"]),
        ("policia", ["Perros"]),
        ("cats", []),
        ("$[x](y)*", []),
    ],
)
def test_rows_are_found_by_every_word_in_any_case_and_accents(text: str, names: list[str]) -> None:
    rows = pa.table(
        {
            "program": ["Dogs", "Perros", "Boats"],
            "assistance": ["canines", "Canines for the Policía", None],
            "place": ["Port of Colón", None, "Port of Colón"],
            "value": [1.0, None, 2.0],
        }
    )
    assert rows_with(rows, text).column("program").to_pylist() == names
