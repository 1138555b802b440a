"""The empty workbook explains itself, offers the codes and is always the same."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from inlmap.__main__ import main
from inlmap.catalog.catalog import Catalog
from inlmap.dataset.schema import TABLES, Column, Table
from inlmap.downloads.excel_template import template_workbook

CODED = [(table, column) for table in TABLES for column in table.columns if column.codes]
every_code_list = pytest.mark.parametrize(
    ("table", "column"), CODED, ids=[f"{table.name}.{column.name}" for table, column in CODED]
)


@pytest.fixture(scope="module")
def book(catalog: Catalog) -> openpyxl.Workbook:
    """The template as a spreadsheet program sees it."""
    return openpyxl.load_workbook(io.BytesIO(template_workbook(catalog)))


def validation(book: openpyxl.Workbook, table: Table, name: str) -> DataValidation:
    at = book[table.name].cell(2, table.column_names.index(name) + 1).coordinate
    (found,) = (one for one in book[table.name].data_validations.dataValidation if at in one.sqref)
    return found


def offered(book: openpyxl.Workbook, table: Table, name: str) -> list[str]:
    sheet, _, cells = validation(book, table, name).formula1.partition("!")
    rows = book[sheet][cells.replace("$", "")]
    return [row[0].value for row in rows]


def test_the_sheets_are_the_help_the_tables_and_the_codes(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Help", *(table.name for table in TABLES), "Codes"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_sheet_has_the_headings_of_its_table_and_text_cells_for_text(
    book: openpyxl.Workbook, table: Table
) -> None:
    sheet = book[table.name]
    assert [cell.value for cell in sheet[1]] == list(table.column_names)
    assert sheet.freeze_panes == "B2"
    for cell, column in zip(sheet[1], table.columns, strict=True):
        numeric = column.kind in {"integer", "year", "number", "quantity", "latitude", "longitude"}
        (style,) = (
            run.number_format
            for run in sheet.column_dimensions.values()
            if run.min <= cell.column <= run.max
        )
        assert style == ("General" if numeric else "@"), column.name


@every_code_list
def test_a_drop_down_offers_exactly_the_codes_and_refuses_others(
    book: openpyxl.Workbook, table: Table, column: Column
) -> None:
    assert offered(book, table, column.name) == list(column.codes)
    assert (validation(book, table, column.name).errorStyle or "stop") == "stop"


@pytest.mark.parametrize(
    ("table", "column", "count", "style"),
    [
        ("programs", "initiative_id", 11, "warning"),
        ("programs", "theme_id", 8, "warning"),
        ("funding", "series_id", 123, "warning"),
        ("places", "iso3", 51, None),
        ("members", "iso3", 51, None),
    ],
)
def test_a_drop_down_of_ids_offers_those_of_the_catalog_and_lets_new_ones_pass(
    book: openpyxl.Workbook, table: str, column: str, count: int, style: str | None
) -> None:
    schema = {one.name: one for one in TABLES}[table]
    assert len(offered(book, schema, column)) == count
    assert validation(book, schema, column).errorStyle == style


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_says_its_whole_meaning_within_the_limits_of_excel(
    book: openpyxl.Workbook, table: Table
) -> None:
    for column in table.columns:
        found = validation(book, table, column.name)
        assert found.promptTitle == column.name
        assert found.prompt.startswith(column.meaning)
        assert len(found.prompt) <= 255


def test_the_help_names_every_column(book: openpyxl.Workbook) -> None:
    told = {(row[0].value, row[1].value) for row in book["Help"].iter_rows()}
    assert {(table.name, name) for table in TABLES for name in table.column_names} <= told


def test_the_same_catalog_gives_the_same_bytes(catalog: Catalog) -> None:
    assert template_workbook(catalog) == template_workbook(catalog)


def test_the_template_does_not_overwrite_a_file_unless_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"mine")
    assert main(["template", str(path)]) == 1
    assert capsys.readouterr().out == "out.xlsx exists; add --replace to overwrite it\n"
    assert path.read_bytes() == b"mine"
    assert main(["template", str(path), "--replace"]) == 0
    assert path.read_bytes().startswith(b"PK")
