"""What a briefing says of a view, whatever the file format: one content for all writers.

Amounts are figures of :mod:`inlmap.figures` and single records; nothing is added here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from inlmap.briefings.short import (
    NO_AMOUNT,
    Number,
    axis_of_years,
    cautions_of,
    dispute_line,
    first_number,
    gaps_of,
    newest_items,
    notes_on_money,
    other_series,
    shown_years,
    three_sentences,
    what_changed,
)
from inlmap.dataset.boundaries import NOTICE
from inlmap.deferred import deferred
from inlmap.figures.adding import Figure, unfinished
from inlmap.figures.coverage import Matrix, coverage_matrix
from inlmap.figures.profiles import GoalCount, goal_counts
from inlmap.figures.statements import disputes_of, notes_of_years
from inlmap.formats import on_one_line
from inlmap.maps.captions import INDEPENDENT, YOURS, map_alt, map_title
from inlmap.maps.legend import Key, Part, plain_map
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
from inlmap.presentation.outcomes import outcome_listings
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


@dataclass(frozen=True)
class Briefing:
    """A view as something to hand out; its tables are complete, the writers page them."""

    view: View
    kind: Kind
    title: str
    filters: str
    matrix: Matrix | None = None
    facts: tuple[Listing, ...] = field(default=())  # what its page says beside the rest
    annex: bool = False  # whether the tables follow; a workbook always has them

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
    def number(self) -> Number:
        """The one number that is held up."""
        return Number(*map(on_one_line, first_number(self.view)))

    @cached_property
    def answer(self) -> tuple[str, ...]:
        """At most three of the sentences."""
        return tuple(map(on_one_line, three_sentences(self.view)))

    @cached_property
    def shown_years(self) -> tuple[Figure, ...]:
        """The amounts by fiscal year that are held up: those of one series."""
        return shown_years(self.view)

    @cached_property
    def change(self) -> str:
        """How they differ between their last two complete years; nothing where none are shown."""
        return on_one_line(what_changed(self.view))

    @cached_property
    def money_notes(self) -> tuple[str, ...]:
        """What a reader of these amounts must know."""
        return tuple(map(on_one_line, notes_on_money(self.view)))

    @cached_property
    def items(self) -> Listing:
        """The newest programs."""
        return newest_items(self.view)

    @cached_property
    def _covered(self) -> Matrix:
        return self.matrix or coverage_matrix(self.view.catalog, self.view.selection, "theme")

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """What was not found for the choice."""
        return gaps_of(self.view, self._covered)

    @cached_property
    def coverage(self) -> Listing:
        """How many programs there are by country, and by theme where the page arranges nothing."""
        return coverage_listing(self._covered)

    @cached_property
    def cautions(self) -> tuple[str, ...]:
        """What is to be read with care, of this choice alone."""
        return cautions_of(self.view)

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

    @property
    def years_note(self) -> str:
        """What a reader of the chart of amounts must know: its series, and years without one."""
        stated = {figure.years for figure in self.years}
        gap = say(NO_AMOUNT) if set(axis_of_years(self.years)) - stated else ""
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
        return tuple(on_one_line(text) for text in (*texts, *map(dispute_line, differing)) if text)

    @property
    def footer(self) -> str:
        """The line at the foot of every page."""
        return f"{say(INDEPENDENT)} {self.version_in_words}"

    @property
    def boundaries(self) -> str:
        """The notice on the boundaries of the map."""
        return f"{say(NOTICE)}."

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
    def shown_citations(self) -> tuple[str, ...]:
        """Where the amounts are found that are held up by fiscal year or named beside them."""
        figures = (*self.shown_years, *other_series(self.view))
        records = [key for figure in figures for key in figure.record_ids]
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
            for part in plain_map(self.view).legend
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


def years_alternative(figures: Sequence[Figure]) -> str:
    """Return the chart of some amounts in words."""
    return on_one_line(funding_alternative(figures))


def briefing(
    view: View, kind: Kind, matrix: Matrix | None = None, *, annex: bool = False
) -> Briefing:
    """Return the briefing of a view as one page shows it, with an annex of tables if asked for.

    The view of a country's or an initiative's page is the one of its first chosen value.
    ``matrix`` is the coverage as arranged on the screen; without it, countries by themes.
    """
    catalog, selection = view.catalog, view.selection
    if kind == "coverage":
        shown = matrix or coverage_matrix(catalog, selection, "theme")
        listings = (coverage_listing(shown), absence_listing(view))
        return Briefing(view, kind, say(COVERAGE), _filters_sentence(view), shown, listings, annex)
    if kind == "country" and selection.country:
        here = view.of_country(selection.country[0])
        title = catalog.country_names[selection.country[0]]
        facts = (country_listing(here), *outcome_listings(here))
        return Briefing(here, kind, title, _filters_sentence(here), None, facts, annex)
    if kind == "initiative" and selection.initiative:
        here = view.of_initiative(selection.initiative[0])
        title = on_one_line(catalog.names("initiatives")[selection.initiative[0]])
        facts = (*initiative_listings(here), *outcome_listings(here))
        return Briefing(here, kind, title, _filters_sentence(here), None, facts, annex)
    title = on_one_line(choice_title(catalog, selection))
    return Briefing(view, "map", title, _filters_sentence(view), annex=annex)


def _filters_sentence(view: View) -> str:
    """The filters in words; the page of a country or an initiative is one of them."""
    return on_one_line(filters_or_none(filters_in_words(view.catalog, view.selection)))
