"""The schema is whole: it points only to tables and columns that exist."""

from __future__ import annotations

import re

import pytest

from inlmap.dataset.schema import FUNDING, PROGRAMS, TABLES, Table

every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def test_there_are_thirteen_tables() -> None:
    assert [table.file for table in TABLES] == [
        "programs.csv",
        "funding.csv",
        "series.csv",
        "initiatives.csv",
        "goals.csv",
        "themes.csv",
        "members.csv",
        "places.csv",
        "sources.csv",
        "statements.csv",
        "results.csv",
        "indicators.csv",
        "indicator_values.csv",
    ]


@every_table
def test_the_key_of_a_table_is_made_of_required_columns(table: Table) -> None:
    assert all(table.column(name).required for name in table.key)


@every_table
def test_a_column_name_stands_once_in_a_table(table: Table) -> None:
    assert len(set(table.column_names)) == len(table.column_names)


@every_table
def test_a_reference_points_to_the_key_of_a_table(table: Table) -> None:
    keys = {f"{other.name}.{other.key[0]}" for other in TABLES if len(other.key) == 1}
    references = {column.references for column in table.columns if column.references}
    assert references <= keys | {"countries"}


@every_table
def test_every_meaning_is_a_sentence_that_ends(table: Table) -> None:
    assert [column.name for column in table.columns if not column.meaning.endswith(".")] == []


@every_table
def test_column_names_are_lower_case_words(table: Table) -> None:
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in table.column_names)


@pytest.mark.parametrize("table", [PROGRAMS, FUNDING], ids=["programs", "funding"])
def test_no_program_and_no_amount_goes_without_a_source(table: Table) -> None:
    assert table.column("source_id").required


def test_asking_for_an_unknown_column_fails() -> None:
    with pytest.raises(KeyError, match="budget"):
        PROGRAMS.column("budget")
