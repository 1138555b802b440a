"""Amounts of two countries that may stand beside each other: one series, the same years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Exclusion, Figure, Record, add_records
from inlmap.figures.series import (
    headline_series,
    left_out_reason,
    no_amount_reason,
    records_beyond,
    records_inside,
)

FigurePair = tuple[Figure, Figure]


@cached(64)
def common_figures(
    catalog: Catalog, selection: Selection, first: str, second: str
) -> tuple[FigurePair, ...]:
    """Return the amounts of two countries in each series that has both, the newest first.

    Both are over the same fiscal years: lines of years that only one of them has are among the
    exclusions. Empty where the filters leave no amount or no series has both.
    """
    if no_amount_reason(selection):
        return ()
    series_ids = headline_series(catalog, selection.with_country(first))
    pairs = [_pair(catalog, selection, key, (first, second)) for key in series_ids]
    found = [pair for pair in pairs if pair]
    return tuple(sorted(found, key=lambda pair: pair[0].fy_end, reverse=True))


def _pair(
    catalog: Catalog, selection: Selection, series_id: str, countries: tuple[str, str]
) -> FigurePair | None:
    here = [selection.with_country(iso3) for iso3 in countries]
    lines = [records_inside(catalog, one, series_id) for one in here]
    kept = _of_the_same_years(*lines)
    if not all(kept):
        return None
    first, second = (
        _with_the_rest(catalog, one, every, some)
        for one, every, some in zip(here, lines, kept, strict=True)
    )
    same = (first.fy_start, first.fy_end) == (second.fy_start, second.fy_end)
    stated = first.value is not None and second.value is not None
    return (first, second) if same and stated else None


def _of_the_same_years(*sides: Sequence[Record]) -> list[list[Record]]:
    """Leave out records until both sides cover the same years, in the worst case all."""
    kept = [list(side) for side in sides]
    while _years(kept[0]) != _years(kept[1]):
        both = _years(kept[0]) & _years(kept[1])
        kept = [[record for record in side if _years([record]) <= both] for side in kept]
    return kept


def _years(records: Sequence[Record]) -> set[int]:
    return {year for one in records for year in range(one.fy_start, one.fy_end + 1)}


def _with_the_rest(
    catalog: Catalog, selection: Selection, every: Sequence[Record], kept: Sequence[Record]
) -> Figure:
    """Add the kept records; the others, and those that reach beyond, are exclusions."""
    figure = add_records(catalog, kept)
    rest = [
        Exclusion(record.record_id, left_out_reason(catalog, kept, record))
        for record in every
        if record not in kept
    ]
    beyond = records_beyond(catalog, selection, figure.series_id)
    exclusions = sorted((*figure.exclusions, *rest, *beyond), key=lambda one: one.record_id)
    return replace(figure, exclusions=tuple(exclusions))
