"""The command line: ``python -m inlmap`` with ``check``, ``release``, ``diff`` and others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inlmap import digest
from inlmap.catalog import data_folder, read_catalog
from inlmap.datapackage import codebook, datapackage_json
from inlmap.errors import DataError, Fault, shorten
from inlmap.layers import Tables
from inlmap.releases import read_release, released_versions, write_record

SAME, DIFFERENT, TROUBLE = 0, 1, 2  # as diff has them


def check(folder: Path) -> int:
    """Print every fault of a data folder and return 1, or its counts and version and return 0."""
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


def release(folder: Path, released: date) -> int:
    """Write the record of a data folder's version into it and return 0, or 1 with every fault.

    A version that is on record already keeps its date.
    """
    try:
        catalog = read_catalog(folder)
        before = read_release(folder, catalog.version)
    except DataError as error:
        print(error)
        return 1
    if before:
        print(f"version {catalog.version} is on record already, released {before.released}")
        return 0
    path = write_record(folder, catalog, released)
    print(f"version {catalog.version}, released {released}: {path}, {path.stat().st_size:,} bytes")
    return 0


def diff(old: str, new: str, *, everything: bool) -> int:
    """Print what differs between two data folders or versions on record.

    Returns 0 when nothing does, 1 when something does, 2 when one of them cannot be read.
    """
    try:
        (before, rows_before), (now, rows_now) = _tables(old), _tables(new)
    except DataError as error:
        print(error)
        return TROUBLE
    found = list(digest.lines(rows_before, rows_now, everything=everything))
    for line in found:
        print(line)
    if before == now:
        print(f"No difference: both are version {now}.")
        return SAME
    if found:
        print(f"Version {before} differs from {now}.")
    else:
        print(
            f"No row differs between {before} and {now}: the boundary files do, or how the tables "
            "are written."
        )
    return DIFFERENT


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m inlmap", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    folder = argparse.ArgumentParser(add_help=False)
    folder.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="the data folder (default: INLMAP_DATA, else the shipped data)",
    )
    commands.add_parser("check", parents=[folder], help="find every fault of a data folder")
    releaser = commands.add_parser(
        "release", parents=[folder], help="keep a record of a data folder's version"
    )
    releaser.add_argument(
        "--date", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD", help="its date"
    )
    differ = commands.add_parser("diff", help="print what differs between two versions")
    for name in ("old", "new"):
        differ.add_argument(
            name, metavar=name.upper(), help="a data folder, or a version on record"
        )
    differ.add_argument("--all", action="store_true", help="print long lists in full")
    commands.add_parser("datapackage", help="print datapackage.json as the schema has it")
    commands.add_parser("codebook", help="print the column tables of data/README.md")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "check":
        return check(options.folder or data_folder())
    if options.command == "release":
        return release(options.folder or data_folder(), options.date)
    if options.command == "diff":
        return diff(options.old, options.new, everything=options.all)
    print({"datapackage": datapackage_json, "codebook": codebook}[options.command](), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
