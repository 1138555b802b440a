"""The command line: ``python -m inlmap check [DIR]``, and the commands that ``--help`` lists."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from inlmap import aidcommands
from inlmap.catalog import data_folder, read_catalog
from inlmap.datapackage import codebook, datapackage_json
from inlmap.errors import DataError


def check(folder: Path) -> int:
    """Print every fault of a data folder and return 1, or its counts and version and return 0."""
    try:
        catalog = read_catalog(folder)
    except DataError as error:
        print(error)
        return 1
    for name, rows in catalog.row_counts().items():
        print(f"{name:<12} {rows:>6,} rows")
    print(f"dataset version {catalog.version}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m inlmap", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checker = commands.add_parser("check", help="find every fault of a data folder")
    checker.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="the folder to check (default: INLMAP_DATA, else the shipped data)",
    )
    commands.add_parser("datapackage", help="print datapackage.json as the schema has it")
    commands.add_parser("codebook", help="print the column tables of data/README.md")
    aidcommands.add_commands(commands)
    options = parser.parse_args(arguments)
    if options.command == "check":
        return check(options.folder or data_folder())
    if "run" in options:
        return _run(options)
    print({"datapackage": datapackage_json, "codebook": codebook}[options.command](), end="")
    return 0


def _run(options: argparse.Namespace) -> int:
    """Print what a command has to say and return 0, or every fault and return 1."""
    try:
        print(options.run(options))
    except DataError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
