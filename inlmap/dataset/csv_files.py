"""CSV files, both ways: the bytes of a file, its numbered rows, and rows as bytes again.

Nothing over 20 MB is opened, and no text is written that a spreadsheet would run as a formula.
"""

from __future__ import annotations

import codecs
import csv
import errno
import io
import re
import stat
from pathlib import Path
from typing import Any

import pandas as pd

from inlmap.dataset.cells import defuse, plain_number
from inlmap.dataset.schema import Table
from inlmap.errors import Fault
from inlmap.words import say, word

LARGEST_FILE_BYTES = 20_000_000

NumberedRow = tuple[int, list[str]]

MOST_ROWS = 50_000
MOST_COLUMNS = 1_000
SAVE_AS = word('save it as "CSV UTF-8 (Comma delimited)"')
SEPARATORS = {";": word("semicolons"), "\t": word("tabs"), "|": word("vertical bars")}
BINARY = word("a binary file or text in UTF-16")
# What other kinds of file begin with (small letters), as their specifications give it.
BEGINNINGS = (
    (b"pk\x03\x04", word("an Excel workbook or another zip file")),
    (b"\xd0\xcf\x11\xe0", word("an old Excel workbook")),
    (codecs.BOM_UTF16_LE, word("text in UTF-16 or UTF-32")),
    (codecs.BOM_UTF16_BE, word("text in UTF-16 or UTF-32")),
    (b"%pdf", word("a PDF document")),
    (b"\x1f\x8b", word("a compressed file")),
    (b"sqlite format 3", word("a database")),
    (b"<!doctype", word("a web page")),
    (b"<html", word("a web page")),
)
SHOWN_BEFORE, SHOWN_AFTER = 30, 20


def file_content(folder: Path, name: str, cure: str) -> tuple[bytes | None, list[Fault]]:
    """Return the bytes of a file below ``folder`` and its faults; ``None`` when there are any.

    ``cure`` completes the fault of a file that is too large or no file: ``simplify it``.
    """
    try:
        reason = _reason_not_to_open(folder / name)
        content = b"" if reason else _bounded_bytes(folder / name)
    except (FileNotFoundError, NotADirectoryError):
        return None, [Fault(name, 0, "", "", f"is missing from {_shown(folder)}/")]
    except OSError as error:
        return None, [Fault(name, 0, "", "", _reason_of(error))]
    if len(content) > LARGEST_FILE_BYTES:  # a file may grow, and some files do not tell their size
        reason = _too_large()
    return (None, [Fault(name, 0, "", "", f"{reason}; {cure}")]) if reason else (content, [])


def _reason_not_to_open(path: Path) -> str:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        return "is a folder, not a file"
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        return "is a device or a pipe, not a file"
    return _too_large() if status.st_size > LARGEST_FILE_BYTES else ""


def _too_large() -> str:
    return f"is over {LARGEST_FILE_BYTES // 1_000_000} MB"


def _bounded_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE_BYTES + 1)


def _reason_of(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "is a link that leads in a circle; put the file itself there"
    if isinstance(error, PermissionError):
        return "may not be read by this program; give it permission to read the file"
    return f"cannot be read ({error.strerror or type(error).__name__})"


def _shown(folder: Path) -> str:
    try:
        return folder.resolve().name
    except RuntimeError:  # Python before 3.13 raises it for a link that leads in a circle
        return folder.name


def csv_rows(content: bytes, table: Table) -> tuple[list[NumberedRow], list[Fault]]:
    """Return the rows of a CSV file that are not blank, the heading first, or its faults.

    Rows are counted as a spreadsheet does: the heading is row 1 and blank rows count. There
    are no rows when there is a fault.
    """
    kind = _other_kind(content)
    if kind:
        remedy = say(
            "is {kind}, not a CSV file in UTF-8; {save_as}", kind=say(kind), save_as=say(SAVE_AS)
        )
        return [], [Fault(table.file, 0, "", "", remedy)]
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return [], [_encoding_fault(body, error.start, table)]
    faults = _first_line_faults(text, table)
    return ([], faults) if faults else _parsed(text, table)


def _other_kind(content: bytes) -> str:
    beginning = content[:64].lower()
    for signature, kind in BEGINNINGS:
        if beginning.startswith(signature):
            return kind
    first_line = content.partition(b"\n")[0]
    return BINARY if b"\0" in first_line else ""


def _encoding_fault(body: bytes, start: int, table: Table) -> Fault:
    """Say in which cell the first byte stands that is not UTF-8, read there as Windows-1252."""
    csv.field_size_limit(LARGEST_FILE_BYTES)
    marked = io.StringIO(body[:start].decode("utf-8") + "?", newline="")
    heading, row, number = [""], [""], 0
    for number, row in enumerate(csv.reader(marked), 1):
        heading = row if number == 1 else heading
    column = heading[len(row) - 1] if number > 1 and len(row) <= len(heading) else ""
    after = body[start : start + SHOWN_AFTER].decode("cp1252", "replace")
    shown = row[-1][:-1][-SHOWN_BEFORE:] + re.split(r'[,;\t\r\n"]', after)[0]
    remedy = say(
        "(shown as Windows-1252) is not in UTF-8; open the file and {save_as}", save_as=say(SAVE_AS)
    )
    return Fault(table.file, number, column, shown, remedy)


def _first_line_faults(text: str, table: Table) -> list[Fault]:
    if not text.strip():
        names = ",".join(table.column_names)
        remedy = say("is empty; its first row must be: {names}", names=names)
        return [Fault(table.file, 0, "", "", remedy)]
    line = re.split(r"[\r\n]", text, maxsplit=1)[0]
    if not line.strip():
        return [Fault(table.file, 1, "", "", say("is blank; the heading must stand in row 1"))]
    if re.fullmatch(r'"?sep=.?"?,*', line.strip()):
        return [Fault(table.file, 1, "", line, say("is not the heading; remove this row"))]
    return _separator_faults(line, table)


def _separator_faults(line: str, table: Table) -> list[Fault]:
    known = {mark: _known_columns(line, mark, table) for mark in (",", *SEPARATORS)}
    best = max(known, key=known.__getitem__)
    if best in SEPARATORS and known[best] > max(1, known[","]):
        remedy = say(
            "is separated by {marks}, not by commas; {save_as}",
            marks=say(SEPARATORS[best]),
            save_as=say(SAVE_AS),
        )
        return [Fault(table.file, 1, "", "", remedy)]
    cells = line.count(",") + 1
    if cells > MOST_COLUMNS:
        remedy = say(
            "has {number} columns; this table has {known}",
            number=f"{cells:,}",
            known=len(table.columns),
        )
        return [Fault(table.file, 1, "", "", remedy)]
    return []


def _known_columns(line: str, mark: str, table: Table) -> int:
    names = {name.strip(' "\ufeff').casefold() for name in line.split(mark)}
    return len(names & set(table.column_names))


def _parsed(text: str, table: Table) -> tuple[list[NumberedRow], list[Fault]]:
    csv.field_size_limit(LARGEST_FILE_BYTES)  # cells are measured later, with row and column
    rows: list[NumberedRow] = []
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            if number > MOST_ROWS:
                remedy = say("has over {number} rows; split or shorten it", number=f"{MOST_ROWS:,}")
                return [], [Fault(table.file, 0, "", "", remedy)]
            if row:
                rows.append((number, row))
    except csv.Error as error:
        return [], [Fault(table.file, number + 1, "", "", _quotation_remedy(error))]
    return rows, []


def _quotation_remedy(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return say("opens a quotation mark that is never closed; close it or remove it")
    if "expected after" in str(error):
        return say(
            'has text after a closing quotation mark; write each quotation mark inside a cell "" '
            "and close the cell where it ends"
        )
    return say("is not CSV ({error})", error=error)


def table_file(rows: pd.DataFrame, table: Table) -> bytes:
    """Return a typed table as the file of a data folder: UTF-8, lines that end in LF.

    Text cells are defused (the readers take that off again), numbers stay numbers.
    """
    return _csv_text(rows[list(table.column_names)], "\n").encode()


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """Return rows as CSV: UTF-8 with a byte order mark, text defused, numbers in digits."""
    return _csv_text(rows, "\r\n").encode("utf-8-sig")


def _csv_text(rows: pd.DataFrame, line_end: str) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=line_end)
    writer.writerow(rows.columns)
    for row in rows.itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    return buffer.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return defuse(value)
    return "" if pd.isna(value) else plain_number(value)
