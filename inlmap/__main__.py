"""The command line: ``python -m inlmap check [DIR]``, and the commands that ``--help`` lists."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from inlmap import formats
from inlmap.aid.commands import add_commands
from inlmap.catalog import data_folder, read_catalog
from inlmap.datapackage import codebook, datapackage_json
from inlmap.errors import InlmapError, WritingError
from inlmap.exports import table_file
from inlmap.schema import TABLES
from inlmap.sheets import checked_tables
from inlmap.workbook import template_workbook


def check(options: argparse.Namespace) -> str:
    """Return what a data folder holds and its version.

    Raises :class:`~inlmap.errors.DataError` with every fault.
    """
    catalog = read_catalog(options.folder or data_folder())
    rows = [f"{name:<12} {rows:>6,} rows" for name, rows in catalog.row_counts().items()]
    return "\n".join([*catalog.notes, *rows, f"dataset version {catalog.version}"])


def write_template(options: argparse.Namespace) -> str:
    """Write the empty workbook; return what was written."""
    path: Path = options.workbook
    _refuse_to_overwrite([path], replace=options.replace)
    path.write_bytes(template_workbook(read_catalog(data_folder())))
    return f"wrote {path}"


def import_workbook(options: argparse.Namespace) -> str:
    """Write the filled sheets of a workbook as tables; return what was written.

    Raises :class:`~inlmap.errors.DataError` with every fault, and then nothing is written.
    """
    folder: Path = options.folder
    tables = checked_tables(options.workbook.read_bytes(), read_catalog(data_folder()))
    files = {folder / one.file: one for one in TABLES if one.name in tables}
    _refuse_to_overwrite(files, replace=options.replace)
    folder.mkdir(parents=True, exist_ok=True)
    for path, table in files.items():
        path.write_bytes(table_file(tables[table.name], table))
    counts = {path: len(tables[table.name]) for path, table in files.items()}
    return "\n".join(f"wrote {path}: {rows:,} rows" for path, rows in counts.items())


def _refuse_to_overwrite(paths: Iterable[Path], *, replace: bool) -> None:
    kept = [] if replace else [path.name for path in paths if path.exists()]
    if kept:
        raise WritingError(f"{formats.listing(kept)} exists; add --replace to overwrite it")


def _add_workbook(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    template = commands.add_parser("template", help="write an empty Excel workbook to fill in")
    template.set_defaults(run=write_template)
    importer = commands.add_parser("import", help="turn a filled workbook into tables")
    importer.set_defaults(run=import_workbook)
    for command in (template, importer):
        command.add_argument("workbook", type=Path, metavar="FILE.xlsx")
        command.add_argument("--replace", action="store_true", help="overwrite what exists")
    importer.add_argument("folder", type=Path, metavar="DIR", help="where the tables go")


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    checker = commands.add_parser("check", help="find every fault of a data folder")
    checker.set_defaults(run=check)
    checker.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="the folder to check (default: INLMAP_DATA, else the shipped data)",
    )


def _add_descriptions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, text, words in (
        ("datapackage", datapackage_json, "print datapackage.json as the schema has it"),
        ("codebook", codebook, "print the column tables of data/README.md"),
    ):
        described = commands.add_parser(name, help=words)
        described.set_defaults(run=lambda _options, text=text: text().removesuffix("\n"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: print what a command has to say and return 0, or why not and 1."""
    parser = argparse.ArgumentParser(prog="python -m inlmap", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_check(commands)
    _add_descriptions(commands)
    _add_workbook(commands)
    add_commands(commands)
    options = parser.parse_args(arguments)
    try:
        print(options.run(options))
    except (InlmapError, OSError) as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
