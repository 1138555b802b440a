"""A file of a data folder is read within bounds, or the reason is told."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from inlmap.dataset.csv_files import csv_bytes, csv_rows, file_content, table_file
from inlmap.dataset.schema import THEMES


def fault_of(folder: Path, name: str = "a.csv") -> str:
    content, (fault,) = file_content(folder, name, "save it again")
    assert content is None
    return str(fault)


def test_the_bytes_of_a_file_are_returned_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\0\r\n")
    assert file_content(tmp_path, "a.csv", "") == (b"\xff\0\r\n", [])


def test_a_file_of_20_megabytes_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(20_000_000)
    content, faults = file_content(tmp_path, "a.csv", "")
    assert faults == []
    assert content is not None
    assert len(content) == 20_000_000


def test_a_file_over_20_megabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(10**11)
    assert fault_of(tmp_path) == "a.csv: is over 20 MB; save it again"


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "mine") == "a.csv: is missing from mine/"


def test_a_file_in_place_of_the_folder_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    assert fault_of(tmp_path / "mine") == "a.csv: is missing from mine/"


def test_a_folder_in_place_of_the_file_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert fault_of(tmp_path) == "a.csv: is a folder, not a file; save it again"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert fault_of(tmp_path) == "a.csv: is a device or a pipe, not a file; save it again"


def test_a_device_that_never_ends_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("/dev/zero")
    assert fault_of(tmp_path) == "a.csv: is a device or a pipe, not a file; save it again"


def test_a_link_to_itself_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("a.csv")
    assert fault_of(tmp_path) == (
        "a.csv: is a link that leads in a circle; put the file itself there"
    )


def test_a_folder_that_is_a_link_to_itself_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "mine").symlink_to("mine")
    assert "leads in a circle" in fault_of(tmp_path / "mine")


def test_a_link_to_nothing_is_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("nothing")
    assert fault_of(tmp_path) == f"a.csv: is missing from {tmp_path.name}/"


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (
            PermissionError(13, "Permission denied"),
            "may not be read by this program; give it permission to read the file",
        ),
        (OSError(5, "Input/output error"), "cannot be read (Input/output error)"),
    ],
)
def test_a_refusal_of_the_system_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, fault: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    (tmp_path / "a.csv").write_text("x")
    monkeypatch.setattr(Path, "open", refuse)
    assert fault_of(tmp_path) == f"a.csv: {fault}"


HEADING = b"theme_id,name,sort_order,description\n"


def rows_of(content: bytes) -> list[tuple[int, list[str]]]:
    rows, faults = csv_rows(content, THEMES)
    assert faults == []
    return rows


def remedy(content: bytes) -> str:
    rows, (fault,) = csv_rows(content, THEMES)
    assert rows == []
    return str(fault)


def test_rows_are_numbered_as_a_spreadsheet_does_and_blank_ones_count() -> None:
    assert rows_of(HEADING + b"a,A,1,x\n\nb,B,2,y\n") == [
        (1, ["theme_id", "name", "sort_order", "description"]),
        (2, ["a", "A", "1", "x"]),
        (4, ["b", "B", "2", "y"]),
    ]


def test_quoted_cells_hold_commas_lines_and_quotes() -> None:
    rows = rows_of(HEADING + b'a,"x, y",1,"one\ntwo ""three"""\r\n')
    assert rows[1] == (2, ["a", "x, y", "1", 'one\ntwo "three"'])


def test_a_byte_order_mark_is_no_part_of_the_heading() -> None:
    assert rows_of(b"\xef\xbb\xbf" + HEADING)[0][1][0] == "theme_id"


@pytest.mark.parametrize(
    ("mark", "name"), [(b";", "semicolons"), (b"\t", "tabs"), (b"|", "vertical bars")]
)
def test_another_separator_is_named(mark: bytes, name: str) -> None:
    assert remedy(HEADING.replace(b",", mark)).startswith(
        f"themes.csv, row 1: is separated by {name}, not by commas; save it as"
    )


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"PK\x03\x04", "an Excel workbook or another zip file"),
        (b"%PDF-1.7", "a PDF document"),
        (b"<!DOCTYPE html>", "a web page"),
        ("theme_id".encode("utf-16"), "text in UTF-16 or UTF-32"),
        (b"theme\0id", "a binary file or text in UTF-16"),
    ],
)
def test_another_kind_of_file_is_named(beginning: bytes, kind: str) -> None:
    assert remedy(beginning).startswith(f"themes.csv: is {kind}, not a CSV file in UTF-8; ")


def test_a_cell_of_another_encoding_is_found_and_shown() -> None:
    assert remedy(HEADING + "a,Policía,1,x\n".encode("cp1252")).startswith(
        'themes.csv, row 2, name: "Policía" (shown as Windows-1252) is not in UTF-8; '
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b" \n", "themes.csv: is empty; its first row must be: theme_id,name,"),
        (b"\n" + HEADING, "themes.csv, row 1: is blank; the heading must stand in row 1"),
        (b"sep=;\n" + HEADING, 'themes.csv, row 1: "sep=;" is not the heading; remove this row'),
        (b"," * 1000, "themes.csv, row 1: has 1,001 columns; this table has 4"),
        (HEADING + b'a,"A,1,x\n', "themes.csv, row 2: opens a quotation mark that is never closed"),
        (HEADING + b'a,"A"B,1,x\n', "themes.csv, row 2: has text after a closing quotation mark;"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(content: bytes, told: str) -> None:
    assert remedy(content).startswith(told)


def test_a_file_of_more_than_50000_rows_is_refused_as_a_whole() -> None:
    assert len(rows_of(HEADING + b"a,A,1,x\n" * 49_999)) == 50_000
    assert remedy(HEADING + b"a,A,1,x\n" * 50_000) == (
        "themes.csv: has over 50,000 rows; split or shorten it"
    )


def test_rows_are_written_so_that_no_spreadsheet_runs_them() -> None:
    rows = pd.DataFrame({"name": ["Perú, sí", "=1+1"], "amount": [0.5, None]})
    assert csv_bytes(rows) == (
        b"\xef\xbb\xbfname,amount\r\n" + '"Perú, sí",0.5\r\n\'=1+1,\r\n'.encode()
    )


def test_a_table_file_has_the_columns_of_its_table_and_is_read_again() -> None:
    rows = pd.DataFrame(
        {"more": ["-"], "theme_id": ["a"], "name": ["A"], "sort_order": [1], "description": ["x"]}
    )
    assert table_file(rows, THEMES) == HEADING + b"a,A,1,x\n"
