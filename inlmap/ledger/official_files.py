"""Open an official foreign-aid file and hand out its rows one by one, as text.

CSV files, workbooks (.xlsx) and either of them in a zip are read in pieces, so that memory does
not grow with the file. A file that cannot be trusted to the end is a fault, never half a result.
"""

from __future__ import annotations

import csv
import io
import lzma
import shutil
import struct
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from inlmap.errors import DataError, Fault
from inlmap.formats import shorten
from inlmap.ledger.layouts import Layout, Row, is_heading, layout_of

LONGEST_LINE = 1_000_000  # characters; official lines have a few thousand
MOST_TITLE_ROWS = 30
LARGEST_WORKBOOK_BYTES = 300_000_000
ZIP_START, OLD_EXCEL_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ENDINGS = (".csv", ".txt", ".xlsx")
Numbered = Iterator[tuple[int, Row]]
PACKING_ERRORS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError)
# What zipfile lets through when it opens a member: another packing, a password, a broken entry.
LOCK_ERRORS = (NotImplementedError, RuntimeError, ValueError, struct.error)

# openpyxl keeps the texts of all cells in memory; those of the Greenbook take a few megabytes.
LARGEST_TEXTS_BYTES = 30_000_000
TEXTS = "xl/sharedStrings.xml"
FIRST_ROWS = 31  # where a heading may stand
MOST_ROWS = 1_048_576  # of a sheet; openpyxl fills gaps between rows without end
EXCEL_DIGITS = 15  # what Excel itself keeps and shows of a number
SHEET_ERRORS = (  # openpyxl lets through whatever its parts trip over
    AttributeError,
    DefusedXmlException,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class AidFile:
    """An open official file: its layout, the lines above its heading and the rows below it.

    A row comes with its number as a spreadsheet counts (a CSV line for text); ``position`` says
    how many bytes of the file have been read.
    """

    name: str
    titles: tuple[str, ...]
    layout: Layout
    rows: Numbered
    position: Callable[[], int]


@contextmanager
def opened(path: Path) -> Iterator[AidFile]:
    """Open an official file and find its heading.

    Raises :class:`~inlmap.errors.DataError`, also later while rows are read, when the file is no
    CSV file or workbook, is damaged, or has no heading of an official file.
    """
    name = shorten(path.name)
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise _fault(name, f"cannot be read ({error.strerror})") from error
        content = _content(raw, name, stack)
        rows, is_sheet = _numbered_rows(content, name, stack)
        file = _described(rows, name, raw.tell)
        yield replace(file, rows=_fitted(rows, file.layout.width)) if is_sheet else file


def _fault(name: str, remedy: str, row: int = 0) -> DataError:
    return DataError([Fault(name, row, "", "", remedy)])


def _content(raw: IO[bytes], name: str, stack: ExitStack) -> IO[bytes]:
    """Return the stream of the CSV file or workbook itself, out of its zip when it is in one."""
    if not _starts_with(raw, ZIP_START):
        return raw
    try:
        archive = stack.enter_context(zipfile.ZipFile(raw))
        members = archive.namelist()
        if "[Content_Types].xml" in members:
            return raw
        member = stack.enter_context(archive.open(_only_member(members, name)))
        return _seekable(member, name, stack) if _starts_with(member, ZIP_START) else member
    except (*PACKING_ERRORS, *LOCK_ERRORS) as error:
        raise _fault(name, f"is a damaged or locked zip file ({error})") from error


def _only_member(members: list[str], name: str) -> str:
    tables = [
        member
        for member in members
        if member.lower().endswith(ENDINGS) and not member.startswith("__MACOSX/")
    ]
    if len(tables) != 1:
        held = ", ".join(tables) if tables else "none"
        raise _fault(name, f"must hold one CSV file or workbook; it holds {held}: unzip it first")
    return tables[0]


def _starts_with(stream: IO[bytes], start: bytes) -> bool:
    found = stream.read(len(start))
    stream.seek(0)
    return found == start


def _seekable(member: IO[bytes], name: str, stack: ExitStack) -> IO[bytes]:
    copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 (the stack closes it)
    shutil.copyfileobj(io.BufferedReader(_Bounded(member, LARGEST_WORKBOOK_BYTES)), copy)
    if copy.tell() >= LARGEST_WORKBOOK_BYTES:
        raise _fault(name, "holds a workbook over 300 MB; save it as a CSV file")
    copy.seek(0)
    return copy


class _Bounded(io.RawIOBase):
    """A stream that ends after a number of bytes, however much its source has."""

    def __init__(self, source: IO[bytes], limit: int) -> None:
        self._source, self._left = source, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._source.read(min(len(buffer), self._left))
        buffer[: len(piece)] = piece
        self._left -= len(piece)
        return len(piece)


def _numbered_rows(content: IO[bytes], name: str, stack: ExitStack) -> tuple[Numbered, bool]:
    """Return the rows, and whether they are those of a workbook."""
    if _starts_with(content, OLD_EXCEL_START):
        raise _fault(name, "is an old Excel file (.xls); save it as .xlsx or CSV")
    if _starts_with(content, ZIP_START):
        return sheet_rows(content, name, is_heading), True
    text = stack.enter_context(io.TextIOWrapper(content, encoding="utf-8-sig", newline=""))
    return _csv_rows(text, name), False


def _csv_rows(text: IO[str], name: str) -> Numbered:
    reader = csv.reader(_lines(text, name), strict=True)
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except UnicodeDecodeError as error:
        remedy = (
            f"is not UTF-8 near row {reader.line_num + 1} (byte 0x{error.object[error.start]:02X}; "
            "probably Latin-1 or Windows-1252); save it as UTF-8"
        )
        raise _fault(name, remedy) from error
    except csv.Error as error:
        raise _fault(name, f"is not a CSV file ({error})", reader.line_num) from error
    except PACKING_ERRORS as error:
        remedy = f"is damaged near row {reader.line_num + 1} ({error}); download it again"
        raise _fault(name, remedy) from error


def _lines(text: IO[str], name: str) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise _fault(name, "has a line of over a million characters; it is no official file")
        if "\0" in line:
            raise _fault(name, "holds binary data; it is no CSV file")
        yield line


def _described(rows: Numbered, name: str, position: Callable[[], int]) -> AidFile:
    titles: list[str] = []
    for number, row in rows:
        if is_heading(row):
            layout = layout_of(row, name, number)
            return AidFile(name, tuple(titles), layout, rows, position)
        titles.append(" ".join(cell for cell in row if cell))
        if len(titles) > MOST_TITLE_ROWS:
            break
    if not titles:
        raise _fault(name, "is empty")
    remedy = "has no heading of an official file (Country Name, Region Name, Fiscal Year, ...)"
    raise _fault(name, f"{remedy} in its first {MOST_TITLE_ROWS} rows")


def _fitted(rows: Numbered, width: int) -> Numbered:
    """Yield rows of a workbook at the width of its heading: it leaves out cells that are empty."""
    for number, row in rows:
        beyond = any(row[width:])
        yield number, row if beyond else (row + [""] * (width - len(row)))[:width]


def sheet_rows(
    stream: IO[bytes], name: str, has_heading: Callable[[list[str]], bool]
) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of each row that is not blank, of the first sheet with a heading.

    When no sheet has one, the rows of the first sheet. A number has the 15 digits that Excel
    keeps. Raises :class:`~inlmap.errors.DataError` when the workbook cannot be read.
    """
    try:
        _check_texts(stream, name)
        with closing(_workbook(stream)) as workbook:
            for number, row in enumerate(_texts(_chosen(workbook.worksheets, has_heading)), 1):
                if number > MOST_ROWS:
                    raise DataError([Fault(name, number, "", "", "is beyond the rows of Excel")])
                if any(row):
                    yield number, row
    except SHEET_ERRORS as error:
        remedy = f"is a damaged workbook ({error}); download it again"
        raise DataError([Fault(name, 0, "", "", remedy)]) from error


def _check_texts(stream: IO[bytes], name: str) -> None:
    with zipfile.ZipFile(stream) as archive:
        sizes = [item.file_size for item in archive.infolist() if item.filename == TEXTS]
    if sum(sizes) > LARGEST_TEXTS_BYTES:
        raise DataError([Fault(name, 0, "", "", "holds too much text; save it as a CSV file")])
    stream.seek(0)


def _workbook(stream: IO[bytes]) -> Any:
    with warnings.catch_warnings(action="ignore"):  # of styles, which say nothing of the numbers
        return load_workbook(stream, read_only=True, data_only=True)


def _chosen(sheets: list[Any], has_heading: Callable[[list[str]], bool]) -> Any:
    found = (sheet for sheet in sheets if any(map(has_heading, islice(_texts(sheet), FIRST_ROWS))))
    return next(found, sheets[0])


def _texts(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # some writers state a size that is wrong
    for cells in sheet.iter_rows(values_only=True):
        yield [_text(cell) for cell in cells]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.{EXCEL_DIGITS}g}"
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)
