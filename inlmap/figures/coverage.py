"""How many programs are documented for each country, in all and by theme or goal.

Where there is none, the state says which kind of gap it is; a gap is never a zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import count_programs_by, described
from inlmap.catalog.selection import EVERYTHING, Selection
from inlmap.dataset.cells import count_items, split_list
from inlmap.dataset.schema import DONOR
from inlmap.figures.memberships import memberships
from inlmap.figures.statements import absences
from inlmap.words import say, word

DOCUMENTED = word("documented")
REGIONAL_ONLY = word("regional only")
STATED_ABSENT = word("stated absent")
NO_EVIDENCE = word("no evidence found")
OUTSIDE = word("not in this choice")

REGIONAL = "regional"  # the scope of a program that several countries share

By = Literal["theme", "goal"]
ALL = "*"  # stands for all countries or all columns in a tally; no id can hold it
WITHOUT = {"theme": word("No theme"), "goal": word("No stated goal")}
OTHER_REGION = word("Other countries")
Tally = Counter[tuple[str, str]]


def programs_of_their_own(programs: pd.DataFrame) -> pd.DataFrame:
    """Return the programs that no countries share: each is of the country that it names."""
    return programs[programs["scope"] != REGIONAL]


def regional_programs(programs: pd.DataFrame) -> pd.DataFrame:
    """Return the programs that several countries share."""
    return programs[programs["scope"] == REGIONAL]


def programs_by_country(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    """Return one row per partner country, indexed by ``iso3``.

    Columns: ``programs`` (of that country alone), ``regional`` (shared with other countries) and
    ``state``. The filter by country is left open so that each country keeps its own value.
    """
    rows = selection.without("country").programs(catalog)
    outside = outside_choice(catalog, selection)
    own = count_programs_by(programs_of_their_own(rows), "iso3")
    shared = count_programs_by(regional_programs(rows), "iso3")
    codes = catalog.partner_codes
    return pd.DataFrame(
        {
            "programs": [own[code] for code in codes],
            "regional": [shared[code] for code in codes],
            "state": [
                OUTSIDE if code in outside else _state(own[code], shared[code]) for code in codes
            ],
        },
        index=pd.Index(codes, name="iso3"),
    )


def _state(own: int, shared: int) -> str:
    if own:
        return DOCUMENTED
    return REGIONAL_ONLY if shared else NO_EVIDENCE


def chosen_initiatives(catalog: Catalog, selection: Selection) -> tuple[str, ...]:
    """Return the initiatives of a choice: the chosen ones, else those of the chosen goals."""
    if selection.initiative:
        return selection.initiative
    goals = (one for one in catalog.ordered_goals if one.goal_id in selection.goal)
    return tuple(dict.fromkeys(goal.initiative_id for goal in goals))


def outside_choice(catalog: Catalog, selection: Selection) -> frozenset[str]:
    """Return the partner countries that a choice of initiatives, or of their goals, is not about.

    They are partners in none of them, and no selected program names them. Without such a choice
    there are none. The filter by country is left open.
    """
    chosen = chosen_initiatives(catalog, selection)
    if not chosen:
        return frozenset()
    named = count_items(selection.without("country").programs(catalog)["iso3"])
    inside = _partners_in(catalog, chosen, selection.as_of).union(named)
    return frozenset(catalog.partner_codes) - inside


def _partners_in(
    catalog: Catalog, initiatives: tuple[str, ...], as_of: int | None
) -> frozenset[str]:
    return frozenset(
        member.iso3
        for member in memberships(catalog)
        if member.initiative_id in initiatives
        and member.role == "partner"
        and member.holds_in(as_of)
    )


def countries_of(programs: pd.DataFrame, selection: Selection = EVERYTHING) -> tuple[str, ...]:
    """Return the ISO3 codes that ``programs`` work in, sorted; only chosen ones, if any are.

    What tells only the setting of programs names none, and the United States is no recipient.
    """
    cells = (cell for _, cell in described(programs, "iso3"))
    codes = set(count_items(cells)) - {DONOR}
    return tuple(sorted(codes & set(selection.country) if selection.country else codes))


@dataclass(frozen=True)
class Cell:
    """Numbers of different programs, the country's own and regional ones, and the state."""

    own: int
    regional: int
    state: str

    @property
    def words(self) -> str:
        """The number of own programs, or the kind of gap; never a zero."""
        return formats.number(self.own) if self.own else say(self.state)


@dataclass(frozen=True)
class Column:
    """A theme or a goal (``key`` is its id), or what has none (an empty ``key``)."""

    key: str
    name: str
    programs: Cell  # of all rows together, each program once


@dataclass(frozen=True)
class Row:
    """A partner country with one cell per column."""

    iso3: str
    name: str
    region: str
    programs: Cell  # of all columns together, each program once
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Partner countries by themes or goals under a selection.

    ``programs`` are all that stand in some row; ``unplaced`` counts selected programs that stand in
    none: they name no country shown.
    """

    selection: Selection
    by: By
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    programs: Cell
    unplaced: int
    by_region: bool = True  # the order of the rows

    @property
    def outside(self) -> tuple[Row, ...]:
        """The rows of chosen countries that the choice of initiatives is not about."""
        return tuple(row for row in self.rows if row.programs.state == OUTSIDE)

    def behind(self, iso3: str, key: str) -> Selection:
        """Return the selection of the programs, own and regional, that a cell stands for.

        ``key`` is a theme or goal, or :data:`ALL` for the whole row. Raises ``ValueError`` for
        an empty key: no filter selects what has no theme or goal.
        """
        if not key:
            raise ValueError(f"no filter selects programs without a {self.by}")
        here = self.selection.with_country(iso3)
        if key == ALL:
            return here
        return replace(here, theme=(key,)) if self.by == "theme" else replace(here, goal=(key,))


@cached(128)
def coverage_matrix(catalog: Catalog, selection: Selection, by: By) -> Matrix:
    """Return the matrix with rows by region and name, columns in their own order.

    Rows: the chosen countries; else the partners of the chosen initiatives, or of those of the
    chosen goals, and the countries that their programs name; else all partners. Columns: the
    themes (our classification), or the goals of the chosen initiatives, only chosen ones where
    the filter names some; last, where there are any, the programs that have none. A program
    counts in every country it names and under every goal it serves, so cells do not add up to
    programs.
    """
    codes = _codes(catalog, selection)
    own, regional, unplaced = _tallies(catalog, selection, by, frozenset(codes))
    without = dict.fromkeys(outside_choice(catalog, selection), OUTSIDE)
    for found in absences(catalog, selection):
        without |= dict.fromkeys(found.iso3 if found.stated else (), STATED_ABSENT)

    def cell(iso3: str, key: str) -> Cell:
        counts = own[iso3, key], regional[iso3, key]
        return Cell(*counts, _cell_state(*counts, without.get(iso3, NO_EVIDENCE)))

    keys = _columns(catalog, selection, by)
    if own[ALL, ""] or regional[ALL, ""]:
        keys[""] = say(WITHOUT[by])
    columns = tuple(Column(key, name, cell(ALL, key)) for key, name in keys.items())
    regions = _regions(catalog)
    names = catalog.country_names
    rows = [
        Row(iso3, names[iso3], regions[iso3], cell(iso3, ALL), tuple(cell(iso3, k) for k in keys))
        for iso3 in codes
    ]
    order = [*_regions_of_initiatives(catalog).values(), say(OTHER_REGION)]
    rows.sort(key=lambda row: order.index(row.region))
    return Matrix(selection, by, columns, tuple(rows), cell(ALL, ALL), unplaced)


def _cell_state(own: int, regional: int, without: str) -> str:
    """Evidence wins over a stated absence: the statement stands in words beside it."""
    if own:
        return DOCUMENTED
    if regional:
        return REGIONAL_ONLY
    return without


def _codes(catalog: Catalog, selection: Selection) -> list[str]:
    wanted = set(catalog.partner_codes)
    if selection.country:
        wanted = set(selection.country)
    elif chosen := chosen_initiatives(catalog, selection):
        named = set() if selection.as_of else set(count_items(selection.programs(catalog)["iso3"]))
        wanted = named | _partners_in(catalog, chosen, selection.as_of)
    return [iso3 for iso3 in catalog.partner_codes if iso3 in wanted]


def _columns(catalog: Catalog, selection: Selection, by: By) -> dict[str, str]:
    if by == "theme":
        themes = catalog.themes.sort_values("sort_order")
        known = dict(zip(themes["theme_id"], themes["name"], strict=True))
        chosen = selection.theme
    else:
        known = {
            goal.goal_id: f"{goal.label}: {goal.name}"
            for goal in catalog.ordered_goals
            if not selection.initiative or goal.initiative_id in selection.initiative
        }
        chosen = selection.goal
    return {key: name for key, name in known.items() if not chosen or key in chosen}


def _tallies(
    catalog: Catalog, selection: Selection, by: By, codes: frozenset[str]
) -> tuple[Tally, Tally, int]:
    """Own and regional programs by country and column, and how many have no country of these."""
    own: Tally = Counter()
    regional: Tally = Counter()
    unplaced: set[str] = set()
    counted: set[tuple[str, str, str]] = set()  # program, country, column
    for program, scope, countries, keys in _programs(catalog, selection, by):
        here = codes.intersection(countries)
        if not here:
            unplaced.add(program)
        tally = regional if scope == REGIONAL else own
        found = {(program, iso3, key) for iso3 in (*here, ALL) for key in (*keys, ALL) if here}
        tally.update((iso3, key) for _, iso3, key in found - counted)
        counted |= found
    return own, regional, len(unplaced)


def _programs(
    catalog: Catalog, selection: Selection, by: By
) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    column = "theme_id" if by == "theme" else "goal_ids"
    lines = described(selection.programs(catalog), "scope", "iso3", column)
    for program, scope, iso3, cell in lines:
        yield program, scope, split_list(iso3), split_list(cell) or ("",)


@cached()
def _regions(catalog: Catalog) -> dict[str, str]:
    """The region of each partner country: that of the first of its initiatives that has one."""
    of: dict[str, set[str]] = {iso3: set() for iso3 in catalog.partner_codes}
    for member in memberships(catalog):
        if member.role == "partner" and member.iso3 in of:
            of[member.iso3].add(member.initiative_id)
    regions = _regions_of_initiatives(catalog).items()
    return {
        iso3: next((name for key, name in regions if key in own), say(OTHER_REGION))
        for iso3, own in of.items()
    }


def _regions_of_initiatives(catalog: Catalog) -> dict[str, str]:
    """The region of each initiative that has one, in the order of the initiatives."""
    rows = catalog.initiatives[catalog.initiatives["region"] != ""].sort_values("sort_order")
    return dict(zip(rows["initiative_id"], rows["region"], strict=True))


def arranged(matrix: Matrix, *, rows_by_count: bool, columns_by_count: bool) -> Matrix:
    """Return the matrix with the most programs first; what has no theme or goal stays last."""
    rows, columns = matrix.rows, matrix.columns
    if rows_by_count:
        rows = tuple(sorted(rows, key=lambda row: _rank(row.programs)))
    if columns_by_count:
        order = sorted(
            range(len(columns)),
            key=lambda at: (not columns[at].key, *_rank(columns[at].programs)),
        )
        columns = tuple(columns[at] for at in order)
        rows = tuple(replace(row, cells=tuple(row.cells[at] for at in order)) for row in rows)
    return replace(matrix, rows=rows, columns=columns, by_region=not rows_by_count)


def _rank(cell: Cell) -> tuple[int, int]:
    return -cell.own, -cell.regional
