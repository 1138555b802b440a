"""What is documented for each country under a selection: a value, or which kind of gap."""

from __future__ import annotations

import pandas as pd

from inlmap.catalog import Catalog
from inlmap.cells import count_items
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
