"""The measures of the map: what each partner country, or first-level unit, gets under a selection.

A value is never shown where nothing was found: the state says which kind of gap it is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import (
    count_programs,
    described,
    programs_described,
    without_context,
)
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import count_items, split_list
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import (
    DOCUMENTED,
    NO_EVIDENCE,
    OUTSIDE,
    REGIONAL_ONLY,
    outside_choice,
    programs_by_country,
    programs_of_their_own,
    regional_programs,
)
from inlmap.figures.memberships import memberships
from inlmap.figures.profiles import as_of_prefix
from inlmap.figures.totals import chosen_partners, figures_by_country, headline_figure
from inlmap.formats import counted
from inlmap.words import say, say_count, word

PROGRAMS, FUNDING, GOALS, INITIATIVES = "programs", "funding", "goals", "initiatives"
MEASURES = {
    PROGRAMS: word("Programs"),
    FUNDING: word("Documented funding"),
    GOALS: word("Goals covered"),
    INITIATIVES: word("By initiative"),
}
ZERO = word("zero")
NO_INITIATIVE = word("no initiative")
EMPTY_UNIT = {
    PROGRAMS: word("no program with a place found here"),
    GOALS: word("no goal of a program with a place found here"),
}


@dataclass(frozen=True)
class Value:
    """What one unit gets: a state, the value when there is one, and the same in words."""

    state: str
    amount: float = 0.0
    words: tuple[str, ...] = ()
    figure: Figure | None = None  # of an amount of money


@dataclass(frozen=True)
class MeasureValues:
    """The values of one measure by code, with the heading and the note of its legend."""

    heading: str
    note: str
    values: dict[str, Value]

    def with_outside(self, codes: Collection[str]) -> MeasureValues:
        """Return the values in which no gap is seen where a country is not in the choice."""
        outside = Value(OUTSIDE, words=(say(OUTSIDE),))
        values = {
            code: outside if code in codes and value.state == NO_EVIDENCE else value
            for code, value in self.values.items()
        }
        return replace(self, values=values)

    def amounts(self) -> list[float]:
        """Return the documented values, for classing."""
        return [value.amount for value in self.values.values() if value.state == DOCUMENTED]


def country_values(catalog: Catalog, selection: Selection, measure: str) -> MeasureValues:
    """Return the values of every partner country by ISO3; the filter by country is left open.

    A country that the chosen initiatives are not about is no gap: its state says so.
    """
    open_selection = selection.without("country")
    by_measure = {PROGRAMS: _programs, FUNDING: _funding, GOALS: _goals, INITIATIVES: _initiatives}
    found = by_measure[measure](catalog, open_selection)
    outside = outside_choice(catalog, open_selection)
    return found.with_outside(outside) if outside else found


def _programs(catalog: Catalog, selection: Selection) -> MeasureValues:
    rows = programs_by_country(catalog, selection)
    values = {
        iso3: Value(state, programs, _program_words(programs, regional, state))
        for iso3, programs, regional, state in rows.itertuples()
    }
    return MeasureValues(say("Programs of the country itself"), "", values)


def _program_words(programs: int, regional: int, state: str) -> tuple[str, ...]:
    if not programs:
        return (say(state), _covered_by(regional)) if regional else (say(state),)
    own = say_count(programs, "{n} program of its own", "{n} programs of its own")
    if not regional:
        return (own,)
    also = say_count(
        regional, "also covered by {n} regional program", "also covered by {n} regional programs"
    )
    return own, also


def _covered_by(regional: int) -> str:
    return say_count(
        regional, "covered by {n} regional program", "covered by {n} regional programs"
    )


def _goals(catalog: Catalog, selection: Selection) -> MeasureValues:
    programs = selection.programs(catalog)
    own = _goals_by_country(programs_of_their_own(programs), selection)
    shared = _goals_by_country(regional_programs(programs), selection)
    values = {}
    for iso3 in catalog.partner_codes:
        if own.get(iso3):
            words = say_count(
                len(own[iso3]),
                "{n} goal covered by its own programs",
                "{n} goals covered by its own programs",
            )
            values[iso3] = Value(DOCUMENTED, len(own[iso3]), (words,))
        elif shared.get(iso3):
            words = say_count(
                len(shared[iso3]),
                "{n} goal covered by regional programs",
                "{n} goals covered by regional programs",
            )
            values[iso3] = Value(REGIONAL_ONLY, words=(say(REGIONAL_ONLY), words))
        else:
            values[iso3] = Value(NO_EVIDENCE, words=(say(NO_EVIDENCE),))
    return MeasureValues(say("Goals covered by the country's own programs"), "", values)


def _goals_by_country(programs: pd.DataFrame, selection: Selection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for _, codes, goals in described(programs, "iso3", "goal_ids"):
        chosen = set(split_list(goals))
        chosen &= set(selection.goal) or chosen
        for code in split_list(codes):
            found.setdefault(code, set()).update(chosen)
    return found


def _funding(catalog: Catalog, selection: Selection) -> MeasureValues:
    figures = figures_by_country(catalog, selection)
    whole = headline_figure(catalog, selection)
    covered = _covered_by_groups(catalog, selection, whole)
    missing = say(NO_LINE) if figures else say(NO_AMOUNT)
    values = {
        iso3: _amount(figures.get(iso3), missing, in_group=iso3 in covered)
        for iso3 in catalog.partner_codes
    }
    shown = next(iter(figures.values()), None)
    if shown is None:
        note = whole.reason or say(NO_SPLIT)
        return MeasureValues(say("Documented funding by country"), note, values)
    first = min(figure.fy_start for figure in figures.values())
    last = max(figure.fy_end for figure in figures.values())
    years = formats.years(first, last)
    heading = say("Nominal $ {stage}, {years}", stage=say(shown.stage), years=years)
    note = say(
        "{series}. Each country over the years for which the series has a line for it.",
        series=shown.title,
    )
    return MeasureValues(heading, note, values)


NO_SPLIT = word("No source splits this money by country.")
NO_LINE = word("no line in this series")
NO_AMOUNT = word("no amount stated")


def _amount(figure: Figure | None, missing: str, *, in_group: bool) -> Value:
    if figure is None or figure.value is None:
        if in_group:
            return Value(REGIONAL_ONLY, words=(say("funded through a regional line only"),))
        return Value(NO_EVIDENCE, words=(missing,))
    if figure.value == 0:
        return Value(ZERO, words=(figure.in_words,))
    return Value(DOCUMENTED, figure.value, (figure.in_words,), figure)


def _covered_by_groups(catalog: Catalog, selection: Selection, whole: Figure) -> frozenset[str]:
    """Countries that a line names beside others, or that are in the initiative chosen for it."""
    records = catalog.funding[catalog.funding["record_id"].isin(whole.record_ids)]
    groups = records["iso3"][records["iso3"].str.contains(";")]
    named = set(count_items(groups))
    if (records["iso3"] == "").any():
        named |= set(chosen_partners(catalog, selection.without("country")))
    return frozenset(named)


def initiatives_by_country(catalog: Catalog, selection: Selection) -> dict[str, tuple[str, ...]]:
    """Return, by ISO3, the chosen initiatives that a country is a partner in, in their order.

    As of the chosen year, if one is.
    """
    found: dict[str, dict[str, None]] = {}
    for one in memberships(catalog):
        chosen = not selection.initiative or one.initiative_id in selection.initiative
        if chosen and one.role == "partner" and one.holds_in(selection.as_of):
            found.setdefault(one.iso3, {})[one.initiative_id] = None
    return {iso3: tuple(ids) for iso3, ids in found.items()}


def _initiatives(catalog: Catalog, selection: Selection) -> MeasureValues:
    found = initiatives_by_country(catalog, selection)
    names = catalog.names("initiatives", "short_name")
    values = {}
    for iso3 in catalog.partner_codes:
        own = found.get(iso3, ())
        words = tuple(names[key] for key in own) or (say(NO_INITIATIVE),)
        values[iso3] = Value(DOCUMENTED if own else NO_EVIDENCE, len(own), words)
    note = as_of_prefix(selection.as_of) + say("Follows the initiative filter only.")
    return MeasureValues(say("Initiatives the country is a partner in"), note, values)


def unit_values(catalog: Catalog, selection: Selection, measure: str) -> dict[str, Value]:
    """Return the values of the first-level units of the chosen countries that have a layer.

    Only programs with a known place count for a unit; money is not known below the country.
    """
    if measure in (FUNDING, INITIATIVES) or not selection.country:
        return {}
    countries = divided_countries(catalog, selection)
    units = catalog.admin1["code"][catalog.admin1["iso3"].isin(countries)]
    programs = without_context(selection.programs(catalog))
    located = programs[programs["place_ids"] != ""]
    rows_of = _programs_by_unit(catalog, located)
    values = {}
    for code in units:
        rows = located.loc[sorted(rows_of.get(code, ()))]
        amount = count_programs(rows)
        if measure == GOALS:
            goals = set(count_items(rows["goal_ids"]))
            amount = len(goals & set(selection.goal) if selection.goal else goals)
        words = counted(measure, amount) if amount else say(EMPTY_UNIT[measure])
        values[code] = Value(DOCUMENTED if amount else NO_EVIDENCE, amount, (words,))
    return values


def divided_countries(catalog: Catalog, selection: Selection) -> tuple[str, ...]:
    """Return the chosen countries that have first-level units and are in the choice."""
    have = set(catalog.admin1["iso3"]) - outside_choice(catalog, selection)
    return tuple(iso3 for iso3 in selection.country if iso3 in have)


def programs_without_unit(catalog: Catalog, selection: Selection) -> int:
    """Return how many programs of the chosen countries with units stand in none of these units."""
    countries = set(divided_countries(catalog, selection))
    units = set(catalog.admin1["code"][catalog.admin1["iso3"].isin(countries)])
    programs = without_context(selection.programs(catalog))
    here = programs["iso3"].map(split_list).map(countries.intersection).map(bool)
    by_unit = _programs_by_unit(catalog, programs[programs["place_ids"] != ""])
    inside = programs.index.isin({row for code in units for row in by_unit.get(code, ())})
    known = programs_described(programs[inside])
    return len(programs_described(programs[here.astype(bool)]) - known)


def _programs_by_unit(catalog: Catalog, located: pd.DataFrame) -> dict[str, set[int]]:
    units_of = catalog.names("places", "admin1_code")
    found: dict[str, set[int]] = {}
    for row, places in zip(located.index, located["place_ids"], strict=True):
        for place in split_list(places):
            for code in split_list(units_of[place]):
                found.setdefault(code, set()).add(row)
    return found
