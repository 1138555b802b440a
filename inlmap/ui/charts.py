"""The charts of a view, each with its text alternative and its table."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.figures import profiles
from inlmap.figures.adding import unfinished
from inlmap.figures.statements import Dispute, disputes_of, notes_of_years
from inlmap.presentation import money_charts, program_charts, sentences
from inlmap.presentation.screen_tables import FUNDING_COLUMNS, funding_rows, headings_of
from inlmap.presentation.view import View
from inlmap.ui.amounts import reason
from inlmap.ui.blocks import hint, note, section
from inlmap.ui.html_tables import twin_table
from inlmap.ui.panel import figures_link
from inlmap.words import say, word

ABOUT_BARS = word(
    "Nominal U.S. dollars by U.S. fiscal year; amounts of different stages are never added."
)


def funding_by_year(view: View) -> None:
    """Draw the documented amounts by fiscal year, or say why there are none."""
    section(say("Funding by fiscal year"))
    if not view.yearly:
        hint(
            reason(view.catalog, view.figure)
            or say("The sources give this money only as a sum over several years.")
        )
        return
    other = sentences.other_money_by_year(view)
    if other:
        note(other)
    notes = notes_of_years(view.catalog, view.yearly)
    noted = {figure for figure in view.yearly if disputes_of(view.catalog, figure)}
    _draw_chart(
        money_charts.funding_chart(view.yearly, noted), sentences.funding_alternative(view.yearly)
    )
    named = "; ".join(dict.fromkeys(figure.title for figure in view.yearly))
    source = say("Source: {series}.", series=named)
    about = " ".join(filter(None, (say(ABOUT_BARS), unfinished(view.yearly))))
    st.html(Markup("<p class='note'>{}<br>{}</p>").format(source, about))
    if notes:
        caption = say("† Notes on years that sources count differently")
        rows = [(_dispute_years(one), one.fact, one.explanation) for one in notes]
        twin_table("notes", caption, (say("Years"), say("What differs"), say("Why")), rows)
    amounts = [
        (figures_link(view, years, figure.fy_start), figure, title)
        for years, figure, title in funding_rows(view.yearly)
    ]
    headings = headings_of(FUNDING_COLUMNS)
    twin_table("yearly", say("The same amounts as a table"), headings, amounts)


def _dispute_years(dispute: Dispute) -> str:
    if not dispute.fy_start:
        return say(formats.NOT_STATED)
    return formats.years(dispute.fy_start, dispute.fy_end)


def programs_by_goal(view: View) -> None:
    """Draw the number of programs by goal."""
    section(say("Programs by goal"))
    goals = profiles.goal_counts(view.catalog, view.programs)
    if not goals:
        st.info(say("No program of this selection is tied to a goal."))
        return
    _draw_chart(program_charts.goals_chart(goals), sentences.goals_alternative(goals))
    st.caption(say("A program that serves several goals is counted once under each of them."))
    rows = [(one.goal, one.initiative, formats.number(one.programs)) for one in goals]
    headings = (say("Goal"), say("Initiative"), say("Programs"))
    twin_table("goals", say("The same counts as a table"), headings, rows)


def _draw_chart(drawing: money_charts.ChartSpec, alternative: str) -> None:
    st.vega_lite_chart(drawing.data, drawing.spec, alt=alternative)
