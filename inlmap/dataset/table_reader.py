"""Read the CSV tables of a data folder and find every fault in them at once.

Nothing is guessed or repaired: a cell is right or it is a fault.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from inlmap.dataset.cells import cell_remedies, undefuse
from inlmap.dataset.csv_files import SAVE_AS, NumberedRow, csv_rows, file_content
from inlmap.dataset.schema import STATUS_COLUMN, TEXT_KINDS, Table
from inlmap.errors import Fault
from inlmap.words import say, say_count

LONGEST_NAME = 60


def read_table(folder: Path, table: Table) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Return a table of ``folder`` as text, one column per schema column, and its faults.

    The frame is ``None`` when the file cannot be read as this table at all; its index counts
    rows as a spreadsheet does: the heading is row 1. Text is free of its defusing.
    """
    content, faults = file_content(folder, table.file, say(SAVE_AS))
    return (None, faults) if content is None else read_content(content, table)


def read_content(content: bytes, table: Table) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Return the content of a CSV file as :func:`read_table` does."""
    rows, faults = csv_rows(content, table)
    return (None, faults) if faults else _frame(rows, table)


def _frame(rows: list[NumberedRow], table: Table) -> tuple[pd.DataFrame | None, list[Fault]]:
    heading = rows[0][1]
    faults = list(heading_faults(heading, table))
    if faults:
        return None, faults
    remedies = {number: _row_remedy(row, heading) for number, row in rows[1:]}
    faults = [Fault(table.file, row, "", "", remedy) for row, remedy in remedies.items() if remedy]
    whole = [(number, row) for number, row in rows[1:] if not remedies[number]]
    texts = {column.name for column in table.columns if column.kind in TEXT_KINDS}
    cells = [
        [undefuse(cell) if name in texts else cell for name, cell in zip(heading, row, strict=True)]
        for _, row in whole
    ]
    index = pd.Index([number for number, _ in whole], dtype="int64")
    frame = pd.DataFrame(cells, index, heading, dtype="str")
    return frame[list(table.column_names)], faults


def _row_remedy(row: list[str], heading: list[str]) -> str:
    if len(row) != len(heading):
        remedy = say_count(
            len(row),
            "has {n} cell; the heading has {number}",
            "has {n} cells; the heading has {number}",
            number=len(heading),
        )
        if any("\n" in cell or "\r" in cell for cell in row):
            return say("{remedy} (a quotation mark in it may not be closed)", remedy=remedy)
        return remedy
    return "" if any(cell.strip() for cell in row) else say("has only empty cells; remove it")


def heading_faults(heading: list[str], table: Table) -> Iterator[Fault]:
    """Yield a fault for each column that lacks, is not of this table, or stands twice."""
    meant = _meant_columns(heading, table)
    for name in table.column_names:
        if name not in heading and name not in meant.values():
            remedy = say("is missing; add this column to the heading")
            yield Fault(table.file, 1, name, "", remedy)
    for name in sorted(set(heading)):
        if not name.strip():
            remedy = say(
                "column {number} is without a name; name it or remove it",
                number=heading.index(name) + 1,
            )
            yield Fault(table.file, 1, "", "", remedy)
        elif name in meant:
            remedy = say("must be written {name}", name=meant[name])
            yield Fault(table.file, 1, meant[name], name, remedy)
        elif name not in (*table.column_names, *table.readable, STATUS_COLUMN):
            remedy = say("is not a column of this table; remove it")
            yield Fault(table.file, 1, name, "", remedy)
        elif heading.count(name) > 1:
            yield Fault(table.file, 1, name, "", say("stands twice in the heading; keep one"))


def _meant_columns(heading: list[str], table: Table) -> dict[str, str]:
    """Return which missing column an unknown name stands for: ``Program ID``, ``descripton``."""
    missing = [name for name in table.column_names if name not in heading]
    meant: dict[str, str] = {}
    for name in sorted(set(heading) - {*table.column_names, *table.readable, STATUS_COLUMN}):
        plain = "_".join(name.strip("\ufeff \t\xa0").casefold().replace("-", "_").split())
        for column in difflib.get_close_matches(plain[:LONGEST_NAME], missing, n=1, cutoff=0.85):
            meant[name] = column
            missing.remove(column)
    return meant


def cell_faults(frame: pd.DataFrame, table: Table) -> Iterator[Fault]:
    """Yield a fault for each cell that its column does not allow; equal cells are judged once."""
    for column in table.columns:
        cells = frame[column.name].tolist()
        found = {cell: cell_remedies(cell, column) for cell in set(cells)}
        if not any(found.values()):
            continue
        for row, cell in zip(frame.index, cells, strict=True):
            for remedy in found[cell]:
                yield Fault(table.file, row, column.name, cell, remedy)


def typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return a text frame without faults in its types: ``Int64`` for years and integers, floats.

    Text stays text; an empty text cell stays an empty string, an empty number is missing.
    """
    columns: dict[str, Any] = {}
    for column in table.columns:
        cells = frame[column.name].array
        if column.kind in ("year", "integer"):
            numbers = [int(cell) if cell else None for cell in cells]
            columns[column.name] = pd.array(numbers, dtype="Int64")
        elif column.kind in ("number", "quantity", "latitude", "longitude"):
            columns[column.name] = np.array([float(cell) if cell else np.nan for cell in cells])
        else:
            columns[column.name] = cells
    return pd.DataFrame(columns)
