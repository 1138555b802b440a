"""A fault says where it is, what stands there and what would be right."""

from __future__ import annotations

from inlmap.errors import AddingError, DataError, Fault, InlmapError
from inlmap.formats import shorten

BAD_YEAR = Fault("programs.csv", 14, "start_year", "20x4", "is not a year")


def test_a_fault_names_file_row_column_value_and_remedy() -> None:
    assert str(BAD_YEAR) == 'programs.csv, row 14, start_year: "20x4" is not a year'


def test_a_fault_of_a_whole_file_has_no_row_and_no_column() -> None:
    assert str(Fault("goals.csv", 0, "", "", "is missing from data/")) == (
        "goals.csv: is missing from data/"
    )


def test_a_fault_shows_a_long_value_cut_to_80_characters() -> None:
    text = str(Fault("goals.csv", 2, "name", "x" * 5000, "is too long"))
    assert text == f'goals.csv, row 2, name: "{"x" * 79}…" is too long'


def test_a_fault_stays_on_one_line_whatever_the_value() -> None:
    text = str(Fault("goals.csv", 2, "name", "two\r\nlines", "is wrong"))
    assert text == 'goals.csv, row 2, name: "two lines" is wrong'


def test_a_fault_does_not_print_control_characters_of_the_value() -> None:
    text = str(Fault("goals.csv", 2, "name", "a\x1b[2Jb\x9b\u202ec", "is wrong"))
    assert text.isprintable()


def test_a_text_within_the_limit_is_not_shortened() -> None:
    assert shorten("x" * 80) == "x" * 80


def test_a_data_error_lists_its_faults_by_file_and_row() -> None:
    faults = [
        Fault("series.csv", 3, "title", "", "is empty"),
        Fault("programs.csv", 14, "name", "", "is empty"),
        Fault("programs.csv", 2, "name", "", "is empty"),
    ]
    assert str(DataError(faults)).splitlines() == [
        "3 faults in the data",
        "programs.csv, row 2, name: is empty",
        "programs.csv, row 14, name: is empty",
        "series.csv, row 3, title: is empty",
    ]


def test_a_data_error_shows_200_faults_and_counts_the_others_by_file() -> None:
    faults = [Fault("funding.csv", row, "name", "", "is empty") for row in range(1, 1_300)]
    error = DataError([*faults, BAD_YEAR])
    lines = str(error).splitlines()
    assert len(error.faults) == 1_300
    assert len(lines) == 202
    assert lines[0] == "1,300 faults in the data"
    assert lines[200] == "funding.csv, row 200, name: is empty"
    assert lines[201] == "and 1,100 more: 1,099 in funding.csv, 1 in programs.csv"


def test_a_fault_shows_a_strange_column_cut_and_without_control_characters() -> None:
    text = str(Fault("goals.csv", 1, "\x1b" + "x" * 99, "", "is not a column"))
    assert text == f"goals.csv, row 1, \ufffd{'x' * 78}…: is not a column"


def test_one_fault_is_counted_in_the_singular() -> None:
    assert str(DataError([BAD_YEAR])).startswith("1 fault in the data\n")


def test_every_error_of_the_program_can_be_caught_as_one() -> None:
    assert issubclass(DataError, InlmapError)
    assert issubclass(AddingError, InlmapError)
