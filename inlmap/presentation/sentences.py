"""The filtered view in plain sentences, computed from the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from inlmap import formats
from inlmap.catalog.address import chosen_labels
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import (
    context_of,
    count_programs,
    count_programs_by,
)
from inlmap.catalog.own_rows import own_programs
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import count_items
from inlmap.figures.adding import Figure, unfinished
from inlmap.figures.coverage import (
    DOCUMENTED,
    REGIONAL_ONLY,
    Column,
    Matrix,
    chosen_initiatives,
    countries_of,
    programs_of_their_own,
    regional_programs,
)
from inlmap.figures.limits import partners_held
from inlmap.figures.profiles import GoalCount
from inlmap.figures.totals import chosen_partners
from inlmap.formats import counted
from inlmap.presentation.item_words import NO_FIGURE
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
        labels = chosen_labels(catalog, selection, name)
        if labels:
            phrases.append(phrase(len(labels), formats.joined(labels, MOST_NAMED, "or")))
    phrases.append(_years_phrase(selection))
    return " ".join(filter(None, phrases))


def _years_phrase(selection: Selection) -> str:
    if not selection.fy:
        return say("with a stated year") if selection.hide_undated else ""
    years = formats.years(*selection.fy)
    if selection.hide_undated:
        return say("active in {years}", years=years)
    return say("active in {years} or undated", years=years)


def no_program(view: View) -> str:
    """Return that none was found: a zero would read as if it were known that there is none."""
    if view.programs.empty:
        return say("No program of this choice was found in the sources.")
    return say(
        "The sources name no program of this choice, only its context: the office, its ways of "
        "working or an initiative as a whole."
    )


def summary(view: View) -> tuple[str, ...]:
    """Return two to six sentences that say what the view shows."""
    return _summary(view.catalog, view.selection)


@cached(128)
def _summary(catalog: Catalog, selection: Selection) -> tuple[str, ...]:
    view = View(catalog, selection)
    programs, figure = view.programs, view.figure
    phrase = filters_in_words(catalog, selection)
    if programs.empty:
        hidden = _hidden(view.undated if selection.hide_undated else 0)
        named = _money(figure) if _names_money(figure) else ""
        return tuple(filter(None, (*_nothing(phrase), hidden, named)))
    where = "" if selection.country else _where(catalog, programs)
    first = _first_sentence(view, " ".join(filter(None, (phrase, where))))
    sharing = _sharing(programs, selection.as_of)
    items = items_sentence(view)
    money = (_money(figure), items, figure.caution, _country_money(view))
    if figure.value is None:
        money = (items, _money(figure), "", "")
    return tuple(filter(None, (first, sharing, *money)))


def items_sentence(view: View) -> str:
    """Return what the summary says of single items with a value of their own; nothing of none."""
    items = view.items_in_words
    if not items or view.figure.value is not None:
        return items
    return say("{no_figure}; {items}", no_figure=say(NO_FIGURE), items=items)


def _nothing(phrase: str) -> tuple[str, str]:
    none = say("No program was found in the sources.")
    if phrase:
        none = say("No program {filters} was found in the sources.", filters=phrase)
    return none, say(
        "That means no evidence was found, not that nothing was done. Remove a filter or widen the "
        "years to see more."
    )


def _hidden(undated: int) -> str:
    if not undated:
        return ""
    return say_count(
        undated,
        "{n} program whose year is not stated is hidden.",
        "{n} programs whose years are not stated are hidden.",
    )


def _first_sentence(view: View, scope: str) -> str:
    found = f"{_with_undated(view)} {scope}".strip()
    own = own_programs(view.catalog, view.programs)
    if not (own or view.count):
        return no_program(view)
    if not own:
        return say("The sources document {programs}.", programs=found)
    return say_count(
        own,
        "The sources and your own rows name {programs}; {n} of them is yours and not published.",
        "The sources and your own rows name {programs}; {n} of them are yours and not published.",
        programs=found,
    )


def _with_undated(view: View) -> str:
    """The number of programs and, where a filter asks for years, how many have none stated."""
    programs = counted("programs", view.count)
    selection = view.selection
    filtered = selection.fy or selection.hide_undated
    undated = view.undated if filtered else 0
    if not undated:
        return programs
    if selection.hide_undated:
        return say_count(
            undated,
            "{programs} ({n} more, year not stated, is hidden)",
            "{programs} ({n} more, year not stated, are hidden)",
            programs=programs,
        )
    return say_count(
        undated,
        "{programs} (year not stated for {n})",
        "{programs} (year not stated for {n})",
        programs=programs,
    )


def table_title(view: View) -> str:
    """Return how many programs the selected rows describe and, if they are more, in how many."""
    programs, rows = counted("programs", view.count), len(view.programs)
    if rows == view.count:
        return programs
    return say("{programs} in {rows}", programs=programs, rows=formats.rows_in_words(rows))


def rows_apart(view: View) -> str:
    """Return which of the selected rows are not counted as programs; nothing where all are."""
    context = len(context_of(view.programs))
    parts = len(view.programs) - context - view.count
    sentences = []
    if parts:
        sentences.append(
            say_count(
                parts,
                "{n} row tells a part of a program that is counted already, or tells it again.",
                "{n} rows tell a part of a program that is counted already, or tell it again.",
            )
        )
    if context:
        sentences.append(
            say_count(
                context,
                "{n} row tells the context (the office, a way of working, an initiative as a "
                "whole) and is not counted.",
                "{n} rows tell the context (the office, its ways of working, initiatives as a "
                "whole) and are not counted.",
            )
        )
    return " ".join(sentences)


def _where(catalog: Catalog, programs: pd.DataFrame) -> str:
    """Where the programs are; of many countries those with the most of their own, as on the map."""
    names = catalog.country_names
    countries = sorted(names[code] for code in countries_of(programs))
    if not countries:
        return ""
    if len(countries) <= MOST_NAMED:
        return say("in {names}", names=formats.joined(countries))
    own = count_programs_by(programs_of_their_own(programs), "iso3")
    counts = ((own[code], names[code]) for code in countries_of(programs) if own[code])
    ranked = sorted(counts, reverse=True)
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
        "located": _located(count_programs(programs[programs["scope"] == "place"])),
        "shared": _shared(count_programs(regional_programs(programs))),
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


def _names_money(figure: Figure) -> bool:
    return figure.value is not None or bool(figure.others)


def beside_the_amount(view: View) -> str:
    """Return what a reader must know at the amount itself: its limits and the money beside it."""
    figure, selection = view.figure, view.selection
    held = ""
    if figure.value is not None and not (selection.country or selection.initiative):
        lines, partners = partners_held(view.catalog, figure)
        if lines < partners:
            held = say(
                "{held} of the {total} partner countries have a line.", held=lines, total=partners
            )
    return " ".join(filter(None, (held, figure.years_note, _country_money(view))))


def _country_money(view: View) -> str:
    """Say what all money by country is in the partners of the chosen initiative."""
    figure = view.country_money
    if figure is None:
        return ""
    catalog = view.catalog
    rows = catalog.funding[catalog.funding["record_id"].isin(figure.record_ids)]
    accounts = dict.fromkeys(
        formats.account_name(part) for cell in rows["account"] for part in cell.split("+")
    )
    total = len(chosen_partners(catalog, view.selection))
    held = len(count_items(rows["iso3"]))
    slots = {
        "accounts": formats.joined(list(accounts)),
        "years": figure.years,
        "amount": figure.in_words,
    }
    if held < total:
        return say(
            "Beside it: all {accounts} money in {held} of its {total} countries, {years}; not this "
            "initiative's: {amount}.",
            held=held,
            total=total,
            **slots,
        )
    return say_count(
        total,
        "Beside it: all {accounts} money in its country, {years}; not this initiative's: {amount}.",
        "Beside it: all {accounts} money in its {n} countries, {years}; not this initiative's: "
        "{amount}.",
        **slots,
    )


def gaps(catalog: Catalog, matrix: Matrix) -> tuple[str, ...]:
    """Return a sentence for each column with gaps, the widest first, at most six.

    A gap is a country without a program of its own in the column; each sentence also says how
    many of them a regional program covers. Chosen countries that the chosen initiatives are not
    about have no gaps: a sentence before the others names them.
    """
    outside = [row.name for row in matrix.outside]
    matrix = replace(matrix, rows=tuple(row for row in matrix.rows if row not in matrix.outside))
    found = []
    for at, column in enumerate(matrix.columns):
        states = Counter(row.cells[at].state for row in matrix.rows)
        missing = len(matrix.rows) - states[DOCUMENTED]
        if missing and column.key:
            gap = {"kind": _kind(matrix, column), "countries": _which(catalog, matrix, missing)}
            sentence = _gap_sentence(gap, states[REGIONAL_ONLY], missing)
            found.append((missing, f"{sentence} {_only_for(matrix, at)}".strip()))
    found.sort(key=lambda gap: -gap[0])
    told = [sentence for _, sentence in found[:MOST_GAPS]]
    if outside:
        told.insert(0, say("Not in this choice: {countries}.", countries=formats.joined(outside)))
    return tuple(told)


def _gap_sentence(gap: Mapping[str, str], covered: int, missing: int) -> str:
    if not covered:
        return say("No country-level {kind} was found for {countries}.", **gap)
    return say(
        "No country-level {kind} was found for {countries}; {covered}.",
        covered=_covered(covered, missing),
        **gap,
    )


def _only_for(matrix: Matrix, at: int) -> str:
    """Name the countries that a column has a program for, where they are few of many."""
    names = [row.name for row in matrix.rows if row.cells[at].state == DOCUMENTED]
    if not names or len(names) > MOST_NAMED or 2 * len(names) >= len(matrix.rows):
        return ""
    return say("Found only for {countries}.", countries=formats.joined(names))


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
    initiatives = chosen_initiatives(catalog, chosen)
    group = "country" if chosen.country else "initiative" if initiatives else ""
    short = catalog.names("initiatives", "short_name")
    return say(
        WITHOUT_ONE[group][missing < total],
        missing=formats.number(missing),
        total=formats.number(total),
        initiatives=formats.joined([short[key] for key in initiatives], MOST_NAMED),
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
    words = say(
        "Bar chart of documented amounts by fiscal year, {years}. The highest year is {highest} "
        "with {amount}.",
        years=span,
        highest=formats.years(top.fy_start, top.fy_start),
        amount=top.in_words,
    )
    return f"{words} {unfinished(figures)}".strip()


def shows_other_money(view: View, figures: Iterable[Figure]) -> bool:
    """Return whether none of some figures is of the series of the view's headline."""
    shown = {figure.series_id for figure in figures}
    return bool(shown) and view.figure.series_id not in shown


def other_money_by_year(view: View) -> str:
    """Return a sentence where the amounts by fiscal year are other money than the headline."""
    if not shows_other_money(view, view.yearly):
        return ""
    named = "; ".join(dict.fromkeys(figure.title for figure in view.yearly))
    if view.figure.value is None:
        return say("The headline has no amount here; the bars are: {named}.", named=named)
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
