"""The charts of a view, each with its text alternative and its table."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from inlmap import charts, formats
from inlmap.references import Dispute, disputes_of, notes_of_years
from inlmap.tables import FUNDING_HEADINGS, funding_rows
from inlmap.ui.blocks import section, twin_table
from inlmap.view import View


def funding_by_year(view: View) -> None:
    """Draw the documented amounts by fiscal year, or say why there are none."""
    section("Funding by fiscal year")
    if not view.yearly:
        reason = (
            view.figure.reason or "The sources give this money only as a sum over several years."
        )
        st.html(Markup("<p class='hint'>{}</p>").format(reason))
        return
    if words := _series_in_words(view):
        st.html(Markup("<p class='note'>{}</p>").format(words))
    notes = notes_of_years(view.catalog, view.yearly)
    noted = {figure for figure in view.yearly if disputes_of(view.catalog, figure)}
    _draw(charts.funding_drawing(view.yearly, noted), charts.funding_alternative(view.yearly))
    st.html(
        "<p class='note'>Nominal U.S. dollars by U.S. fiscal year. Colors are stages of the money; "
        "amounts of different stages do not continue each other and are never added.</p>"
    )
    if notes:
        caption = "† Notes on years that sources count differently"
        rows = [(_years(one), one.fact, one.explanation) for one in notes]
        twin_table(caption, ("Years", "What differs", "Why"), rows)
    twin_table("The same amounts as a table", FUNDING_HEADINGS, funding_rows(view.yearly))


def _series_in_words(view: View) -> str:
    """Name the series that are drawn where they are not that of the headline alone."""
    titles = list(dict.fromkeys(figure.title for figure in view.yearly))
    named = "; ".join(titles)
    if titles == [view.figure.title]:
        return ""  # stands at the headline
    if view.figure.series_id in {figure.series_id for figure in view.yearly}:
        return f"Series: {named}."
    return f"Not the money of the headline, which no source gives by year, but: {named}."


def _years(dispute: Dispute) -> str:
    return formats.years(dispute.fy_start, dispute.fy_end) if dispute.fy_start else "not stated"


def programs_by_goal(view: View) -> None:
    """Draw the number of programs by goal."""
    section("Programs by goal")
    goals = charts.goal_counts(view.catalog, view.programs)
    if not goals:
        st.info("No program of this selection is tied to a goal.")
        return
    _draw(charts.goals_drawing(goals), charts.goals_alternative(goals))
    st.caption("A program that serves several goals is counted once under each of them.")
    rows = [(one.goal, one.initiative, formats.number(one.programs)) for one in goals]
    twin_table("The same counts as a table", ("Goal", "Initiative", "Programs"), rows)


def _draw(drawing: charts.Drawing, alternative: str) -> None:
    st.vega_lite_chart(drawing.data, drawing.spec, alt=alternative)
