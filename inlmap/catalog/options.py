"""What a filter offers beside the other filters, with the programs that each option leads to.

An option that leads to nothing is not among the offers; it is named apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from inlmap.catalog.address import LIST_PARAMETERS, choices
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import count_programs_by
from inlmap.catalog.selection import Selection, agencies_of, holds_any
from inlmap.dataset.cells import count_items

AGENCIES = "agencies"
COLUMNS = {
    "initiative": "initiative_id",
    "goal": "goal_ids",
    "theme": "theme_id",
    "country": "iso3",
    "agency": AGENCIES,
    "assistance": "assistance_type",
}
OF_MONEY = ("initiative", "country")


@dataclass(frozen=True)
class Option:
    """One value of a filter: its id, its label, and the programs that the other filters leave.

    It leads on where a row of a program, of context or of money is behind it.
    """

    value: str
    label: str
    programs: int
    leads_on: bool


@cached(64)
def options(catalog: Catalog, selection: Selection) -> dict[str, tuple[Option, ...]]:
    """Return the options of every list filter, counted over what the other filters leave.

    A goal is an option of the chosen initiatives alone. Initiatives are counted over all goals: a
    goal is let go with its initiative.
    """
    found = {}
    for name in LIST_PARAMETERS:
        opened = ("initiative", "goal") if name == "initiative" else (name,)
        others = selection.without(*opened)
        rows = others.programs(catalog)
        if name == "agency":
            rows = rows.assign(**{AGENCIES: agencies_of(rows)})
        counts = count_programs_by(rows, COLUMNS[name])
        behind = set(count_items(rows[COLUMNS[name]])) | _with_money(catalog, others, name)
        found[name] = tuple(
            Option(one.value, one.label, counts[one.value], one.value in behind)
            for one in choices(catalog)[name]
            if name != "goal" or _is_own(catalog, one.value, selection)
        )
    return found


def _is_own(catalog: Catalog, goal_id: str, selection: Selection) -> bool:
    owners = catalog.names("goals", "initiative_id")
    return not selection.initiative or owners[goal_id] in selection.initiative


def _with_money(catalog: Catalog, others: Selection, name: str) -> set[str]:
    """The values of a filter that rows of money have, where no filter is set but those of money."""
    if name not in OF_MONEY or replace(others, as_of=None, hide_undated=False) != others.of_money():
        return set()
    rows = catalog.funding
    keep = pd.Series(True, index=rows.index)
    if others.fy:
        keep &= (rows["fy_start"] <= others.fy[1]) & (rows["fy_end"] >= others.fy[0])
    if others.initiative:
        keep &= rows["initiative_id"].isin(others.initiative)
    if others.country:
        keep &= holds_any(rows["iso3"], others.country)
    return set(count_items(rows[keep][COLUMNS[name]]))
