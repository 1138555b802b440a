"""Selected rows and whole tables as CSV and JSON, with their columns described.

CSV opens safely in a spreadsheet: no text of it is run as a formula.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from inlmap.catalog.address import to_address
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import row_status
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import split_list
from inlmap.dataset.csv_files import csv_bytes
from inlmap.dataset.schema import FUNDING, PROGRAMS, SOURCES, STATUS_COLUMN, Column, Table
from inlmap.dataset.table_reader import typed
from inlmap.figures.evidence import AmountFilter, amount_positions
from inlmap.figures.series import UNSPLIT_FILTERS
from inlmap.figures.totals import headline_figure
from inlmap.presentation.screen_tables import (
    PROGRAM_COLUMNS,
    headings_of,
    namer,
    screen_rows,
    with_names,
)

VERSION = Column("dataset_version", "Version of the dataset the row was taken from.", required=True)
CITED = (
    Column("sources", "Titles of its publications, joined by ; and a space."),
    Column("source_urls", "Web addresses of its publications, joined by a space."),
)
INITIATIVE = Column("initiative", "Name of its initiative.", required=True)
COUNTRIES = Column("countries", "Names of its countries, joined by a comma and a space.")
STATUS = Column(STATUS_COLUMN, "Whether the row is published.", required=True)
YES, NO = "yes", "no"
# What each file has beyond the columns of its table; those of programs are made in `tables`.
ADDED: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        PROGRAMS.name: (
            INITIATIVE,
            COUNTRIES,
            Column("places", "Names of its places, joined by a comma and a space."),
            Column("goals", "Its goals in their own wording, joined by ; and a space."),
            Column("theme", "Name of its theme."),
            *CITED,
            VERSION,
        ),
        FUNDING.name: (
            Column("initiative", "Name of its initiative; empty where it has none."),
            COUNTRIES,
            Column("series", "Title of its series.", required=True),
            *CITED,
            Column(
                "in_headline_figure",
                "Whether the headline figure of the selection counts it.",
                required=True,
                codes=(YES, NO),
            ),
            VERSION,
        ),
        SOURCES.name: (VERSION,),
    }
)
FILE_TABLES = (PROGRAMS, FUNDING, SOURCES)


def file_rows(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return the selected programs with the columns of programs.csv and the readable ones.

    The readable columns are ``PROGRAMS.readable``.
    """
    rows = with_names(catalog)
    if catalog.own_rows:  # the mark stands in a column of its own, not in the name
        rows = rows.assign(name=catalog.raw["programs"]["name"])
    return with_status(catalog, PROGRAMS, rows).loc[selection.programs(catalog).index]


def programs_csv(catalog: Catalog, selection: Selection) -> bytes:
    """Return the selected programs as CSV: UTF-8 with a byte order mark, so Excel keeps accents.

    The columns are those of :func:`program_rows`. Text cells are defused, numbers stay numbers.
    """
    return csv_bytes(file_rows(catalog, selection))


def programs_table_csv(catalog: Catalog, selection: Selection) -> bytes:
    """Return the selected programs as CSV the way the screen shows them, in the language spoken.

    It has the headings, the order and the words of the Map page's table. Text cells are defused,
    numbers stay numbers with all their digits, a link is its address.
    """
    rows = screen_rows(catalog, selection.programs(catalog), selection.as_of)
    shown = rows.select([column.key for column in PROGRAM_COLUMNS]).to_pandas()
    return csv_bytes(shown.set_axis(headings_of(PROGRAM_COLUMNS), axis="columns"))


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
    if not catalog.own_rows:
        return rows
    return rows.assign(**{STATUS_COLUMN: row_status(catalog, table)})


def table_file_name(catalog: Catalog, table: Table) -> str:
    """Return a file name that carries the table and the dataset version."""
    return f"inlmap-{table.name}-{catalog.version}.csv"


def described(table: Table, catalog: Catalog | None = None) -> Table:
    """Return a table with the columns that its file has, in their order, and what each means.

    With the catalog of a visitor's own rows, the column that marks those is the last but the
    dataset's own.
    """
    mark = (STATUS,) if catalog is not None and catalog.own_rows else ()
    added = ADDED.get(table.name, ())
    if table is PROGRAMS:
        return replace(table, columns=(*table.columns, *added, *mark))
    return replace(table, columns=(*table.columns, *mark, *added))


def selected_rows(catalog: Catalog, table: Table, selection: Selection) -> pd.DataFrame:
    """Return the rows of programs, funding or sources that belong to a selection, in table order.

    The columns are those of :func:`described`. Amounts follow initiative, country and fiscal years
    (an amount passes when it touches them); under a filter that no source splits the money by there
    are none. Sources are those that the selected programs and amounts cite.
    """
    makers: dict[str, Callable[[Catalog, Selection], pd.DataFrame]] = {
        PROGRAMS.name: file_rows,
        FUNDING.name: _funding_rows,
        SOURCES.name: _source_rows,
    }
    return makers[table.name](catalog, selection)


def touching_amounts(catalog: Catalog, selection: Selection) -> list[int]:
    """Return the rows of ``funding.csv``, counted from 0, that belong to a selection."""
    if any(getattr(selection, name) for name in UNSPLIT_FILTERS):
        return []
    return list(amount_positions(catalog, selection.of_money(), AmountFilter()))


def _funding_rows(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    rows = table_rows(catalog, FUNDING).iloc[touching_amounts(catalog, selection)]
    counted = frozenset(headline_figure(catalog, selection).record_ids)
    urls = catalog.names("sources", "url")
    return rows.assign(
        initiative=rows["initiative_id"].map({"": "", **catalog.names("initiatives")}),
        countries=rows["iso3"].map(namer(catalog.country_names)),
        series=rows["series_id"].map(catalog.names("series", "title")),
        sources=rows["source_id"].map(namer(catalog.names("sources", "title"), "; ")),
        source_urls=rows["source_id"].map(
            lambda cell: " ".join(urls[key] for key in split_list(cell) if urls[key])
        ),
        in_headline_figure=rows["record_id"].map(lambda key: YES if key in counted else NO),
        dataset_version=catalog.version,
    )


def _source_rows(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    funding = catalog.funding["source_id"].iloc[touching_amounts(catalog, selection)]
    return cited_sources(catalog, (*selection.programs(catalog)["source_id"], *funding))


def cited_sources(catalog: Catalog, cells: Iterable[str]) -> pd.DataFrame:
    """Return the publications that ``source_id`` cells name, in table order."""
    cited = {key for cell in cells for key in split_list(cell)}
    rows = table_rows(catalog, SOURCES)
    return rows[rows["source_id"].isin(cited)].assign(dataset_version=catalog.version)


def table_csv_of(
    catalog: Catalog, table: Table, selection: Selection, columns: Sequence[str] = ()
) -> bytes:
    """Return the selected rows as CSV: UTF-8 with a byte order mark, text defused.

    With ``columns``, only those, in that order.
    """
    return csv_bytes(chosen(selected_rows(catalog, table, selection), columns))


def chosen(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return only the named columns, in that order; all of them when none is named."""
    return rows[list(columns)] if columns else rows


def table_json_of(
    catalog: Catalog, table: Table, selection: Selection, columns: Sequence[str] = ()
) -> bytes:
    """Return the selected rows as a JSON object with the version, the filters and a notice.

    Numbers are numbers, an empty cell is null, a cell that the codebook calls a list is an array.
    The notice says why there is no headline figure, or is null.
    """
    rows = chosen(selected_rows(catalog, table, selection), columns)
    figure = headline_figure(catalog, selection) if table is FUNDING else None
    content = {
        "dataset_version": catalog.version,
        "table": table.name,
        "filters": to_address(selection),
        "notice": (figure.reason or None) if figure else None,
        "rows": _json_rows(rows, described(table, catalog)),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()


def _json_rows(rows: pd.DataFrame, table: Table) -> list[dict[str, Any]]:
    kinds = {column.name: column.kind for column in table.columns}
    columns = [[_json_cell(cell, kinds[name]) for cell in rows[name]] for name in rows.columns]
    return [dict(zip(rows.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _json_cell(cell: Any, kind: str) -> Any:
    if kind == "list":
        return list(split_list(cell))
    if pd.isna(cell) or cell == "":
        return None
    if isinstance(cell, str):
        return cell
    return int(cell) if kind in ("year", "integer") else float(cell)
