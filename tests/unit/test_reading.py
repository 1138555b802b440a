"""A table is read as text, and each cell its column does not allow is a fault in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from inlmap.reading import cell_faults, read_table, typed
from inlmap.schema import ASSISTANCE_TYPES, FUNDING, GOALS, SOURCES, TABLES, THEMES

THEME_HEADING = "theme_id,name,sort_order,description\n"
A_YEAR = "is not a year (four digits from 1960 to 2040, e.g. 2019)"
A_NUMBER = "is not a number"
A_LIST = "is not a list (join items with ; without spaces, none twice)"
AN_ADDRESS = "is not a web address (it must begin with http:// or https://)"
A_KIND = f"is not allowed; use one of: {', '.join(ASSISTANCE_TYPES)}"


def write_themes(folder: Path, text: str | bytes) -> Path:
    body = text if isinstance(text, bytes) else text.encode()
    (folder / "themes.csv").write_bytes(body)
    return folder


def faults_of_themes(folder: Path, text: str | bytes) -> list[str]:
    return [str(fault) for fault in read_table(write_themes(folder, text), THEMES)[1]]


@pytest.mark.parametrize(
    ("table", "column", "value", "fault"),
    [
        ("programs", "name", "", "is empty; fill it in"),
        ("programs", "start_year", "20x4", f'"20x4" {A_YEAR}'),
        ("programs", "end_year", "2041", f'"2041" {A_YEAR}'),
        ("programs", "amount_usd_millions", "$5", f'"$5" {A_NUMBER}'),
        ("programs", "goal_ids", "ALPHA-1;", f'"ALPHA-1;" {A_LIST}'),
        ("programs", "iso3", "HND;HND", f'"HND;HND" {A_LIST}'),
        ("programs", "assistance_type", "boats", f'"boats" {A_KIND}'),
        (
            "programs",
            "modality",
            "national",
            '"national" is not allowed; use one of: bilateral, regional, global',
        ),
        ("programs", "description", "ring\x07", '"ring'),
        ("funding", "amount_usd_millions", "1,000", f'"1,000" {A_NUMBER}'),
        ("funding", "fy_start", "", "is empty; fill it in"),
        ("funding", "basis", "guessed", '"guessed" is not allowed; use one of: printed, derived'),
        ("goals", "number", "1st", '"1st" is not a whole number (digits only, e.g. 3)'),
        ("places", "precision", "", "is empty; fill it in"),
        ("places", "lat", "14°", '"14°" is not a'),
        ("sources", "url", "javascript:alert(1)", f'"javascript:alert(1)" {AN_ADDRESS}'),
    ],
)
def test_a_bad_cell_is_a_fault_that_names_row_column_value_and_remedy(
    tiny_folder: Callable[..., Path], table: str, column: str, value: str, fault: str
) -> None:
    schema = {known.name: known for known in TABLES}[table]
    frame, _ = read_table(tiny_folder(**{table: [{}, {column: value}]}), schema)
    assert frame is not None
    found = [str(one) for one in cell_faults(frame, schema)]
    assert len(found) == 1
    assert found[0].startswith(f"{table}.csv, row 3, {column}: {fault}")


def test_a_cell_of_blanks_does_not_fill_a_required_column(
    tiny_folder: Callable[..., Path],
) -> None:
    frame, _ = read_table(tiny_folder(goals=[{"name": "   "}]), GOALS)
    assert frame is not None
    assert [fault.remedy for fault in cell_faults(frame, GOALS)] == ["is empty; fill it in"]


def test_a_cell_over_4000_characters_is_a_fault(tiny_folder: Callable[..., Path]) -> None:
    frame, _ = read_table(tiny_folder(sources=[{"title": "x" * 4001}]), SOURCES)
    assert frame is not None
    assert [fault.remedy for fault in cell_faults(frame, SOURCES)] == ["is over 4000 characters"]


def test_a_cell_of_4000_characters_is_allowed(tiny_folder: Callable[..., Path]) -> None:
    frame, _ = read_table(tiny_folder(sources=[{"title": "x" * 4000}]), SOURCES)
    assert frame is not None
    assert list(cell_faults(frame, SOURCES)) == []


def test_dollars_typed_in_place_of_millions_are_told_so(
    tiny_folder: Callable[..., Path],
) -> None:
    frame, _ = read_table(tiny_folder(funding=[{"amount_usd_millions": "30154000"}]), FUNDING)
    assert frame is not None
    assert ["million" in fault.remedy for fault in cell_faults(frame, FUNDING)] == [True]


@pytest.mark.parametrize("lat", ["90.1", "-91", "879"])
def test_a_latitude_beyond_the_poles_is_a_fault(tiny_folder: Callable[..., Path], lat: str) -> None:
    places = {table.name: table for table in TABLES}["places"]
    frame, _ = read_table(tiny_folder(places=[{"lat": lat}]), places)
    assert frame is not None
    assert [fault.column for fault in cell_faults(frame, places)] == ["lat"]


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    frame, faults = read_table(folder, THEMES)
    assert frame is None
    assert [str(fault) for fault in faults] == ["themes.csv: is missing from mine/"]


def test_a_missing_column_is_a_fault(tmp_path: Path) -> None:
    assert faults_of_themes(tmp_path, "theme_id,name,description\n") == [
        "themes.csv, row 1, sort_order: is missing; add this column to the heading"
    ]


def test_an_extra_column_is_a_fault(tmp_path: Path) -> None:
    assert faults_of_themes(tmp_path, THEME_HEADING.replace("\n", ",color\n")) == [
        "themes.csv, row 1, color: is not a column of this table; remove it"
    ]


def test_an_extra_column_without_a_name_is_told_in_words(tmp_path: Path) -> None:
    (fault,) = faults_of_themes(tmp_path, THEME_HEADING.replace("\n", ",\n"))
    assert "without a name" in fault


def test_a_repeated_column_is_a_fault(tmp_path: Path) -> None:
    assert faults_of_themes(tmp_path, THEME_HEADING.replace("\n", ",name\n")) == [
        "themes.csv, row 1, name: stands twice in the heading; keep one"
    ]


def test_an_empty_file_lacks_all_its_columns(tmp_path: Path) -> None:
    found = read_table(write_themes(tmp_path, ""), THEMES)[1]
    assert [fault.column for fault in found] == ["theme_id", "name", "sort_order", "description"]


def test_a_short_row_is_a_fault_with_the_row_of_a_spreadsheet(tmp_path: Path) -> None:
    text = THEME_HEADING + "a,A,1,One.\n\nb,B\n"
    assert faults_of_themes(tmp_path, text) == ["themes.csv, row 4: has 2 cells; the heading has 4"]


def test_a_long_row_is_a_fault(tmp_path: Path) -> None:
    assert faults_of_themes(tmp_path, THEME_HEADING + "a,A,1,One,two.\n") == [
        "themes.csv, row 2: has 5 cells; the heading has 4"
    ]


def test_a_file_that_is_not_utf_8_is_told_how_to_save_it(tmp_path: Path) -> None:
    text = THEME_HEADING + "a,Policía,1,One.\n"
    assert faults_of_themes(tmp_path, text.encode("latin-1")) == [
        "themes.csv: cannot be read; save it as a CSV file in UTF-8"
    ]


def test_an_open_quotation_mark_is_a_fault_of_the_file(tmp_path: Path) -> None:
    (fault,) = faults_of_themes(tmp_path, THEME_HEADING + 'a,"A,1,One.\n')
    assert fault.startswith("themes.csv: is not a CSV file (")
    assert fault.endswith("; check its quotation marks")


def test_a_folder_in_place_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "themes.csv").mkdir()
    assert [str(fault) for fault in read_table(tmp_path, THEMES)[1]] == [
        "themes.csv: cannot be read; save it as a CSV file in UTF-8"
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + THEME_HEADING.encode() + "a,Policía,1,One.\n".encode(),
        THEME_HEADING.replace("\n", "\r\n").encode() + "a,Policía,1,One.\r\n".encode(),
        THEME_HEADING.encode() + "a,Policía,1,One.".encode(),
        b"name,theme_id,sort_order,description\n" + "Policía,a,1,One.\n".encode(),
    ],
    ids=["byte order mark", "line ends of Windows", "no last line end", "other column order"],
)
def test_what_a_spreadsheet_saves_is_read_all_the_same(tmp_path: Path, body: bytes) -> None:
    frame, faults = read_table(write_themes(tmp_path, body), THEMES)
    assert faults == []
    assert frame is not None
    assert frame.to_dict("list") == {
        "theme_id": ["a"],
        "name": ["Policía"],
        "sort_order": ["1"],
        "description": ["One."],
    }


def test_a_line_separator_inside_a_cell_does_not_break_the_row(tmp_path: Path) -> None:
    text = THEME_HEADING + "a,One\u2028more,1,One\x85more.\nb,B,2,Two.\n"
    assert faults_of_themes(tmp_path, text) == []


def test_the_words_nan_and_none_stay_text(tmp_path: Path) -> None:
    frame, _ = read_table(write_themes(tmp_path, THEME_HEADING + "NA,nan,1,None\n"), THEMES)
    assert frame is not None
    assert frame.iloc[0].to_list() == ["NA", "nan", "1", "None"]


def test_an_empty_year_or_amount_is_missing_and_never_zero(
    tiny_folder: Callable[..., Path],
) -> None:
    programs = {table.name: table for table in TABLES}["programs"]
    frame, _ = read_table(tiny_folder(programs=[{}, {"start_year": "2010"}]), programs)
    assert frame is not None
    rows = typed(frame, programs)
    assert rows["start_year"].to_list() == [pd.NA, 2010]
    assert rows["amount_usd_millions"].isna().all()


def test_an_empty_text_stays_an_empty_text(tiny_folder: Callable[..., Path]) -> None:
    programs = {table.name: table for table in TABLES}["programs"]
    frame, _ = read_table(tiny_folder(), programs)
    assert frame is not None
    assert typed(frame, programs)["status"].to_list() == [""]


def test_numbers_are_floats_and_years_are_integers(tiny_folder: Callable[..., Path]) -> None:
    frame, _ = read_table(tiny_folder(funding=[{"amount_usd_millions": "-0.302776"}]), FUNDING)
    assert frame is not None
    rows = typed(frame, FUNDING)
    assert rows["amount_usd_millions"].to_list() == [-0.302776]
    assert str(rows["fy_start"].dtype) == "Int64"
