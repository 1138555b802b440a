"""What stands beside the map where nothing is chosen: the newest programs and the widest gaps."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup, escape

from inlmap.catalog.selection import EVERYTHING
from inlmap.figures.coverage import coverage_matrix
from inlmap.presentation.lately import newest_programs
from inlmap.presentation.sentences import gaps
from inlmap.presentation.view import View
from inlmap.ui.amounts import original, sources_link
from inlmap.ui.blocks import bullets
from inlmap.ui.menu import page_address
from inlmap.words import say, word

MOST_GAPS = 2
NEW = word("New here?")
BEGIN = word(
    "Pick a filter at the left, or choose a country on the map or in its list. Each amount leads "
    "to its source."
)


def newest_and_gaps(view: View) -> None:
    """Draw the newest programs and the widest gaps, and the way to all gaps."""
    with st.container(key="side"):
        st.html(side_html(view))
        st.page_link(
            page_address("coverage"),
            label=say("See all gaps"),
            icon=":material/arrow_forward:",
            query_params=view.address(),
        )


def welcome() -> Markup:
    """Return how to begin."""
    return Markup("<strong>{}</strong> {}").format(say(NEW), say(BEGIN))


def side_html(view: View) -> Markup:
    """Return the newest dated programs with their sources; without filters the two widest gaps too.

    Under filters the gaps are on their own page: to find them takes longer than the map.
    """
    newest = [
        Markup("<b>{}</b> {} ({}) {}").format(
            one.years, original(one.name), one.countries, sources_link(one.program_id)
        )
        for one in newest_programs(view)
    ]
    found = _widest_gaps(view) if view.selection == EVERYTHING else ()
    parts = [
        Markup("<h2>{}</h2>{}").format(title, bullets(lines))
        for title, lines in (
            (say("Newest programs"), newest),
            (say("Widest gaps"), [escape(one) for one in found]),
        )
        if lines
    ]
    return Markup("<section class='side'>{}</section>").format(Markup("").join(parts))


def _widest_gaps(view: View) -> tuple[str, ...]:
    matrix = coverage_matrix(view.catalog, view.selection, "theme")
    return gaps(view.catalog, matrix)[:MOST_GAPS]
