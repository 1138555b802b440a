"""What ``results.csv`` says came of programs and initiatives; nothing here is ever added."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import programs_described
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import split_list
from inlmap.figures.series import UNSPLIT_FILTERS

REPORTED, AUDIT_GAP, STUDY_CLAIM = "reported", "audit gap", "study claim"
Row = Mapping[Hashable, Any]


@cached(256)
def found_results(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return the rows of ``results.csv`` that belong to a selection, in table order.

    A result of a program goes with its program. Another follows initiative and country, and is
    left out under a filter that asks for programs of some sort. One whose years lie apart from
    the chosen ones is left out.
    """
    programs = frozenset(selection.programs(catalog)["program_id"])
    rows = catalog.results
    kept = [_belongs(row, selection, programs) for row in rows.to_dict("records")]
    return rows[pd.Series(kept, index=rows.index, dtype=bool)]


def _belongs(row: Row, selection: Selection, programs: frozenset[str]) -> bool:
    if not _touches_years(row, selection.fy):
        return False
    if row["program_id"]:
        return row["program_id"] in programs
    countries = selection.country
    return (
        not any(getattr(selection, name) for name in UNSPLIT_FILTERS)
        and (not selection.initiative or row["initiative_id"] in selection.initiative)
        and (not countries or not set(countries).isdisjoint(split_list(row["iso3"])))
    )


def _touches_years(row: Row, fy: tuple[int, int] | None) -> bool:
    """Whether the years of a result touch the chosen ones; without any years it may."""
    stated = [year for year in (row["year_from"], row["year_to"]) if not pd.isna(year)]
    return not (fy and stated) or (min(stated) <= fy[1] and max(stated) >= fy[0])


def programs_with_result(catalog: Catalog, selection: Selection) -> int:
    """Return how many of the selected programs have a reported result, parts with their whole."""
    found = found_results(catalog, selection)
    told = frozenset(found[found["kind"] == REPORTED]["program_id"])
    programs = selection.programs(catalog)
    return len(programs_described(programs[programs["program_id"].isin(told)]))
