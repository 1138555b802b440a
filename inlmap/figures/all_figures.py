"""Every amount that touches a selection, of whatever stage, account and series, side by side.

An amount is that of one series, added only as the series itself is; no two of them are added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import STAGES
from inlmap.figures.adding import Figure, series_rows
from inlmap.figures.breakdowns import Breakdown, breakdown


class StagedAmount(NamedTuple):
    """An amount of one series and account; ``beyond`` where it reaches beyond the selection."""

    account: str
    figure: Figure
    beyond: bool


@cached(64)
def all_figures(catalog: Catalog, selection: Selection) -> tuple[StagedAmount, ...]:
    """Return the amounts of a selection by initiative, country and fiscal years.

    Those inside the selection stand before those that reach beyond it, the newest years first, then
    by stage in the order from request to delivery and by account. Other filters are left open: no
    source splits money by them.
    """
    chosen = selection.of_money()
    found = [
        amount
        for series_id in series_rows(catalog)
        for amount in _of_series(breakdown(catalog, chosen, series_id))
    ]
    return tuple(sorted(found, key=_place))


def _of_series(parts: Breakdown) -> Iterator[StagedAmount]:
    if parts.records and parts.adds_over:
        for bar in parts.by_account:
            yield StagedAmount(bar.label, bar.figure, beyond=False)
    else:
        for bar in parts.single_amounts:
            yield StagedAmount(bar.part, bar.figure, beyond=False)
    for bar in parts.beyond:
        yield StagedAmount(bar.part, bar.figure, beyond=True)


def _place(amount: StagedAmount) -> tuple[bool, int, int, int, str, str]:
    figure = amount.figure
    return (
        amount.beyond,
        -figure.fy_end,
        -figure.fy_start,
        STAGES.index(figure.stage),
        amount.account,
        figure.series_id,
    )


def years_of_figures(catalog: Catalog, selection: Selection) -> tuple[int, ...]:
    """Return the fiscal years that some amount of a selection covers, the newest first.

    The years that are chosen narrow them not: each can be chosen instead.
    """
    found = all_figures(catalog, replace(selection.of_money(), fy=None))
    spans = (range(one.figure.fy_start, one.figure.fy_end + 1) for one in found)
    return tuple(sorted({year for span in spans for year in span}, reverse=True))
