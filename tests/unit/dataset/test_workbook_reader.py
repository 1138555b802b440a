"""A filled workbook becomes tables; what is broken or hostile becomes a fault in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inlmap.__main__ import main
from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.catalog.own_workbook import checked_tables
from inlmap.dataset.csv_files import table_file
from inlmap.dataset.schema import TABLES, TEXT_KINDS, Column
from inlmap.dataset.table_reader import read_content, read_table, typed
from inlmap.dataset.workbook_reader import read_workbook
from inlmap.downloads.excel_template import template_workbook
from tests.conftest import TINY_ROWS, write_tiny_folder

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
Rows = list[dict[str, Any]]
THEME = {"theme_id": "a", "name": "A", "sort_order": 1, "description": "One."}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """A catalog of one row per table, quickly made into a template and quickly laid under rows."""
    return read_catalog(write_tiny_folder(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="module")
def template(small: Catalog) -> bytes:
    """An empty workbook, with the sheets that every catalog has and few codes."""
    return template_workbook(small)


def filled(template: bytes, sheets: dict[str, Rows]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template))
    for name, rows in sheets.items():
        heading = [cell.value for cell in book[name][1]]
        for number, row in enumerate(rows, 2):
            for column, value in row.items():
                cell = book[name].cell(number, heading.index(column) + 1, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def faults_of(content: bytes) -> list[str]:
    return [str(fault) for fault in read_workbook(content)[1]]


def themes_with(template: bytes, **cells: Any) -> bytes:
    return filled(template, {"themes": [THEME | cells]})


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("sort_order", 2.0, "2"),
        ("name", 110, "110"),
        ("name", "=1+1", "=1+1"),
        ("name", "'=1+1", "'=1+1"),
        ("name", " Mérida ", " Mérida "),
        ("sort_order", -0.5, "-0.5"),
        ("sort_order", 1e-7, "0.0000001"),
    ],
)
def test_a_cell_becomes_its_exact_text(template: bytes, column: str, value: Any, text: str) -> None:
    frames, faults = read_workbook(themes_with(template, **{column: value}))
    assert faults == []
    assert frames["themes"].loc[2, column] == text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.5, '"1.5" is a number; format the cell as Text and type it again'),
        (True, '"True" is a true-or-false value; format the cell as Text and type it again'),
        (date(2010, 1, 2), '"2010-01-02 00:00:00" is a date; format the cell as Text and type it'),
        ("a_x000D_b", '"a_x000D_b" holds _x000D_, a hidden character; remove it'),
    ],
)
def test_a_cell_that_could_only_be_guessed_is_a_fault(
    template: bytes, value: Any, words: str
) -> None:
    (fault,) = faults_of(themes_with(template, name=value))
    assert fault.startswith(f"sheet themes, row 2, name: {words}")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=1+1", '"=1+1" holds a formula; paste its value'),
        ("#N/A", '"#N/A" is an error of the spreadsheet; type the value'),
    ],
)
def test_a_formula_and_an_error_are_faults(template: bytes, value: str, words: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(themes_with(template)))
    book["themes"]["B2"] = value
    assert faults_of(saved(book)) == [f"sheet themes, row 2, name: {words}"]


def test_empty_rows_are_skipped_and_the_others_keep_their_numbers(template: bytes) -> None:
    frames, faults = read_workbook(filled(template, {"themes": [THEME, {}, {}, THEME]}))
    assert faults == []
    assert list(frames) == ["themes"]
    assert list(frames["themes"].index) == [2, 5]


def test_an_empty_template_holds_no_rows(catalog: Catalog) -> None:
    (fault,) = faults_of(template_workbook(catalog))
    assert fault.startswith("workbook: holds no rows on a sheet of these names: programs, ")


def test_a_sheet_of_another_name_is_named(template: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(themes_with(template)))
    book.create_sheet("notes")["A1"] = "mine"
    (fault,) = faults_of(saved(book))
    assert fault.startswith("sheet notes: is not a table; name it as one of these or remove it:")


def test_a_wrong_heading_and_a_cell_beyond_it_are_faults(template: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(themes_with(template)))
    book["themes"]["H2"] = "lost"
    assert faults_of(saved(book)) == [
        "sheet themes, row 2: has a cell beyond the heading; remove it"
    ]
    book["themes"]["B1"] = "title"
    assert faults_of(saved(book)) == [
        "sheet themes, row 1, name: is missing; add this column to the heading",
        "sheet themes, row 1, title: is not a column of this table; remove it",
    ]


@pytest.mark.parametrize(
    ("cell", "words"),
    [("A60000", "has over 50,000 rows"), ("ZZ3", "has over 256 columns")],
)
def test_a_cell_far_away_stops_the_reading_with_a_fault(
    template: bytes, cell: str, words: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(themes_with(template)))
    book["themes"][cell] = "far"
    (fault,) = faults_of(saved(book))
    assert fault.startswith(f"sheet themes: {words}")


def packed(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * 60_000_001)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not an Excel workbook (.xlsx)"),
        (b"theme_id,name\n", "is not an Excel workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "is an old .xls file or has a password"),
        (b"PK" + b"x" * 10_000_000, "is over 10 MB"),
        (bomb(), "unpacks to over 60 MB"),
    ],
    ids=["empty", "csv", "xls", "large", "bomb"],
)
def test_a_file_that_is_no_usable_workbook_is_refused_in_words(content: bytes, words: str) -> None:
    (fault,) = faults_of(content)
    assert fault.startswith(f"workbook: {words}")


def test_entities_in_the_xml_are_refused(template: bytes) -> None:
    trap = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

    def change(name: str, body: bytes) -> bytes:
        first = body.partition(b"?>")
        return body if name != "xl/workbook.xml" else first[0] + first[1] + trap + first[2]

    assert faults_of(packed(themes_with(template), change)) == [
        "workbook: holds a document type declaration, which no workbook needs"
    ]


def test_a_literal_mark_that_openpyxl_drops_is_refused() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("themes").write_string(0, 0, "x005F_")
    (fault,) = faults_of(buffer.getvalue())
    assert fault.startswith("workbook: holds the text x005F_")


@lru_cache
def small_book() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "themes"
    book.active.append(list(THEME))
    book.active.append(list(THEME.values()))
    return saved(book)


changes = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8)


def mutated(body: bytes, places: list[tuple[int, int]]) -> bytes:
    changed = bytearray(body)
    for at, value in places:
        changed[at % len(changed)] = value
    return bytes(changed)


@settings(deadline=None, max_examples=200)
@given(changes, st.integers(0, 20))
def test_a_damaged_workbook_is_read_or_refused(places: list[tuple[int, int]], cut: int) -> None:
    body = mutated(small_book(), places)
    frames, faults = read_workbook(body[: len(body) - cut])
    assert frames or faults


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(sorted(zipfile.ZipFile(io.BytesIO(small_book())).namelist())),
    st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(b'<>"/=aZ09 ')), min_size=1),
)
def test_a_workbook_with_damaged_xml_is_read_or_refused(
    part: str, places: list[tuple[int, int]]
) -> None:
    def change(name: str, body: bytes) -> bytes:
        return mutated(body, places) if name == part else body

    frames, faults = read_workbook(packed(small_book(), change))
    assert frames or faults


LETTERS = st.characters(
    exclude_categories=("C", "Z"), exclude_characters=";_", include_characters=" "
)
STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "''=", '"', ",", "é ", "#N/A"])
WORDS = st.builds(
    lambda start, text: f"{start}{text.strip()}x", STARTS, st.text(LETTERS, max_size=8)
)
TEXTS = st.builds(lambda first, second: f"{first};{second}", WORDS, WORDS) | WORDS
AMOUNTS = st.sampled_from([0.0, -0.302776, 1e-7, -2.5e-10, 99999.123456, 100000, -3]) | (
    st.integers(-(10**9), 10**9).map(lambda number: number / 10**6)
)
VALUES = {
    "text": TEXTS,
    "list": st.lists(WORDS.map(str.strip), min_size=1, max_size=3, unique=True).map(";".join),
    "integer": st.integers(0, 10**11),
    "year": st.integers(1960, 2040),
    "number": AMOUNTS,
    "quantity": AMOUNTS,
    "latitude": st.floats(-90, 90).map(lambda number: round(number, 6)),
    "longitude": st.floats(-180, 180).map(lambda number: round(number, 6)),
    "address": WORDS.map(
        lambda text: "https://a/" + text.translate(dict.fromkeys(map(ord, ' "<>')))
    ),
}


@st.composite
def workbooks(draw: st.DrawFn) -> dict[str, Rows]:
    """One row in each table, every column filled, and every reference to that row."""
    keys = {f"{table.name}.{table.key[0]}": draw(WORDS.map(str.strip)) for table in TABLES}
    stage = draw(st.sampled_from(["allocated", "obligated"]))

    def value(column: Column, address: str) -> Any:
        if column.references == "countries":
            return "HND"
        if column.name == "part_of":
            return ""
        if column.name == "stage":
            return stage
        if column.references or address in keys:
            return keys[column.references or address]
        return draw(st.sampled_from(column.codes) if column.codes else VALUES[column.kind])

    sheets = {
        table.name: [{one.name: value(one, f"{table.name}.{one.name}") for one in table.columns}]
        for table in TABLES
    }
    sheets["members"][0]["initiative_id"] = keys["initiatives.initiative_id"]
    sheets["indicator_values"][0]["unit"] = sheets["indicators"][0]["unit"]
    for (row,) in sheets.values():
        for first, last in (
            ("start_year", "end_year"),
            ("fy_start", "fy_end"),
            ("headline_from", "headline_to"),
            ("valid_from", "valid_to"),
            ("from", "to"),
            ("year_from", "year_to"),
        ):
            if first in row:
                row[first], row[last] = sorted((row[first], row[last]))
    return sheets


def expected(value: Any, kind: str) -> Any:
    return value if kind in TEXT_KINDS else float(value)


def assert_holds(frame: Any, sheets: dict[str, Rows], table: Any) -> None:
    for column in table.columns:
        (want,) = (row[column.name] for row in sheets[table.name])
        (got,) = frame[column.name].to_list()
        assert expected(got, column.kind) == expected(want, column.kind), column.name


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(sheets=workbooks())
def test_template_fill_import_export_keeps_every_field(
    small: Catalog, template: bytes, sheets: dict[str, Rows]
) -> None:
    tables = checked_tables(filled(template, sheets), small)
    for table in TABLES:
        rows = tables[table.name]
        assert_holds(rows, sheets, table)
        for _ in range(2):
            raw, faults = read_content(table_file(rows, table), table)
            assert raw is not None
            assert faults == []
            rows = typed(raw, table)
            assert_holds(rows, sheets, table)


@pytest.mark.usefixtures("tiny_data")
def test_an_import_of_every_table_writes_a_folder_that_holds_every_row(
    catalog: Catalog, tmp_path: Path
) -> None:
    book, folder = tmp_path / "out.xlsx", tmp_path / "tables"
    template = template_workbook(catalog)
    book.write_bytes(filled(template, {name: [row] for name, row in TINY_ROWS.items()}))
    assert main(["import", str(book), str(folder)]) == 0
    for table in TABLES:
        rows, faults = read_table(folder, table)
        assert rows is not None
        assert faults == []
        (row,) = rows.to_dict("records")
        assert row == dict.fromkeys(table.column_names, "") | TINY_ROWS[table.name]


@pytest.mark.usefixtures("tiny_data")
def test_an_import_with_faults_names_them_all_and_writes_nothing(
    template: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"initiative_id": "ALPHA", "iso3": "XXX", "role": "partner"}, {"iso3": "HND"}]
    (tmp_path / "out.xlsx").write_bytes(filled(template, {"members": rows}))
    assert main(["import", str(tmp_path / "out.xlsx"), str(tmp_path / "tables")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 faults in the data"
    assert lines[1].startswith('sheet members, row 2, iso3: "XXX" is not in geo/countries.geojson')
    assert lines[2] == "sheet members, row 3, initiative_id: is empty; fill it in"
    assert lines[3] == "sheet members, row 3, role: is empty; fill it in"
    assert not (tmp_path / "tables").exists()


@pytest.mark.usefixtures("tiny_data")
def test_an_import_writes_the_filled_sheets_and_keeps_what_exists(
    template: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"initiative_id": "ALPHA", "iso3": "HND", "role": "partner", "note": "=1"}]
    (tmp_path / "out.xlsx").write_bytes(filled(template, {"members": rows}))
    command = ["import", str(tmp_path / "out.xlsx"), str(tmp_path / "tables")]
    assert main(command) == 0
    assert [path.name for path in (tmp_path / "tables").iterdir()] == ["members.csv"]
    assert (
        (tmp_path / "tables" / "members.csv")
        .read_bytes()
        .endswith(b"note\nALPHA,HND,,,partner,,,'=1\n")
    )
    assert main(command) == 1
    assert "members.csv exists; add --replace" in capsys.readouterr().out
    assert main([*command, "--replace"]) == 0


def test_an_import_of_a_missing_file_fails_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(tmp_path / "no.xlsx"), str(tmp_path / "tables")]) == 1
    assert "No such file" in capsys.readouterr().out
