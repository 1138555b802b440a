"""What the address opens over a page: an amount, a program, or all figures of the choice.

The address is the only state: a click on an amount writes it (``page.js``), so that a copied link,
a reload and the back button have it too; closing takes it out again. Without scripts the link leads
to the Sources page.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from inlmap.catalog.catalog import Catalog
from inlmap.figures.all_figures import years_of_figures
from inlmap.presentation.sentences import figures_title
from inlmap.presentation.view import View
from inlmap.ui.address_bar import FIGURES, FIGURES_OF_YEAR, OPEN_PARAMETER
from inlmap.ui.notices import draw_notices
from inlmap.ui.panel import ADDS_UP, ONE_PROGRAM, draw_all_figures, draw_panel, draw_program
from inlmap.ui.sources.asked import figure_asked
from inlmap.words import say


def draw_opened(view: View) -> None:
    """Open over the page what the address asks for; say so where there is no such thing."""
    asked = st.query_params.get(OPEN_PARAMETER, "").strip()
    if not asked:
        return
    title, draw = _asked_for(view, asked)
    st.dialog(title, width="large")(draw)()


def _asked_for(view: View, asked: str) -> tuple[str, Callable[[], None]]:
    years = years_of_figures(view.catalog, view.selection)
    year = {FIGURES_OF_YEAR.format(one): one for one in years}.get(asked)
    if year or asked == FIGURES:
        title = figures_title(view.of_year(year) if year else view)
        return title, lambda: draw_all_figures(view, year)
    if (view.catalog.programs["program_id"] == asked).any():
        return say(ONE_PROGRAM), lambda: draw_program(view.catalog, asked)
    return say(ADDS_UP), lambda: _draw_amount(view.catalog, asked)


def _draw_amount(catalog: Catalog, asked: str) -> None:
    figure, notices = figure_asked(catalog, asked)
    draw_notices(notices)
    if figure:
        draw_panel(catalog, figure)
