"""The commands ``check``, ``codebook``, ``datapackage``, ``release`` and ``diff``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from inlmap.catalog.catalog import read_catalog
from inlmap.catalog.diff import lines
from inlmap.catalog.overlay import Tables
from inlmap.catalog.releases import read_release, released_versions, write_record
from inlmap.commands import Commands
from inlmap.dataset.datapackage import codebook, datapackage_json
from inlmap.dataset.folder import data_folder
from inlmap.errors import DataError, Fault
from inlmap.formats import shorten

SAME, DIFFERENT, TROUBLE = 0, 1, 2  # as diff has them


def add_commands(commands: Commands) -> None:
    """Add every command of this module."""
    _add_folder_commands(commands)
    _add_version_commands(commands)


def _add_folder_commands(commands: Commands) -> None:
    """Add ``check``, ``datapackage`` and ``codebook``."""
    checker = commands.add_parser("check", help="find every fault of a data folder")
    checker.set_defaults(run=check)
    add_folder(checker)
    for name, text, words in (
        ("datapackage", datapackage_json, "print datapackage.json as the schema has it"),
        ("codebook", codebook, "print the column tables of data/README.md"),
    ):
        described = commands.add_parser(name, help=words)
        described.set_defaults(run=lambda _options, text=text: text().removesuffix("\n"))


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Let a command take a data folder."""
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=data_folder(),
        metavar="DIR",
        help="the data folder (default: INLMAP_DATA, else the shipped data)",
    )


def check(options: argparse.Namespace) -> str:
    """Return what a data folder holds and its version.

    Raises :class:`~inlmap.errors.DataError` with every fault.
    """
    catalog = read_catalog(options.folder)
    rows = [f"{name:<12} {rows:>6,} rows" for name, rows in catalog.row_counts().items()]
    return "\n".join([*catalog.notes, *rows, f"dataset version {catalog.version}"])


def _add_version_commands(commands: Commands) -> None:
    """Add ``release`` and ``diff``."""
    releaser = commands.add_parser("release", help="keep a record of a data folder's version")
    releaser.set_defaults(run=release)
    add_folder(releaser)
    releaser.add_argument(
        "--date", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD", help="its date"
    )
    differ = commands.add_parser("diff", help="print what differs between two versions")
    differ.set_defaults(run=diff)
    for name in ("old", "new"):
        differ.add_argument(
            name, metavar=name.upper(), help="a data folder, or a version on record"
        )
    differ.add_argument("--all", action="store_true", help="print long lists in full")


def release(options: argparse.Namespace) -> str:
    """Write the record of a data folder's version into it; one on record keeps its date.

    Raises :class:`~inlmap.errors.DataError` with every fault.
    """
    catalog = read_catalog(options.folder)
    before = read_release(options.folder, catalog.version)
    if before:
        return f"version {catalog.version} is on record already, released {before.released}"
    path = write_record(options.folder, catalog, options.date)
    size = f"{path.stat().st_size:,} bytes"
    return f"version {catalog.version}, released {options.date}: {path}, {size}"


def diff(options: argparse.Namespace) -> tuple[str, int]:
    """Return what differs between two data folders or versions on record, and the exit code.

    The code is 0 when nothing differs, 1 when something does, 2 when one cannot be read.
    """
    try:
        (before, rows_before), (now, rows_now) = _tables(options.old), _tables(options.new)
    except DataError as error:
        return str(error), TROUBLE
    found = list(lines(rows_before, rows_now, everything=options.all))
    if before == now:
        return "\n".join([*found, f"No difference: both are version {now}."]), SAME
    last = f"Version {before} differs from {now}."
    if not found:
        last = (
            f"No row differs between {before} and {now}: the boundary files do, or how the tables "
            "are written."
        )
    return "\n".join([*found, last]), DIFFERENT


def _tables(named: str) -> tuple[str, Tables]:
    """The version and the tables of a data folder or of a version on record."""
    if Path(named).is_dir():
        catalog = read_catalog(Path(named))
        return catalog.version, catalog.raw
    found = read_release(data_folder(), named)
    if found is None:
        known = ", ".join(released_versions(data_folder())) or "none"
        remedy = f"is neither a data folder nor a version on record; on record: {known}"
        raise DataError([Fault(shorten(named), 0, "", "", remedy)])
    return found.version, found.raw
