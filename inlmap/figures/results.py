"""What ``results.csv`` says came of programs and initiatives; nothing here is ever added."""

from __future__ import annotations

import pandas as pd

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import split_list


def found_results(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return the rows of ``results.csv`` that belong to a selection, in table order.

    A result of a program goes with its program; another follows initiative and country only.
    """
    rows = catalog.results
    programs = frozenset(selection.programs(catalog)["program_id"])
    initiatives, countries = frozenset(selection.initiative), frozenset(selection.country)
    columns = ("program_id", "initiative_id", "iso3")
    kept = [
        program in programs
        if program
        else (not initiatives or initiative in initiatives)
        and (not countries or not countries.isdisjoint(split_list(iso3)))
        for program, initiative, iso3 in zip(*(rows[name] for name in columns), strict=True)
    ]
    return rows[kept]
