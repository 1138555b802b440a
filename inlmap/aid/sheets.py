"""Read the rows of a workbook (.xlsx) one by one, as text, from the sheet that holds a table."""

from __future__ import annotations

import lzma
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from itertools import islice
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from inlmap.errors import DataError, Fault

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


def sheet_rows(
    stream: IO[bytes], name: str, is_heading: Callable[[list[str]], bool]
) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of each row that is not blank, of the first sheet with a heading.

    When no sheet has one, the rows of the first sheet. A number has the 15 digits that Excel
    keeps. Raises :class:`~inlmap.errors.DataError` when the workbook cannot be read.
    """
    try:
        _check_texts(stream, name)
        with closing(_workbook(stream)) as workbook:
            for number, row in enumerate(_texts(_chosen(workbook.worksheets, is_heading)), 1):
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


def _chosen(sheets: list[Any], is_heading: Callable[[list[str]], bool]) -> Any:
    found = (sheet for sheet in sheets if any(map(is_heading, islice(_texts(sheet), FIRST_ROWS))))
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
