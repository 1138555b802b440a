"""Coverage: countries by themes or goals, what is documented and what is not."""

from __future__ import annotations

from inlmap.ui import coverage, grid
from inlmap.ui.briefings import briefing_button
from inlmap.ui.view import current_view

view = current_view()
coverage.heading(view)
arrangement = coverage.chosen_arrangement(view)
matrix = coverage.arranged_matrix(view, arrangement)
briefing_button(view, "coverage", lambda: coverage.arranged_matrix(view, arrangement))
coverage.gaps_in_words(view, matrix)
grid.draw(matrix)
coverage.stated_absences(view)
