"""The headings of official foreign-aid files: which column is which, in every vintage.

A heading counts by its letters and digits alone, so ``Current Dollar Amount``,
``current_dollar_amount`` and ``CURRENT DOLLAR AMOUNT`` are one. Amounts in constant dollars are
never taken for nominal ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from inlmap.errors import DataError, Fault

Row = list[str]
Cells = tuple[str, ...]

# Spellings of the Foreign Aid Explorer (to 2021), of ForeignAssistance.gov and of the Greenbook.
HEADINGS: dict[str, tuple[str, ...]] = {
    "country": ("country name", "country"),
    "code": ("country code",),
    "region": ("region name", "region"),
    "year": ("fiscal year",),
    "type": ("transaction type name", "transaction type"),
    "amount": (
        "current dollar amount",
        "current amount",
        "obligations (historical dollars)",
        "obligations (current dollars)",
    ),
    "account": ("funding account name", "funding account", "account name"),
    "sector": (
        "us sector name",
        "usg sector name",
        "international sector name",
        "dac sector name",
    ),
}
RANKED = ("sector",)  # several may stand in one file; the first of the list is read
CONSTANT = ("constant dollar amount", "constant amount", "obligations (constant dollars)")
ALWAYS = ("country", "region", "year", "amount")
GREENBOOK, TRANSACTIONS, ACCOUNTS, COUNTRIES = (
    "Greenbook",
    "complete transactions",
    "accounts by country",
    "country summary",
)
ACTIVITY_HEADINGS = ("activity id", "activity name", "managing agency name")
LEAST_KNOWN = 2  # a row that names as many of the columns above is a heading
GROUPS = ("account", "sector")


@dataclass(frozen=True)
class Layout:
    """Where an official file keeps what: its kind, its width and the place of each column."""

    kind: str
    width: int
    places: dict[str, int]

    def group(self, wanted: str | None) -> str:
        """Return what amounts are grouped by: ``account``, ``sector`` or ``all``."""
        if wanted:
            return wanted
        return next((name for name in GROUPS if name in self.places), "all")

    def cells(self, group: str) -> Callable[[Row], Cells]:
        """Return what takes country, code, region, year, group, type and amount from a row.

        The row must hold one empty cell more than the heading; a column that the file lacks
        is read there.
        """
        names = ("country", "code", "region", "year", group, "type", "amount")
        return itemgetter(*(self.places.get(name, self.width) for name in names))


def plain_heading(heading: str) -> str:
    """Return a heading as lower-case letters and digits alone."""
    return re.sub(r"[\W_]", "", heading.casefold())


def is_heading(row: Sequence[str]) -> bool:
    """Return whether a row names at least two of the columns that every official file has."""
    found = {plain_heading(cell) for cell in row}
    spellings = [{plain_heading(name) for name in (*HEADINGS[field],)} for field in ALWAYS]
    return sum(bool(found & known) for known in spellings) >= LEAST_KNOWN


def layout_of(heading: Sequence[str], file: str, row: int) -> Layout:
    """Return the layout that a heading describes.

    Raises :class:`~inlmap.errors.DataError` that names every missing, repeated or doubtful column.
    """
    found = [plain_heading(cell) for cell in heading]
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for field in HEADINGS:
        present = _present(field, found)
        places |= {field: found.index(present[0])} if present else {}
        faults += _doubts(field, present, found, file, row)
    if not faults and "type" not in places and not _says_obligations(found[places["amount"]]):
        remedy = "is missing; without it the stage of the money is not known"
        faults.append(Fault(file, row, "Transaction Type Name", "", remedy))
    if faults:
        raise DataError(faults)
    return Layout(_kind(found, places), len(heading), places)


def _present(field: str, found: Sequence[str]) -> list[str]:
    return [plain_heading(name) for name in HEADINGS[field] if plain_heading(name) in found]


def _doubts(
    field: str, present: list[str], found: Sequence[str], file: str, row: int
) -> list[Fault]:
    title = HEADINGS[field][0].title()
    if not present and field in ALWAYS:
        constant = field == "amount" and any(plain_heading(name) in found for name in CONSTANT)
        advice = "; constant dollars are not read in its place" if constant else ""
        named = " or ".join(f'"{name.title()}"' for name in HEADINGS[field])
        return [Fault(file, row, title, "", f"is missing; one column must be {named}{advice}")]
    if len(present) > 1 and field not in RANKED:
        remedy = "stands under two headings; keep one of the columns"
        return [Fault(file, row, title, ", ".join(present), remedy)]
    if present and found.count(present[0]) > 1:
        return [Fault(file, row, title, "", "stands twice in the heading; keep one")]
    return []


def _says_obligations(amount_heading: str) -> bool:
    return amount_heading.startswith("obligations")


def _kind(found: Sequence[str], places: dict[str, int]) -> str:
    if _says_obligations(found[places["amount"]]):
        return GREENBOOK
    if any(plain_heading(name) in found for name in ACTIVITY_HEADINGS):
        return TRANSACTIONS
    return ACCOUNTS if "account" in places else COUNTRIES
