"""What a reader looks at: the catalog, the selection, and what follows from them.

Pages, downloads and briefings all take a view, so that none of them can show something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

import pandas as pd

from inlmap import formats
from inlmap.catalog.address import to_address
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import count_programs, programs_described
from inlmap.catalog.own_rows import own_programs
from inlmap.catalog.selection import EVERYTHING, Selection
from inlmap.dataset.cells import count_items
from inlmap.dataset.schema import SOURCES
from inlmap.figures.adding import Figure, unfinished
from inlmap.figures.coverage import countries_of
from inlmap.figures.measures import PROGRAMS
from inlmap.figures.single_items import SingleItems, single_items
from inlmap.figures.totals import country_money, headline_figure, totals_by_year
from inlmap.presentation.item_words import NO_FIGURE, beside_figure, instead_of_figure
from inlmap.words import language_in_address, say

LONGEST_NAME = 120


class Headline(NamedTuple):
    """One of the four figures at the top of a view, in words, and the number in them.

    ``number`` is in the unit that ``unit`` names, or ``None`` where nothing is stated; ``figure``
    is the amount, where it is one. ``beside`` tells of values that are no part of it.
    """

    label: str
    words: str
    about: str
    number: float | None
    unit: str
    figure: Figure | None = None
    beside: str = ""


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

    def of_year(self, year: int) -> View:
        """Return the view with one fiscal year in place of the chosen ones."""
        selection = replace(self.selection, fy=(year, year))
        return View(self.catalog, selection, self.measure, self.place_id)

    def address(self, **other: list[str]) -> dict[str, list[str]]:
        """Return the address parameters of the view; ``other`` replaces some of them."""
        return to_address(self.selection) | language_in_address() | other

    def link(self, page: str = "", /, **other: list[str]) -> str:
        """Return the relative address of the view on a page; without one, on the page that is open.

        ``other`` replaces parameters or adds some.
        """
        return f"{page}?{urlencode(self.address(**other), doseq=True)}"

    @cached_property
    def programs(self) -> pd.DataFrame:
        """The selected rows of the catalog's programs."""
        return self.selection.programs(self.catalog)

    @cached_property
    def count(self) -> int:
        """How many programs the selected rows describe."""
        return count_programs(self.programs)

    @cached_property
    def undated(self) -> int:
        """How many programs of the view have no row with a year, hidden or not."""
        undated = self.selection.undated(self.catalog)
        dated = self.programs[~self.programs.index.isin(undated.index)]
        return len(programs_described(undated) - programs_described(dated))

    @property
    def undated_shown(self) -> int:
        """How many of the programs have no year, where a filter asks for years."""
        return self.undated if self.selection.fy and not self.selection.hide_undated else 0

    @cached_property
    def figure(self) -> Figure:
        """The documented amount of the selection."""
        return headline_figure(self.catalog, self.selection)

    @cached_property
    def single_items(self) -> SingleItems | None:
        """The rows that have a value of their own, or None; no part of the documented amount.

        With countries chosen, rows that name others too are left out: the value is not theirs.
        """
        return _single_items(self.catalog, self.selection)

    @cached_property
    def items_in_words(self) -> str:
        """What is said of the single items beside the documented amount, or in place of one."""
        if self.figure.value is None:
            return instead_of_figure(self.single_items, self.count)
        return beside_figure(self.single_items)

    @cached_property
    def country_money(self) -> Figure | None:
        """All money by country in the partners of the one chosen initiative; not its own."""
        return country_money(self.catalog, self.selection)

    @property
    def figures_in_words(self) -> tuple[Figure, ...]:
        """The figures that the summary names."""
        beside = (self.country_money,) if self.country_money else ()
        return (self.figure, *self.figure.others, *beside)

    @cached_property
    def unmatched(self) -> tuple[Figure, ...]:
        """The other series that touch the selection, where the headline has no amount."""
        return self.figure.others if self.figure.value is None else ()

    @property
    def other_amounts(self) -> list[Figure]:
        """Those of them that have an amount."""
        return [one for one in self.unmatched if one.value is not None]

    @cached_property
    def yearly(self) -> tuple[Figure, ...]:
        """The documented amounts by fiscal year."""
        return totals_by_year(self.catalog, self.selection)

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """The four figures: programs, countries, the documented amount, sources."""
        return _headlines(self.catalog, self.selection)

    @property
    def whose(self) -> str:
        """Whose the programs are: documented in the sources, or some of the visitor's own."""
        own = own_programs(self.catalog, self.programs)
        if own:
            return say("of which {number} yours, not published", number=formats.number(own))
        if self.undated_shown:
            undated = formats.number(self.undated_shown)
            return say(
                "documented in the sources; the year of {undated} is not stated", undated=undated
            )
        return say("documented in the sources")

    @cached_property
    def source_ids(self) -> tuple[str, ...]:
        """The publications behind the programs and amounts of the view, a visitor's own first.

        The amounts are the documented one, or those of other series where there is none, and those
        by fiscal year; the order is that of the table.
        """
        figures = (self.figure, *self.yearly, *self.unmatched)
        ids = set(count_items(self.programs["source_id"]))
        ids |= {key for figure in figures for key in figure.source_ids}
        found = [key for key in self.catalog.sources["source_id"] if key in ids]
        return tuple(sorted(found, key=lambda key: not self.catalog.is_own(SOURCES.name, key)))


@cached(128)
def _single_items(catalog: Catalog, selection: Selection) -> SingleItems | None:
    return single_items(selection.programs(catalog), selection.country)


@cached(128)
def _headlines(catalog: Catalog, selection: Selection) -> tuple[Headline, ...]:
    view = View(catalog, selection)
    countries = countries_of(view.programs, selection)
    sources = count_items(view.programs["source_id"])
    return (
        _count_headline(say("Programs"), view.count, view.whose),
        _count_headline(say("Countries"), len(countries), say("with at least one program")),
        _amount_headline(view.figure, view.items_in_words),
        _count_headline(say("Sources"), len(sources), say("behind these programs")),
    )


def _count_headline(label: str, number: int, about: str) -> Headline:
    return Headline(label, formats.number(number), about, number, label.lower())


def _amount_headline(figure: Figure, items: str) -> Headline:
    if figure.value is None:
        words = say(NO_FIGURE) if items else say("Not stated")
        label = say("Documented amount")
        return Headline(label, words, figure.reason, None, "", beside=items)
    stage = say(figure.stage)
    return Headline(
        say("{stage}, {years}", stage=formats.capitalized(stage), years=figure.years),
        formats.dollars(figure.value),
        " ".join(filter(None, (f"{figure.title}.", unfinished([figure])))),
        figure.value,
        say("million nominal U.S. dollars {stage}, {years}", stage=stage, years=figure.years),
        figure,
        items,
    )


def file_name(
    catalog: Catalog, selection: Selection, ending: str = "csv", subject: str = "programs"
) -> str:
    """Return a file name that carries its subject, the filters and the dataset version."""
    parts = [part for values in to_address(selection).values() for part in values]
    view = re.sub(r"[^A-Za-z0-9]+", "-", "_".join(parts).replace("_", "--")).strip("-").lower()
    return f"inlmap-{subject}-{(view or 'all')[:LONGEST_NAME]}-{catalog.version}.{ending}"
