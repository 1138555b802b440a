"""The charts of a view, each with its text alternative and its table."""

from __future__ import annotations

import streamlit as st

from inlmap import charts
from inlmap.tables import bare, funding_table
from inlmap.ui.blocks import section
from inlmap.ui.view import View

TWIN_HEIGHT_PX = 330


def funding_by_year(view: View) -> None:
    """Draw the documented amounts by fiscal year, or say why there are none."""
    section("Funding by fiscal year")
    if not view.yearly:
        st.info(
            view.figure.reason or "The sources give this money only as a sum over several years."
        )
        return
    _draw(charts.funding_drawing(view.yearly), charts.funding_alternative(view.yearly))
    st.html(
        "<p class='note'>Nominal U.S. dollars by U.S. fiscal year. Colors are stages of the money; "
        "amounts of different stages do not continue each other and are never added.</p>"
    )
    st.dataframe(
        bare(funding_table(view.yearly)),
        hide_index=True,
        height=TWIN_HEIGHT_PX,
        alt="The same amounts by fiscal year as a table.",
        column_config={
            "Fiscal year": st.column_config.NumberColumn(format="%d", width=85),
            "$ millions": st.column_config.NumberColumn(format="%.1f", width=85),
            "Stage": st.column_config.TextColumn(width=85),
        },
    )


def programs_by_goal(view: View) -> None:
    """Draw the number of programs by goal."""
    section("Programs by goal")
    frame = charts.goals_frame(view.catalog, view.programs)
    if frame.empty:
        st.info("No program of this selection is tied to a goal.")
        return
    _draw(charts.goals_drawing(frame), charts.goals_alternative(frame))
    st.caption("A program that serves several goals is counted once under each of them.")


def _draw(drawing: charts.Drawing, alternative: str) -> None:
    st.vega_lite_chart(drawing.data, drawing.spec, alt=alternative)
