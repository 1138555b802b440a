"""Which country is or was in which initiative.

It stands alone because coverage, measures and profiles all begin with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog


@dataclass(frozen=True)
class Membership:
    """A country in an initiative: role, and the years when a source gives them."""

    initiative_id: str
    initiative: str
    iso3: str
    role: str
    start: int | None
    end: int | None
    note: str

    def holds_in(self, year: int | None) -> bool:
        """Return whether it is documented for a year; an end that no source gives is open."""
        return year is None or ((self.start or year) <= year <= (self.end or year))

    @property
    def years(self) -> str:
        """The years as shown: ``2008–2009``, ``since 2010``, ``until 2009``, or nothing."""
        return formats.calendar_years(self.start, self.end, ongoing=True)


@cached()
def memberships(catalog: Catalog) -> tuple[Membership, ...]:
    """Return every membership, in the order of the initiatives and of the table."""
    rows = catalog.members.merge(
        catalog.initiatives[["initiative_id", "name", "sort_order"]],
        on="initiative_id",
        validate="many_to_one",
    ).sort_values("sort_order", kind="stable")
    return tuple(
        Membership(
            row["initiative_id"],
            row["name"],
            row["iso3"],
            row["role"],
            _year(row["from"]),
            _year(row["to"]),
            row["note"],
        )
        for row in rows.to_dict("records")
    )


def _year(value: object) -> int | None:
    return value if isinstance(value, int) else None  # a missing year is not an int
