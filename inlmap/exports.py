"""Downloads: the rows on the screen and whole tables as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import pandas as pd

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import row_status
from inlmap.catalog.selection import Selection
from inlmap.dataset.csv_files import csv_bytes
from inlmap.dataset.schema import PROGRAMS, STATUS_COLUMN, Table
from inlmap.dataset.table_reader import typed
from inlmap.presentation.screen_tables import with_names


def program_rows(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return the selected programs with the columns of programs.csv and the readable ones.

    The readable columns are ``PROGRAMS.readable``.
    """
    rows = with_names(catalog)
    if catalog.yours:  # the mark stands in a column of its own, not in the name
        rows = rows.assign(name=catalog.raw["programs"]["name"])
    return with_status(catalog, PROGRAMS, rows).loc[selection.programs(catalog).index]


def programs_csv(catalog: Catalog, selection: Selection) -> bytes:
    """Return the selected programs as CSV: UTF-8 with a byte order mark, so Excel keeps accents.

    The columns are those of :func:`program_rows`. Text cells are defused, numbers stay numbers.
    """
    return csv_bytes(program_rows(catalog, selection))


def table_rows(catalog: Catalog, table: Table) -> pd.DataFrame:
    """Return a whole table of the dataset, with the columns and the order of its file."""
    return with_status(catalog, table, typed(catalog.raw[table.name], table))


def table_csv(catalog: Catalog, table: Table) -> bytes:
    """Return a whole table of the dataset as CSV, with the columns and the order of its file.

    UTF-8 with a byte order mark; text cells are defused, numbers stay numbers.
    """
    return csv_bytes(table_rows(catalog, table))


def with_status(catalog: Catalog, table: Table, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows that say of themselves whether they are published, where not all are."""
    if not catalog.yours:
        return rows
    return rows.assign(**{STATUS_COLUMN: row_status(catalog, table)})


def table_file_name(catalog: Catalog, table: Table) -> str:
    """Return a file name that carries the table and the dataset version."""
    return f"inlmap-{table.name}-{catalog.version}.csv"
