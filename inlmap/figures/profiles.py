"""What the dataset says about one country or one initiative under a selection."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from inlmap import colors
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import count_programs_by
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import outside_choice, programs_of_their_own, regional_programs
from inlmap.figures.memberships import Membership, memberships
from inlmap.figures.totals import headline_figure
from inlmap.words import say

LABEL_WIDTH = 58  # characters of a goal on one line


def as_of_prefix(year: int | None) -> str:
    """Return ``As of 2011. `` for a chosen year, else nothing."""
    return say("As of {year}.", year=year) + " " if year else ""


@dataclass(frozen=True)
class GoalCoverage:
    """One goal and the programs that serve it; ``label`` is its initiative and number."""

    goal_id: str
    initiative_id: str
    label: str
    name: str
    own: int
    regional: int


@dataclass(frozen=True)
class CountryProfile:
    """One country under a selection; the filter by country is replaced by this country."""

    catalog: Catalog
    selection: Selection
    iso3: str

    @property
    def name(self) -> str:
        """The country's shown name."""
        return self.catalog.country_names[self.iso3]

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """The initiatives the country is in, whatever is selected, as of the chosen year."""
        found = (m for m in memberships(self.catalog) if m.iso3 == self.iso3)
        return tuple(m for m in found if m.holds_in(self.selection.as_of))

    @cached_property
    def programs(self) -> pd.DataFrame:
        """Selected programs that cover the country, its own and regional ones."""
        return self._here.programs(self.catalog)

    @property
    def _here(self) -> Selection:
        return self.selection.with_country(self.iso3)

    @cached_property
    def own(self) -> pd.DataFrame:
        """Selected programs of the country alone."""
        return programs_of_their_own(self.programs)

    @cached_property
    def regional(self) -> pd.DataFrame:
        """Selected programs that it shares with other countries."""
        return regional_programs(self.programs)

    @property
    def is_outside(self) -> bool:
        """Whether it is no partner of the chosen initiatives, nor named by their programs."""
        return self.iso3 in outside_choice(self.catalog, self.selection)

    @cached_property
    def figure(self) -> Figure:
        """The documented amount of the country under the selection."""
        return headline_figure(self.catalog, self._here)

    @cached_property
    def goals(self) -> tuple[GoalCoverage, ...]:
        """Every goal of the initiatives that its selected programs belong to."""
        ids = set(self.programs["initiative_id"])
        return goal_coverage(self.catalog, ids, self.own, self.regional)


def goal_coverage(
    catalog: Catalog, initiative_ids: set[str], own: pd.DataFrame, regional: pd.DataFrame
) -> tuple[GoalCoverage, ...]:
    """Return the goals of ``initiative_ids`` with the number of own and regional programs."""
    counts = [count_programs_by(rows, "goal_ids") for rows in (own, regional)]
    return tuple(
        GoalCoverage(
            goal.goal_id,
            goal.initiative_id,
            goal.label,
            goal.name,
            counts[0][goal.goal_id],
            counts[1][goal.goal_id],
        )
        for goal in catalog.ordered_goals
        if goal.initiative_id in initiative_ids
    )


@dataclass(frozen=True)
class InitiativeProfile:
    """One initiative under a selection; the filter by initiative is replaced by this one."""

    catalog: Catalog
    selection: Selection
    initiative_id: str

    @cached_property
    def row(self) -> pd.Series:
        """Its row in ``initiatives.csv``."""
        rows = self.catalog.initiatives
        return rows[rows["initiative_id"] == self.initiative_id].iloc[0]

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """Its partners and observers, as of the chosen year."""
        found = [
            m
            for m in memberships(self.catalog)
            if m.initiative_id == self.initiative_id and m.holds_in(self.selection.as_of)
        ]
        return tuple(sorted(found, key=lambda m: (m.role != "partner", m.iso3)))

    @property
    def here(self) -> Selection:
        """The selection with this initiative alone."""
        return self.selection.with_initiative(self.initiative_id)

    @cached_property
    def programs(self) -> pd.DataFrame:
        """Selected programs of the initiative."""
        return self.here.programs(self.catalog)

    @cached_property
    def figure(self) -> Figure:
        """The documented amount of the initiative under the selection."""
        return headline_figure(self.catalog, self.here)

    @cached_property
    def goals(self) -> tuple[GoalCoverage, ...]:
        """Its goals with the number of selected programs under each."""
        own, regional = programs_of_their_own(self.programs), regional_programs(self.programs)
        return goal_coverage(self.catalog, {self.initiative_id}, own, regional)

    @cached_property
    def predecessors(self) -> tuple[str, ...]:
        """Ids of the initiatives that this one took the place of."""
        rows = self.catalog.initiatives
        return tuple(rows.loc[rows["succeeded_by"] == self.initiative_id, "initiative_id"])


def neighbors(catalog: Catalog, iso3: str, number: int = 4) -> tuple[str, ...]:
    """Return partner countries that share a border, or the nearest ones for an island.

    Distances are between label points in degrees, corrected for latitude: good enough to order
    neighbors, not to measure with.
    """
    partners = catalog.countries[catalog.countries["role"] == "partner"].set_index("iso3")
    here = partners.loc[iso3]
    others = partners.drop(index=iso3)
    touching = others[others.geometry.touches(here.geometry)]
    if len(touching):
        return tuple(touching.sort_values("name").index)
    shrink = 0.97  # cosine of 14 degrees north, the middle of the Caribbean
    distance = ((others["lon"] - here["lon"]) * shrink) ** 2 + (others["lat"] - here["lat"]) ** 2
    return tuple(distance.nsmallest(number).index)


class GoalCount(NamedTuple):
    """A goal and the number of programs that serve it."""

    initiative: str
    goal: str
    label: str
    initiative_id: str
    programs: int

    @property
    def color(self) -> str:
        """The color of its initiative on paper."""
        return colors.INITIATIVE_COLORS.get(self.initiative_id, colors.OTHER_COLOR)


def goal_counts(catalog: Catalog, programs: pd.DataFrame) -> list[GoalCount]:
    """Return the goals that ``programs`` serve, in the order of initiatives and goals."""
    counts = count_programs_by(programs, "goal_ids")
    return [GoalCount(*row[1:], counts[row[0]]) for row in _goal_rows(catalog) if counts[row[0]]]


@cached()
def _goal_rows(catalog: Catalog) -> tuple[tuple[str, str, str, str, str], ...]:
    """Every goal: its id, short initiative, wording, wrapped label and initiative."""
    return tuple(
        (
            goal.goal_id,
            goal.initiative,
            goal.name,
            _two_lines(f"{goal.label}: {goal.name}"),
            goal.initiative_id,
        )
        for goal in catalog.ordered_goals
    )


def _two_lines(label: str) -> str:
    """Break a label in two; a short one stands on the second line, next to its bar."""
    lines = textwrap.wrap(label, LABEL_WIDTH, max_lines=2, placeholder=" …")
    return "\n".join(lines if len(lines) > 1 else ["", *lines])
