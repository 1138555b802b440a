"""The commands for official foreign-aid files, ``import-foreignassistance`` and ``revisions``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from inlmap.commands import command
from inlmap.dataset.boundaries import COUNTRIES, read_layer
from inlmap.dataset.cells import KIND_CHECKS, is_printable
from inlmap.dataset.folder import SHIPPED_DATA
from inlmap.dataset.schema import FUNDING
from inlmap.errors import DataError, Fault
from inlmap.formats import shorten
from inlmap.ledger.layouts import GROUPS
from inlmap.ledger.official_files import opened
from inlmap.ledger.printed import dollars_and_cents, millions
from inlmap.ledger.recipients import Recipients, recipients_of
from inlmap.ledger.revisions import report
from inlmap.ledger.table_writer import Edition, edition_of, tables, write_tables
from inlmap.ledger.tally import WITHOUT_AMOUNT, Gap, Sum, Tally, sum_of, tally

PORTAL = "https://foreignassistance.gov/data"
LONGEST_EDITION = 80


@dataclass(frozen=True)
class Reading:
    """An official file read to its end: what was added up, and from where."""

    kind: str
    group: str
    titles: tuple[str, ...]
    tally: Tally


@dataclass(frozen=True)
class Import:
    """What an import is asked for."""

    file: Path
    folder: Path
    edition: str
    retrieved: date | None
    url: str
    replace: bool
    by: str | None


grouped = click.option(
    "--by",
    type=click.Choice(GROUPS),
    help="add up by account (default, where present) or by sector",
)


@command(
    "import-foreignassistance",
    "read an official file of ForeignAssistance.gov or Foreign Aid Explorer",
)
@click.argument("file", type=Path, metavar="FILE", help="CSV, .xlsx or a zip of one")
@click.argument("folder", type=Path, metavar="DIR", help="the folder to write")
@click.option("--edition", default="", metavar="EDITION", help="edition (default: from the file)")
@click.option(
    "--retrieved", type=date.fromisoformat, metavar="YYYY-MM-DD", help="day of the download"
)
@click.option("--url", default=PORTAL, metavar="URL", help=f"address (default: {PORTAL})")
@click.option("--replace", is_flag=True, help="replace tables of DIR")
@grouped
def import_official(**asked: Any) -> str:
    """Write the tables of an official file and return the reconciliation in words.

    Raises :class:`~inlmap.errors.DataError`.
    """
    options = Import(**asked)
    _check_options(options)
    found = _read(options.file, options.by, _recipients(options.folder))
    last_year = max((line.period[:4] for line in found.tally.kept), default="")
    edition = Edition(
        kind=found.kind,
        file=shorten(options.file.name),
        edition=options.edition or edition_of(options.file.name, found.titles, last_year),
        retrieved=str(options.retrieved or _modified(options.file)),
        url=options.url,
        group=found.group,
    )
    lines = [f"{edition.file}: {found.kind}, {edition.words}", *balance(found.tally)]
    if not found.tally.kept:
        remedy = "\n".join(["has no amount of this region; nothing was written", *lines])
        raise DataError([Fault(edition.file, 0, "", "", remedy)])
    rows = tables(found.tally, edition)
    write_tables(options.folder, rows, options.replace)
    return "\n".join([*lines, f"{len(rows[FUNDING]):,} amounts written to {options.folder}"])


@command("revisions", "print what a new edition of an official file restates")
@click.argument("old", type=Path, metavar="OLD", help="the earlier edition")
@click.argument("new", type=Path, metavar="NEW", help="the later edition")
@grouped
def compare(old: Path, new: Path, by: str | None) -> str:
    """Return what the new edition restates, in words.

    Raises :class:`~inlmap.errors.DataError`.
    """
    recipients = _recipients(SHIPPED_DATA)
    earlier, later = (_read(path, by, recipients) for path in (old, new))
    if (earlier.kind, earlier.group) != (later.kind, later.group):
        remedy = (
            f"is {later.kind} by {later.group}, and {old.name} is {earlier.kind} by "
            f"{earlier.group}; compare two editions of one kind"
        )
        raise DataError([Fault(new.name, 0, "", "", remedy)])
    return report(earlier.tally, later.tally)


def balance(found: Tally) -> Iterator[str]:
    """Yield the lines of the reconciliation: everything listed, then read = written + the rest."""
    by_size = sorted(found.listed.items(), key=lambda item: (-abs(item[1].micro), item[0]))
    for gap, amount in by_size:
        place = f", first in row {found.first[gap]:,}" if gap in found.first else ""
        yield f"not mapped: {gap.reason}: {gap.shown}: {_counted(amount, gap)}{place}"
    written = sum_of(found.kept.values())
    yield f"{'read':<22}{_counted(found.read)}"
    yield f"{'= written':<22}{_counted(written)} ({millions(written.micro)} million)"
    yield f"{'+ not mapped':<22}{_counted(sum_of(found.listed.values()))}"
    yield f"{'+ outside the region':<22}{_counted(found.outside)}"


def _counted(amount: Sum, gap: Gap | None = None) -> str:
    rows = f"{amount.rows:,} row{'' if amount.rows == 1 else 's'}"
    unknown = gap is not None and gap.reason in WITHOUT_AMOUNT
    return f"{'no amount' if unknown else dollars_and_cents(amount.micro)} in {rows}"


def _check_options(options: Import) -> None:
    is_address, remedy = KIND_CHECKS["address"]
    faults = [] if is_address(options.url) else [Fault("--url", 0, "", options.url, remedy)]
    if not is_printable(options.edition) or len(options.edition) > LONGEST_EDITION:
        remedy = f"is no edition (up to {LONGEST_EDITION} printable characters)"
        faults.append(Fault("--edition", 0, "", options.edition, remedy))
    if options.folder.resolve() == SHIPPED_DATA:
        remedy = "is the shipped data, which is not replaced; choose another folder"
        faults.append(Fault(options.folder.name, 0, "", "", remedy))
    if faults:
        raise DataError(faults)


def _recipients(folder: Path) -> Recipients:
    """Return the recipients of a folder's own boundaries, else of the shipped ones."""
    source = folder if (folder / COUNTRIES.file).is_file() else SHIPPED_DATA
    countries, faults = read_layer(source, COUNTRIES)
    if countries is None or faults:
        raise DataError(faults)
    return recipients_of(zip(countries["iso3"], countries["name"], countries["role"], strict=True))


def _read(path: Path, by: str | None, recipients: Recipients) -> Reading:
    with opened(path) as file, _progress(path) as step:
        if by and by not in file.layout.places:
            remedy = f"is not in this file ({file.layout.kind}); leave out --by {by}"
            raise DataError([Fault(path.name, 0, by, "", remedy)])
        group = file.layout.group(by)
        found = tally(file, recipients, group, step)
        return Reading(file.layout.kind, group, file.titles, found)


@contextmanager
def _progress(path: Path) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how much of a file was read."""
    size, hidden = path.stat().st_size, not sys.stderr.isatty()
    bar = click.progressbar(length=size, label=shorten(path.name), file=sys.stderr, hidden=hidden)
    with bar:
        yield lambda position: bar.update(position - bar.pos)


def _modified(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
