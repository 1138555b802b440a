"""What a reader looks at: the catalog, the selection, and what follows from them.

Pages, downloads and briefings all take a view, so that none of them can show something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from inlmap.catalog.address import to_address
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure
from inlmap.figures.measures import PROGRAMS
from inlmap.figures.totals import headline_figure, totals_by_year
from inlmap.words import language_in_address

EVERYTHING = Selection()

LONGEST_NAME = 120


@dataclass(frozen=True)
class View:
    """A catalog and a selection; the rest is computed when it is asked for."""

    catalog: Catalog
    selection: Selection = EVERYTHING
    measure: str = PROGRAMS
    place_id: str = ""

    @property
    def original(self) -> View:
        """The view in the words of the data, for files that speak no other language."""
        return View(self.catalog.original, self.selection, self.measure, self.place_id)

    def of_country(self, iso3: str) -> View:
        """Return the view with one country in place of the chosen ones."""
        return View(self.catalog, self.selection.with_country(iso3), self.measure, self.place_id)

    def of_initiative(self, initiative_id: str) -> View:
        """Return the view with one initiative in place of the chosen ones."""
        selection = self.selection.with_initiative(initiative_id)
        return View(self.catalog, selection, self.measure, self.place_id)

    def address(self, **other: list[str]) -> dict[str, list[str]]:
        """Return the address parameters of the view; ``other`` replaces some of them."""
        return to_address(self.selection) | language_in_address() | other

    @cached_property
    def programs(self) -> pd.DataFrame:
        """The selected rows of the catalog's programs."""
        return self.selection.programs(self.catalog)

    @cached_property
    def figure(self) -> Figure:
        """The documented amount of the selection."""
        return headline_figure(self.catalog, self.selection)

    @cached_property
    def yearly(self) -> tuple[Figure, ...]:
        """The documented amounts by fiscal year."""
        return totals_by_year(self.catalog, self.selection)


def file_name(
    catalog: Catalog, selection: Selection, ending: str = "csv", subject: str = "programs"
) -> str:
    """Return a file name that carries its subject, the filters and the dataset version."""
    parts = [part for values in to_address(selection).values() for part in values]
    view = re.sub(r"[^A-Za-z0-9]+", "-", "_".join(parts).replace("_", "--")).strip("-").lower()
    return f"inlmap-{subject}-{(view or 'all')[:LONGEST_NAME]}-{catalog.version}.{ending}"
