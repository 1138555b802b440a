"""A catalog for one visitor: their own rows over the published ones, marked wherever they show."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pandas as pd

from inlmap.catalog.catalog import Catalog, OwnRows
from inlmap.catalog.counting import count_programs
from inlmap.catalog.overlay import Tables, keys_of, mixed_money_faults, overlay, touched_series
from inlmap.dataset.relations import relation_faults
from inlmap.dataset.schema import PROGRAMS, RESULTS, SERIES, SOURCES, TABLES, Table
from inlmap.dataset.table_reader import typed
from inlmap.errors import DataError
from inlmap.words import word

MARK = word("your row, not published")
PUBLISHED = word("published")
MARKED_COLUMNS = ((PROGRAMS, "name"), (SERIES, "title"), (SOURCES, "title"), (RESULTS, "what"))
DIGEST_LENGTH = 6


def with_own_rows(published: Catalog, own: Tables, *, beside: bool) -> Catalog:
    """Return a catalog of own rows instead of the published ones, or ``beside`` them.

    ``own`` maps tables to text frames whose cells have no faults. The names of own programs and
    results, and the titles of own sources and of series with own amounts, end in :data:`MARK`, so
    that no page can show them without it. Raises :class:`~inlmap.errors.DataError` with every
    fault between the tables.
    """
    codes = frozenset(published.countries["iso3"])
    over = overlay(own, published.raw, codes, beside=beside)
    faults = list(mixed_money_faults(own, published.raw)) if beside else []
    faults += relation_faults(over.raw, codes)
    if faults:
        raise DataError(faults)
    number = OwnRows(over.own, touched_series(over.raw, published.raw), published.version)
    raw = {table.name: over.raw[table.name].reset_index(drop=True) for table in TABLES}
    return replace(
        published,
        version=f"{published.version}-yours-{_digest(own, beside=beside)}",
        raw=raw,
        notes=over.notes,
        own_rows=number,
        cache={},
        **_marked({table.name: typed(raw[table.name], table) for table in TABLES}, number),
    )


def _digest(own: Tables, *, beside: bool) -> str:
    digest = hashlib.sha256(str(beside).encode())
    for name in sorted(own):
        digest.update(own[name].to_json(orient="values").encode())
    return digest.hexdigest()[:DIGEST_LENGTH]


def _marked(tables: dict[str, pd.DataFrame], own: OwnRows) -> dict[str, Any]:
    keys = {**own.keys, SERIES.name: own.series}
    for table, column in MARKED_COLUMNS:
        rows = tables[table.name]
        mine = rows[table.key[0]].isin(keys.get(table.name, frozenset()))
        marked = rows[column].where(~mine, rows[column] + f" ({MARK})")
        tables[table.name] = rows.assign(**{column: marked})
    return tables


def row_status(catalog: Catalog, table: Table) -> pd.Series:
    """Return, per row of a table, whether it is published or the visitor's own."""
    rows = catalog.raw[table.name]
    status = [status_of(catalog, table, key) for key in keys_of(rows, table)]
    return pd.Series(status, index=rows.index, dtype="str")


def status_of(catalog: Catalog, table: Table, key: str) -> str:
    """Return whether the row of this key is published or the visitor's own, in English words."""
    return MARK if catalog.is_own(table.name, key) else PUBLISHED


def own_programs(catalog: Catalog, programs: pd.DataFrame) -> int:
    """Return how many of some programs are the visitor's own."""
    if catalog.own_rows is None:
        return 0
    mine = [key for key in programs["program_id"] if catalog.is_own(PROGRAMS.name, key)]
    return count_programs(programs[programs["program_id"].isin(mine)])


def is_own_series(catalog: Catalog, series_id: str) -> bool:
    """Return whether an amount of this series may rest on rows that are not published."""
    return catalog.own_rows is not None and series_id in catalog.own_rows.series


def count_own_rows(catalog: Catalog) -> dict[str, int]:
    """Return how many rows of each table are the visitor's own; tables without any are left out."""
    keys = catalog.own_rows.keys if catalog.own_rows else {}
    return {table.name: len(keys[table.name]) for table in TABLES if keys.get(table.name)}
