"""The download holds the rows on the screen and does no harm in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from inlmap.catalog.address import choices
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.dataset.csv_files import table_file
from inlmap.dataset.schema import PROGRAMS, SOURCES, TABLES, THEMES, Table
from inlmap.dataset.table_reader import read_content, typed
from inlmap.downloads.table_files import (
    programs_csv,
    programs_table_csv,
    table_csv,
    table_file_name,
)
from inlmap.presentation.view import file_name
from inlmap.words import speaking

DATA = Path(__file__).parents[3] / "data"
THREE = [
    {"program_id": "PR3", "iso3": "GTM", "theme_id": "borders", "start_year": "2008"},
    {"program_id": "PR1", "theme_id": "borders", "start_year": "2016"},
    {"program_id": "PR2", "start_year": "2008"},
]


def rows(catalog: Catalog, selection: Selection) -> list[dict[str, str]]:
    text = programs_csv(catalog, selection).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(), ["PR3", "PR1", "PR2"]),
        (Selection(country=("HND",)), ["PR1", "PR2"]),
        (Selection(theme=("borders",), fy=(2008, 2015)), ["PR3"]),
        (Selection(initiative=("BETA",)), []),
    ],
)
def test_the_download_has_the_programs_of_the_selection_in_their_order(
    tiny_catalog: Callable[..., Catalog], selection: Selection, ids: list[str]
) -> None:
    catalog = tiny_catalog(programs=THREE)
    assert [row["program_id"] for row in rows(catalog, selection)] == ids


def test_an_empty_download_still_has_its_heading(tiny_catalog: Callable[..., Catalog]) -> None:
    text = programs_csv(tiny_catalog(), Selection(country=("GTM",))).decode("utf-8-sig")
    assert text.startswith("program_id,name,initiative_id,iso3,")
    assert text.count("\r\n") == 1


def test_the_file_is_utf_8_with_a_byte_order_mark_so_that_accents_survive(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    body = programs_csv(tiny_catalog(programs=[{"name": "Policía de Mérida"}]), Selection())
    assert body.startswith(b"\xef\xbb\xbfprogram_id,")
    assert "Policía de Mérida".encode() in body


def test_every_line_ends_as_spreadsheets_expect(tiny_catalog: Callable[..., Catalog]) -> None:
    body = programs_csv(tiny_catalog(programs=THREE), Selection())
    assert body.count(b"\n") == body.count(b"\r\n") == 4  # the heading and three programs


def test_every_row_carries_the_version_of_the_dataset(catalog: Catalog) -> None:
    versions = {row["dataset_version"] for row in rows(catalog, Selection())}
    assert versions == {catalog.version}


def test_hostile_cells_arrive_defused_and_whole(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        programs=[{"name": '=HYPERLINK("http://x","y")', "description": '@SUM(1,2), "so"'}],
        sources=[{"title": "+1+1"}],
    )
    (row,) = rows(catalog, Selection())
    assert row["name"] == '\'=HYPERLINK("http://x","y")'
    assert row["description"] == '\'@SUM(1,2), "so"'
    assert row["sources"] == "'+1+1"


def test_numbers_stay_numbers_even_when_they_are_negative(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[{"amount_usd_millions": "-0.302776", "start_year": "2008"}])
    (row,) = rows(catalog, Selection())
    assert (row["amount_usd_millions"], row["start_year"]) == ("-0.302776", "2008")


def test_an_unknown_number_is_an_empty_cell(tiny_catalog: Callable[..., Catalog]) -> None:
    (row,) = rows(tiny_catalog(), Selection())
    assert (row["amount_usd_millions"], row["start_year"]) == ("", "")


def test_a_large_amount_is_written_in_digits(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(programs=[{"amount_usd_millions": "99999.123456"}])
    assert rows(catalog, Selection())[0]["amount_usd_millions"] == "99999.123456"


def test_a_tiny_amount_is_written_whole_and_without_an_exponent(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[{"amount_usd_millions": "-0.000000000015"}])
    assert rows(catalog, Selection())[0]["amount_usd_millions"] == "-0.000000000015"


def test_a_small_amount_is_written_in_digits(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(programs=[{"amount_usd_millions": "0.000026"}])
    assert rows(catalog, Selection())[0]["amount_usd_millions"] == "0.000026"


@pytest.mark.parametrize(
    ("selection", "view"),
    [
        (Selection(), "all"),
        (Selection(initiative=("CARSI",)), "carsi"),
        (
            Selection(initiative=("CARSI",), country=("HND",), fy=(2008, 2015)),
            "carsi-hnd-2008-2015",
        ),
        (Selection(agency=("DOD (SOUTHCOM)",)), "dod-southcom"),
    ],
)
def test_the_file_name_carries_the_filters_and_the_version(
    catalog: Catalog, selection: Selection, view: str
) -> None:
    assert file_name(catalog, selection) == f"inlmap-programs-{view}-{catalog.version}.csv"


def test_the_file_name_of_many_filters_stays_short_and_keeps_the_version(
    catalog: Catalog,
) -> None:
    everything = Selection(agency=tuple(one.value for one in choices(catalog)["agency"]))
    name = file_name(catalog, everything)
    assert len(name) <= 160
    assert name.endswith(f"-{catalog.version}.csv")


def test_a_hostile_value_gives_a_harmless_file_name(catalog: Catalog) -> None:
    name = file_name(catalog, Selection(agency=('../../etc/passwd\r\nX: "1"',)))
    assert re.fullmatch(r"[a-z0-9.-]+", name)
    assert ".." not in name


def read_table(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_whole_table_comes_back_as_it_stands_in_the_data_folder(
    catalog: Catalog, table: Table
) -> None:
    with (DATA / table.file).open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    downloaded = read_table(table_csv(catalog, table))
    assert len(downloaded) == len(written)
    for got, row in zip(downloaded, written, strict=True):
        assert list(got) == list(table.column_names)
        for column in table.columns:
            assert same_cell(got[column.name], row[column.name], column.kind), column.name


def same_cell(got: str, written: str, kind: str) -> bool:
    if kind in {"number", "quantity", "latitude", "longitude"} and written:
        return float(got) == pytest.approx(float(written), abs=1e-9)
    return got.removeprefix("'") == written.removeprefix("'")


@pytest.mark.parametrize(
    ("name", "lines"), [("funding", 3), ("sources", 4), ("statements", 1), ("places", 2)]
)
def test_a_whole_table_has_all_its_rows_and_a_heading_under_a_byte_order_mark(
    tiny_catalog: Callable[..., Catalog], name: str, lines: int
) -> None:
    catalog = tiny_catalog(
        funding=[{}, {"record_id": "R2"}],
        sources=[{}, {"source_id": "S2"}, {"source_id": "S3"}],
        statements=[],
    )
    table = next(one for one in TABLES if one.name == name)
    body = table_csv(catalog, table)
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\n") == body.count(b"\r\n") == lines


def test_hostile_cells_of_a_whole_table_arrive_defused(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        sources=[{"title": "=1+1", "publisher": "@SUM(1)", "number": "+5", "license": '-x, "y"'}]
    )
    (row,) = read_table(table_csv(catalog, SOURCES))
    assert [row[name] for name in ("title", "publisher", "number", "license")] == [
        "'=1+1",
        "'@SUM(1)",
        "'+5",
        '\'-x, "y"',
    ]


def test_the_file_name_of_a_whole_table_carries_the_version(catalog: Catalog) -> None:
    assert table_file_name(catalog, SOURCES) == f"inlmap-sources-{catalog.version}.csv"


def test_the_download_of_the_programs_reads_back_as_the_same_rows(catalog: Catalog) -> None:
    frame, faults = read_content(programs_csv(catalog, Selection()), PROGRAMS)
    assert frame is not None
    assert faults == []
    assert_frame_equal(typed(frame, PROGRAMS), catalog.programs)


def test_defused_cells_of_a_download_read_back_as_they_were(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    title = "'=1+1"
    catalog = tiny_catalog(sources=[{"title": f"'{title}", "publisher": "-x", "license": "'90s"}])
    frame, _ = read_content(table_csv(catalog, SOURCES), SOURCES)
    assert frame is not None
    assert frame.loc[2, ["title", "publisher", "license"]].to_list() == [title, "-x", "'90s"]


def test_the_file_of_a_data_folder_has_plain_line_ends_and_no_byte_order_mark(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    body = table_file(tiny_catalog().themes, THEMES)
    assert body == (
        b"theme_id,name,sort_order,description\nborders,Borders,1,Ports and land borders.\n"
    )


HEADING = (
    'Years,Program,Country,"Value, $ millions",Kind of assistance,Status,Source,Place,Initiative,'
    "Goal,Lead agency,Part of,What it does,Where in the source,Link,Our classification"
)


def shown_rows(catalog: Catalog, selection: Selection) -> list[dict[str, str]]:
    return read_table(programs_table_csv(catalog, selection))


def test_the_table_begins_with_the_headings_of_the_screen(catalog: Catalog) -> None:
    body = programs_table_csv(catalog, Selection(country=("ARG",)))
    assert body.decode("utf-8-sig") == f"{HEADING}\r\n"
    assert body.startswith(b"\xef\xbb\xbfYears,")


def test_the_table_speaks_the_language_of_the_page(tiny_catalog: Callable[..., Catalog]) -> None:
    with speaking("es"):
        [row] = shown_rows(translated(tiny_catalog()), Selection(country=("HND",)))
    assert list(row)[:3] == ["Años", "Programa", "País"]
    assert row["Valor, millones de US$"] == ""
    assert row["Tipo de asistencia"] == "capacitación"


def test_the_table_has_names_in_place_of_codes_and_the_office_last(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        programs=[
            {"program_id": "A", "name": "The office", "scope": "office", "iso3": ""},
            {"program_id": "B", "name": "Ports", "amount_usd_millions": "0.302776"},
        ]
    )
    first, last = shown_rows(catalog, Selection())
    assert [first["Program"], last["Program"]] == ["Ports", "The office"]
    assert [first[name] for name in ("Country", "Initiative", "Source")] == [
        "Honduras",
        "Alpha",
        "A report",
    ]
    assert first["Value, $ millions"] == "0.302776"
    assert last["Value, $ millions"] == ""


def test_the_table_states_the_status_of_the_chosen_year(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[{"start_year": "2012", "status": "active"}])
    assert shown_rows(catalog, Selection())[0]["Status"] == "active"
    assert shown_rows(catalog, Selection(as_of=2010))[0]["Status"] == "not begun in 2010"


def test_hostile_cells_of_the_table_arrive_defused(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        programs=[{"name": "=1+1", "description": "@SUM(1,2)", "amount_usd_millions": "-0.5"}],
        sources=[{"title": "+1+1"}],
    )
    (row,) = shown_rows(catalog, Selection())
    cells = [row[name] for name in ("Program", "What it does", "Source", "Value, $ millions")]
    assert cells == ["'=1+1", "'@SUM(1,2)", "'+1+1", "-0.5"]
