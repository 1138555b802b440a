"""Map: where the programs are, with what, and for how much."""

from __future__ import annotations

import streamlit as st

from inlmap.ui import atlas, blocks, map_list, plots, records
from inlmap.ui.briefings import briefing_button
from inlmap.ui.panel import panel_button
from inlmap.ui.view import current_view
from inlmap.words import say

view = current_view()
blocks.page_heading(
    say("Security programs in the Western Hemisphere"),
    say("From the U.S. Southwest border through Central America and the Caribbean to the Andes."),
)
blocks.headline(view)
map_column, rail = st.columns([2, 1], gap="medium")
with map_column:
    atlas.measure_switch()
    atlas.region_map(view)
    map_list.map_list(view)
blocks.let_it_be_drawn()
with rail:
    atlas.legend(view)
    atlas.place_legend()
    atlas.card(view)
blocks.sentences(view)
with st.container(horizontal=True):
    panel_button(view.catalog, view.figure)
    briefing_button(view, "map")
left, right = st.columns(2, gap="large")
with left:
    plots.funding_by_year(view)
with right:
    plots.programs_by_goal(view)
records.records(view)
records.downloads(view)
