"""Programs under their goals, as plain tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from inlmap.catalog.catalog import Catalog
from inlmap.dataset.cells import split_list
from inlmap.figures.profiles import GoalCoverage
from inlmap.formats import NOT_STATED
from inlmap.presentation.screen_tables import status_as_of, years_in_words
from inlmap.ui.amounts import of_program, original
from inlmap.ui.blocks import note
from inlmap.ui.html_tables import html_table
from inlmap.ui.session import current_view
from inlmap.words import say, word

WHOLE = word(
    "A program for an initiative as a whole stands here once; charts and briefings count it under "
    "each of its goals."
)
PROGRAM_HEADINGS = (
    word("Program"),
    word("Place"),
    word("Years"),
    word("Status"),
    word("What it does"),
)


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
    """Draw programs as a table with place, years, status and description."""
    if programs.empty:
        return
    as_of = current_view().selection.as_of
    names = catalog.names("places")
    countries = catalog.country_names
    lines = []
    for row in programs.to_dict("records"):
        places = ", ".join(names[key] for key in split_list(row["place_ids"]))
        years = years_in_words(row["start_year"], row["end_year"], row["status"])
        lines.append(
            (
                original(row["name"]),
                places or _whereabouts(row["scope"], row["iso3"], countries),
                years or say(NOT_STATED),
                status_as_of(as_of, row["start_year"], row["end_year"], row["status"])
                or say(NOT_STATED),
                of_program(row["program_id"], original(row["description"])),
            )
        )
    html_table([say(name) for name in PROGRAM_HEADINGS], lines, caption)


def _whereabouts(scope: str, iso3: str, countries: Mapping[str, str]) -> str:
    if scope == "country":
        return say("{country}; place not stated", country=countries[iso3])
    return say("regional") if scope == "regional" else ""
