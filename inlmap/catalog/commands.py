"""The commands ``check``, ``codebook``, ``datapackage``, ``release`` and ``diff``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from inlmap.catalog.catalog import read_catalog
from inlmap.catalog.diff import lines
from inlmap.catalog.overlay import Tables
from inlmap.catalog.releases import (
    HEADLINE_RULE,
    read_release,
    released_versions,
    rule_changed,
    write_record,
)
from inlmap.commands import command
from inlmap.dataset.datapackage import codebook, datapackage_json
from inlmap.dataset.folder import data_folder
from inlmap.errors import DataError, Fault
from inlmap.formats import shorten

SAME, DIFFERENT, TROUBLE = 0, 1, 2  # as diff has them


in_folder = click.argument(
    "folder",
    type=Path,
    default=data_folder,
    metavar="[DIR]",
    help="the data folder (default: INLMAP_DATA, else the shipped data)",
)


@command("check", "find every fault of a data folder")
@in_folder
def check(folder: Path) -> str:
    """Return what a data folder holds and its version.

    Raises :class:`~inlmap.errors.DataError` with every fault.
    """
    catalog = read_catalog(folder)
    rows = [f"{name:<16} {rows:>6,} rows" for name, rows in catalog.row_counts().items()]
    return "\n".join([*catalog.notes, *rows, f"dataset version {catalog.version}"])


@command("datapackage", "print datapackage.json as the schema has it")
def print_datapackage() -> str:
    """Return the description of the data package."""
    return datapackage_json().removesuffix("\n")


@command("codebook", "print the column tables of data/README.md")
def print_codebook() -> str:
    """Return the columns of every table, as Markdown."""
    return codebook().removesuffix("\n")


@command("release", "keep a record of a data folder's version")
@in_folder
@click.option(
    "--date",
    "released",
    required=True,
    type=date.fromisoformat,
    metavar="YYYY-MM-DD",
    help="its date",
)
def release(folder: Path, released: date) -> str:
    """Write the record of a data folder's version into it; one on record keeps its date.

    Raises :class:`~inlmap.errors.DataError` with every fault.
    """
    catalog = read_catalog(folder)
    before = read_release(folder, catalog.version)
    if before:
        return f"version {catalog.version} is on record already, released {before.released}"
    path = write_record(folder, catalog, released)
    size = f"{path.stat().st_size:,} bytes"
    return f"version {catalog.version}, released {released}: {path}, {size}"


@command("diff", "print what differs between two versions")
@click.argument("old", metavar="OLD", help="a data folder, or a version on record")
@click.argument("new", metavar="NEW", help="a data folder, or a version on record")
@click.option("--all", "everything", is_flag=True, help="print long lists in full")
def diff(old: str, new: str, everything: bool) -> tuple[str, int]:
    """Return what differs between two data folders or versions on record, and the exit code.

    The code is 0 when nothing differs, 1 when something does, 2 when one cannot be read.
    """
    try:
        (before, rows_before, rule_before), (now, rows_now, rule_now) = _tables(old), _tables(new)
    except DataError as error:
        return str(error), TROUBLE
    found = list(lines(rows_before, rows_now, everything=everything))
    if before == now:
        return "\n".join([*found, f"No difference: both are version {now}."]), SAME
    last = f"Version {before} differs from {now}."
    if not found:
        last = (
            f"No row differs between {before} and {now}: the boundary files do, or how the tables "
            "are written."
        )
    rule = rule_changed(rule_before) if rule_before != rule_now else ""
    return "\n".join(filter(None, (*found, last, rule))), DIFFERENT


def _tables(named: str) -> tuple[str, Tables, int]:
    """The version, tables and rule of the headline of a data folder or a version on record."""
    if Path(named).is_dir():
        catalog = read_catalog(Path(named))
        return catalog.version, catalog.raw, HEADLINE_RULE
    found = read_release(data_folder(), named)
    if found is None:
        known = ", ".join(released_versions(data_folder())) or "none"
        remedy = f"is neither a data folder nor a version on record; on record: {known}"
        raise DataError([Fault(shorten(named), 0, "", "", remedy)])
    return found.version, found.raw, found.headline_rule
