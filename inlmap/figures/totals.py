"""The documented amounts of a selection: in all, by year and by country, each from one series.

Where no series fits, there is no amount, and the Figure says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import (
    Figure,
    Record,
    add_records,
    grouped_by,
    records_by_series,
    series_rows,
)
from inlmap.figures.series import (
    REASON_SHARED,
    REQUESTED,
    headline_series,
    no_amount_reason,
    records_beyond,
    records_inside,
    years_covered,
)
from inlmap.words import say, word

REASON_ONLY_SHARED = word(
    "No amount was found for this selection alone, only together with other countries."
)
REASON_NONE = word("No amount was found for this selection.")


@cached(512)
def headline_figure(catalog: Catalog, selection: Selection) -> Figure:
    """Return the documented amount of a selection, from the headline series that fits it.

    A selection by initiative uses that initiative's own series, any other the country lines. Of
    several that fit, the one over the most of the chosen fiscal years is used; amounts of
    different series are never added. Lines that touch the selection and reach beyond it are
    among the exclusions.
    """
    reason = no_amount_reason(selection)
    if reason:
        return Figure(None, reason)
    series_ids = headline_series(catalog, selection)
    best = max(
        (records_inside(catalog, selection, key) for key in series_ids),
        key=years_covered,
        default=(),
    )
    if not best:
        reasons = [
            one.reason for key in series_ids for one in records_beyond(catalog, selection, key)
        ]
        return Figure(None, _missing_reason(catalog, selection, reasons))
    figure = add_records(catalog, best)
    exclusions = (*figure.exclusions, *records_beyond(catalog, selection, figure.series_id))
    return replace(
        figure,
        caution=" ".join(filter(None, (figure.caution, _not_covered(catalog, selection, best)))),
        exclusions=tuple(sorted(exclusions, key=lambda one: one.record_id)),
    )


def _not_covered(catalog: Catalog, selection: Selection, counted: Sequence[Record]) -> str:
    """Name the chosen countries of which the amount holds nothing."""
    covered = {code for record in counted for code in record.iso3}
    missing = [code for code in selection.country if code not in covered]
    if not missing:
        return ""
    names = formats.joined([catalog.country_names[code] for code in missing], conjunction="or")
    return say("It holds no line for {countries}.", countries=names)


def _missing_reason(catalog: Catalog, selection: Selection, reasons: list[str]) -> str:
    if not selection.initiative:
        return say(REASON_ONLY_SHARED if say(REASON_SHARED) in reasons else REASON_NONE)
    rows = catalog.initiatives
    name = rows.loc[rows["initiative_id"] == selection.initiative[0], "short_name"].iloc[0]
    if selection.country:
        return say(
            "No source splits {initiative} money by country for this selection.", initiative=name
        )
    if reasons:
        return say(
            "No {initiative} amount was found for these years alone; the nearest {reaches}.",
            initiative=name,
            reaches=reasons[-1],
        )
    return say("No {initiative} amount was found for this selection.", initiative=name)


@cached(512)
def totals_by_year(catalog: Catalog, selection: Selection) -> tuple[Figure, ...]:
    """Return one Figure for each fiscal year and headline series of a selection, in year order.

    Years of different series stand beside each other; they do not continue one line.
    """
    if no_amount_reason(selection):
        return ()
    figures: list[Figure] = []
    for series_id in _yearly_series(catalog, selection):
        records = records_inside(catalog, selection, series_id)
        yearly = grouped_by((r for r in records if r.span == 0), lambda record: record.fy_start)
        figures += [add_records(catalog, rows) for rows in yearly.values()]
    return tuple(sorted(figures, key=lambda figure: (figure.fy_start, figure.series_id)))


def _yearly_series(catalog: Catalog, selection: Selection) -> list[str]:
    if not selection.initiative:
        return headline_series(catalog, selection)
    own = [
        row["series_id"]
        for row in series_rows(catalog).values()
        if row["initiative_id"] in selection.initiative and "year" in row["adds_over"]
    ]
    found = [key for key in own if records_inside(catalog, selection, key)]
    most = sorted(found, key=lambda key: -years_covered(records_inside(catalog, selection, key)))
    return most[:1]


def figures_by_country(catalog: Catalog, selection: Selection) -> dict[str, Figure]:
    """Return one Figure per country, all of the same series, by ISO3.

    The amounts are those of the headline figure where it is given by country, else those of the
    initiative's own series by country; a line for several countries belongs to none of them.
    """
    if no_amount_reason(selection):
        return {}
    headline = headline_figure(catalog, selection)
    counted = frozenset(headline.record_ids)
    records = [
        r for r in records_by_series(catalog).get(headline.series_id, ()) if r.record_id in counted
    ]
    single = [record for record in records if len(record.iso3) == 1]
    if not single and selection.initiative:
        by_country = [
            row["series_id"]
            for row in series_rows(catalog).values()
            if row["initiative_id"] in selection.initiative
            and "country" in row["adds_over"]
            and row["stage"] != REQUESTED
        ]
        found = [records_inside(catalog, selection, key) for key in by_country]
        countries = [[r for r in rows if len(r.iso3) == 1] for rows in found]
        single = max(countries, key=years_covered, default=[])
    grouped = grouped_by(single, lambda record: record.iso3[0])
    return {iso3: add_records(catalog, grouped[iso3]) for iso3 in sorted(grouped)}


@cached(64)
def published_figures(catalog: Catalog, initiative_id: str) -> tuple[tuple[Record, Figure], ...]:
    """Return every amount that sources tie to an initiative as a whole, each one by itself.

    Parts of another amount are left out; what remains overlaps and is not to be added.
    """
    series = [r["series_id"] for r in series_rows(catalog).values()]
    records = [
        record
        for key in series
        for record in records_by_series(catalog)[key]
        if record.initiative_id == initiative_id and not record.part_of
    ]
    ordered = sorted(records, key=lambda record: (record.fy_start, record.fy_end))
    return tuple((record, add_records(catalog, (record,))) for record in ordered)


@dataclass(frozen=True)
class Family:
    """Series of one source and stage whose accounts may be stacked beside each other."""

    family: str
    label: str
    figures: tuple[tuple[str, Figure], ...]  # (account, figure of one fiscal year)


def families_of_country(catalog: Catalog, iso3: str) -> tuple[Family, ...]:
    """Return, per family of additive country series, a country's amounts by account and year.

    Requests come last: they are not money given. Within one family the years differ, the stage and
    the source do not.
    """
    lines: dict[str, list[Record]] = {}
    for row in series_rows(catalog).values():
        if row["scope"] == "country" and "year" in row["adds_over"]:
            records = records_by_series(catalog)[row["series_id"]]
            lines.setdefault(row["family"], []).extend(
                record for record in records if record.iso3 == (iso3,) and record.span == 0
            )
    found = [_family(catalog, family, records) for family, records in lines.items() if records]
    return tuple(sorted(found, key=lambda family: family.figures[0][1].stage == REQUESTED))


def _family(catalog: Catalog, family: str, records: list[Record]) -> Family:
    grouped = grouped_by(
        records, lambda record: (record.fy_start, record.account, record.series_id)
    )
    figures = tuple((key[1], add_records(catalog, grouped[key])) for key in sorted(grouped))
    first = figures[0][1]
    publisher = first.title.rpartition("(")[2].rstrip(")")
    last = max(figure.fy_end for _, figure in figures)
    stage = formats.capitalized(say(first.stage))
    label = f"{stage}, {formats.years(first.fy_start, last)} ({publisher})"
    return Family(family, label, figures)
