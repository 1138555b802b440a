"""Every amount that touches a selection, of whatever stage, account and series, side by side.

An amount is that of one series, added only as the series itself is; no two of them are added.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    """Return the amounts of a selection by initiative, country and fiscal years, by stage.

    Stages stand in their order from request to delivery, within one those inside the selection
    before those that reach beyond it, then by account and, newest first, by year. Other filters are
    left open: no source splits money by them.
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


def _place(amount: StagedAmount) -> tuple[int, bool, str, int, str]:
    figure = amount.figure
    return (
        STAGES.index(figure.stage),
        amount.beyond,
        amount.account,
        -figure.fy_end,
        figure.series_id,
    )
