"""Programs under their goals, as plain tables."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import kind_in_words
from inlmap.dataset.cells import split_list
from inlmap.figures.profiles import GoalCoverage
from inlmap.figures.single_items import Item
from inlmap.formats import NOT_STATED
from inlmap.presentation.screen_tables import newest_first, status_as_of, years_in_words
from inlmap.ui.amounts import item, of_program, original
from inlmap.ui.blocks import note, title_link
from inlmap.ui.html_tables import html_table
from inlmap.ui.session import current_view
from inlmap.words import say, word

WHOLE = word(
    "What tells of the initiative as a whole stands here once; it is the context and is not "
    "counted as a program."
)
PROGRAM_HEADINGS = (
    word("Years"),
    word("Program"),
    word("Value"),
    word("Kind of assistance"),
    word("Status"),
    word("Source"),
    word("Place"),
    word("What it does"),
)
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
    draw_programs(catalog, single[single["goal_ids"] == ""], say("No stated goal"))


def draw_programs(catalog: Catalog, programs: pd.DataFrame, caption: str) -> None:
    """Draw programs as a table, the newest first."""
    if programs.empty:
        return
    as_of = current_view().selection.as_of
    names = catalog.names("places")
    countries = catalog.country_names
    lines = []
    for row in newest_first(programs).to_dict("records"):
        places = ", ".join(names[key] for key in split_list(row["place_ids"]))
        lines.append(
            (
                program_years(row),
                original(row["name"]),
                program_value(catalog, row) or say(NOT_STATED),
                kind_in_words(row["assistance_type"]),
                status_as_of(as_of, row["start_year"], row["end_year"], row["status"])
                or say(NOT_STATED),
                program_sources(catalog, row),
                places or _whereabouts(row["scope"], row["iso3"], countries),
                of_program(row["program_id"], original(row["description"])),
            )
        )
    html_table([say(name) for name in PROGRAM_HEADINGS], lines, caption, NAME_AT)


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
