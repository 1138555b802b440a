"""A table is read as text, and each cell its column does not allow is a fault in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from inlmap.dataset.schema import ASSISTANCE_TYPES, FUNDING, GOALS, SOURCES, TABLES, THEMES
from inlmap.dataset.table_reader import cell_faults, read_table, typed

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


SAVE_AS = 'save it as "CSV UTF-8 (Comma delimited)"'
IN_UTF_8 = f"not a CSV file in UTF-8; {SAVE_AS}"
THEME_ROW = "a,A,1,One.\n"
FIRST_ROW = "its first row must be: theme_id,name,sort_order,description"


@pytest.mark.parametrize(
    ("heading", "fault"),
    [
        (" theme_id,name,sort_order,description", 'theme_id: "theme_id" must be written theme_id'),
        ("Theme ID,name,sort_order,description", 'theme_id: "Theme ID" must be written theme_id'),
        ("theme_id,NAME,sort_order,description", 'name: "NAME" must be written name'),
        ("theme_id,name,sort-order,description", 'sort_order: "sort-order" must be written'),
        ("theme_id,name,sort_order,descripton", 'description: "descripton" must be written'),
        (
            '"\ufefftheme_id",name,sort_order,description',
            'theme_id: "\ufffdtheme_id" must be written theme_id',
        ),
    ],
)
def test_a_column_that_is_written_otherwise_is_told_its_name(
    tmp_path: Path, heading: str, fault: str
) -> None:
    (found,) = faults_of_themes(tmp_path, f"{heading}\n")
    assert found.startswith(f"themes.csv, row 1, {fault}")


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\r\n", "  "])
def test_an_empty_file_is_told_what_to_begin_with(tmp_path: Path, text: str) -> None:
    assert faults_of_themes(tmp_path, text) == [f"themes.csv: is empty; {FIRST_ROW}"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\n" + THEME_HEADING, "is blank; the heading must stand in row 1"),
        ("sep=,\n" + THEME_HEADING, '"sep=," is not the heading; remove this row'),
        (
            THEME_HEADING.replace(",", ";") + "a;A;1;One.\n",
            f"is separated by semicolons, not by commas; {SAVE_AS}",
        ),
        (
            '"theme_id";"name";"sort_order";"description"\n"a";"A";"1";"One."\n',
            f"is separated by semicolons, not by commas; {SAVE_AS}",
        ),
        (THEME_HEADING.replace(",", "\t"), f"is separated by tabs, not by commas; {SAVE_AS}"),
        (
            THEME_HEADING.replace(",", "|"),
            f"is separated by vertical bars, not by commas; {SAVE_AS}",
        ),
        (
            THEME_HEADING.replace("\n", ",x" * 2000 + "\n"),
            "has 2,004 columns; this table has 4",
        ),
    ],
    ids=["blank", "sep", "semicolons", "quoted semicolons", "tabs", "bars", "2004 columns"],
)
def test_a_first_row_that_is_no_heading_is_told_once(tmp_path: Path, text: str, fault: str) -> None:
    assert faults_of_themes(tmp_path, text) == [f"themes.csv, row 1: {fault}"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ((THEME_HEADING + THEME_ROW).encode("utf-16"), "text in UTF-16 or UTF-32"),
        (b"\xfe\xff" + THEME_HEADING.encode("utf-16-be"), "text in UTF-16 or UTF-32"),
        (THEME_HEADING.encode("utf-16-le"), "a binary file or text in UTF-16"),
        (b"\0" * 500, "a binary file or text in UTF-16"),
        (b"PK\x03\x04\x14\0\x06\0", "an Excel workbook or another zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (b"<!DOCTYPE html>\n<html>", "a web page"),
    ],
)
def test_another_kind_of_file_is_told_what_it_is(tmp_path: Path, content: bytes, kind: str) -> None:
    assert faults_of_themes(tmp_path, content) == [f"themes.csv: is {kind}, {IN_UTF_8}"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a,Policía,1,One.\n", 'row 2, name: "Policía"'),
        ("a,A,1,One.\n\nb,B,2,“Two”\n", 'row 4, description: "“Two”"'),
        ('a,"A\nA",1,One.\nb,El Niño y más,2,Two\n', 'row 3, name: "El Niño y más"'),
        ("a,A,1,One.\né,B,2,Two\n", 'row 3, theme_id: "é"'),
    ],
)
def test_a_file_in_windows_1252_names_the_first_cell_that_is_not_utf_8(
    tmp_path: Path, text: str, place: str
) -> None:
    assert faults_of_themes(tmp_path, (THEME_HEADING + text).encode("cp1252")) == [
        f"themes.csv, {place} (shown as Windows-1252) is not in UTF-8; open the file and {SAVE_AS}"
    ]


def test_a_heading_in_windows_1252_names_row_1(tmp_path: Path) -> None:
    (fault,) = faults_of_themes(tmp_path, THEME_HEADING.replace("name", "año").encode("cp1252"))
    assert fault.startswith('themes.csv, row 1: "año" (shown as Windows-1252) is not in UTF-8')


LEFT_OPEN = "opens a quotation mark that is never closed; close it or remove it"
TEXT_AFTER = "has text after a closing quotation mark"


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ('a,"A,1,One.\nb,B,2,Two.\nc,C,3,Three.\n', f"row 2: {LEFT_OPEN}"),
        ('a,A,1,One.\n\nb,B,2,"Two.\nc,C,3,Three.\n', f"row 4: {LEFT_OPEN}"),
        ('a,"A" x,1,One.\n', f"row 2: {TEXT_AFTER}"),
        ('a,A,1,One.\nb,"B,2,Two.\nc,"C",3,Three.\n', f"row 3: {TEXT_AFTER}"),
        (
            'a,"A,1,One.\nb,B",2,Two.\n',
            "row 2, name: "
            '"A,1,One. b,B" holds a hidden character at position 9: U+000A '
            "(line break, or a quotation mark left open); remove it",
        ),
        (
            'a,"A,1,One.\nb,B\n",C,2,Two.\n',
            "row 2: has 5 cells; the heading has 4 (a quotation mark in it may not be closed)",
        ),
    ],
)
def test_a_quotation_mark_left_open_names_the_row_where_it_stands(
    tmp_path: Path, rows: str, fault: str
) -> None:
    frame, faults = read_table(write_themes(tmp_path, THEME_HEADING + rows), THEMES)
    found = faults if frame is None else [*faults, *cell_faults(frame, THEMES)]
    assert [str(one).startswith(f"themes.csv, {fault}") for one in found] == [True]


def test_a_doubled_quotation_mark_is_one_in_the_cell(tmp_path: Path) -> None:
    text = THEME_HEADING + 'a,"The ""A"" team, 5"" pipe",1,One "as is".\n'
    frame, faults = read_table(write_themes(tmp_path, text), THEMES)
    assert faults == []
    assert frame is not None
    assert frame["name"].to_list() == ['The "A" team, 5" pipe']
    assert frame["description"].to_list() == ['One "as is".']


def test_a_cell_of_200000_characters_names_row_and_column(tmp_path: Path) -> None:
    text = THEME_HEADING + THEME_ROW + f"b,{'x' * 200_000},2,Two.\n"
    frame, faults = read_table(write_themes(tmp_path, text), THEMES)
    assert faults == []
    assert frame is not None
    assert [str(fault) for fault in cell_faults(frame, THEMES)] == [
        f'themes.csv, row 3, name: "{"x" * 79}…" is over 4000 characters'
    ]


def test_a_line_of_one_megabyte_names_its_row(tmp_path: Path) -> None:
    assert faults_of_themes(tmp_path, THEME_HEADING + THEME_ROW + "y" * 1_000_000) == [
        "themes.csv, row 3: has 1 cell; the heading has 4"
    ]


def test_a_row_of_commas_only_is_told_once(tmp_path: Path) -> None:
    assert faults_of_themes(tmp_path, THEME_HEADING + ",,,\n" + THEME_ROW) == [
        "themes.csv, row 2: has only empty cells; remove it"
    ]


def test_more_than_50000_rows_are_refused(tmp_path: Path) -> None:
    assert faults_of_themes(tmp_path, THEME_HEADING + THEME_ROW * 50_000) == [
        "themes.csv: has over 50,000 rows; split or shorten it"
    ]


@pytest.mark.parametrize("size", [20_000_001, 100_000_000])
def test_a_table_over_20_megabytes_is_not_opened(tmp_path: Path, size: int) -> None:
    with (tmp_path / "themes.csv").open("wb") as file:
        file.truncate(size)
    assert [str(fault) for fault in read_table(tmp_path, THEMES)[1]] == [
        f"themes.csv: is over 20 MB; {SAVE_AS}"
    ]


def test_a_folder_in_place_of_a_table_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "themes.csv").mkdir()
    assert [str(fault) for fault in read_table(tmp_path, THEMES)[1]] == [
        f"themes.csv: is a folder, not a file; {SAVE_AS}"
    ]


HIDDEN = "holds a hidden character at position"


@pytest.mark.parametrize(
    ("table", "column", "value", "fault"),
    [
        ("themes", "name", "ab\u202ec", f'"ab\ufffdc" {HIDDEN} 3: U+202E (right-to-left override)'),
        ("themes", "name", "a\u200bb", f'"a\ufffdb" {HIDDEN} 2: U+200B (zero width space)'),
        ("themes", "name", "a\0b", f'"a\ufffdb" {HIDDEN} 2: U+0000 (null)'),
        ("themes", "name", "a\tb", f'"a b" {HIDDEN} 2: U+0009 (tab)'),
        ("themes", "name", "a\x1bb", f'"a\ufffdb" {HIDDEN} 2: U+001B (control character)'),
        ("themes", "name", "a\ufeffb", f'"a\ufffdb" {HIDDEN} 2: U+FEFF (zero width no-break'),
        ("themes", "theme_id", "a ", '"a" begins or ends with a space; remove the space'),
        ("themes", "theme_id", "a\xa0b", '"a b" holds a no-break space at position 2; type a'),
        ("themes", "sort_order", " 5", '"5" begins or ends with a space; remove the space'),
        ("programs", "status", " ", "holds only spaces; empty it"),
        ("programs", "modality", "global ", '"global" begins or ends with a space; remove the'),
        ("programs", "start_year", "1492", f'"1492" {A_YEAR}'),
        ("programs", "start_year", "２０１０", f'"２０１０" {A_YEAR}'),
    ],
)
def test_a_hidden_character_or_space_is_named_with_its_place(
    tiny_folder: Callable[..., Path], table: str, column: str, value: str, fault: str
) -> None:
    schema = {known.name: known for known in TABLES}[table]
    frame, _ = read_table(tiny_folder(**{table: [{column: value}]}), schema)
    assert frame is not None
    (found,) = map(str, cell_faults(frame, schema))
    assert found.startswith(f"{table}.csv, row 2, {column}: {fault}")


NO_AMOUNT = (
    "is not a number of millions up to 100,000 (digits and one point, e.g. 30.154; no commas or $)"
)


@pytest.mark.parametrize(
    "value",
    [
        *("1,234.5", "1.234,5", "$5", "5.0M", "NaN", "inf", "1e5", "１２", "1_000", "--5", "+5"),
        *(".5", "5.", "1 000", "5%", "(5)", "0x10", "1000000000000", "-100000.1", "9" * 400),
    ],
)
def test_an_amount_that_is_not_plain_digits_is_refused(
    tiny_folder: Callable[..., Path], value: str
) -> None:
    frame, _ = read_table(tiny_folder(funding=[{"amount_usd_millions": value}]), FUNDING)
    assert frame is not None
    assert [fault.remedy for fault in cell_faults(frame, FUNDING)] == [NO_AMOUNT]


@pytest.mark.parametrize(
    ("value", "amount"), [("-5", -5.0), ("0", 0.0), ("007.50", 7.5), ("100000", 100000.0)]
)
def test_a_negative_amount_is_allowed(
    tiny_folder: Callable[..., Path], value: str, amount: float
) -> None:
    frame, _ = read_table(tiny_folder(funding=[{"amount_usd_millions": value}]), FUNDING)
    assert frame is not None
    assert list(cell_faults(frame, FUNDING)) == []
    assert typed(frame, FUNDING)["amount_usd_millions"].to_list() == [amount]


def test_a_short_row_is_a_fault_with_the_row_of_a_spreadsheet(tmp_path: Path) -> None:
    text = THEME_HEADING + "a,A,1,One.\n\nb,B\n"
    assert faults_of_themes(tmp_path, text) == ["themes.csv, row 4: has 2 cells; the heading has 4"]


def test_a_long_row_is_a_fault(tmp_path: Path) -> None:
    assert faults_of_themes(tmp_path, THEME_HEADING + "a,A,1,One,two.\n") == [
        "themes.csv, row 2: has 5 cells; the heading has 4"
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
