"""Read the rows of a workbook (.xlsx) one by one, as text, from the sheet that holds a table."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
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
MOST_TITLE_ROWS = 30
EXCEL_DIGITS = 15  # what Excel itself keeps and shows of a number
SHEET_ERRORS = (
    DefusedXmlException,
    EOFError,
    InvalidFileException,
    KeyError,
    OSError,
    ParseError,
    TypeError,
    ValueError,
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
        with zipfile.ZipFile(stream) as archive:
            texts = [item.file_size for item in archive.infolist() if item.filename == TEXTS]
        if sum(texts) > LARGEST_TEXTS_BYTES:
            raise DataError([Fault(name, 0, "", "", "holds too much text; save it as a CSV file")])
        stream.seek(0)
        workbook = load_workbook(stream, read_only=True, data_only=True)
        sheets = [sheet for sheet in workbook.worksheets if hasattr(sheet, "reset_dimensions")]
        chosen = next(
            (
                sheet
                for sheet in sheets
                if any(map(is_heading, islice(_texts(sheet), MOST_TITLE_ROWS)))
            ),
            sheets[0] if sheets else None,
        )
        for number, row in enumerate(_texts(chosen) if chosen else (), 1):
            if any(row):
                yield number, row
    except SHEET_ERRORS as error:
        remedy = f"is a damaged workbook ({error}); download it again"
        raise DataError([Fault(name, 0, "", "", remedy)]) from error


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
