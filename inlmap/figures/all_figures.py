"""Every amount that touches a selection, of whatever stage, account and series, side by side.

An amount is that of one series, added only as the series itself is; no two of them are added.
"""

from __future__ import annotations

from typing import NamedTuple

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import STAGES
from inlmap.figures.adding import Figure, add_records, series_rows
from inlmap.figures.breakdowns import breakdown
from inlmap.figures.series import reach


class StagedAmount(NamedTuple):
    """An amount of one series and account; ``beyond`` where it reaches beyond the selection."""

    account: str
    figure: Figure
    beyond: bool


def money_selection(selection: Selection) -> Selection:
    """Return the selection with only the filters that money follows."""
    return Selection(initiative=selection.initiative, country=selection.country, fy=selection.fy)


@cached(64)
def all_figures(catalog: Catalog, selection: Selection) -> tuple[StagedAmount, ...]:
    """Return the amounts of a selection by initiative, country and fiscal years, by stage.

    Stages stand in their order from request to delivery, within one those inside the selection
    before those that reach beyond it, then by account and, newest first, by year. Other filters are
    left open: no source splits money by them.
    """
    chosen = money_selection(selection)
    found = [
        amount
        for series_id in series_rows(catalog)
        for amount in _of_series(catalog, chosen, series_id)
    ]
    return tuple(sorted(found, key=_place))


def _of_series(catalog: Catalog, selection: Selection, series_id: str) -> list[StagedAmount]:
    parts = breakdown(catalog, selection, series_id)
    inside: list[tuple[str, Figure]] = []
    if parts.records and parts.adds_over:
        inside = [(bar.label, bar.figure) for bar in parts.by_account]
    elif parts.records:
        inside = [(bar.part, bar.figure) for bar in parts.single_amounts]
    beyond = [
        (formats.account_name(record.account), add_records(catalog, [record]))
        for record in parts.touching
        if reach(record, selection) == "beyond"
    ]
    return [
        *(StagedAmount(account, figure, beyond=False) for account, figure in inside),
        *(StagedAmount(account, figure, beyond=True) for account, figure in beyond),
    ]


def _place(amount: StagedAmount) -> tuple[int, bool, str, int, str]:
    figure = amount.figure
    return (
        STAGES.index(figure.stage),
        amount.beyond,
        amount.account,
        -figure.fy_end,
        figure.series_id,
    )
