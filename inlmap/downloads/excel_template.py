"""Write the empty Excel workbook that a reader fills in: help, one sheet per table, the codes."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter

from inlmap.catalog.catalog import Catalog
from inlmap.dataset.datapackage import column_rows
from inlmap.dataset.schema import (
    BY_NAME,
    FIRST_YEAR,
    LARGEST_AMOUNT_USD_MILLIONS,
    LARGEST_QUANTITY,
    LAST_YEAR,
    TABLES,
    TEXT_KINDS,
    Column,
    Table,
)
from inlmap.formats import shorten

CREATED = datetime(2026, 1, 1)  # noqa: DTZ001  a fixed date: same input, same bytes
LAST_ROW = 49_999  # counted from 0; the reader takes no more rows
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # limits of Excel's input messages
WIDE, NARROW = 40, 18
RANGES = {
    "year": ("integer", FIRST_YEAR, LAST_YEAR),
    "number": ("decimal", -LARGEST_AMOUNT_USD_MILLIONS, LARGEST_AMOUNT_USD_MILLIONS),
    "quantity": ("decimal", -LARGEST_QUANTITY, LARGEST_QUANTITY),
    "latitude": ("decimal", -90, 90),
    "longitude": ("decimal", -180, 180),
    "integer": ("integer", 0, 999_999_999_999),
}
HOW = {
    "list": "Several are joined by ; without spaces.",
    "year": "Four digits.",
    "number": "Digits and one point, in millions.",
    "quantity": "Digits and one point.",
    "address": "Begins with http:// or https://.",
}
HELP = (
    "Your own data for the INL/WHP program map",
    "Fill in the sheets you need and save the workbook as .xlsx. Each sheet is one table; its "
    "name and its headings must stay as they are.",
    "A sheet left empty means that the table shipped with the map is used. A sheet with rows takes "
    "the place of the whole shipped table.",
    "Lists (several countries, places, goals, sources) are joined by a semicolon without spaces: "
    "HND;GTM.",
    "Years are four digits. Money is in nominal U.S. dollars in millions: 1.5 is $1,500,000. "
    "fy columns are U.S. fiscal years (October to September).",
    "Leave a cell empty when no source tells; do not write 0 for what is not known.",
    "Type values, not formulas or dates. Cells for text are formatted as Text, so that 1.10 or "
    "2008-2009 stays as typed.",
    "A drop-down offers the codes and ids of the sheet Codes. An id that you add on another sheet "
    "of this workbook is not in it; answer Yes when Excel asks whether to continue.",
    "When done, upload the workbook on the page Your data, or run: "
    "python -m inlmap import FILE.xlsx DIR. Every fault is named with sheet, row and column.",
)


def template_workbook(catalog: Catalog) -> bytes:
    """Return an empty workbook (.xlsx) for all tables; the same catalog gives the same bytes.

    Sheets: Help, one for each table of the schema with its heading in row 1, and Codes, where
    the drop-downs point. Code lists are closed; an id of another table that is not in its list
    is asked about and may be kept.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": HELP[0], "created": CREATED})
    _write_help(book)
    sheets = {table.name: book.add_worksheet(table.name) for table in TABLES}
    ranges = _write_codes(book, catalog)
    for table in TABLES:
        _write_table(book, sheets[table.name], table, ranges)
    book.close()
    return buffer.getvalue()


def _write_help(book: Any) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Help")
    sheet.set_column(0, 1, NARROW + 4)
    sheet.set_column(2, 3, WIDE + 20)
    for row, line in enumerate(HELP):
        sheet.merge_range(row, 0, row, 3, line, wrapped if row else bold)
        sheet.set_row(row, 32 if row else 18)
    row = len(HELP) + 1
    for table in TABLES:
        sheet.write_string(row, 0, table.name, bold)
        sheet.write_string(row, 1, f"One row is {table.row}.", bold)
        for at, text in enumerate(("Sheet", "Column", "Meaning", "What a cell holds")):
            sheet.write_string(row + 1, at, text, bold)
        row += 2
        for name, holds, meaning in column_rows(table):
            for at, text in enumerate((table.name, name, meaning, holds)):
                sheet.write_string(row, at, text, wrapped)
            row += 1
        row += 1


def _code_blocks(catalog: Catalog) -> dict[str, list[tuple[str, ...]]]:
    """The codes, each with its name if it has one, by what a column refers to."""
    blocks: dict[str, list[tuple[str, ...]]] = {
        f"{table.name}.{column.name}": [(code,) for code in column.codes]
        for table in TABLES
        for column in table.columns
        if column.codes
    }
    for name in ("initiatives", "goals", "themes", "series", "places", "sources", "indicators"):
        table = BY_NAME[name]
        label = "name" if "name" in table.column_names else "title"
        names = catalog.names(name, label)
        blocks[f"{name}.{table.key[0]}"] = list(names.items())
    blocks["countries"] = sorted(catalog.country_names.items())
    return blocks


def _write_codes(book: Any, catalog: Catalog) -> dict[str, str]:
    """Write the sheet Codes; return the range of each block by what a column refers to."""
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Codes")
    sheet.freeze_panes(1, 0)
    ranges: dict[str, str] = {}
    at = 0
    for heading, rows in _code_blocks(catalog).items():
        width = len(rows[0]) if rows else 1
        for offset, title in enumerate((heading, "name")[:width]):
            sheet.write_string(0, at + offset, title, bold)
            sheet.set_column(at + offset, at + offset, NARROW + 8)
        for number, cells in enumerate(rows, 1):
            for offset, text in enumerate(cells):
                sheet.write_string(number, at + offset, text)
        if rows:
            letters = xlsxwriter.utility.xl_col_to_name(at, col_abs=True)
            ranges[heading] = f"=Codes!{letters}$2:{letters}${len(rows) + 1}"
        at += width
    return ranges


def _write_table(book: Any, sheet: Any, table: Table, ranges: dict[str, str]) -> None:
    heading = book.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1})
    text, number = (book.add_format({"num_format": one}) for one in ("@", "General"))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, LAST_ROW, len(table.columns) - 1)
    for at, column in enumerate(table.columns):
        is_text = column.kind in TEXT_KINDS
        width = WIDE if is_text and not (column.codes or column.references) else NARROW
        sheet.set_column(at, at, max(width, len(column.name) + 4), text if is_text else number)
        sheet.write_string(0, at, column.name, heading)
        sheet.data_validation(1, at, LAST_ROW, at, _validation(table, column, ranges))


def _validation(table: Table, column: Column, ranges: dict[str, str]) -> dict[str, Any]:
    needed = "Required." if column.required else ""
    words = " ".join(filter(None, (column.meaning, HOW.get(column.kind, ""), needed)))
    shown = {
        "input_title": shorten(column.name, LONGEST_TITLE),
        "input_message": shorten(words, LONGEST_MESSAGE),
        "error_title": shorten(column.name, LONGEST_TITLE),
    }
    reference = f"{table.name}.{column.name}" if column.codes else column.references
    if column.kind != "list" and reference in ranges:
        closed = bool(column.codes) or reference == "countries"
        return shown | {
            "validate": "list",
            "source": ranges[reference],
            "error_type": "stop" if closed else "warning",
            "error_message": "This is not in the list on the sheet Codes.",
        }
    if column.kind in RANGES:
        kind, least, most = RANGES[column.kind]
        limits = {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}
        return shown | limits | {"error_message": f"A number from {least:,} to {most:,}."}
    return shown | {"validate": "any"}
