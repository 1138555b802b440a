"""Read the CSV tables of a data folder and find every fault in them at once.

Cells are checked by pandera. Nothing is guessed or repaired: a cell is
right or it is a fault.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from inlmap.cells import KIND_CHECKS, is_printable, undefuse
from inlmap.errors import Fault
from inlmap.schema import LONGEST_CELL, STATUS_COLUMN, TEXT_KINDS, Column, Table

HEADING_ROWS = 1
FIRST_DATA_ROW = HEADING_ROWS + 1
REMEDY_UNREADABLE = "cannot be read; save it as a CSV file in UTF-8"


def read_table(folder: Path, table: Table) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Return a table of ``folder`` as text, one column per schema column, and its faults.

    The frame is ``None`` when the file cannot be read as this table at all; its index counts
    rows as a spreadsheet does: the heading is row 1. Text is free of its defusing.
    """
    try:
        content = (folder / table.file).read_bytes()
    except FileNotFoundError:
        return None, [Fault(table.file, 0, "", "", f"is missing from {folder.resolve().name}/")]
    except OSError:
        return None, [Fault(table.file, 0, "", "", REMEDY_UNREADABLE)]
    return read_content(content, table)


def read_content(content: bytes, table: Table) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Return the content of a CSV file as :func:`read_table` does."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [Fault(table.file, 0, "", "", REMEDY_UNREADABLE)]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        remedy = f"is not a CSV file ({error}); check its quotation marks"
        return None, [Fault(table.file, 0, "", "", remedy)]
    return _frame(rows, table)


def _frame(rows: list[list[str]], table: Table) -> tuple[pd.DataFrame | None, list[Fault]]:
    heading = rows[0] if rows else []
    faults = list(heading_faults(heading, table))
    if faults:
        return None, faults
    body = [(number, row) for number, row in enumerate(rows[HEADING_ROWS:], FIRST_DATA_ROW) if row]
    short = [(number, row) for number, row in body if len(row) != len(heading)]
    faults = [
        Fault(table.file, number, "", "", f"has {len(row)} cells; the heading has {len(heading)}")
        for number, row in short
    ]
    whole = [(number, row) for number, row in body if len(row) == len(heading)]
    frame = pd.DataFrame([row for _, row in whole], columns=heading, dtype="str")
    frame.index = pd.Index([number for number, _ in whole], dtype="int64")
    return _undefused(frame, table), faults


def _undefused(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    columns = {column.name: frame[column.name] for column in table.columns}
    texts = [column.name for column in table.columns if column.kind in TEXT_KINDS]
    return pd.DataFrame(columns | {name: columns[name].map(undefuse) for name in texts})


def heading_faults(heading: list[str], table: Table) -> Iterator[Fault]:
    """Yield a fault for each column that lacks, is not of this table, or stands twice."""
    for name in table.column_names:
        if name not in heading:
            yield Fault(table.file, 1, name, "", "is missing; add this column to the heading")
    for name in sorted(set(heading)):
        if not name.strip():
            remedy = f"column {heading.index(name) + 1} is without a name; name it or remove it"
            yield Fault(table.file, 1, "", "", remedy)
        elif name not in (*table.column_names, *table.readable, STATUS_COLUMN):
            yield Fault(table.file, 1, name, "", "is not a column of this table; remove it")
        elif heading.count(name) > 1:
            yield Fault(table.file, 1, name, "", "stands twice in the heading; keep one")


def cell_faults(frame: pd.DataFrame, table: Table) -> Iterator[Fault]:
    """Yield a fault for each cell that its column does not allow (checked by pandera)."""
    schema = pa.DataFrameSchema(
        {column.name: pa.Column(None, checks=_checks(column)) for column in table.columns}
    )
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for case in errors.failure_cases.itertuples():
            value = str(case.failure_case)
            yield Fault(table.file, int(case.index), str(case.column), value, str(case.check))


def _checks(column: Column) -> list[pa.Check]:
    checks = [_check(lambda cell: len(cell) <= LONGEST_CELL, f"is over {LONGEST_CELL} characters")]
    checks.append(_check(is_printable, "holds control characters; remove them"))
    if column.required:
        checks.append(pa.Check(lambda cells: cells.str.strip() != "", error="is empty; fill it in"))
    if column.codes:
        allowed = set(column.codes)
        remedy = f"is not allowed; use one of: {', '.join(column.codes)}"
        checks.append(_check(lambda cell: cell in allowed, remedy))
    if column.kind in KIND_CHECKS:
        checks.append(_check(*KIND_CHECKS[column.kind]))
    return checks


def _check(right: Callable[[str], bool], remedy: str) -> pa.Check:
    return pa.Check(lambda cells: cells.map(lambda cell: not cell or right(cell)), error=remedy)


def typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return a faultless text frame with its types: years and integers ``Int64``, numbers floats.

    Text stays text; an empty text cell stays an empty string, an empty number is missing.
    """
    columns: dict[str, pd.Series] = {}
    for column in table.columns:
        cells = frame[column.name]
        if column.kind in ("year", "integer"):
            columns[column.name] = pd.to_numeric(cells.where(cells != "")).astype("Int64")
        elif column.kind in ("number", "latitude", "longitude"):
            columns[column.name] = pd.to_numeric(cells.where(cells != "")).astype("float64")
        else:
            columns[column.name] = cells
    return pd.DataFrame(columns).reset_index(drop=True)
