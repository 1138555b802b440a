"""What the address opens over a page: an amount, a program, or all figures of the choice.

The address is the only state: a click on an amount writes it (``page.js``), so that a copied link,
a reload and the back button have it too; closing takes it out again. Without scripts the link leads
to the Sources page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from inlmap.catalog.catalog import Catalog
from inlmap.errors import FigureError
from inlmap.figures.figure_ids import figure_of
from inlmap.presentation.sentences import figures_title
from inlmap.presentation.view import View
from inlmap.ui.address_bar import OPEN_PARAMETER
from inlmap.ui.blocks import hint
from inlmap.ui.panel import ADDS_UP, draw_all_figures, draw_panel, draw_program
from inlmap.words import say, word

FIGURES = "figures"
PROGRAM = word("One program and its sources")


def draw_opened(view: View) -> None:
    """Open over the page what the address asks for; say so where there is no such thing."""
    asked = st.query_params.get(OPEN_PARAMETER, "").strip()
    if not asked:
        return
    title, draw = _asked_for(view, asked)
    st.dialog(title, width="large")(draw)()


def _asked_for(view: View, asked: str) -> tuple[str, Callable[[], None]]:
    if asked == FIGURES:
        return figures_title(view), lambda: draw_all_figures(view)
    if asked in _program_ids(view.catalog):
        return say(PROGRAM), lambda: draw_program(view.catalog, asked)
    try:
        figure = figure_of(view.catalog, asked)
    except FigureError as error:
        return say(ADDS_UP), partial(hint, str(error))
    return say(ADDS_UP), lambda: draw_panel(view.catalog, figure)


def _program_ids(catalog: Catalog) -> frozenset[str]:
    return frozenset(catalog.programs["program_id"])
