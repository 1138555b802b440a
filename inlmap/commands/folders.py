"""``check`` a data folder, and describe what any data folder holds."""

from __future__ import annotations

import argparse
from pathlib import Path

from inlmap.catalog.catalog import read_catalog
from inlmap.commands import Commands
from inlmap.dataset.datapackage import codebook, datapackage_json
from inlmap.dataset.folder import data_folder


def add_commands(commands: Commands) -> None:
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
