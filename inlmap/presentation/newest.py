"""Which program is newer than which: the one rule for every list, table and card."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.dataset.schema import SOURCES

DAY = re.compile(r"(?<![\d-])(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?(?![\d-])")


def publication_day(stated: str) -> tuple[int, int, int] | None:
    """Return the date of a publication as year, month and day, with 0 for what is not stated.

    Of several dates it is the first; ``None`` where the text does not begin with one.
    """
    found = DAY.match(stated)
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    return year, month, day


@cached()
def publication_days(catalog: Catalog) -> dict[str, tuple[int, int, int]]:
    """Return the date of each publication that has one, by its id."""
    stated = catalog.names(SOURCES.name, "date")
    days = {key: publication_day(text) for key, text in stated.items()}
    return {key: day for key, day in days.items() if day is not None}


def without_years_to_come(catalog: Catalog, programs: pd.DataFrame) -> pd.DataFrame:
    """Return programs without last years after the year of the newest source.

    So a program counts by its last year or, where that is not stated or still to come, its first.
    """
    days = publication_days(catalog)
    if not days:
        return programs
    this_year, _, _ = max(days.values())
    return programs.assign(end_year=programs["end_year"].where(programs["end_year"] <= this_year))


def newest_first(catalog: Catalog, programs: pd.DataFrame) -> pd.DataFrame:
    """Return programs by the year that they count by, then their first one, the newest first.

    Programs without a year follow, and rows of the office itself come last; otherwise the order
    stays.
    """
    begun = without_years_to_come(catalog, programs[["scope", "start_year", "end_year"]])
    rows = zip(begun["scope"], begun["start_year"], begun["end_year"], strict=True)
    keys = [_age(scope == "office", start, end) for scope, start, end in rows]
    return programs.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


def _age(is_of_office: bool, start: Any, end: Any) -> tuple[bool, int, int]:
    first, last = (0 if pd.isna(year) else int(year) for year in (start, end))
    return is_of_office, -(last or first), -first


def newest_published_first(catalog: Catalog, source_ids: Iterable[str]) -> list[str]:
    """Return publications by their dates, the newest first, then those without a date."""
    days = publication_days(catalog)
    return sorted(source_ids, key=lambda key: days.get(key, (0, 0, 0)), reverse=True)
