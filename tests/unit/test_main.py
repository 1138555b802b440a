"""The command line finds every fault of a data folder, or counts what is in it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inlmap.__main__ import main
from inlmap.catalog.catalog import Catalog

ROOT = Path(__file__).parents[2]

# Ten faults in four files: the place of the cell (rows count as a spreadsheet does), what is
# planted there, and the line that must name it.
TEN_FAULTS = (
    ("programs.csv", 5, "start_year", "20x4", '"20x4" is not a year'),
    ("programs.csv", 6, "assistance_type", "boats", '"boats" is not allowed; use one of:'),
    ("programs.csv", 7, "source_id", "S9999", '"S9999" is not in sources.csv'),
    ("programs.csv", 8, "description", "", "is empty; fill it in"),
    ("funding.csv", 10, "amount_usd_millions", "1,000", '"1,000" is not a number'),
    ("funding.csv", 11, "basis", "guessed", '"guessed" is not allowed; use one of:'),
    ("funding.csv", 12, "fy_end", "1999", '"1999" is before fy_start 2008'),
    ("funding.csv", 13, "series_id", "no-such", '"no-such" is not in series.csv'),
    ("sources.csv", 4, "url", "ftp://gao.gov/x", '"ftp://gao.gov/x" is not a web address'),
    ("places.csv", 9, "precision", "roughly", '"roughly" is not allowed; use one of:'),
)


def plant(folder: Path, file: str, row: int, column: str, value: str) -> None:
    path = folder / file
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    rows[row - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)


def test_check_of_a_copy_with_ten_planted_faults_in_four_files_names_all_ten(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file, row, column, value, _ in TEN_FAULTS:
        plant(data_copy, file, row, column, value)
    assert main(["check", str(data_copy)]) == 1
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading == "10 faults in the data"
    assert len(lines) == 10
    for file, row, column, _, words in TEN_FAULTS:
        start = f"{file}, row {row}, {column}: {words}"
        assert any(line.startswith(start) for line in lines), start


def test_check_of_the_shipped_data_counts_each_table_and_names_the_version(
    catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(ROOT / "data")]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["programs", "296", "rows"] in lines
    assert ["funding", "3,652", "rows"] in lines
    assert ["countries", "51", "rows"] in lines
    assert len(lines) == 13
    assert lines[-1] == ["dataset", "version", catalog.version]


def test_check_without_a_folder_checks_the_one_of_the_environment(
    tiny_folder: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("INLMAP_DATA", str(tiny_folder()))
    assert main(["check"]) == 0
    assert "programs          1 rows" in capsys.readouterr().out


def test_check_of_a_missing_folder_fails_with_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "nothing")]) == 1
    assert "nothing: is not a folder; it needs programs.csv, " in capsys.readouterr().out


@pytest.mark.parametrize(("rows", "code"), [([{}], 0), ([{"name": ""}], 1)])
def test_the_exit_code_reaches_the_shell(
    tiny_folder: Callable[..., Path], rows: list[dict[str, str]], code: int
) -> None:
    command = [sys.executable, "-m", "inlmap", "check", str(tiny_folder(goals=rows))]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (code, "")


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["mend"])
    assert caught.value.code == 2
    assert "invalid choice: 'mend'" in capsys.readouterr().err
