"""Which series may stand for a selection, and which of their records lie inside it.

Which of these series is used is chosen in :mod:`inlmap.figures.totals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import FIRST_YEAR, LAST_YEAR
from inlmap.figures.adding import (
    Exclusion,
    Record,
    records_by_series,
    series_rows,
)
from inlmap.words import say, word

REASON_SPLIT = word(
    "No source splits the money by {filters}, so no amount can be stated for this selection."
)
REASON_INITIATIVES = word(
    "The initiatives count their money at different stages and over different years, so their "
    "amounts are not added. Choose one initiative to see its amount."
)
REQUESTED = "requested"
UNSPLIT_FILTERS = {
    "goal": word("goal"),
    "theme": word("theme"),
    "agency": word("agency"),
    "assistance": word("kind of assistance"),
}
REASON_SHARED = word("covers other countries too")
Reach = Literal["inside", "beyond", "apart"]


def reach(record: Record, selection: Selection) -> Reach:
    """Return where a record lies under the fiscal years and countries of a selection.

    It is ``inside`` when it lies within both, ``apart`` when it has no year or no country in
    common with them, and else ``beyond``. Initiative and other filters do not count here.
    """
    first, last = selection.fy or (FIRST_YEAR, LAST_YEAR)
    chosen = frozenset(selection.country)
    if record.fy_start > last or record.fy_end < first:
        return "apart"
    if chosen and chosen.isdisjoint(record.iso3):
        return "apart"
    within = first <= record.fy_start and record.fy_end <= last
    return "inside" if within and (not chosen or chosen.issuperset(record.iso3)) else "beyond"


def beyond_reason(record: Record, countries: Iterable[str]) -> str:
    """Return the reason for leaving out a record that reaches beyond a selection.

    ``countries`` are the chosen ones; without any, only the years can reach beyond.
    """
    chosen = set(countries)
    if chosen and not chosen.issuperset(record.iso3):
        return say(REASON_SHARED)
    years = formats.years(record.fy_start, record.fy_end)
    return say("covers {years}, which reaches beyond the chosen years", years=years)


def records_inside(catalog: Catalog, selection: Selection, series_id: str) -> tuple[Record, ...]:
    """Return the records of a series that lie wholly inside the chosen years and countries."""
    records = headline_years(catalog, series_id)
    return tuple(record for record in records if reach(record, selection) == "inside")


def records_beyond(catalog: Catalog, selection: Selection, series_id: str) -> list[Exclusion]:
    """Return the records of a series that touch the selection and reach beyond it, and why."""
    return [
        Exclusion(record.record_id, beyond_reason(record, selection.country))
        for record in headline_years(catalog, series_id)
        if reach(record, selection) == "beyond"
    ]


def years_covered(records: Sequence[Record]) -> int:
    """Return how many different fiscal years some records cover."""
    return len({y for record in records for y in range(record.fy_start, record.fy_end + 1)})


def split_reason(selection: Selection) -> str:
    """Return why the filters leave no amount: no source splits money by them; else nothing."""
    split = [say(label) for name, label in UNSPLIT_FILTERS.items() if getattr(selection, name)]
    if not split:
        return ""
    return say(REASON_SPLIT, filters=formats.joined(split, conjunction="or"))


def no_amount_reason(selection: Selection) -> str:
    """Return why a selection can have no single amount, whatever the data; else nothing."""
    if len(selection.initiative) > 1:
        return split_reason(selection) or say(REASON_INITIATIVES)
    return split_reason(selection)


def headline_series(catalog: Catalog, selection: Selection) -> list[str]:
    """Return series ids in order of preference; alternates only where countries are chosen."""
    rows = series_rows(catalog).values()
    if not selection.initiative:
        return [
            row["series_id"]
            for row in rows
            if row["scope"] == "country" and row["headline"] == "headline"
        ]
    own = [row for row in rows if row["initiative_id"] in selection.initiative]
    headline = [row for row in own if row["headline"] == "headline"]
    if not selection.country:
        return [row["series_id"] for row in headline if row["scope"] != "country"]
    given = [row for row in own if row["stage"] != REQUESTED]  # a request is not money given
    alternates = [row for row in given if row["headline"] == "alternate"]
    by_country = [row for row in alternates if "country" in row["adds_over"]]
    return [row["series_id"] for row in (*headline, *by_country)]


def headline_years(catalog: Catalog, series_id: str) -> tuple[Record, ...]:
    """Return the records of a series in its headline years; all of one that is no headline."""
    series = series_rows(catalog)[series_id]
    first = series["headline_from"] if isinstance(series["headline_from"], int) else FIRST_YEAR
    last = series["headline_to"] if isinstance(series["headline_to"], int) else LAST_YEAR
    records = records_by_series(catalog)[series_id]
    return tuple(r for r in records if first <= r.fy_start and r.fy_end <= last)
