"""The parts of the Coverage page around its table."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.coverage import absences
from inlmap.matrix import By, Matrix, arranged, coverage_matrix
from inlmap.sentences import filters_in_words, gaps
from inlmap.ui.blocks import html_table, page_heading, section
from inlmap.view import View

KINDS = {"theme": "Themes", "goal": "Goals of the initiative"}
ROW_ORDERS = {"region": "By region", "count": "Most programs first"}
COLUMN_ORDERS = {"own": "In their own order", "count": "Most programs first"}


def heading(view: View) -> None:
    """Draw the title with the filters that hold on the page."""
    phrase = filters_in_words(view.catalog, view.selection)
    lead = "Where programs are documented, and where no evidence of one was found."
    page_heading("Coverage", f"{lead} Showing programs {phrase} only." if phrase else lead)


def arranged_matrix(view: View) -> Matrix:
    """Draw the switches and return the matrix as they ask for it."""
    with st.container(horizontal=True, key="coverage_switches"):
        by = _columns_switch(view)
        rows = _switch("Countries", ROW_ORDERS, "coverage_rows")
        columns = _switch("Columns in order", COLUMN_ORDERS, "coverage_columns")
    return arranged(
        coverage_matrix(view.catalog, view.selection, by),
        rows_by_count=rows == "count",
        columns_by_count=columns == "count",
    )


def _columns_switch(view: View) -> By:
    chosen = view.selection.initiative
    if not any((goal.initiative_id,) == chosen for goal in view.catalog.ordered_goals):
        return "theme"
    return "goal" if _switch("Columns", KINDS, f"coverage_by_{chosen[0]}") == "goal" else "theme"


def _switch(label: str, options: dict[str, str], key: str) -> str:
    picked: str = st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        default=next(iter(options)),
        required=True,
        key=key,
    )
    return picked


def gaps_in_words(view: View, matrix: Matrix) -> None:
    """Draw the widest gaps in sentences."""
    if not matrix.rows:
        return
    section("The widest gaps")
    told = gaps(view.catalog, matrix) or ("Each country has a program of its own in each column.",)
    items = Markup("").join(Markup("<li>{}</li>").format(sentence) for sentence in told)
    hint = ""
    if not (view.selection.initiative or view.selection.country):
        hint = " Choose an initiative in the filters to see the gaps among its partners."
    st.html(
        Markup(
            "<ul class='gaps'>{}</ul><p class='note'>No evidence found does not mean that nothing "
            "was done: only what the sources of this dataset document is counted.{}</p>"
        ).format(items, hint)
    )


def stated_absences(view: View) -> None:
    """Draw what was looked for and not found, and whether a source states an absence."""
    found = absences(view.catalog, view.selection)
    section("Looked for and not found")
    if not any(absence.stated for absence in found):
        st.caption(
            "No source in this dataset states that one of these countries has no program, so no "
            "cell reads “stated absent”."
        )
    if not found:
        return
    names = view.catalog.country_names
    rows = [
        (
            formats.listing([names[code] for code in absence.iso3]),
            absence.fact,
            absence.explanation,
            "A source says so" if absence.stated else "Not found by us",
        )
        for absence in found
    ]
    html_table(("Country", "Absence", "Detail", "Who says so"), rows, "Absences by country")
