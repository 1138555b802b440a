"""What the reader filters by, and the programs that pass it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.dataset.cells import split_list


@dataclass(frozen=True)
class Selection:
    """One choice of filters. An empty tuple means "any"; ``fy`` is (first, last) fiscal year.

    Programs without a documented year pass a filter of years, unless ``hide_undated`` leaves them
    out; it does so without such a filter too.

    ``as_of`` filters nothing: it is the year for which membership and status are shown, or None
    for all that the sources say.
    """

    initiative: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    assistance: tuple[str, ...] = ()
    fy: tuple[int, int] | None = None
    hide_undated: bool = False
    as_of: int | None = None

    def without(self, *parameters: str) -> Selection:
        """Return the selection with the named parameters opened again."""
        opened: dict[str, Any] = {name: None if name == "fy" else () for name in parameters}
        return replace(self, **opened)

    def with_country(self, iso3: str) -> Selection:
        """Return the selection with one country in place of the chosen ones."""
        return replace(self, country=(iso3,))

    def with_initiative(self, initiative_id: str) -> Selection:
        """Return the selection with one initiative in place of the chosen ones."""
        return replace(self, initiative=(initiative_id,))

    def of_money(self) -> Selection:
        """Return the selection with only the filters that money follows."""
        return Selection(initiative=self.initiative, country=self.country, fy=self.fy)

    def programs(self, catalog: Catalog) -> pd.DataFrame:
        """Return the rows of ``catalog.programs`` that pass every filter, in table order.

        A list column passes when any of its items is chosen. The frame is shared: never change it.
        """
        return _selected(catalog, self if self.as_of is None else replace(self, as_of=None))

    def undated(self, catalog: Catalog) -> pd.DataFrame:
        """Return the programs without any documented year that pass the filters, hidden or not."""
        rows = replace(self, fy=None, hide_undated=False).programs(catalog)
        return rows[~_is_dated(rows)]


@cached(512)
def _selected(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    rows = catalog.programs
    keep = pd.Series(True, index=rows.index)
    for column, chosen in (
        ("initiative_id", selection.initiative),
        ("theme_id", selection.theme),
        ("assistance_type", selection.assistance),
    ):
        keep &= rows[column].isin(chosen) if chosen else True
    for column, chosen in (("goal_ids", selection.goal), ("iso3", selection.country)):
        keep &= holds_any(rows[column], chosen) if chosen else True
    if selection.agency:
        keep &= holds_any(agencies_of(rows), selection.agency)
    if selection.fy:
        keep &= _active_between(rows, *selection.fy) | ~_is_dated(rows)
    if selection.hide_undated:
        keep &= _is_dated(rows)
    return rows[keep]


def agencies_of(programs: pd.DataFrame) -> pd.Series:
    """Return, per program, the ``;`` list of its lead and partner agencies."""
    joined = programs["lead_agency"] + ";" + programs["partner_agencies"]
    return joined.str.strip(";")


def holds_any(cells: pd.Series, chosen: Iterable[str]) -> pd.Series:
    """Return for each ``;`` list whether it holds any of some items."""
    wanted = frozenset(chosen)
    return cells.map(lambda cell: not wanted.isdisjoint(split_list(cell))).astype(bool)


def _is_dated(programs: pd.DataFrame) -> pd.Series:
    return (programs["start_year"].notna() | programs["end_year"].notna()).astype(bool)


def _active_between(programs: pd.DataFrame, first: int, last: int) -> pd.Series:
    """A program runs from its first to its last year; an active one without a last year goes on.

    Where only one of the two years is documented and it is not active, that year alone counts.
    """
    start = programs["start_year"].fillna(programs["end_year"])
    end = programs["end_year"].where(
        programs["end_year"].notna() | (programs["status"] != "active"), last
    )
    end = end.fillna(start)
    return ((start <= last) & (end >= first)).fillna(False).astype(bool)


EVERYTHING = Selection()
