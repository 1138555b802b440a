"""What is documented for each country under a selection: a value, or which kind of gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import count_items, split_list
from inlmap.dataset.schema import FIRST_YEAR, LAST_YEAR
from inlmap.words import word

DOCUMENTED = word("documented")
REGIONAL_ONLY = word("regional only")
STATED_ABSENT = word("stated absent")
NO_EVIDENCE = word("no evidence found")
NO_PROGRAM = "no program"  # the value of a statement whose source says just that


def programs_by_country(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return one row per partner country, indexed by ``iso3``.

    Columns: ``programs`` (of that country alone), ``regional`` (shared with other countries) and
    ``state``. The filter by country is left open so that each country keeps its own value.
    """
    rows = selection.without("country").programs(catalog)
    regional = rows["scope"] == "regional"
    own, shared = count_items(rows["iso3"][~regional]), count_items(rows["iso3"][regional])
    codes = catalog.partner_codes
    return pd.DataFrame(
        {
            "programs": [own[code] for code in codes],
            "regional": [shared[code] for code in codes],
            "state": [_state(own[code], shared[code]) for code in codes],
        },
        index=pd.Index(codes, name="iso3"),
    )


def _state(own: int, shared: int) -> str:
    if own:
        return DOCUMENTED
    return REGIONAL_ONLY if shared else NO_EVIDENCE


def countries_of(programs: pd.DataFrame, selection: Selection) -> tuple[str, ...]:
    """Return the ISO3 codes that ``programs`` work in, sorted; only chosen ones, if any are."""
    codes = set(count_items(programs["iso3"]))
    return tuple(sorted(codes & set(selection.country) if selection.country else codes))


@dataclass(frozen=True)
class Absence:
    """An absence in ``statements.csv`` that names countries.

    ``stated`` is true when a source says that the countries have no program under the whole
    selection; otherwise something was looked for and not found, which proves nothing.
    """

    iso3: tuple[str, ...]
    fact: str
    explanation: str
    stated: bool


@cached(128)
def absences(catalog: Catalog, selection: Selection) -> tuple[Absence, ...]:
    """Return the absences that name a country and touch the selection, in table order.

    ``statements.csv`` ties an absence to countries, an initiative and years, never to a theme or
    a goal. So only one kind colors cells, whatever their column: a row with a source and the
    value ``no program``. The initiative and the years it names, if any, must hold for the whole
    selection. All other absences (a figure or a list that was not found) are only told in words.
    """
    return tuple(
        Absence(
            split_list(row["iso3"]), row["fact"], row["explanation"], _is_stated(row, selection)
        )
        for row in catalog.statements.to_dict("records")
        if row["kind"] == "absence" and row["iso3"] and _touches(row, selection)
    )


def _touches(row: Mapping[Any, Any], selection: Selection) -> bool:
    chosen, countries = selection.initiative, selection.country
    first, last = selection.fy or _years(row)
    return (
        (not chosen or row["initiative_id"] in ("", *chosen))
        and (not countries or not set(countries).isdisjoint(split_list(row["iso3"])))
        and first <= _years(row)[1]
        and _years(row)[0] <= last
    )


def _is_stated(row: Mapping[Any, Any], selection: Selection) -> bool:
    first, last = selection.fy or (FIRST_YEAR, LAST_YEAR)
    return (
        row["value"] == NO_PROGRAM
        and bool(row["source_id"])
        and (not row["initiative_id"] or selection.initiative == (row["initiative_id"],))
        and _years(row)[0] <= first
        and last <= _years(row)[1]
    )


def _years(row: Mapping[Any, Any]) -> tuple[int, int]:
    first, last = row["fy_start"], row["fy_end"]
    return (
        FIRST_YEAR if pd.isna(first) else int(first),
        LAST_YEAR if pd.isna(last) else int(last),
    )
