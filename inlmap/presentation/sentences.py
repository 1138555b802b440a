"""The filtered view in plain sentences, computed from the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from inlmap import formats
from inlmap.catalog.address import choices
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import own_programs
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import count_items
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import (
    DOCUMENTED,
    REGIONAL_ONLY,
    Column,
    Matrix,
    programs_of_their_own,
    regional_programs,
)
from inlmap.figures.profiles import GoalCount
from inlmap.formats import counted
from inlmap.presentation.view import View
from inlmap.words import say, say_count, word

MOST_NAMED = 4
MOST_RANKED = 3
MOST_GAPS = 6
# What each filter says of programs, for a number of chosen labels that are listed in one text.
PHRASES: Mapping[str, Callable[[int, str], str]] = MappingProxyType(
    {
        "initiative": lambda n, names: say_count(n, "under {names}", "under {names}", names=names),
        "goal": lambda n, names: say_count(n, "toward {names}", "toward {names}", names=names),
        "theme": lambda n, names: say_count(n, "on {names}", "on {names}", names=names),
        "country": lambda _, names: say("in {names}", names=names),
        "agency": lambda _, names: say("with {names}", names=names),
        "assistance": lambda n, names: say_count(
            n, "of kind {names}", "of kind {names}", names=names
        ),
    }
)
# All countries or some of them, by what the reader has chosen.
WITHOUT_ONE = {
    "country": (
        word("any of the {total} chosen countries"),
        word("{missing} of {total} chosen countries"),
    ),
    "initiative": (
        word("any of the {total} {initiatives} countries"),
        word("{missing} of {total} {initiatives} countries"),
    ),
    "": (word("any of the {total} countries"), word("{missing} of {total} countries")),
}


def filters_in_words(catalog: Catalog, selection: Selection) -> str:
    """Return the chosen filters as a phrase, empty when nothing is filtered."""
    phrases = []
    for name, phrase in PHRASES.items():
        chosen = getattr(selection, name)
        labels = [choice.label for choice in choices(catalog)[name] if choice.value in chosen]
        if labels:
            phrases.append(phrase(len(labels), formats.joined(labels, MOST_NAMED, "or")))
    if selection.fy:
        phrases.append(say("active in {years}", years=formats.years(*selection.fy)))
    return " ".join(phrases)


def summary(view: View) -> tuple[str, ...]:
    """Return two to four sentences that say what the view shows."""
    catalog, selection, programs, figure = view.catalog, view.selection, view.programs, view.figure
    phrase = filters_in_words(catalog, selection)
    if programs.empty:
        return (*_nothing(phrase), *((_money(figure),) if figure.value is not None else ()))
    where = "" if selection.country else _where(catalog, programs)
    first = _first_sentence(catalog, programs, " ".join(filter(None, (phrase, where))))
    sharing = _sharing(programs, selection.as_of)
    return tuple(filter(None, (first, sharing, _money(figure), figure.caution)))


def _nothing(phrase: str) -> tuple[str, str]:
    none = say("No program was found in the sources.")
    if phrase:
        none = say("No program {filters} was found in the sources.", filters=phrase)
    return none, say(
        "That means no evidence was found, not that nothing was done. Remove a filter or widen the "
        "years to see more."
    )


def _first_sentence(catalog: Catalog, programs: pd.DataFrame, scope: str) -> str:
    found = f"{counted('programs', len(programs))} {scope}".strip()
    own = own_programs(catalog, programs)
    if not own:
        return say("The sources document {programs}.", programs=found)
    return say_count(
        own,
        "The sources and your own rows name {programs}; {n} of them is yours and not published.",
        "The sources and your own rows name {programs}; {n} of them are yours and not published.",
        programs=found,
    )


def _where(catalog: Catalog, programs: pd.DataFrame) -> str:
    """Where the programs are; of many countries those with the most of their own, as on the map."""
    names = catalog.country_names
    countries = sorted(names[code] for code in count_items(programs["iso3"]))
    if not countries:
        return ""
    if len(countries) <= MOST_NAMED:
        return say("in {names}", names=formats.joined(countries))
    own = count_items(programs_of_their_own(programs)["iso3"])
    ranked = sorted(((number, names[code]) for code, number in own.items()), reverse=True)
    least = ranked[MOST_RANKED - 1][0] if len(ranked) >= MOST_RANKED else 0
    top = [one for one in ranked if one[0] >= least]
    if len(top) > MOST_NAMED:  # too many share the third place
        top = [one for one in ranked if one[0] > least]
    most = [f"{name} ({formats.number(number)})" for number, name in top]
    where = say_count(len(countries), "in {n} country", "in {n} countries")
    if not most:
        return where
    return say("{where}, most in {countries}", where=where, countries=formats.joined(most))


def _sharing(programs: pd.DataFrame, as_of: int | None) -> str:
    slots = {
        "located": _located(int((programs["scope"] == "place").sum())),
        "shared": _shared(len(regional_programs(programs))),
        "sources": counted("sources", len(count_items(programs["source_id"]))),
    }
    if not as_of:
        return formats.capitalized(
            say("{located} and {shared}; the evidence is in {sources}.", **slots)
        )
    return formats.capitalized(
        say(
            "{located} and {shared}; the evidence is in {sources}; membership and status are those "
            "of {year}.",
            year=as_of,
            **slots,
        )
    )


def _located(quantity: int) -> str:
    if not quantity:
        return say("none is tied to a named place")
    return say_count(quantity, "{n} is tied to a named place", "{n} are tied to a named place")


def _shared(quantity: int) -> str:
    if not quantity:
        return say("none is shared by several countries")
    return say_count(
        quantity, "{n} is shared by several countries", "{n} are shared by several countries"
    )


def _money(figure: Figure) -> str:
    if figure.value is None:
        return figure.reason
    return say(
        "Documented money: {amount}; series: {series}.",
        amount=figure.in_words,
        series=figure.title,
    )


def figures_title(view: View) -> str:
    """Return what the table of all figures of a view is called: the choice that money follows."""
    catalog, chosen = view.catalog, view.selection
    short = catalog.names("initiatives", "short_name")
    names = [short[key] for key in chosen.initiative]
    names += [catalog.country_names[code] for code in chosen.country]
    who = ", ".join(names) or say("the whole region")
    if not chosen.fy:
        return say("All figures for {choice}", choice=who)
    return say("All figures for {choice}, {years}", choice=who, years=formats.years(*chosen.fy))


STAGE_MEANINGS = {
    "requested": word("requested is what the administration asked for"),
    "appropriated": word("appropriated is what Congress gave"),
    "allocated": word("allocated is the plan for it"),
    "obligated": word("obligated is what was signed for, and one year's money may be signed later"),
    "disbursed": word("disbursed is what was paid"),
    "delivered": word("delivered is the worth of what was handed over"),
    "estimated": word("estimated is a source's own reckoning"),
}


def stages_in_words(stages: Iterable[str]) -> str:
    """Return one sentence on what the stages of some amounts mean, in the order of money."""
    found = set(stages)
    meanings = [say(words) for stage, words in STAGE_MEANINGS.items() if stage in found]
    return say("Why the amounts differ: {meanings}.", meanings="; ".join(meanings))


def gaps(catalog: Catalog, matrix: Matrix) -> tuple[str, ...]:
    """Return a sentence for each column with gaps, the widest first, at most six.

    A gap is a country without a program of its own in the column; each sentence also says how
    many of them a regional program covers.
    """
    found = []
    for at, column in enumerate(matrix.columns):
        states = Counter(row.cells[at].state for row in matrix.rows)
        missing = len(matrix.rows) - states[DOCUMENTED]
        if missing and column.key:
            gap = {"kind": _kind(matrix, column), "countries": _which(catalog, matrix, missing)}
            found.append((missing, _gap_sentence(gap, states[REGIONAL_ONLY], missing)))
    found.sort(key=lambda gap: -gap[0])
    return tuple(sentence for _, sentence in found[:MOST_GAPS])


def _gap_sentence(gap: Mapping[str, str], covered: int, missing: int) -> str:
    if not covered:
        return say("No country-level {kind} was found for {countries}.", **gap)
    return say(
        "No country-level {kind} was found for {countries}; {covered}.",
        covered=_covered(covered, missing),
        **gap,
    )


def _kind(matrix: Matrix, column: Column) -> str:
    if matrix.by == "goal":
        return say("program toward “{goal}”", goal=column.name)
    acronym = column.name[1:2].isupper()
    name = column.name if acronym else f"{column.name[:1].lower()}{column.name[1:]}"
    return say("{theme} program", theme=name)


def _which(catalog: Catalog, matrix: Matrix, missing: int) -> str:
    total = len(matrix.rows)
    if total == 1:
        return matrix.rows[0].name
    chosen = matrix.selection
    group = "country" if chosen.country else "initiative" if chosen.initiative else ""
    short = catalog.names("initiatives", "short_name")
    return say(
        WITHOUT_ONE[group][missing < total],
        missing=formats.number(missing),
        total=formats.number(total),
        initiatives=formats.joined([short[key] for key in chosen.initiative], MOST_NAMED),
    )


def _covered(covered: int, missing: int) -> str:
    if missing == 1:
        return say("a regional program covers it")
    if covered == missing:
        return say("all of them are covered by a regional program")
    return say_count(
        covered,
        "{n} of them is covered by a regional program",
        "{n} of them are covered by a regional program",
    )


def funding_alternative(figures: Sequence[Figure]) -> str:
    """Return the funding chart in words."""
    if not figures:
        return say("No amounts by fiscal year for this selection.")
    top = max(figures, key=lambda figure: figure.value or 0)
    span = formats.years(figures[0].fy_start, figures[-1].fy_end)
    return say(
        "Bar chart of documented amounts by fiscal year, {years}. The highest year is {highest} "
        "with {amount}.",
        years=span,
        highest=formats.years(top.fy_start, top.fy_start),
        amount=top.in_words,
    )


def shows_other_money(view: View, figures: Iterable[Figure]) -> bool:
    """Return whether none of some figures is of the series of the view's headline."""
    shown = {figure.series_id for figure in figures}
    return bool(shown) and view.figure.series_id not in shown


def other_money_by_year(view: View) -> str:
    """Return a sentence where the amounts by fiscal year are other money than the headline."""
    if not shows_other_money(view, view.yearly):
        return ""
    named = "; ".join(dict.fromkeys(figure.title for figure in view.yearly))
    return say(
        "Not the money of the headline, which no source gives by year, but: {named}.",
        named=named,
    )


def goals_alternative(goals: Sequence[GoalCount]) -> str:
    """Return the goals chart in words."""
    if not goals:
        return say("No program of this selection is tied to a goal.")
    most = max(goal.programs for goal in goals)
    names = [f"{goal.initiative}, {goal.goal}" for goal in goals if goal.programs == most]
    slots = {"goals": counted("goals", len(goals)), "most": "; ".join(names)}
    if len(names) > 1:
        return say_count(
            most,
            "Bar chart of programs by goal, {goals}. Most programs: {most}, {n} program each.",
            "Bar chart of programs by goal, {goals}. Most programs: {most}, {n} programs each.",
            **slots,
        )
    return say_count(
        most,
        "Bar chart of programs by goal, {goals}. Most programs: {most}, {n} program.",
        "Bar chart of programs by goal, {goals}. Most programs: {most}, {n} programs.",
        **slots,
    )
