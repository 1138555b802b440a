"""The one place where amounts are added; every total is a Figure that says what it is made of.

Amounts are added within one series only. What does not belong in the sum is listed with its
reason; where no series fits a selection there is no amount, and the Figure says why.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from inlmap import formats
from inlmap.catalog import Catalog
from inlmap.cells import split_list
from inlmap.errors import AddingError
from inlmap.selection import Selection

REASON_SPLIT = (
    "No source splits the money by {filters}, so no amount can be stated for this selection."
)
REASON_INITIATIVES = (
    "The initiatives count their money at different stages and over different years, so their "
    "amounts are not added. Choose one initiative to see its amount."
)
REASON_NONE = "No amount was found for this selection."
ISO3_LENGTH = 3
UNSPLIT_FILTERS = {
    "goal": "goal",
    "theme": "theme",
    "agency": "agency",
    "assistance": "kind of assistance",
}


@dataclass(frozen=True)
class Exclusion:
    """A record of the series that was not counted, and why."""

    record_id: str
    reason: str


@dataclass(frozen=True)
class Figure:
    """An amount with everything a reader needs to quote it.

    ``value`` is in millions of nominal U.S. dollars, or ``None`` with a ``reason``. Each record of
    the series that touches the selection is in ``record_ids`` or in ``exclusions``, never in both.
    """

    value: float | None
    reason: str = ""
    stage: str = ""
    fy_start: int = 0
    fy_end: int = 0
    series_id: str = ""
    title: str = ""
    caution: str = ""
    source_ids: tuple[str, ...] = ()
    record_ids: tuple[str, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()

    @property
    def years(self) -> str:
        """The fiscal years the value covers, as shown."""
        return formats.years(self.fy_start, self.fy_end)

    @property
    def in_words(self) -> str:
        """The value with unit, stage and years, or ``no amount documented``."""
        if self.value is None:
            return "no amount documented"
        return f"{formats.dollars(self.value)} {self.stage}, {self.years}"


def add_records(catalog: Catalog, records: pd.DataFrame) -> Figure:
    """Return the sum of ``records`` (rows of ``catalog.funding``) as a Figure.

    Raises :class:`~inlmap.errors.AddingError` when they are of more than one series. A part is
    not counted beside its whole, nor a range of years beside its years; in a series that never
    adds, the record over the most years stands for all.
    """
    series_ids = records["series_id"].unique()
    if len(series_ids) != 1:
        raise AddingError(f"amounts of {len(series_ids)} series cannot be added; choose one")
    series = catalog.series.set_index("series_id").loc[series_ids[0]]
    counted, exclusions = _without_overlaps(records, additive=bool(series["adds_over"]))
    return Figure(
        value=round(float(counted["amount_usd_millions"].sum()), 6),
        stage=str(series["stage"]),
        fy_start=int(counted["fy_start"].min()),
        fy_end=int(counted["fy_end"].max()),
        series_id=str(series_ids[0]),
        title=str(series["title"]),
        caution=str(series["caution"]),
        source_ids=tuple(
            sorted({key for cell in counted["source_id"] for key in split_list(cell)})
        ),
        record_ids=tuple(sorted(counted["record_id"])),
        exclusions=exclusions,
    )


def _without_overlaps(
    records: pd.DataFrame, additive: bool
) -> tuple[pd.DataFrame, tuple[Exclusion, ...]]:
    """Take out ranges beside their years (or all but the widest record), then parts of a whole."""
    span = records["fy_end"] - records["fy_start"]
    if additive:
        overlapping = (span > 0) & bool((span == 0).any())
        reason = "covers several years; the single years are counted"
    else:
        ranked = records.assign(span=span).sort_values(["span", "fy_end", "record_id"])
        overlapping = records["record_id"] != ranked["record_id"].iloc[-1]
        reason = "overlaps the record over the most years; these amounts are never added"
    left_out = [Exclusion(record, reason) for record in records["record_id"][overlapping]]
    kept = records[~overlapping]
    part = kept["part_of"].isin(frozenset(kept["record_id"]))
    left_out += [
        Exclusion(record, f"part of {whole}, which is counted")
        for record, whole in zip(kept["record_id"][part], kept["part_of"][part], strict=True)
    ]
    return kept[~part], tuple(sorted(left_out, key=lambda exclusion: exclusion.record_id))


def headline_figure(catalog: Catalog, selection: Selection) -> Figure:
    """Return the documented amount of a selection, from the headline series that fits it.

    A selection by initiative uses that initiative's own series, any other the country lines. Of
    several that fit, the one over the most of the chosen fiscal years is used; amounts of
    different series are never added.
    """
    reason = _no_amount_reason(selection)
    if reason:
        return Figure(None, reason)
    candidates = [
        records
        for series_id in _headline_series(catalog, selection)
        if len(records := _records(catalog, selection, series_id))
    ]
    if not candidates:
        return Figure(None, _missing_reason(catalog, selection))
    return add_records(catalog, max(candidates, key=_years_covered))


def _years_covered(records: pd.DataFrame) -> int:
    return len(
        {
            year
            for first, last in zip(records["fy_start"], records["fy_end"], strict=True)
            for year in range(int(first), int(last) + 1)
        }
    )


def _no_amount_reason(selection: Selection) -> str:
    split = [label for name, label in UNSPLIT_FILTERS.items() if getattr(selection, name)]
    if split:
        return REASON_SPLIT.format(filters=formats.listing(split).replace(" and ", " or "))
    return REASON_INITIATIVES if len(selection.initiative) > 1 else ""


def _missing_reason(catalog: Catalog, selection: Selection) -> str:
    if selection.initiative and selection.country:
        name = _short_name(catalog, selection.initiative[0])
        return f"No source splits {name} money by country for this selection."
    if selection.initiative:
        name = _short_name(catalog, selection.initiative[0])
        return f"No {name} amount was found for this selection."
    return REASON_NONE


def _short_name(catalog: Catalog, initiative_id: str) -> str:
    rows = catalog.initiatives
    return str(rows.loc[rows["initiative_id"] == initiative_id, "short_name"].iloc[0])


def _headline_series(catalog: Catalog, selection: Selection) -> list[str]:
    """Series ids in order of preference; alternates by country only where countries are chosen."""
    series = catalog.series
    if not selection.initiative:
        fits = (series["scope"] == "country") & (series["headline"] == "headline")
        return list(series["series_id"][fits])
    own = series[
        series["initiative_id"].isin(selection.initiative) & (series["scope"] != "country")
    ]
    headline = own[own["headline"] == "headline"]
    if not selection.country:
        return list(headline["series_id"])
    by_country = own[own["adds_over"].str.contains("country") & (own["headline"] == "alternate")]
    return [*headline["series_id"], *by_country["series_id"]]


def _records(catalog: Catalog, selection: Selection, series_id: str) -> pd.DataFrame:
    """The records of a series that lie wholly inside the chosen years and countries."""
    series = catalog.series.set_index("series_id").loc[series_id]
    records = catalog.funding[catalog.funding["series_id"] == series_id]
    first, last = selection.fy or (0, 9999)
    if not pd.isna(series["headline_from"]):
        first, last = max(first, series["headline_from"]), min(last, series["headline_to"])
    records = records[(records["fy_start"] >= first) & (records["fy_end"] <= last)]
    if selection.country:
        chosen = frozenset(selection.country)
        lines = records["iso3"].map(split_list)
        records = records[lines.map(lambda codes: bool(codes) and chosen.issuperset(codes))]
    return records


def totals_by_year(catalog: Catalog, selection: Selection) -> tuple[Figure, ...]:
    """Return one Figure for each fiscal year and headline series of a selection, in year order.

    Years of different series stand beside each other; they do not continue one line.
    """
    if _no_amount_reason(selection):
        return ()
    figures: list[Figure] = []
    for series_id in _yearly_series(catalog, selection):
        records = _records(catalog, selection, series_id)
        yearly = records[records["fy_start"] == records["fy_end"]]
        figures += [add_records(catalog, rows) for _, rows in yearly.groupby("fy_start")]
    return tuple(sorted(figures, key=lambda figure: (figure.fy_start, figure.series_id)))


def _yearly_series(catalog: Catalog, selection: Selection) -> list[str]:
    if not selection.initiative:
        return _headline_series(catalog, selection)
    series = catalog.series
    own = series[series["initiative_id"].isin(selection.initiative)]
    yearly = [
        series_id
        for series_id in own["series_id"][own["adds_over"].str.contains("year")]
        if len(_records(catalog, selection, series_id))
    ]
    return sorted(yearly, key=lambda key: -_years_covered(_records(catalog, selection, key)))[:1]


def figures_by_country(catalog: Catalog, selection: Selection) -> dict[str, Figure]:
    """Return one Figure per country, all of the same series and years, by ISO3.

    The amounts are those of the headline figure where it is given by country, else those of the
    initiative's own series by country; a line for several countries belongs to none of them.
    """
    if _no_amount_reason(selection):
        return {}
    headline = headline_figure(catalog, selection).record_ids
    records = _single_countries(catalog.funding[catalog.funding["record_id"].isin(headline)])
    if records.empty and selection.initiative:
        series = catalog.series
        own = series["initiative_id"].isin(selection.initiative)
        by_country = series["series_id"][own & series["adds_over"].str.contains("country")]
        found = [_single_countries(_records(catalog, selection, key)) for key in by_country]
        records = max(found, key=_years_covered, default=records)
    return {str(iso3): add_records(catalog, rows) for iso3, rows in records.groupby("iso3")}


def _single_countries(records: pd.DataFrame) -> pd.DataFrame:
    return records[records["iso3"].str.len() == ISO3_LENGTH]


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
    series = catalog.series
    additive = series[(series["scope"] == "country") & series["adds_over"].str.contains("year")]
    lines = catalog.funding[
        (catalog.funding["iso3"] == iso3)
        & catalog.funding["series_id"].isin(additive["series_id"])
        & (catalog.funding["fy_start"] == catalog.funding["fy_end"])
    ]
    found = [
        _family(catalog, str(family), lines[lines["series_id"].isin(members["series_id"])])
        for family, members in additive.groupby("family", sort=False)
        if lines["series_id"].isin(members["series_id"]).any()
    ]
    return tuple(sorted(found, key=lambda family: family.figures[0][1].stage == "requested"))


def _family(catalog: Catalog, family: str, lines: pd.DataFrame) -> Family:
    grouped = lines.groupby(["fy_start", "account", "series_id"])
    figures = tuple((str(key[1]), add_records(catalog, rows)) for key, rows in grouped)
    first = figures[0][1]
    publisher = first.title.rpartition("(")[2].rstrip(")")
    last = max(figure.fy_end for _, figure in figures)
    label = f"{first.stage.capitalize()}, {formats.years(first.fy_start, last)} ({publisher})"
    return Family(family, label, figures)
