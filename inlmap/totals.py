"""The documented amounts of a selection: which series fits it, and the Figures that follow.

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
    Exclusion,
    Figure,
    Record,
    add_records,
    grouped_by,
    records_by_series,
    series_rows,
)
from inlmap.references import REASON_SHARED, beyond
from inlmap.words import say, word

REASON_SPLIT = word(
    "No source splits the money by {filters}, so no amount can be stated for this selection."
)
REASON_INITIATIVES = word(
    "The initiatives count their money at different stages and over different years, so their "
    "amounts are not added. Choose one initiative to see its amount."
)
REASON_ONLY_SHARED = word(
    "No amount was found for this selection alone, only together with other countries."
)
REQUESTED = "requested"
REASON_NONE = word("No amount was found for this selection.")
UNSPLIT_FILTERS = {
    "goal": word("goal"),
    "theme": word("theme"),
    "agency": word("agency"),
    "assistance": word("kind of assistance"),
}


@cached(512)
def headline_figure(catalog: Catalog, selection: Selection) -> Figure:
    """Return the documented amount of a selection, from the headline series that fits it.

    A selection by initiative uses that initiative's own series, any other the country lines. Of
    several that fit, the one over the most of the chosen fiscal years is used; amounts of
    different series are never added. Lines that touch the selection and reach beyond it are
    among the exclusions.
    """
    reason = _no_amount_reason(selection)
    if reason:
        return Figure(None, reason)
    series_ids = _headline_series(catalog, selection)
    best = max(
        (_fitting(catalog, selection, key) for key in series_ids), key=_years_covered, default=()
    )
    if not best:
        beyond = [one.reason for key in series_ids for one in _beyond(catalog, selection, key)]
        return Figure(None, _missing_reason(catalog, selection, beyond))
    figure = add_records(catalog, best)
    exclusions = (*figure.exclusions, *_beyond(catalog, selection, figure.series_id))
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
    names = formats.listing([catalog.country_names[code] for code in missing], conjunction="or")
    return say("It holds no line for {countries}.", countries=names)


def _beyond(catalog: Catalog, selection: Selection, series_id: str) -> list[Exclusion]:
    """The records of a series that touch the selection but reach beyond it, with the reason."""
    first, last = selection.fy or (0, 9999)
    chosen = frozenset(selection.country)
    found = []
    for record in _headline_years(catalog, series_id):
        apart = record.fy_start > last or record.fy_end < first
        if apart or (chosen and chosen.isdisjoint(record.iso3)):
            continue
        if (chosen and not chosen.issuperset(record.iso3)) or not (
            first <= record.fy_start and record.fy_end <= last
        ):
            found.append(Exclusion(record.record_id, beyond(record, chosen)))
    return found


def _years_covered(records: Sequence[Record]) -> int:
    return len({y for record in records for y in range(record.fy_start, record.fy_end + 1)})


def _no_amount_reason(selection: Selection) -> str:
    split = [say(label) for name, label in UNSPLIT_FILTERS.items() if getattr(selection, name)]
    if split:
        return say(REASON_SPLIT, filters=formats.listing(split, conjunction="or"))
    return say(REASON_INITIATIVES) if len(selection.initiative) > 1 else ""


def _missing_reason(catalog: Catalog, selection: Selection, beyond: list[str]) -> str:
    if not selection.initiative:
        return say(REASON_ONLY_SHARED if say(REASON_SHARED) in beyond else REASON_NONE)
    rows = catalog.initiatives
    name = rows.loc[rows["initiative_id"] == selection.initiative[0], "short_name"].iloc[0]
    if selection.country:
        return say(
            "No source splits {initiative} money by country for this selection.", initiative=name
        )
    if beyond:
        return say(
            "No {initiative} amount was found for these years alone; the nearest {reaches}.",
            initiative=name,
            reaches=beyond[-1],
        )
    return say("No {initiative} amount was found for this selection.", initiative=name)


def _headline_series(catalog: Catalog, selection: Selection) -> list[str]:
    """Series ids in order of preference; alternates by country only where countries are chosen."""
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


def _fitting(catalog: Catalog, selection: Selection, series_id: str) -> tuple[Record, ...]:
    """The records of a series that lie wholly inside the chosen years and countries."""
    first, last = selection.fy or (0, 9999)
    chosen = frozenset(selection.country)
    return tuple(
        record
        for record in _headline_years(catalog, series_id)
        if first <= record.fy_start
        and record.fy_end <= last
        and (not chosen or (record.iso3 and chosen.issuperset(record.iso3)))
    )


def _headline_years(catalog: Catalog, series_id: str) -> tuple[Record, ...]:
    """The records of a series in the years for which it is the headline; all when it is not."""
    series = series_rows(catalog)[series_id]
    first = series["headline_from"] if isinstance(series["headline_from"], int) else 0
    last = series["headline_to"] if isinstance(series["headline_to"], int) else 9999
    records = records_by_series(catalog)[series_id]
    return tuple(r for r in records if first <= r.fy_start and r.fy_end <= last)


@cached(512)
def totals_by_year(catalog: Catalog, selection: Selection) -> tuple[Figure, ...]:
    """Return one Figure for each fiscal year and headline series of a selection, in year order.

    Years of different series stand beside each other; they do not continue one line.
    """
    if _no_amount_reason(selection):
        return ()
    figures: list[Figure] = []
    for series_id in _yearly_series(catalog, selection):
        records = _fitting(catalog, selection, series_id)
        yearly = grouped_by((r for r in records if r.span == 0), lambda record: record.fy_start)
        figures += [add_records(catalog, rows) for rows in yearly.values()]
    return tuple(sorted(figures, key=lambda figure: (figure.fy_start, figure.series_id)))


def _yearly_series(catalog: Catalog, selection: Selection) -> list[str]:
    if not selection.initiative:
        return _headline_series(catalog, selection)
    own = [
        row["series_id"]
        for row in series_rows(catalog).values()
        if row["initiative_id"] in selection.initiative and "year" in row["adds_over"]
    ]
    found = [key for key in own if _fitting(catalog, selection, key)]
    most = sorted(found, key=lambda key: -_years_covered(_fitting(catalog, selection, key)))
    return most[:1]


def figures_by_country(catalog: Catalog, selection: Selection) -> dict[str, Figure]:
    """Return one Figure per country, all of the same series, by ISO3.

    The amounts are those of the headline figure where it is given by country, else those of the
    initiative's own series by country; a line for several countries belongs to none of them.
    """
    if _no_amount_reason(selection):
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
        found = [_fitting(catalog, selection, key) for key in by_country]
        countries = [[r for r in rows if len(r.iso3) == 1] for rows in found]
        single = max(countries, key=_years_covered, default=[])
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
