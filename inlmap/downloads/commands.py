"""``template`` writes the workbook to fill in, ``import`` turns a filled one into tables."""

from __future__ import annotations

import argparse
from pathlib import Path

from inlmap.catalog.catalog import read_catalog
from inlmap.catalog.own_rows import checked_tables
from inlmap.commands import Commands, refuse_to_overwrite
from inlmap.dataset.csv_files import table_file
from inlmap.dataset.folder import data_folder
from inlmap.dataset.schema import TABLES
from inlmap.downloads.excel_template import template_workbook


def add_commands(commands: Commands) -> None:
    """Add ``template`` and ``import``."""
    template = commands.add_parser("template", help="write an empty Excel workbook to fill in")
    template.set_defaults(run=write_template)
    importer = commands.add_parser("import", help="turn a filled workbook into tables")
    importer.set_defaults(run=import_workbook)
    for command in (template, importer):
        command.add_argument("workbook", type=Path, metavar="FILE.xlsx")
        command.add_argument("--replace", action="store_true", help="overwrite what exists")
    importer.add_argument("folder", type=Path, metavar="DIR", help="where the tables go")


def write_template(options: argparse.Namespace) -> str:
    """Write the empty workbook; return what was written."""
    path: Path = options.workbook
    refuse_to_overwrite([path], replace=options.replace)
    path.write_bytes(template_workbook(read_catalog(data_folder())))
    return f"wrote {path}"


def import_workbook(options: argparse.Namespace) -> str:
    """Write the filled sheets of a workbook as tables; return what was written.

    Raises :class:`~inlmap.errors.DataError` with every fault, and then nothing is written.
    """
    folder: Path = options.folder
    tables = checked_tables(options.workbook.read_bytes(), read_catalog(data_folder()))
    files = {folder / one.file: one for one in TABLES if one.name in tables}
    refuse_to_overwrite(files, replace=options.replace)
    folder.mkdir(parents=True, exist_ok=True)
    for path, table in files.items():
        path.write_bytes(table_file(tables[table.name], table))
    counts = {path: len(tables[table.name]) for path, table in files.items()}
    return "\n".join(f"wrote {path}: {rows:,} rows" for path, rows in counts.items())
