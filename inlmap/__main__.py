"""The command line: ``python -m inlmap`` with ``check``, ``template``, ``import`` and others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from inlmap.catalog import data_folder, read_catalog
from inlmap.datapackage import codebook, datapackage_json
from inlmap.errors import DataError
from inlmap.exports import table_file
from inlmap.schema import TABLES
from inlmap.sheets import checked_tables
from inlmap.workbook import template_workbook


def check(folder: Path) -> int:
    """Print the faults of a data folder and return 1, or its counts and version and return 0."""
    try:
        catalog = read_catalog(folder)
    except DataError as error:
        print(error)
        return 1
    for note in catalog.notes:
        print(note)
    for name, rows in catalog.row_counts().items():
        print(f"{name:<12} {rows:>6,} rows")
    print(f"dataset version {catalog.version}")
    return 0


def write_template(options: argparse.Namespace) -> int:
    """Write the empty workbook; return 1 in words when it cannot be written."""
    path: Path = options.workbook
    if path.exists() and not options.replace:
        print(f"{path.name} exists; add --replace to overwrite it")
        return 1
    try:
        path.write_bytes(template_workbook(read_catalog(data_folder())))
    except (DataError, OSError) as error:
        print(error)
        return 1
    print(f"wrote {path}")
    return 0


def import_workbook(options: argparse.Namespace) -> int:
    """Write the filled sheets of a workbook as tables, or print every fault and return 1."""
    folder: Path = options.folder
    try:
        tables = checked_tables(options.workbook.read_bytes(), read_catalog(data_folder()))
        files = {folder / one.file: one for one in TABLES if one.name in tables}
        kept = [path.name for path in files if path.exists() and not options.replace]
        if kept:
            print(f"{', '.join(kept)} in {folder}: exists; add --replace to overwrite it")
            return 1
        folder.mkdir(parents=True, exist_ok=True)
        for path, table in files.items():
            path.write_bytes(table_file(tables[table.name], table))
            print(f"wrote {path}: {len(tables[table.name]):,} rows")
    except (DataError, OSError) as error:
        print(error)
        return 1
    return 0


def _add_workbook(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    template = commands.add_parser("template", help="write an empty Excel workbook to fill in")
    template.set_defaults(run=write_template)
    importer = commands.add_parser("import", help="turn a filled workbook into tables")
    importer.set_defaults(run=import_workbook)
    for command in (template, importer):
        command.add_argument("workbook", type=Path, metavar="FILE.xlsx")
        command.add_argument("--replace", action="store_true", help="overwrite what exists")
    importer.add_argument("folder", type=Path, metavar="DIR", help="where the tables go")


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
    _add_workbook(commands)
    options = parser.parse_args(arguments)
    if "run" in options:
        return int(options.run(options))
    if options.command == "check":
        return check(options.folder or data_folder())
    print({"datapackage": datapackage_json, "codebook": codebook}[options.command](), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
