"""Coverage: countries by themes or goals, what is documented and what is not."""

from __future__ import annotations

import streamlit as st

from inlmap.ui.briefing_button import briefing_button
from inlmap.ui.screens import coverage
from inlmap.ui.session import current_view

view = current_view()
coverage.heading(view)
with st.container(horizontal=True, key="ways", vertical_alignment="bottom"):
    arrangement = coverage.chosen_arrangement(view)
    matrix = coverage.arranged_matrix(view, arrangement)
    briefing_button(view, "coverage", lambda: coverage.arranged_matrix(view, arrangement))
coverage.gaps_in_words(view, matrix)
coverage.draw_matrix(matrix)
coverage.results_in_words(view)
coverage.stated_absences(view)
