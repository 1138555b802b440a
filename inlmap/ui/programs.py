"""Programs under their goals, as plain tables."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import kind_in_words
from inlmap.dataset.cells import split_list
from inlmap.figures.coverage import WITHOUT
from inlmap.figures.profiles import GoalCoverage
from inlmap.figures.single_items import Item
from inlmap.formats import NOT_STATED
from inlmap.presentation.newest import newest_first
from inlmap.presentation.screen_tables import COUNTRY, namer, status_as_of, years_in_words
from inlmap.presentation.view import View
from inlmap.ui.amounts import item, of_program, original, program_link
from inlmap.ui.blocks import note, title_link
from inlmap.ui.html_tables import html_table, table_html
from inlmap.ui.session import current_view
from inlmap.words import say, say_count, word

WHOLE = word(
    "What tells of the initiative as a whole stands here once; it is the context and is not "
    "counted as a program."
)
NO_GOAL = WITHOUT["goal"]
SOURCE, GOALS = word("Source"), word("Goals")
SHORT_HEADINGS = (
    word("Years"),
    word("Program"),
    word("Value"),
    word("Kind of assistance"),
    word("Status"),
)
PROGRAM_HEADINGS = (*SHORT_HEADINGS, SOURCE, word("Place"), word("What it does"))
NAME_AT = 1  # the column that names what each row says


def draw_by_goal(catalog: Catalog, programs: pd.DataFrame, goals: Sequence[GoalCoverage]) -> None:
    """Draw a table for each goal, then one for programs without a goal.

    Programs that only name the whole initiative stand first, once, and not under every goal.
    """
    whole = programs["assistance_type"] == "umbrella"
    draw_programs(catalog, programs[whole], say("The initiative as a whole"))
    if whole.any() and goals:
        note(say(WHOLE))
    single = programs[~whole]
    for goal in goals:
        serving = single["goal_ids"].map(split_list).map({goal.goal_id}.intersection)
        draw_programs(catalog, single[serving.map(bool)], f"{goal.label}: {goal.name}")
    draw_programs(catalog, single[single["goal_ids"] == ""], say(NO_GOAL))


def draw_programs(catalog: Catalog, programs: pd.DataFrame, caption: str) -> None:
    """Draw programs as a table, the newest first."""
    if programs.empty:
        return
    names = catalog.names("places")
    countries = catalog.country_names
    lines = []
    for row in newest_first(catalog, programs).to_dict("records"):
        places = ", ".join(names[key] for key in split_list(row["place_ids"]))
        lines.append(
            (
                *_in_short(catalog, row, original(row["name"]), current_view().selection.as_of),
                program_sources(catalog, row),
                places or _whereabouts(row["scope"], row["iso3"], countries),
                of_program(row["program_id"], original(row["description"])),
            )
        )
    html_table([say(name) for name in PROGRAM_HEADINGS], lines, caption, NAME_AT)


def draw_in_short(
    catalog: Catalog,
    programs: pd.DataFrame,
    caption: str,
    *,
    goals: bool = False,
    countries: bool = False,
) -> None:
    """Draw programs as :func:`in_short_html` returns them."""
    view = View(catalog, current_view().selection)
    st.html(in_short_html(view, programs, caption, goals=goals, countries=countries))


def in_short_html(
    view: View,
    programs: pd.DataFrame,
    caption: str,
    *,
    goals: bool = False,
    countries: bool = False,
) -> Markup:
    """Return programs as a table in the order given; each name leads to all that is said of it.

    With ``goals``, a column tells which goals each program serves, and with ``countries`` where it
    is. Of several publications the first stands there; the name leads to the others.
    """
    catalog, as_of = view.catalog, view.selection.as_of
    in_words = namer(catalog.country_names)
    lines = []
    for row in programs.to_dict("records"):
        name = program_link(catalog, str(row["program_id"]), row["name"])
        told = [
            *([_goals(catalog, row["goal_ids"])] if goals else []),
            *([in_words(row["iso3"])] if countries else []),
        ]
        lines.append((*_in_short(catalog, row, name, as_of), *told, _first_source(catalog, row)))
    also = [*([GOALS] if goals else []), *([COUNTRY.heading] if countries else [])]
    headings = (*SHORT_HEADINGS, *also, SOURCE)
    return table_html([say(name) for name in headings], lines, caption, NAME_AT)


def _goals(catalog: Catalog, cell: str) -> str:
    """The goal that a program serves with its name; of several, which they are in short."""
    served = [goal for goal in catalog.ordered_goals if goal.goal_id in split_list(cell)]
    if len(served) == 1:
        return f"{served[0].label}: {served[0].name}"
    return "; ".join(goal.label for goal in served) or say(NO_GOAL)


def _first_source(catalog: Catalog, row: Mapping[Hashable, Any]) -> Markup:
    first, *others = split_list(row["source_id"])
    link = title_link(
        catalog.names("sources", "title")[first], catalog.names("sources", "url")[first]
    )
    if not others:
        return link
    more = say_count(len(others), "{n} more source", "{n} more sources")
    return Markup("{}; {}").format(link, more)


def _in_short(
    catalog: Catalog, row: Mapping[Hashable, Any], name: Markup, as_of: int | None
) -> tuple[object, ...]:
    """The cells under :data:`SHORT_HEADINGS`."""
    status = status_as_of(as_of, row["start_year"], row["end_year"], row["status"])
    return (
        program_years(row),
        name,
        program_value(catalog, row) or say(NOT_STATED),
        kind_in_words(row["assistance_type"]),
        status or say(NOT_STATED),
    )


def program_years(row: Mapping[Hashable, Any]) -> str:
    """Return the documented years of a row of programs, or that they are not stated."""
    years = years_in_words(row["start_year"], row["end_year"], row["status"])
    return years or say("year not stated")


def program_value(catalog: Catalog, row: Mapping[Hashable, Any]) -> Markup:
    """Return the value of a row of programs as a link to its sources; nothing without one."""
    value = row["amount_usd_millions"]
    if pd.isna(value):
        return Markup()
    return item(catalog, Item(str(row["program_id"]), float(value)))


def program_sources(catalog: Catalog, row: Mapping[Hashable, Any]) -> Markup:
    """Return the publications of a row of programs, each by its title."""
    titles, urls = catalog.names("sources", "title"), catalog.names("sources", "url")
    keys = split_list(row["source_id"])
    return Markup("; ").join(title_link(titles[key], urls[key]) for key in keys)


def _whereabouts(scope: str, iso3: str, countries: Mapping[str, str]) -> str:
    if scope == "country":
        return say("{country}; place not stated", country=countries[iso3])
    return say("regional") if scope == "regional" else ""
