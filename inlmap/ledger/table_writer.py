"""Write what an official foreign-aid file says of this region as tables of a data folder.

An import is an alternate series: it never becomes the headline by itself.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from inlmap.dataset.cells import defuse
from inlmap.dataset.schema import FUNDING, LARGEST_AMOUNT_USD_MILLIONS, SERIES, SOURCES, Table
from inlmap.errors import DataError, Fault
from inlmap.formats import shorten
from inlmap.ledger.printed import MICRO, TRANSITION, millions
from inlmap.ledger.recipients import COUNTRY
from inlmap.ledger.tally import Line, Sum, Tally, sum_of

WRITTEN_TABLES = (FUNDING, SERIES, SOURCES)
STAGE_CODES = {"obligated": "OBL", "disbursed": "DIS", "appropriated": "APP", "requested": "REQ"}
LONGEST_SLUG = 60
LONGEST_LOCATOR = 1_000
NUMBERS = ("fy_start", "fy_end", "amount_usd_millions")
TRANSITION_NOTE = (
    "Transition quarter of July to September 1976, no fiscal year; never part of FY1976."
)
RULE = (
    "This series does not give the headline figure because it was imported: an imported series "
    "never becomes the headline by itself."
)
NET = (
    "Net amounts: negative ones are money taken back, and the last years may still change with "
    "late reports."
)
CAUTIONS = {
    "obligated": NET,
    "disbursed": NET,
    "appropriated": "Budget figures, also planned ones; no money that was obligated or paid out.",
    "requested": "What the President asked Congress for; no money that was granted.",
}

SOURCE_ID = "FA"
DATES = (
    (r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)", "%Y-%m-%d"),
    (r"(?<!\d)(?:19|20)\d\d_\d\d_\d\d(?!\d)", "%Y_%m_%d"),
    (r"(?<!\d)(?:19|20)\d{6}(?!\d)", "%Y%m%d"),
    (r"[A-Z][a-z]+ \d{1,2}, (?:19|20)\d\d", "%B %d, %Y"),
)
TableRow = dict[str, str]


def tables(tally: Tally, edition: Edition) -> dict[Table, list[TableRow]]:
    """Return the rows of funding.csv, series.csv and sources.csv, in a fixed order.

    Raises :class:`~inlmap.errors.DataError` for an amount that the schema does not allow.
    """
    lines = sorted(tally.kept)
    faults = [fault for line in lines for fault in _amount_faults(line, tally.kept[line], edition)]
    if faults:
        raise DataError(faults)
    ids = _record_ids(lines)
    funding = [_funding_row(line, ids[line], tally) for line in lines]
    _check(funding, tally)
    sets = sorted({(line.stage, line.period == TRANSITION) for line in lines})
    series = [_series_row(*each, lines=lines, edition=edition) for each in sets]
    return {FUNDING: funding, SERIES: series, SOURCES: [source_row(edition)]}


def write_tables(folder: Path, rows: dict[Table, list[TableRow]], replace: bool) -> None:
    """Write tables into a folder, which is made when it is missing.

    Raises :class:`~inlmap.errors.DataError` when one is there already and not to be replaced.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        present = [table.file for table in rows if _has_content(folder / table.file)]
        if present and not replace:
            remedy = f"is in {folder.resolve().name}/ already; choose another folder or --replace"
            raise DataError([Fault(name, 0, "", "", remedy) for name in present])
        for table, found in rows.items():
            _write_table(folder / f"{table.file}.part", table, found)
        for table in rows:
            (folder / f"{table.file}.part").replace(folder / table.file)
    except OSError as error:
        remedy = f"cannot be written ({error.strerror})"
        raise DataError([Fault(folder.name, 0, "", "", remedy)]) from error


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _write_table(path: Path, table: Table, rows: Iterable[TableRow]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.column_names, restval="", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            cells = {name: cell if name in NUMBERS else defuse(cell) for name, cell in row.items()}
            writer.writerow(cells)


def _amount_faults(line: Line, amount: Sum, edition: Edition) -> Iterator[Fault]:
    if abs(amount.micro) > LARGEST_AMOUNT_USD_MILLIONS * MICRO * MICRO:
        remedy = f"is over 100,000 million dollars: {', '.join(_written_as(line))}"
        yield Fault(edition.file, 0, "amount", millions(amount.micro), remedy)


def _written_as(line: Line) -> tuple[str, ...]:
    return line.recipient.key, line.period, line.account, line.stage


def _slug(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "-", letters.upper()).strip("-")[:LONGEST_SLUG].strip("-") or "X"


def _record_ids(lines: Iterable[Line]) -> dict[Line, str]:
    """Return a readable key of each line, such as FA-OBL-HND-2012-INCLE; like ones are counted."""
    ids: dict[Line, str] = {}
    used: set[str] = set()
    counts: Counter[str] = Counter()
    for line in lines:
        parts = (
            STAGE_CODES[line.stage],
            _slug(line.recipient.key),
            line.period,
            _slug(line.account),
        )
        base = "-".join((SOURCE_ID, *parts))
        key = base
        counts[base] += 1
        while key in used:
            key = f"{base}-{counts[base]}"
            counts[base] += key in used
        used.add(key)
        ids[line] = key
    return ids


def _series_id(stage: str, transition: bool) -> str:
    return f"fa-{stage}-1976tq" if transition else f"fa-{stage}"


def _funding_row(line: Line, record_id: str, tally: Tally) -> TableRow:
    amount, transition = tally.kept[line], line.period == TRANSITION
    counted = f"Sum of {amount.rows:,} rows of the file." if amount.rows > 1 else ""
    printed = "; ".join(name for name in tally.accounts[line] if name)
    locator = ", ".join(("/".join(tally.names[line.recipient]), line.period, printed or "all"))
    return {
        "record_id": record_id,
        "series_id": _series_id(line.stage, transition),
        "iso3": line.recipient.key if line.recipient.status == COUNTRY else "",
        "recipient": shorten(" / ".join(tally.names[line.recipient]), LONGEST_LOCATOR),
        "fy_start": line.period[:4],
        "fy_end": line.period[:4],
        "account": line.account,
        "stage": line.stage,
        "amount_usd_millions": millions(amount.micro),
        "basis": "derived" if amount.rows > 1 else "printed",
        "source_id": SOURCE_ID,
        "source_locator": shorten(locator, LONGEST_LOCATOR),
        "note": " ".join(filter(None, (counted, TRANSITION_NOTE if transition else ""))),
    }


def _check(funding: Iterable[TableRow], tally: Tally) -> None:
    written = sum((Decimal(row["amount_usd_millions"]) for row in funding), Decimal(0))
    if written * MICRO * MICRO != sum_of(tally.kept.values()).micro:
        raise ArithmeticError(f"{written} million was written, not what was kept")


def _series_row(
    stage: str, transition: bool, *, lines: Iterable[Line], edition: Edition
) -> TableRow:
    years = [
        line.period[:4]
        for line in lines
        if line.stage == stage and (line.period == TRANSITION) == transition
    ]
    over = "transition quarter 1976" if transition else f"FY{min(years)}-FY{max(years)}"
    by = "country" if edition.group == "all" else f"country and {edition.group}"
    dimensions = ["country", *(["account"] if edition.group != "all" else [])]
    key = _series_id(stage, transition)
    return {
        "series_id": key,
        "family": key,
        "title": f"{stage.title()} by {by}, {over} ({edition.kind}, {edition.words})",
        "source_id": SOURCE_ID,
        "stage": stage,
        "scope": "country",
        "adds_over": ";".join(dimensions if transition else [*dimensions, "year"]),
        "headline": "alternate",
        "caution": f"{TRANSITION_NOTE} {CAUTIONS[stage]}" if transition else CAUTIONS[stage],
        "rule": RULE,
    }


@dataclass(frozen=True)
class Edition:
    """Which official file was read: its kind, name, edition, address and day of retrieval."""

    kind: str
    file: str
    edition: str
    retrieved: str
    url: str
    group: str

    @property
    def words(self) -> str:
        """The words that name the edition."""
        return f"edition {self.edition}"


def edition_of(file: str, titles: Iterable[str], last_year: str) -> str:
    """Return the edition: a date in the file name or in the lines above the heading.

    Dates are written 2024-12-19, 20241219 or December 19, 2024. Without one, the edition is the
    last fiscal year that was kept.
    """
    for text in (file, *titles):
        found = _date_in(text)
        if found:
            return found
    return f"with data to FY{last_year}" if last_year else "not stated"


def _date_in(text: str) -> str:
    for pattern, form in DATES:
        match = re.search(pattern, text)
        with suppress(ValueError):
            if match:
                return str(datetime.strptime(match[0], form).date())  # noqa: DTZ007 (no time)
    return ""


def source_row(edition: Edition) -> TableRow:
    """Return the row of sources.csv for an edition."""
    dated = re.fullmatch(r"\d{4}-\d\d-\d\d", edition.edition)
    return {
        "source_id": SOURCE_ID,
        "title": f"U.S. foreign assistance, {edition.kind} ({edition.file})",
        "publisher": "U.S. Government, ForeignAssistance.gov and Foreign Aid Explorer",
        "number": edition.words,
        "date": edition.edition if dated else "",
        "url": edition.url,
        "accessed": edition.retrieved,
        "license": "U.S. Government work",
    }
