"""The table of a dropped file is told by its heading, and else by its name."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from inlmap.errors import Fault
from inlmap.ui.session import OwnTables, _label, _table_of, read_uploads

THEMES = b"theme_id,name,sort_order,description\n"


class Dropped(NamedTuple):
    name: str
    content: bytes = b""

    def getvalue(self) -> bytes:
        return self.content


def named(file_name: str, content: bytes = b"") -> str:
    table = _table_of(file_name, content)
    return table.name if table else ""


@pytest.mark.parametrize(
    "heading",
    [
        THEMES,
        THEMES.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + THEMES,
        b'"theme_id", "name", "sort_order"\n',
    ],
)
def test_a_heading_names_its_table_whatever_the_file_is_called(heading: bytes) -> None:
    assert named("goals.csv", heading) == "themes"


@pytest.mark.parametrize(
    ("file_name", "table"),
    [
        ("programs.csv", "programs"),
        ("inlmap-goals-HND.csv", "goals"),
        ("PLACES (2).CSV", "places"),
        ("notes.csv", ""),
        ("my-programs.csv", ""),
    ],
)
def test_a_file_with_another_heading_goes_by_its_name(file_name: str, table: str) -> None:
    assert named(file_name, b"a,b\n") == table


def test_half_of_the_columns_do_not_make_a_table() -> None:
    assert named("notes.csv", b"theme_id,sort_order\n") == ""
    assert named("notes.csv", b"theme_id,sort_order,description\n") == "themes"


def test_a_sheet_of_a_workbook_is_named_with_its_file() -> None:
    assert _label(Dropped("mine.xlsx"), "programs") == "mine.xlsx, sheet programs"
    assert _label(Dropped("mine.csv"), "programs") == "mine.csv"


def test_of_a_table_that_comes_again_the_last_file_counts() -> None:
    first = Dropped("a.csv", THEMES + b"one,One,1,x\n")
    last = Dropped("b.csv", THEMES + b"two,Two,2,y\n")
    mine = read_uploads([first, last])
    assert list(mine.tables) == ["themes"]
    assert list(mine.tables["themes"]["theme_id"]) == ["two"]
    assert (mine.labels, mine.faults) == ({"themes.csv": "b.csv"}, ())


def test_a_last_file_that_cannot_be_read_leaves_no_rows_of_the_one_before() -> None:
    first = Dropped("a.csv", THEMES + b"one,One,1,x\n")
    assert read_uploads([first, Dropped("themes.csv", b"\xff")]).tables == {}


def test_a_file_of_no_table_has_a_fault_and_no_rows() -> None:
    mine = read_uploads([Dropped("notes.csv", b"a,b\n1,2\n")])
    assert mine.tables == {}
    [fault] = mine.faults
    assert str(fault).startswith("notes.csv: is not a table of this program; drop a CSV file")


def test_faults_name_the_file_of_the_visitor() -> None:
    mine = read_uploads([Dropped("mine.csv", THEMES + b"one,One,first,x\n")])
    [fault] = mine.faults
    assert (fault.file, fault.row, fault.column) == ("mine.csv", 2, "sort_order")


def test_faults_between_tables_are_named_by_the_visitors_files_too() -> None:
    other = OwnTables({}, {"goals.csv": "ours.csv"}, (), "en")
    [fault] = other.named([Fault("goals.csv", 2, "", "", "x")])
    assert fault.file == "ours.csv"
