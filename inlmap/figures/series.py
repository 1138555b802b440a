"""Which series may stand for a selection, and which of their records lie inside it.

Which of these series is used is chosen in :mod:`inlmap.figures.totals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import FIRST_YEAR, LAST_YEAR
from inlmap.figures.adding import (
    Exclusion,
    Record,
    add_records,
    records_by_series,
    series_rows,
)
from inlmap.words import say, word

REASON_SPLIT = word(
    "No source splits the money by {filters}, so no budget figure can be stated for this selection."
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


@cached()
def partner_countries(catalog: Catalog) -> frozenset[str]:
    """Return the ISO3 codes of the partner countries that ``members.csv`` names."""
    members = catalog.members
    return frozenset(members["iso3"][members["role"] == "partner"])


def is_of_partners(catalog: Catalog, record: Record) -> bool:
    """Return whether a record is of a partner country, of several countries, or of a region.

    Where no partner is named, every country counts.
    """
    partners = partner_countries(catalog)
    return not partners or not record.iso3 or not partners.isdisjoint(record.iso3)


def left_out_reason(catalog: Catalog, counted: Sequence[Record], left_out: Record) -> str:
    """Return why a record of a series was not counted beside others: found by adding it to them."""
    together = add_records(catalog, [*counted, left_out])
    for one in together.exclusions:
        if one.record_id == left_out.record_id:
            return one.reason
    countries = {code for record in counted for code in record.iso3}
    if not is_of_partners(catalog, left_out) and countries.isdisjoint(left_out.iso3):
        names = [catalog.country_names[code] for code in left_out.iso3]
        return say("not a partner country: {countries}", countries=formats.joined(names))
    return beyond_reason(left_out, countries)


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


@cached()
def default_series(catalog: Catalog) -> str:
    """Return the id of the headline series by country that is used where nothing is chosen.

    It is the newest that has a line for more than half of the partner countries, each by itself;
    where none has, the one with lines for most of them. Empty where there is no such series.
    """
    partners = partner_countries(catalog)
    held = {key: _single_countries(catalog, key) & partners for key in _country_series(catalog)}
    wide = [key for key, codes in held.items() if 2 * len(codes) > len(partners)]
    if wide:
        return max(wide, key=lambda key: headline_span(catalog, key)[::-1])
    return max(held, key=lambda key: (len(held[key]), headline_span(catalog, key)[1]), default="")


def series_of_years(catalog: Catalog, years: tuple[int, int]) -> str:
    """Return the id of the headline series by country whose headline years cover most of some.

    On a tie it is the later one; empty where none covers any of them.
    """

    def covered(key: str) -> int:
        first, last = headline_span(catalog, key)
        return min(last, years[1]) - max(first, years[0]) + 1

    found = [key for key in _country_series(catalog) if covered(key) > 0]
    return max(found, key=lambda key: (covered(key), headline_span(catalog, key)[1]), default="")


def headline_span(catalog: Catalog, series_id: str) -> tuple[int, int]:
    """Return the first and last year that a series is the headline for; open ends by its records.

    Raises ``ValueError`` for a series without records.
    """
    records = headline_years(catalog, series_id)
    row = series_rows(catalog)[series_id]
    first, last = row["headline_from"], row["headline_to"]
    return (
        first if isinstance(first, int) else min(record.fy_start for record in records),
        last if isinstance(last, int) else max(record.fy_end for record in records),
    )


def _country_series(catalog: Catalog) -> list[str]:
    found = headline_series(catalog, Selection())
    return [key for key in found if headline_years(catalog, key)]


def _single_countries(catalog: Catalog, series_id: str) -> frozenset[str]:
    records = headline_years(catalog, series_id)
    return frozenset(record.iso3[0] for record in records if len(record.iso3) == 1)


@cached()
def headline_years(catalog: Catalog, series_id: str) -> tuple[Record, ...]:
    """Return the records of a series in its headline years; all of one that is no headline."""
    series = series_rows(catalog)[series_id]
    first = series["headline_from"] if isinstance(series["headline_from"], int) else FIRST_YEAR
    last = series["headline_to"] if isinstance(series["headline_to"], int) else LAST_YEAR
    records = records_by_series(catalog)[series_id]
    return tuple(r for r in records if first <= r.fy_start and r.fy_end <= last)
