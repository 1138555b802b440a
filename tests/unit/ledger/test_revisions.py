"""Two editions of an official file are compared to the cent."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from inlmap.__main__ import main

HEADING = (
    *("Country Name", "Country Code", "Region Name", "Funding Account Name", "Activity ID"),
    *("Transaction Type Name", "Fiscal Year", "Current Dollar Amount", "Constant Dollar Amount"),
)
INCLE = "International Narcotics Control and Law Enforcement"


def line(name: str, year: str, amount: str, constant: str = "1", account: str = INCLE) -> list[str]:
    region = "Sub-Saharan Africa" if name == "Kenya" else "Western Hemisphere"
    return [name, "", region, account, "1", "Obligations", year, amount, constant]


def edition(path: Path, *rows: list[str], heading: tuple[str, ...] = HEADING) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return str(path)


def cells(printed: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in row.split("  ") if cell] for row in printed.splitlines() if row
    ]


def test_restated_added_and_dropped_amounts_are_printed_by_size_and_add_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = edition(
        tmp_path / "old.csv",
        line("Bahamas, The", "2010", "100"),
        line("Peru", "2010", "50.25"),
        line("Peru", "2011", "7"),
        line("Kenya", "2010", "1"),
        line("Chile", "2012", "9", constant="1"),
        line("Atlantis", "2010", "2"),
    )
    new = edition(
        tmp_path / "new.csv",
        line("The Bahamas", "2010", "90"),
        line("Peru", "2010", "1050.25"),
        line("Haiti", "2009", "3"),
        line("Kenya", "2010", "4"),
        line("Chile", "2012", "9", constant="2"),
        line("Atlantis", "2010", "2"),
    )
    assert main(["revisions", old, new]) == 0
    heading = ["recipient", "fiscal year", "account", "stage", "old", "new", "difference"]
    assert cells(capsys.readouterr().out) == [
        ["Restated fiscal years"],
        ["fiscal year", "stage", "old", "new", "difference"],
        ["2010", "obligated", "$150.25", "$1,140.25", "+$990.00"],
        ["2011", "obligated", "$7.00", "-", "-$7.00"],
        ["2009", "obligated", "-", "$3.00", "+$3.00"],
        ["Restated"],
        heading,
        ["PER", "2010", "INCLE", "obligated", "$50.25", "$1,050.25", "+$1,000.00"],
        ["BHS", "2010", "INCLE", "obligated", "$100.00", "$90.00", "-$10.00"],
        ["outside the region", "$1.00", "$4.00", "+$3.00"],
        ["Only in the new edition"],
        heading,
        ["HTI", "2009", "INCLE", "obligated", "-", "$3.00", "+$3.00"],
        ["Only in the old edition"],
        heading,
        ["PER", "2011", "INCLE", "obligated", "$7.00", "-", "-$7.00"],
        ["old $169.25 +$989.00 of differences = new $1,158.25"],
    ]


def test_a_regional_line_is_one_under_the_names_of_both_editions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = edition(tmp_path / "old.csv", line("Central America, not specified", "2010", "5"))
    new = edition(tmp_path / "new.csv", line("Central America Region", "2010", "6"))
    assert main(["revisions", old, new]) == 0
    assert ["Central America", "2010", "INCLE", "obligated", "$5.00", "$6.00", "+$1.00"] in cells(
        capsys.readouterr().out
    )


def test_two_like_editions_restate_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [line("Peru", "2010", "5"), line("Peru", "2010", "NULL")]
    old = edition(tmp_path / "old.csv", *rows)
    new = edition(tmp_path / "new.csv", *reversed(rows))
    assert main(["revisions", old, new]) == 0
    assert capsys.readouterr().out == (
        "Nothing was restated.\n\nold $5.00 +$0.00 of differences = new $5.00\n"
    )


def test_files_of_different_kinds_are_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = edition(tmp_path / "old.csv", line("Peru", "2010", "5"))
    plain = tuple("Unnamed" if name == "Activity ID" else name for name in HEADING)
    new = edition(tmp_path / "new.csv", line("Peru", "2010", "5"), heading=plain)
    assert main(["revisions", old, new]) == 1
    assert (
        "new.csv: is accounts by country by account, and old.csv is complete transactions by "
        "account; compare two editions of one kind"
    ) in capsys.readouterr().out
