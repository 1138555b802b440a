"""All partner countries side by side: money, programs, goals and gaps of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import (
    DOCUMENTED,
    REGIONAL_ONLY,
    Cell,
    coverage_matrix,
    outside_choice,
)
from inlmap.figures.measures import FUNDING, Value, country_values
from inlmap.figures.profiles import CountryProfile
from inlmap.presentation.lately import newest_years
from inlmap.presentation.view import View
from inlmap.words import say_count, word


@dataclass(frozen=True)
class CountryLine:
    """One partner country.

    ``goals`` are those of the initiatives that its programs belong to, ``themes`` all that are
    chosen; covered are those with a program, its own or a regional one.
    """

    iso3: str
    name: str
    region: str
    money: Value
    programs: Cell
    newest_year: int | None
    goals: int
    goals_covered: int
    themes: int
    themes_covered: int

    @property
    def gaps(self) -> int:
        """How many themes are without evidence of a program."""
        return self.themes - self.themes_covered


@dataclass(frozen=True)
class CountryTable:
    """The partner countries by region and name, and what their money is.

    ``outside`` names the partner countries that the chosen initiatives are not about.
    """

    lines: tuple[CountryLine, ...]
    outside: tuple[str, ...]
    money_heading: str
    money_note: str


@cached(64)
def country_table(catalog: Catalog, selection: Selection) -> CountryTable:
    """Return all partner countries that the selection is about; its countries are left open."""
    selection = selection.without("country")
    matrix = coverage_matrix(catalog, selection, "theme")
    money = country_values(catalog, selection, FUNDING)
    newest = newest_years(View(catalog, selection))
    themes = [at for at, column in enumerate(matrix.columns) if column.key]
    lines = []
    for row in matrix.rows:
        goals = CountryProfile(catalog, selection, row.iso3).goals
        lines.append(
            CountryLine(
                row.iso3,
                row.name,
                row.region,
                money.values[row.iso3],
                row.programs,
                newest.get(row.iso3),
                len(goals),
                sum(1 for goal in goals if goal.own or goal.regional),
                len(themes),
                sum(1 for at in themes if row.cells[at].own or row.cells[at].regional),
            )
        )
    names = catalog.country_names
    outside = sorted(names[iso3] for iso3 in outside_choice(catalog, selection))
    return CountryTable(tuple(lines), tuple(outside), money.heading, money.note)


REGION = "region"
ORDERS: Mapping[str, str] = MappingProxyType(
    {
        REGION: word("By region"),
        "money": word("Most money first"),
        "programs": word("Most programs first"),
        "newest": word("Newest first"),
        "gaps": word("Most gaps first"),
    }
)
RANKS: Mapping[str, Callable[[CountryLine], tuple[float, ...]]] = MappingProxyType(
    {
        REGION: lambda _: (),
        "money": lambda one: (one.money.figure is None, -one.money.amount),
        "programs": lambda one: (-one.programs.own, -one.programs.regional),
        "newest": lambda one: (-(one.newest_year or 0),),
        "gaps": lambda one: (-one.gaps,),
    }
)


def in_order(table: CountryTable, order: str) -> tuple[CountryLine, ...]:
    """Return the lines in one of :data:`ORDERS`; where two are equal, by region and name."""
    return tuple(sorted(table.lines, key=RANKS[order]))


def counts_in_words(lines: Sequence[CountryLine]) -> tuple[str, ...]:
    """Return how many countries have a program of their own, regional ones only, or none."""
    states = Counter(line.programs.state for line in lines)
    own, shared = states[DOCUMENTED], states[REGIONAL_ONLY]
    none = len(lines) - own - shared
    sentences = (
        say_count(
            own,
            "{n} country has a program of its own.",
            "{n} countries have programs of their own.",
        ),
        say_count(
            shared,
            "{n} country shares regional programs only.",
            "{n} countries share regional programs only.",
        ),
        say_count(
            none,
            "For {n} country no evidence of a program was found.",
            "For {n} countries no evidence of a program was found.",
        ),
    )
    counts = (own, shared, none)
    return tuple(words for words, n in zip(sentences, counts, strict=True) if n)
