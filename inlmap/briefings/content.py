"""What a briefing says of a view, whatever the file format: one content for all writers.

Amounts are figures of :mod:`inlmap.figures` and single records; nothing is added here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from inlmap import formats
from inlmap.dataset.boundaries import NOTICE
from inlmap.deferred import deferred
from inlmap.figures.adding import Figure, unfinished
from inlmap.figures.coverage import Matrix, coverage_matrix
from inlmap.figures.profiles import GoalCount, goal_counts
from inlmap.figures.statements import Dispute, dispute_in_words, disputes_of, notes_of_years
from inlmap.formats import on_one_line
from inlmap.maps.captions import INDEPENDENT, YOURS, map_alt, map_title
from inlmap.maps.legend import Key, Part, legend
from inlmap.presentation.citations import as_of_line, citations, filters_or_none
from inlmap.presentation.lately import newest_source
from inlmap.presentation.listings import (
    Listing,
    absence_listing,
    country_listing,
    coverage_listing,
    funding_listing,
    initiative_listings,
    program_listing,
    source_listing,
    year_listing,
)
from inlmap.presentation.sentences import (
    filters_in_words,
    funding_alternative,
    gaps,
    goals_alternative,
    other_money_by_year,
    rows_apart,
    summary,
)
from inlmap.presentation.titles import choice_title
from inlmap.presentation.view import Headline, View
from inlmap.words import say, word

Kind = Literal["map", "country", "initiative", "coverage"]
KINDS: tuple[Kind, ...] = ("map", "country", "initiative", "coverage")
BARE_MAP_PNG: Callable[[View], bytes] = deferred("inlmap.maps.image:bare_map_png")
BARE_MAP_SVG: Callable[[View], bytes] = deferred("inlmap.maps.image:bare_map_svg")
COVERAGE = word("Coverage: where programs are documented, and where no evidence was found")
NOMINAL = word(
    "Amounts are nominal U.S. dollars by U.S. fiscal year; amounts of different stages or series "
    "are never added."
)
GAP_NOTE = word("“No evidence found” does not mean that nothing was done, and is never a zero.")
NO_AMOUNT = word("These series have no amount for the years without a bar.")
MANY_YEARS = word("The sources give this money only as a sum over several years.")


@dataclass(frozen=True)
class Briefing:
    """A view as something to hand out; its tables are complete, the writers page them."""

    view: View
    kind: Kind
    title: str
    filters: str
    matrix: Matrix | None = None
    facts: tuple[Listing, ...] = field(default=())  # what its page says beside the rest

    @property
    def version(self) -> str:
        """The dataset version."""
        return self.view.catalog.version

    @property
    def version_in_words(self) -> str:
        """The dataset version as a sentence."""
        return say("Dataset version {version}.", version=self.version)

    @cached_property
    def as_of(self) -> str:
        """Of when the content is."""
        return as_of_line(self.view.catalog, self.view.selection.as_of)

    @property
    def watermark(self) -> str:
        """What stands across every page when rows of the visitor's own are shown, else nothing."""
        return say(YOURS) if self.view.catalog.own_rows else ""

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The summary of the screen; for coverage, the widest gaps after it."""
        message = gaps(self.view.catalog, self.matrix) if self.matrix else ()
        return tuple(on_one_line(text) for text in (*summary(self.view), *message))

    @cached_property
    def headlines(self) -> tuple[Headline, ...]:
        """The four headline figures."""
        return tuple(
            one._replace(about=on_one_line(" ".join(filter(None, (one.about, one.beside)))))
            for one in self.view.headlines
        )

    @cached_property
    def years(self) -> tuple[Figure, ...]:
        """The amounts by fiscal year, those that have a value."""
        return tuple(figure for figure in self.view.yearly if figure.value is not None)

    @cached_property
    def axis_of_years(self) -> tuple[str, ...]:
        """Every fiscal year from the first to the last with an amount, also those without one."""
        if not self.years:
            return ()
        first = min(figure.fy_start for figure in self.years)
        last = max(figure.fy_end for figure in self.years)
        return tuple(formats.years(year, year) for year in range(first, last + 1))

    @property
    def years_alternative(self) -> str:
        """The chart of amounts in words."""
        return on_one_line(funding_alternative(self.years))

    @property
    def no_years(self) -> str:
        """Why there are no amounts by fiscal year."""
        return self.view.figure.reason or say(MANY_YEARS)

    @property
    def years_note(self) -> str:
        """What a reader of the chart of amounts must know: its series, and years without one."""
        stated = {figure.years for figure in self.years}
        gap = say(NO_AMOUNT) if set(self.axis_of_years) - stated else ""
        return " ".join(filter(None, (self._series_note(), gap, unfinished(self.years))))

    def _series_note(self) -> str:
        """Which series the amounts by fiscal year are of, where it is not the headline's alone."""
        titles = list(dict.fromkeys(figure.title for figure in self.years))
        if titles in ([], [self.view.figure.title]):
            return ""
        other = other_money_by_year(self.view)
        return on_one_line(other or say("Series: {named}.", named="; ".join(titles)))

    @cached_property
    def goals(self) -> tuple[GoalCount, ...]:
        """The number of programs by goal."""
        return tuple(goal_counts(self.view.catalog, self.view.programs))

    @property
    def goals_alternative(self) -> str:
        """The chart of goals in words."""
        return on_one_line(goals_alternative(self.goals))

    @cached_property
    def by_year(self) -> Listing:
        """The amounts by fiscal year as a table."""
        return year_listing(self.years)

    @cached_property
    def programs(self) -> Listing:
        """The programs, with the columns of the screen."""
        return program_listing(self.view)

    @cached_property
    def funding(self) -> Listing:
        """The records behind the amounts shown."""
        return funding_listing(self.view)

    @cached_property
    def sources(self) -> Listing:
        """The publications behind everything shown."""
        return source_listing(self.view)

    @cached_property
    def notices(self) -> tuple[str, ...]:
        """What a reader must know: the boundary notice, who speaks, cautions, disputes."""
        view = self.view
        figures = [view.figure, *self.years]
        cautions = dict.fromkeys(figure.caution for figure in figures if figure.caution)
        disputes = {
            *disputes_of(view.catalog, view.figure),
            *notes_of_years(view.catalog, self.years),
        }
        differing = sorted(disputes, key=lambda one: (one.fy_start, one.statement_id))
        rules = (say(INDEPENDENT), say(NOMINAL), say(GAP_NOTE), rows_apart(view))
        newest = newest_source(view)
        texts = (f"{newest}." if newest else "", f"{say(NOTICE)}.", *rules, *cautions)
        return tuple(on_one_line(text) for text in (*texts, *map(_dispute, differing)) if text)

    @property
    def footer(self) -> str:
        """The line at the foot of every page."""
        return f"{self.version_in_words} {self.as_of}. {say(NOTICE)}. {say(INDEPENDENT)}"

    @cached_property
    def amount_citations(self) -> tuple[str, ...]:
        """Where the headline amount is found."""
        return citations(self.view.catalog, "funding", self.view.figure.record_ids)

    @cached_property
    def year_citations(self) -> tuple[str, ...]:
        """Where the amounts by fiscal year are found."""
        records = [key for figure in self.years for key in figure.record_ids]
        return citations(self.view.catalog, "funding", records)

    @cached_property
    def program_citations(self) -> tuple[str, ...]:
        """Where the programs are found."""
        return citations(self.view.catalog, "programs", self.view.programs["program_id"])

    @property
    def map_heading(self) -> str:
        """What the map shows."""
        return on_one_line(map_title(self.view))

    @cached_property
    def legend(self) -> tuple[Part, ...]:
        """The legend of the map."""
        return tuple(
            part._replace(
                heading=on_one_line(part.heading),
                note=on_one_line(part.note),
                keys=tuple(Key(key.look, on_one_line(key.words)) for key in part.keys),
                rest=on_one_line(part.rest),
            )
            for part in legend(self.view)
        )

    @cached_property
    def map_alternative(self) -> str:
        """The map in words."""
        return on_one_line(map_alt(self.view))

    def map_png(self) -> bytes:
        """Return the map as a picture of points."""
        return BARE_MAP_PNG(self.view)

    def map_svg(self) -> bytes:
        """Return the map as a drawing of lines."""
        return BARE_MAP_SVG(self.view)


def _dispute(one: Dispute) -> str:
    years = f"{formats.years(one.fy_start, one.fy_end)}: " if one.fy_start else ""
    return f"{dispute_in_words(one)}. {years}{one.fact.rstrip('.')}. {one.explanation}"


def briefing(view: View, kind: Kind, matrix: Matrix | None = None) -> Briefing:
    """Return the briefing of a view as one page shows it.

    The view of a country's or an initiative's page is the one of its first chosen value.
    ``matrix`` is the coverage as arranged on the screen; without it, countries by themes.
    """
    catalog, selection = view.catalog, view.selection
    if kind == "coverage":
        shown = matrix or coverage_matrix(catalog, selection, "theme")
        facts = (coverage_listing(shown), absence_listing(view))
        return Briefing(view, kind, say(COVERAGE), _filters_sentence(view), shown, facts)
    if kind == "country" and selection.country:
        here = view.of_country(selection.country[0])
        title = catalog.country_names[selection.country[0]]
        return Briefing(here, kind, title, _filters_sentence(here), facts=(country_listing(here),))
    if kind == "initiative" and selection.initiative:
        here = view.of_initiative(selection.initiative[0])
        title = on_one_line(catalog.names("initiatives")[selection.initiative[0]])
        return Briefing(here, kind, title, _filters_sentence(here), facts=initiative_listings(here))
    title = on_one_line(choice_title(catalog, selection))
    return Briefing(view, "map", title, _filters_sentence(view))


def _filters_sentence(view: View) -> str:
    """The filters in words; the page of a country or an initiative is one of them."""
    return on_one_line(filters_or_none(filters_in_words(view.catalog, view.selection)))
