"""What is documented for each country under a selection: a value, or which kind of gap."""

from __future__ import annotations

import pandas as pd

from inlmap.catalog import Catalog
from inlmap.cells import split_list
from inlmap.selection import Selection

DOCUMENTED = "documented"
REGIONAL_ONLY = "regional only"
NO_EVIDENCE = "no evidence found"


def programs_by_country(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return one row per partner country, indexed by ``iso3``.

    Columns: ``programs`` (of that country alone), ``regional`` (shared with other countries) and
    ``state``. The filter by country is left open so that each country keeps its own value.
    """
    rows = selection.without("country").programs(catalog)
    return (
        pd.DataFrame(
            {
                "programs": _per_country(rows[rows["scope"].isin(("place", "country"))]),
                "regional": _per_country(rows[rows["scope"] == "regional"]),
            },
            index=pd.Index(catalog.partner_codes(), name="iso3"),
        )
        .fillna(0)
        .astype(int)
        .assign(state=_states)
    )


def _per_country(programs: pd.DataFrame) -> pd.Series:
    codes = programs["iso3"].map(split_list).explode()
    return codes.value_counts()


def _states(frame: pd.DataFrame) -> pd.Series:
    state = pd.Series(NO_EVIDENCE, index=frame.index, dtype="str")
    state[frame["regional"] > 0] = REGIONAL_ONLY
    state[frame["programs"] > 0] = DOCUMENTED
    return state


def programs_by_place(programs: pd.DataFrame) -> dict[str, int]:
    """Return how many of ``programs`` are at each place, by place id."""
    places = programs["place_ids"].map(split_list).explode()
    return {str(place): int(number) for place, number in places.value_counts().items()}


def countries_of(programs: pd.DataFrame, selection: Selection) -> tuple[str, ...]:
    """Return the ISO3 codes that ``programs`` work in, sorted; only chosen ones, if any are."""
    codes = set(programs["iso3"].map(split_list).explode().dropna())
    return tuple(sorted(codes & set(selection.country) if selection.country else codes))
