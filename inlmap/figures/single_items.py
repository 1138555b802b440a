"""Single items: rows of programs that have a value of their own, which no documented amount adds.

They are never added up: two items may be the same money, or that of another department.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from inlmap import formats
from inlmap.catalog.counting import count_programs, without_context
from inlmap.dataset.cells import split_list


@dataclass(frozen=True)
class Item:
    """The value of one row of programs, in millions of nominal U.S. dollars."""

    program_id: str
    value: float

    @property
    def in_words(self) -> str:
        """The value as it is read."""
        return formats.item_value(self.value)


@dataclass(frozen=True)
class SingleItems:
    """How many items there are, of how many programs, from which value to which, and when.

    The years are the first and the last that a source states for any of them, or None;
    ``undated`` counts items without a year.
    """

    number: int
    programs: int
    least: Item
    greatest: Item
    first_year: int | None
    last_year: int | None
    undated: int


def single_items(programs: pd.DataFrame, countries: Collection[str] = ()) -> SingleItems | None:
    """Return the single items among some rows of programs, or None where none has a value.

    With ``countries``, as ISO3 codes, only of rows that name no other.
    """
    rows = without_context(programs[programs["amount_usd_millions"].notna()])
    if countries:
        rows = rows[rows["iso3"].map(lambda cell: set(split_list(cell)) <= set(countries))]
    if rows.empty:
        return None
    pairs = zip(rows["program_id"], rows["amount_usd_millions"], strict=True)
    items = [Item(str(key), float(value)) for key, value in pairs]
    years = rows[["start_year", "end_year"]]
    stated = [int(year) for column in years for year in years[column].dropna()]
    return SingleItems(
        number=len(items),
        programs=count_programs(rows),
        least=min(items, key=lambda item: item.value),
        greatest=max(items, key=lambda item: item.value),
        first_year=min(stated, default=None),
        last_year=max(stated, default=None),
        undated=int(years.isna().all(axis="columns").sum()),
    )
