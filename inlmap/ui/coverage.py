"""The parts of the Coverage page around its table."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from inlmap.figures.coverage import By, Matrix, arranged, coverage_matrix
from inlmap.figures.statements import absences
from inlmap.presentation.listings import absence_listing
from inlmap.presentation.sentences import filters_in_words, gaps
from inlmap.presentation.view import View
from inlmap.ui.blocks import html_table, listed, page_heading, section
from inlmap.words import say, word

MOST = word("Most programs first")
KINDS = {"theme": word("Themes"), "goal": word("Goals of the initiative")}
ROW_ORDERS = {"region": word("By region"), "count": MOST}
COLUMN_ORDERS = {"own": word("In their own order"), "count": MOST}


def heading(view: View) -> None:
    """Draw the title with the filters that hold on the page."""
    phrase = filters_in_words(view.catalog, view.selection)
    told = [say("Where programs are documented, and where no evidence of one was found.")]
    if phrase:
        told.append(say("Showing programs {phrase} only.", phrase=phrase))
    page_heading(say("Coverage"), " ".join(told))


class Arrangement(NamedTuple):
    """How the matrix is set out: by what, and in which orders."""

    by: By
    rows_by_count: bool
    columns_by_count: bool


def chosen_arrangement(view: View) -> Arrangement:
    """Draw the switches and return what they ask for."""
    with st.container(horizontal=True, key="coverage_switches"):
        by = _columns_switch(view)
        rows = _switch(say("Countries"), ROW_ORDERS, "coverage_rows")
        columns = _switch(say("Columns in order"), COLUMN_ORDERS, "coverage_columns")
    return Arrangement(by, rows == "count", columns == "count")


def arranged_matrix(view: View, arrangement: Arrangement) -> Matrix:
    """Return the matrix of a view as the switches ask for it."""
    by, rows_by_count, columns_by_count = arrangement
    return arranged(
        coverage_matrix(view.catalog, view.selection, by),
        rows_by_count=rows_by_count,
        columns_by_count=columns_by_count,
    )


def _columns_switch(view: View) -> By:
    chosen = view.selection.initiative
    if not any((goal.initiative_id,) == chosen for goal in view.catalog.ordered_goals):
        return "theme"
    by = _switch(say("Columns"), KINDS, f"coverage_by_{chosen[0]}")
    return "goal" if by == "goal" else "theme"


def _switch(label: str, options: dict[str, str], key: str) -> str:
    picked: str = st.segmented_control(
        label,
        list(options),
        format_func=lambda one: say(options[one]),
        default=next(iter(options)),
        required=True,
        key=key,
    )
    return picked


def gaps_in_words(view: View, matrix: Matrix) -> None:
    """Draw the widest gaps in sentences."""
    if not matrix.rows:
        return
    section(say("The widest gaps"))
    told = gaps(view.catalog, matrix)
    notes = [
        say(
            "No evidence found does not mean that nothing was done: only what the sources of this "
            "dataset document is counted."
        )
    ]
    if not (view.selection.initiative or view.selection.country):
        notes.append(say("Choose an initiative in the filters to see the gaps among its partners."))
    items = listed(told or [say("Each country has a program of its own in each column.")], "gaps")
    st.html(Markup("{}<p class='note'>{}</p>").format(items, " ".join(notes)))


def stated_absences(view: View) -> None:
    """Draw what was looked for and not found, and whether a source states an absence."""
    found = absences(view.catalog, view.selection)
    section(say("Looked for and not found"))
    if not any(absence.stated for absence in found):
        st.caption(
            say(
                "No source in this dataset states that one of these countries has no program, so "
                "no cell reads “stated absent”."
            )
        )
    if not found:
        return
    listing = absence_listing(view)
    html_table(listing.said_headings, listing.rows, say("Absences by country"))
