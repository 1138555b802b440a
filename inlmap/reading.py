"""Read the CSV tables of a data folder and find every fault in them at once.

Cells are checked by pandera, keys and references here. Nothing is guessed or repaired: a cell is
right or it is a fault.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from inlmap.errors import Fault
from inlmap.schema import (
    FIRST_YEAR,
    LARGEST_AMOUNT_USD_MILLIONS,
    LAST_YEAR,
    LONGEST_CELL,
    TABLES,
    Column,
    Table,
)

LIST_SEPARATOR = ";"
HEADING_ROWS = 1
FIRST_DATA_ROW = HEADING_ROWS + 1

RawTables = Mapping[str, pd.DataFrame]


def split_list(cell: str) -> tuple[str, ...]:
    """Return the items of a ``;`` list; an empty cell has none."""
    return tuple(cell.split(LIST_SEPARATOR)) if cell else ()


def read_table(folder: Path, table: Table) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Return a table of ``folder`` as text, one column per schema column, and its faults.

    The frame is ``None`` when the file cannot be read as this table at all; its index counts rows
    from 0.
    """
    path = folder / table.file
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None, [Fault(table.file, 0, "", "", f"is missing from {folder.name}/")]
    except (OSError, UnicodeDecodeError):
        remedy = "cannot be read; save it as a CSV file in UTF-8"
        return None, [Fault(table.file, 0, "", "", remedy)]
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
    except csv.Error as error:
        remedy = f"is not a CSV file ({error}); check its quotation marks"
        return None, [Fault(table.file, 0, "", "", remedy)]
    return _frame(rows, table)


def _frame(rows: list[list[str]], table: Table) -> tuple[pd.DataFrame | None, list[Fault]]:
    heading = rows[0] if rows else []
    faults = list(_heading_faults(heading, table))
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
    return frame[list(table.column_names)], faults


def _heading_faults(heading: list[str], table: Table) -> Iterator[Fault]:
    for name in table.column_names:
        if name not in heading:
            yield Fault(table.file, 1, name, "", "is missing; add this column to the heading")
    for name in sorted(set(heading)):
        if name not in table.column_names:
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
    checks.append(_check(_printable, "holds control characters; remove them"))
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


def _printable(cell: str) -> bool:
    return all(character >= " " and character != "\x7f" for character in cell)


def _is_year(cell: str) -> bool:
    return (
        cell.isascii()
        and cell.isdigit()
        and len(cell) == 4
        and FIRST_YEAR <= int(cell) <= LAST_YEAR
    )


def _is_number(cell: str) -> bool:
    try:
        number = float(cell)
    except ValueError:
        return False
    return cell.isascii() and "_" not in cell and cell == cell.strip() and math.isfinite(number)


def _is_amount(cell: str) -> bool:
    return _is_number(cell) and abs(float(cell)) <= LARGEST_AMOUNT_USD_MILLIONS


def _is_integer(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= 12


def _is_list(cell: str) -> bool:
    items = split_list(cell)
    return all(item and item == item.strip() for item in items) and len(set(items)) == len(items)


def _is_address(cell: str) -> bool:
    return cell.startswith(("http://", "https://")) and not any(mark in cell for mark in ' "<>')


KIND_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "year": (_is_year, f"is not a year (four digits from {FIRST_YEAR} to {LAST_YEAR}, e.g. 2019)"),
    "number": (_is_amount, "is not a number (digits and one point, e.g. 30.154; no commas or $)"),
    "integer": (_is_integer, "is not a whole number (digits only, e.g. 3)"),
    "list": (_is_list, "is not a list (join items with ; without spaces, none twice)"),
    "address": (_is_address, "is not a web address (it must begin with http:// or https://)"),
}


def relation_faults(raw: RawTables, iso3_codes: frozenset[str] | None) -> Iterator[Fault]:
    """Yield the faults between cells: repeated keys, unknown references, years out of order.

    ``raw`` maps a table's name to its text frame; ``iso3_codes`` are the countries of the
    boundary file, or ``None`` when it could not be read (then countries are not checked).
    """
    for table in TABLES:
        if table.name not in raw:
            continue
        yield from _repeated_keys(raw[table.name], table)
        for column in table.columns:
            if column.references:
                yield from _unknown_references(raw, table, column, iso3_codes)
        yield from _disordered_years(raw[table.name], table)
    if "funding" in raw:
        yield from _part_cycles(raw["funding"])
    if "programs" in raw:
        yield from _misdrawn_programs(raw["programs"])


def _repeated_keys(frame: pd.DataFrame, table: Table) -> Iterator[Fault]:
    keys = frame[list(table.key)].agg(" / ".join, axis=1) if len(frame) else pd.Series(dtype="str")
    column = table.key[0] if len(table.key) == 1 else " / ".join(table.key)
    for row, key in keys[keys.duplicated()].items():
        first = keys[keys == key].index[0]
        yield Fault(table.file, int(row), column, key, f"stands in row {first} too; keep one")


def _unknown_references(
    raw: RawTables, table: Table, column: Column, iso3_codes: frozenset[str] | None
) -> Iterator[Fault]:
    target, _, target_column = column.references.partition(".")
    if target == "countries":
        known = iso3_codes
    else:
        known = frozenset(raw[target][target_column]) if target in raw else None
    if known is None:
        return
    where = "geo/countries.geojson" if target == "countries" else f"{target}.csv"
    for row, cell in raw[table.name][column.name].items():
        items = split_list(cell) if column.kind == "list" else (cell,) if cell else ()
        for item in items:
            if item and item not in known:
                remedy = f"is not in {where}; add it there or correct it here"
                yield Fault(table.file, int(row), column.name, item, remedy)


YEAR_PAIRS = {
    "programs": ("start_year", "end_year"),
    "funding": ("fy_start", "fy_end"),
    "series": ("headline_from", "headline_to"),
    "initiatives": ("valid_from", "valid_to"),
    "members": ("from", "to"),
    "statements": ("fy_start", "fy_end"),
}


def _disordered_years(frame: pd.DataFrame, table: Table) -> Iterator[Fault]:
    if table.name not in YEAR_PAIRS:
        return
    first, last = YEAR_PAIRS[table.name]
    for row, start, end in zip(frame.index, frame[first], frame[last], strict=True):
        if _is_year(start) and _is_year(end) and start > end:
            yield Fault(table.file, int(row), last, end, f"is before {first} {start}")


def _part_cycles(funding: pd.DataFrame) -> Iterator[Fault]:
    parents = dict(zip(funding["record_id"], funding["part_of"], strict=True))
    rows = dict(zip(funding["record_id"], funding.index, strict=True))
    for record in parents:
        seen = {record}
        parent = parents[record]
        while parent:
            if parent in seen:
                remedy = "makes a record a part of itself; break the circle"
                yield Fault("funding.csv", int(rows[record]), "part_of", parents[record], remedy)
                break
            seen.add(parent)
            parent = parents.get(parent, "")


def _misdrawn_programs(programs: pd.DataFrame) -> Iterator[Fault]:
    for row, scope, places, iso3 in programs[["scope", "place_ids", "iso3"]].itertuples():
        if scope == "place" and not places:
            yield Fault("programs.csv", row, "place_ids", "", "is empty, yet scope is place")
        if scope != "office" and not iso3:
            yield Fault("programs.csv", row, "iso3", "", "is empty; only scope office has none")


def typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return a faultless text frame with its types: years and integers ``Int64``, numbers floats.

    Text stays text; an empty text cell stays an empty string, an empty number is missing.
    """
    columns: dict[str, pd.Series] = {}
    for column in table.columns:
        cells = frame[column.name]
        if column.kind in ("year", "integer"):
            columns[column.name] = pd.to_numeric(cells.where(cells != "")).astype("Int64")
        elif column.kind == "number":
            columns[column.name] = pd.to_numeric(cells.where(cells != "")).astype("float64")
        else:
            columns[column.name] = cells
    return pd.DataFrame(columns).reset_index(drop=True)
