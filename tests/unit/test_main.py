"""The command line finds every fault of a data folder, or counts what is in it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inlmap.__main__ import COMMANDS, main
from inlmap.catalog.catalog import Catalog
from inlmap.dataset.folder import dataset_version

ROOT = Path(__file__).parents[2]

# Ten faults in four files: the place of the cell (rows count as a spreadsheet does), what is
# planted there, and the line that must name it.
TEN_FAULTS = (
    ("programs.csv", 2, "start_year", "20x4", '"20x4" is not a year'),
    ("programs.csv", 3, "assistance_type", "boats", '"boats" is not allowed; use one of:'),
    ("programs.csv", 4, "source_id", "S9999", '"S9999" is not in sources.csv'),
    ("programs.csv", 5, "description", "", "is empty; fill it in"),
    ("funding.csv", 2, "amount_usd_millions", "1,000", '"1,000" is not a number'),
    ("funding.csv", 3, "basis", "guessed", '"guessed" is not allowed; use one of:'),
    ("funding.csv", 4, "fy_end", "1999", '"1999" is before fy_start 2010'),
    ("funding.csv", 5, "series_id", "no-such", '"no-such" is not in series.csv'),
    ("sources.csv", 2, "url", "ftp://gao.gov/x", '"ftp://gao.gov/x" is not a web address'),
    ("places.csv", 2, "precision", "roughly", '"roughly" is not allowed; use one of:'),
)


def plant(folder: Path, file: str, row: int, column: str, value: str) -> None:
    path = folder / file
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    rows[row - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)


def test_check_of_a_folder_with_ten_planted_faults_in_four_files_names_all_ten(
    tiny_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny_folder(
        programs=[{"program_id": f"PR{n}"} for n in range(4)],
        funding=[{"record_id": f"R{n}"} for n in range(4)],
    )
    for file, row, column, value, _ in TEN_FAULTS:
        plant(folder, file, row, column, value)
    assert main(["check", str(folder)]) == 1
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading == "10 faults in the data"
    assert len(lines) == 10
    for file, row, column, _, words in TEN_FAULTS:
        start = f"{file}, row {row}, {column}: {words}"
        assert any(line.startswith(start) for line in lines), start


def test_check_counts_each_table_and_names_the_version(
    tiny_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny_folder(
        programs=[{}, {"program_id": "PR2"}],
        funding=[{"record_id": f"R{n}"} for n in range(1000)],
        members=[],
    )
    assert main(["check", str(folder)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in lines if line[1:] != ["1", "rows"]] == [
        ["programs", "2", "rows"],
        ["funding", "1,000", "rows"],
        ["members", "0", "rows"],
        ["results", "0", "rows"],
        ["indicators", "0", "rows"],
        ["indicator_values", "0", "rows"],
        ["countries", "3", "rows"],
        ["dataset", "version", dataset_version(folder)],
    ]
    assert len(lines) == 16


def test_check_finds_no_fault_in_the_shipped_data(
    catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(ROOT / "data")]) == 0
    assert capsys.readouterr().out.endswith(f"\ndataset version {catalog.version}\n")


def test_check_without_a_folder_checks_the_one_of_the_environment(
    tiny_folder: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("INLMAP_DATA", str(tiny_folder()))
    assert main(["check"]) == 0
    assert "programs              1 rows" in capsys.readouterr().out


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
    assert main(["mend"]) == 2
    assert "No such command 'mend'" in capsys.readouterr().err


def test_no_command_at_all_is_refused_with_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "find every fault of a data folder" in capsys.readouterr().err


def test_a_missing_option_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release"]) == 2
    assert "Missing option '--date'" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_the_help_lists_every_command(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([option]) == 0
    _, _, listed = capsys.readouterr().out.partition("Commands:\n")
    names = [line.split()[0] for line in listed.splitlines() if line[2] != " "]
    assert names == [
        "check",
        "datapackage",
        "codebook",
        "template",
        "import",
        "import-foreignassistance",
        "revisions",
        "release",
        "diff",
        "brief",
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_names_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: python -m inlmap {name} [OPTIONS]")


# Each command begins with nothing of the program read.
PRINT_WHAT_IS_READ = """
import importlib, sys
for name in sys.argv[1:]:
    for read in [one for one in sys.modules if one.partition(".")[0] == "inlmap"]:
        del sys.modules[read]
    importlib.import_module("inlmap.__main__").main([name, "--help"])
    print("READ", name, *(one for one in sys.modules if one.startswith("inlmap.")))
"""
MODULES = {
    "codebook": "inlmap.catalog.commands",
    "template": "inlmap.downloads.commands",
    "revisions": "inlmap.ledger.commands",
    "brief": "inlmap.briefings.commands",
}


def test_only_the_module_of_the_command_that_is_asked_for_is_read() -> None:
    command = [sys.executable, "-c", PRINT_WHAT_IS_READ, *MODULES]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [line.split() for line in run.stdout.splitlines() if line.startswith("READ ")]
    read = {name: {one for one in all_ if one.endswith(".commands")} for _, name, *all_ in lines}
    assert read == {name: {module, "inlmap.commands"} for name, module in MODULES.items()}


def test_an_interrupted_command_ends_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: Path) -> Catalog:
        raise KeyboardInterrupt

    monkeypatch.setattr("inlmap.catalog.commands.read_catalog", interrupted)
    assert main(["check"]) == 130
