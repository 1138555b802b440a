"""Read the tables of an Excel workbook as text. A cell that could only be guessed is a fault."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from inlmap.dataset.cells import plain_number
from inlmap.dataset.schema import BY_NAME, TABLES, TEXT_KINDS, Column, Table
from inlmap.dataset.table_reader import cell_faults, heading_faults
from inlmap.errors import Fault
from inlmap.words import say, word

WORKBOOK = word("workbook")
KNOWN_EXTRAS = frozenset(("Help", "Codes"))
MEGABYTE = 1_000_000
LARGEST_FILE_BYTES = 10_000_000
LARGEST_UNPACKED_BYTES = 60_000_000
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 50_000, 256, 50
LARGEST_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number
OLE_START = b"\xd0\xcf\x11\xe0"
SHARED_STRINGS = "xl/sharedStrings.xml"
# Excel writes a control character as _x000D_; openpyxl leaves it so and drops a literal x005F_.
ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
DROPPED = b"x005F_"
DOCTYPE = b"<!DOCTYPE"
# What zipfile, the XML parser and openpyxl raise for files that break their formats.
UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # both XML parsers that openpyxl may use derive theirs from it
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)


# What is wrong with a cell of a type, by openpyxl's letter for it.
REMEDIES = {
    "f": word("holds a formula; paste its value"),
    "e": word("is an error of the spreadsheet; type the value"),
    "b": word("is a true-or-false value; format the cell as Text and type it again"),
    "d": word("is a date; format the cell as Text and type it again"),
}


class Cell(NamedTuple):
    """What a workbook holds in one cell, by openpyxl's letter for its type."""

    kind: str
    value: Any


class Sheet(NamedTuple):
    """A sheet's cells that hold something, by row and column from 1, and why it was cut off."""

    rows: dict[int, dict[int, Cell]]
    cut: str


def read_workbook(content: bytes) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Return each filled sheet as a text frame, and all faults.

    The frames are those of :func:`inlmap.dataset.table_reader.read_table`. A sheet without rows is
    left out: the shipped table stands in for it. The file of a fault is ``sheet programs``, or
    ``workbook``. A cell that is a fault is empty in the frame.
    """
    refusal = _refusal(content)
    if refusal:
        return {}, [Fault(say(WORKBOOK), 0, "", "", refusal)]
    try:
        sheets = _sheets(content)
    except UNREADABLE:
        remedy = say("cannot be read; save it as an Excel workbook (.xlsx) again")
        return {}, [Fault(say(WORKBOOK), 0, "", "", remedy)]
    return _tables(sheets)


def checked_workbook(content: bytes) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Return the sheets as :func:`read_workbook` does, and also the faults of their cells."""
    frames, faults = read_workbook(content)
    return frames, faults + sheet_faults(frames, faults)


def sheet_faults(frames: Mapping[str, pd.DataFrame], known: list[Fault]) -> list[Fault]:
    """The faults of cells, but for those that are empty because they could not be read."""
    text = {(fault.file, fault.row, fault.column) for fault in known}
    found = [one for name in frames for one in cell_faults(frames[name], BY_NAME[name])]
    return [one for one in on_sheets(found, frames) if (one.file, one.row, one.column) not in text]


def on_sheets(faults: Iterable[Fault], frames: Mapping[str, pd.DataFrame]) -> list[Fault]:
    """Return faults that name the sheet of a table in place of its file."""
    names = {table.file: sheet_name(table.name) for table in TABLES if table.name in frames}
    return [replace(fault, file=names.get(fault.file, fault.file)) for fault in faults]


def sheet_name(title: str) -> str:
    """Return the sheet of a table as a fault names it."""
    return say("sheet {name}", name=title)


def _refusal(content: bytes) -> str:
    if content.startswith(OLE_START):
        return say("is an old .xls file or has a password; save it as .xlsx without a password")
    if len(content) > LARGEST_FILE_BYTES:
        return say("is over {number} MB; split it", number=LARGEST_FILE_BYTES // MEGABYTE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return _refusal_of_parts(parts)
    except UNREADABLE:
        return say("is not an Excel workbook (.xlsx)")


def _refusal_of_parts(parts: zipfile.ZipFile) -> str:
    unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > LARGEST_UNPACKED_BYTES:
        most = LARGEST_UNPACKED_BYTES // MEGABYTE
        return say("unpacks to over {number} MB; split it", number=most)
    # openpyxl takes lxml where that is installed, which defusedxml does not guard.
    if any(DOCTYPE in parts.read(part) for part in parts.infolist()):
        return say("holds a document type declaration, which no workbook needs")
    if SHARED_STRINGS in parts.namelist() and DROPPED in parts.read(SHARED_STRINGS):
        return say("holds the text x005F_, which workbooks use as a mark; remove it")
    return ""


def _sheets(content: bytes) -> dict[str, Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        if len(book.sheetnames) > MOST_SHEETS:
            raise ValueError("too many sheets")
        return {
            sheet.title: _sheet(sheet)
            for sheet in book.worksheets
            if sheet.title not in KNOWN_EXTRAS
        }
    finally:
        book.close()


def _sheet(sheet: Any) -> Sheet:
    sheet.reset_dimensions()  # the file's own word on its size is not to be trusted
    rows: dict[int, dict[int, Cell]] = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS:
            most = f"{MOST_ROWS:,}"
            cut = say("has over {number} rows; delete those below the last one", number=most)
            return Sheet(rows, cut)
        if len(row) > MOST_COLUMNS:
            cut = say(
                "has over {number} columns; delete those not of the table", number=MOST_COLUMNS
            )
            return Sheet(rows, cut)
        cells = {
            column: Cell(cell.data_type, cell.value)
            for column, cell in enumerate(row, 1)
            if cell.value not in (None, "")
        }
        if cells:
            rows[number] = cells
    return Sheet(rows, "")


def _tables(sheets: Mapping[str, Sheet]) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    frames: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    names = ", ".join(BY_NAME)
    for title, sheet in sheets.items():
        if title not in BY_NAME:
            remedy = say(
                "is not a table; name it as one of these or remove it: {names}", names=names
            )
            faults += [Fault(sheet_name(title), 0, "", "", remedy)] if sheet.rows else []
            continue
        frame, found = _frame(sheet, BY_NAME[title])
        faults += found
        if frame is not None and (len(frame) or found):
            frames[title] = frame
    if not frames and not faults:
        remedy = say("holds no rows on a sheet of these names: {names}", names=names)
        faults.append(Fault(say(WORKBOOK), 0, "", "", remedy))
    return frames, faults


def _frame(sheet: Sheet, table: Table) -> tuple[pd.DataFrame | None, list[Fault]]:
    name = sheet_name(table.name)
    faults = [Fault(name, 0, "", "", sheet.cut)] if sheet.cut else []
    if not sheet.rows:
        return None, faults
    top = sheet.rows.get(1, {})
    heading = [str(top[at].value) if at in top else "" for at in range(1, max(top, default=0) + 1)]
    wrong = [replace(fault, file=name) for fault in heading_faults(heading, table)]
    if wrong:
        return None, faults + wrong
    columns = {
        at: table.column(one) for at, one in enumerate(heading, 1) if one in table.column_names
    }
    body: dict[int, dict[str, str]] = {}
    for number, cells in sheet.rows.items():
        if number == 1:
            continue
        if max(cells) > len(heading):
            faults.append(
                Fault(name, number, "", "", say("has a cell beyond the heading; remove it"))
            )
        read = {at: _text(cells[at], columns[at]) for at in cells if at in columns}
        faults += [
            Fault(name, number, columns[at].name, _shown(cells[at]), remedy)
            for at, (_, remedy) in read.items()
            if remedy
        ]
        body[number] = {columns[at].name: text for at, (text, _) in read.items()}
    rows = [[row.get(one, "") for one in table.column_names] for row in body.values()]
    frame = pd.DataFrame(rows, columns=list(table.column_names), dtype="str")
    frame.index = pd.Index(list(body), dtype="int64")
    return frame, faults


def _shown(cell: Cell) -> str:
    return str(getattr(cell.value, "text", cell.value) or "")


def _text(cell: Cell, column: Column) -> tuple[str, str]:
    """The text of a cell and, when it can only be guessed, an empty one and the cure."""
    kind, value = cell
    if kind in REMEDIES:
        return "", say(REMEDIES[kind])
    if isinstance(value, str):
        hidden = ESCAPED.search(value)
        if not hidden:
            return value, ""
        return "", say("holds {mark}, a hidden character; remove it", mark=hidden[0])
    if column.kind in TEXT_KINDS and not _is_whole(value):
        return "", say("is a number; format the cell as Text and type it again")
    return plain_number(value), ""


def _is_whole(number: float) -> bool:
    return abs(number) < LARGEST_EXACT and number == int(number)
