"""``template`` writes the workbook to fill in, ``import`` turns a filled one into tables."""

from __future__ import annotations

from pathlib import Path

import click

from inlmap.catalog.catalog import read_catalog
from inlmap.catalog.own_workbook import checked_tables
from inlmap.commands import command, refuse_to_overwrite
from inlmap.dataset.csv_files import table_file
from inlmap.dataset.folder import data_folder
from inlmap.dataset.schema import TABLES
from inlmap.downloads.excel_template import template_workbook

in_workbook = click.argument("workbook", type=Path, metavar="FILE.xlsx")
replacing = click.option("--replace", is_flag=True, help="overwrite what exists")


@command("template", "write an empty Excel workbook to fill in")
@in_workbook
@replacing
def write_template(workbook: Path, replace: bool) -> str:
    """Write the empty workbook; return what was written."""
    refuse_to_overwrite([workbook], replace=replace)
    workbook.write_bytes(template_workbook(read_catalog(data_folder())))
    return f"wrote {workbook}"


@command("import", "turn a filled workbook into tables")
@in_workbook
@click.argument("folder", type=Path, metavar="DIR", help="where the tables go")
@replacing
def import_workbook(workbook: Path, folder: Path, replace: bool) -> str:
    """Write the filled sheets of a workbook as tables; return what was written.

    Raises :class:`~inlmap.errors.DataError` with every fault, and then nothing is written.
    """
    tables = checked_tables(workbook.read_bytes(), read_catalog(data_folder()))
    files = {folder / one.file: one for one in TABLES if one.name in tables}
    refuse_to_overwrite(files, replace=replace)
    folder.mkdir(parents=True, exist_ok=True)
    for path, table in files.items():
        path.write_bytes(table_file(tables[table.name], table))
    counts = {path: len(tables[table.name]) for path, table in files.items()}
    return "\n".join(f"wrote {path}: {rows:,} rows" for path, rows in counts.items())
