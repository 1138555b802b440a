"""The one place where amounts are added; every total is a Figure that says what it is made of.

Amounts are added within one series only. What does not belong in the sum is listed with its
reason; where no series fits a selection there is no amount, and the Figure says why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

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
REASON_YEARS = "covers several years; the single years are counted"
REASON_WIDER = "covers some years of a longer range, which is counted"
REASON_NEVER = "overlaps the record over the most years; these amounts are never added"
REASON_SHARED = "covers other countries too"
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

    Raises :class:`~inlmap.errors.AddingError` when they are of more than one series or stage. A
    part is not counted beside its whole, nor a range of years beside its years; in a series that
    never adds, the record over the most years stands for all.
    """
    series_ids = records["series_id"].unique()
    if len(series_ids) != 1:
        raise AddingError(f"amounts of {len(series_ids)} series cannot be added; choose one")
    series = catalog.series.set_index("series_id").loc[series_ids[0]]
    if set(records["stage"]) != {series["stage"]}:
        raise AddingError(f"series {series_ids[0]} holds amounts of a stage that is not its own")
    overlapping = _overlapping(records) if series["adds_over"] else _narrower(records)
    parents = dict(zip(catalog.funding["record_id"], catalog.funding["part_of"], strict=True))
    left_out = overlapping | _parts(frozenset(records["record_id"]) - set(overlapping), parents)
    counted = records[~records["record_id"].isin(left_out)]
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
        exclusions=tuple(Exclusion(*item) for item in sorted(left_out.items())),
    )


def _overlapping(records: pd.DataFrame) -> dict[str, str]:
    """Ranges of years beside a year, or a wider range, of the same line; with the reason."""
    left_out: dict[str, str] = {}
    for _, line in records.groupby(["iso3", "recipient", "account"]):
        spans = {record: (start, end) for record, _, start, end in _lines(line)}
        for record, (first, last) in spans.items():
            beside = [
                (start, end)
                for other, (start, end) in spans.items()
                if other != record and start <= last and end >= first
            ]
            if first < last and any(start == end for start, end in beside):
                left_out[record] = REASON_YEARS
            elif first < last and any(end - start > last - first for start, end in beside):
                left_out[record] = REASON_WIDER
    return left_out


def _narrower(records: pd.DataFrame) -> dict[str, str]:
    """All but the record over the most years, with the reason."""
    span = records["fy_end"] - records["fy_start"]
    ranked = records.assign(span=span).sort_values(["span", "fy_end", "record_id"])
    return dict.fromkeys(ranked["record_id"].iloc[:-1], REASON_NEVER)


def _parts(records: frozenset[str], parents: dict[str, str]) -> dict[str, str]:
    """Records that another of ``records`` contains, however far above, with the reason."""
    left_out: dict[str, str] = {}
    for record in records:
        whole, above = "", parents[record]
        while above:
            whole = above if above in records else whole
            above = parents[above]
        if whole:
            left_out[record] = f"part of {whole}, which is counted"
    return left_out


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
    candidates = [
        records for key in series_ids if len(records := _records(catalog, selection, key))
    ]
    beyond = {key: _beyond(catalog, selection, key) for key in series_ids}
    if not candidates:
        reasons = [reason for lines in beyond.values() for reason in lines.values()]
        return Figure(None, _missing_reason(catalog, selection, reasons))
    figure = add_records(catalog, max(candidates, key=_years_covered))
    more = [Exclusion(*item) for item in beyond[figure.series_id].items()]
    exclusions = sorted([*figure.exclusions, *more], key=lambda one: one.record_id)
    return replace(figure, exclusions=tuple(exclusions))


def _beyond(catalog: Catalog, selection: Selection, series_id: str) -> dict[str, str]:
    """The records of a series that touch the selection but reach beyond it, with the reason."""
    records = _headline_years(catalog, series_id)
    first, last = selection.fy or (0, 9999)
    chosen = frozenset(selection.country)
    reasons: dict[str, str] = {}
    for record, iso3, start, end in _lines(records):
        codes = frozenset(split_list(iso3))
        if start > last or end < first or (chosen and not chosen & codes):
            continue
        if chosen and not codes <= chosen:
            reasons[record] = REASON_SHARED
        elif start < first or end > last:
            years = formats.years(start, end)
            reasons[record] = f"covers {years}, which reaches beyond the chosen years"
    return reasons


def _lines(records: pd.DataFrame) -> list[tuple[str, str, int, int]]:
    """Record id, countries, first and last fiscal year of each record."""
    return [
        (str(record), str(iso3), int(start), int(end))
        for record, iso3, start, end in records[
            ["record_id", "iso3", "fy_start", "fy_end"]
        ].itertuples(index=False)
    ]


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


def _missing_reason(catalog: Catalog, selection: Selection, reasons: list[str]) -> str:
    if selection.initiative and selection.country:
        name = _short_name(catalog, selection.initiative[0])
        return f"No source splits {name} money by country for this selection."
    if selection.initiative:
        name = _short_name(catalog, selection.initiative[0])
        if reasons:
            return f"No {name} amount was found for these years alone; the nearest {reasons[-1]}."
        return f"No {name} amount was found for this selection."
    if REASON_SHARED in reasons:
        return "No amount was found for this selection alone, only together with other countries."
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
    own = series[series["initiative_id"].isin(selection.initiative)]
    headline = own[own["headline"] == "headline"]
    if not selection.country:
        return list(headline["series_id"][headline["scope"] != "country"])
    by_country = own[own["adds_over"].str.contains("country") & (own["headline"] == "alternate")]
    return [*headline["series_id"], *by_country["series_id"]]


def _records(catalog: Catalog, selection: Selection, series_id: str) -> pd.DataFrame:
    """The records of a series that lie wholly inside the chosen years and countries."""
    records = _headline_years(catalog, series_id)
    first, last = selection.fy or (0, 9999)
    records = records[(records["fy_start"] >= first) & (records["fy_end"] <= last)]
    if selection.country:
        chosen = frozenset(selection.country)
        lines = records["iso3"].map(lambda cell: bool(cell) and chosen.issuperset(split_list(cell)))
        records = records[lines.astype(bool)]
    return records


def _headline_years(catalog: Catalog, series_id: str) -> pd.DataFrame:
    """The records of a series in the years for which it is the headline; all when it is not."""
    series = catalog.series.set_index("series_id").loc[series_id]
    records = catalog.funding[catalog.funding["series_id"] == series_id]
    first: int = 0 if pd.isna(series["headline_from"]) else int(series["headline_from"])
    last: int = 9999 if pd.isna(series["headline_to"]) else int(series["headline_to"])
    return records[(records["fy_start"] >= first) & (records["fy_end"] <= last)]


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
