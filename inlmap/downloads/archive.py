"""The dataset of a selection in one file: its tables, their codebook and what describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from inlmap.catalog.address import to_address
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.boundaries import NOTICE
from inlmap.dataset.csv_files import csv_bytes
from inlmap.dataset.datapackage import codebook, datapackage_of
from inlmap.dataset.schema import (
    FUNDING,
    PROGRAMS,
    RESULTS,
    SERIES,
    SOURCES,
    STATEMENTS,
    TABLES,
    Column,
    Table,
)
from inlmap.dataset.zip_file import packed
from inlmap.downloads.table_files import cited_sources, described, selected_rows, table_rows
from inlmap.figures.results import found_results
from inlmap.figures.statements import found_facts

# Keys into what a selection narrows, or into a file that is not here, may point to nothing here.
NOT_HERE = ("funding.record_id", "results.result_id", "countries")
CITING_COLUMNS = ("source_id", "dispute_source_id")
README = """Security programs of INL's Office of Western Hemisphere Programs
Dataset version {version}

Filters: {filters}.
{narrowed}

How to read
- The tables are CSV in UTF-8 with a byte order mark. A text that a spreadsheet would run as a
  formula has an apostrophe before it.
- An empty cell means that nothing was found in the sources. It never means zero.
- Amounts are nominal U.S. dollars in millions and U.S. fiscal years (October to September). Never
  add amounts of different series or stages; codebook.md says what may be added.
- Rows of results.csv and indicator_values.csv are never added. They say what was reported or what
  happened, not what a program caused; indicators.csv says what may not be compared.
- An amount stands in funding.csv when it touches the selection by initiative, country and fiscal
  years. No source splits the money by goal, theme, agency or kind of assistance: under such a
  filter funding.csv is empty.
- codebook.md says what each column means; datapackage.json says it for programs (Data Package v2).

Sources
Each row names its publications in source_id; sources.csv holds every publication that a row here
names, with its terms of use as far as known.

Boundaries
{boundaries}. No boundary file is in this archive; countries stand in it by their ISO 3166-1 alpha-3
codes. Names and codes are not an opinion on the status of a territory.
"""
NARROWED = (
    "programs.csv, funding.csv, series.csv, statements.csv, results.csv and sources.csv hold what "
    "belongs to\nthe filters; all other tables are whole. statements.csv follows initiative and "
    "country only. A result\nof a program goes with it; another follows initiative, country and "
    "years, and is left out under a\nfilter by goal, theme, agency or kind of assistance. "
    "sources.csv follows the other files."
)


def archive(catalog: Catalog, selection: Selection) -> bytes:
    """Return a zip file of the selection; the same selection of the same data gives the same bytes.

    It holds all tables, ``codebook.md``, ``datapackage.json`` and ``README.txt``. Programs and
    funding are the files of :func:`inlmap.downloads.table_files.table_csv_of`.
    """
    tables = archive_tables(catalog)
    rows = _rows_by_table(catalog, selection)
    files = {table.file: csv_bytes(rows[table.name]) for table in tables}
    files["codebook.md"] = f"# Codebook\n\n{codebook(tables)}".encode()
    files["datapackage.json"] = datapackage_of(
        tables, f"Filters: {_filters_in_words(selection)}.", catalog.version
    ).encode()
    files["README.txt"] = README.format(
        version=catalog.version,
        filters=_filters_in_words(selection),
        narrowed=NARROWED,
        boundaries=NOTICE,
    ).encode()
    return packed(files)


def _filters_in_words(selection: Selection) -> str:
    parts = [f"{name}: {', '.join(values)}" for name, values in to_address(selection).items()]
    return "; ".join(parts) or "none"


def archive_tables(catalog: Catalog) -> tuple[Table, ...]:
    """Return the tables as their files in the archive are, without keys to what is not in it."""
    return tuple(
        replace(table, columns=tuple(map(_closed, described(table, catalog).columns)))
        for table in TABLES
    )


def _closed(column: Column) -> Column:
    return replace(column, references="") if column.references in NOT_HERE else column


def _rows_by_table(catalog: Catalog, selection: Selection) -> Mapping[str, pd.DataFrame]:
    rows = {table.name: table_rows(catalog, table) for table in TABLES}
    for table in (PROGRAMS, FUNDING):
        rows[table.name] = selected_rows(catalog, table, selection)
    series, statements = rows[SERIES.name], rows[STATEMENTS.name]
    facts = {fact.statement_id for fact in found_facts(catalog, selection)}
    rows[SERIES.name] = series[series["series_id"].isin(rows[FUNDING.name]["series_id"])]
    rows[STATEMENTS.name] = statements[statements["statement_id"].isin(facts)]
    results = rows[RESULTS.name]
    found = found_results(catalog, selection)["result_id"]
    rows[RESULTS.name] = results[results["result_id"].isin(found)]
    citing = [rows[table.name] for table in TABLES if table is not SOURCES]
    columns = [frame[name] for frame in citing for name in CITING_COLUMNS if name in frame]
    cells = [cell for column in columns for cell in column]
    rows[SOURCES.name] = cited_sources(catalog, cells)
    return rows
