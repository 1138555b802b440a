"""The command line: ``python -m inlmap check [DIR]``, ``brief``, ``datapackage``, ``codebook``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from inlmap.briefing import KINDS, briefing
from inlmap.catalog import data_folder, read_catalog
from inlmap.datapackage import codebook, datapackage_json
from inlmap.errors import DataError
from inlmap.handouts import FORMS
from inlmap.measures import MEASURES, PROGRAMS
from inlmap.selection import LIST_PARAMETERS, PARAMETERS, from_address
from inlmap.view import View


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


def brief(options: argparse.Namespace) -> int:
    """Write the briefing that the options ask for and return 0; 1 when something is wrong."""
    form = FORMS.get(options.output.suffix.lower().lstrip("."))
    if form is None:
        print(f'"{options.output.name}" must end in .{", .".join(FORMS)}.')
        return 1
    try:
        catalog = read_catalog(data_folder())
    except DataError as error:
        print(error)
        return 1
    asked = {name: getattr(options, name) or [] for name in PARAMETERS}
    selection, notices = from_address(asked, catalog)
    needed = {"country": selection.country, "initiative": selection.initiative}
    if not needed.get(options.kind, True):
        notices += (f"A briefing of kind {options.kind} needs --{options.kind}.",)
    if notices:
        print("\n".join(notice.replace("Ignored", "Unknown", 1) for notice in notices))
        return 1
    content = briefing(View(catalog, selection, options.measure, ""), options.kind)
    try:
        options.output.write_bytes(form.write(content))
    except OSError as error:
        print(f'"{options.output}" cannot be written: {error.strerror}.')
        return 1
    return 0


def _brief_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``brief``; filters have the names that they have in addresses."""
    for name in LIST_PARAMETERS:
        parser.add_argument(f"--{name}", action="append", metavar="VALUE", help="may be repeated")
    parser.add_argument("--fy", action="append", metavar="2008-2015", help="fiscal years")
    parser.add_argument("--as-of", action="append", metavar="2011", help="year of membership")
    parser.add_argument("--measure", choices=list(MEASURES), default=PROGRAMS, help="of the map")
    parser.add_argument("--kind", choices=KINDS, default="map", help="the page it follows")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


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
    _brief_options(commands.add_parser("brief", help="write a briefing: .pptx, .pdf or .xlsx"))
    options = parser.parse_args(arguments)
    if options.command == "brief":
        return brief(options)
    if options.command == "check":
        return check(options.folder or data_folder())
    print({"datapackage": datapackage_json, "codebook": codebook}[options.command](), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
