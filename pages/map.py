"""Map: where the programs are, with what, and for how much."""

from __future__ import annotations

import streamlit as st

from inlmap.presentation.lately import newest_source
from inlmap.presentation.titles import choice_title
from inlmap.ui import blocks, charts, lately
from inlmap.ui.briefing_button import briefing_button
from inlmap.ui.chips import chips
from inlmap.ui.panel import panel_links
from inlmap.ui.screens import map_card, map_list, map_table
from inlmap.ui.session import current_view

view = current_view()
blocks.page_heading(
    choice_title(view.catalog, view.selection),
    " ".join(filter(None, (blocks.region_in_words(view), newest_source(view)))),
)
blocks.headline(view, chips(view))
# Answer and map are sent before what else is on the page.
ways = st.container(horizontal=True, key="ways", vertical_alignment="center")
map_card.part_switch()
map_column, rail = st.columns([18, 7], gap="medium")
with map_column:
    map_card.region_map(view)
blocks.flush_to_browser()
with ways:
    map_card.measure_switch()
    panel_links(view)
    briefing_button(view, "map")
with map_column:
    map_list.map_list(view)
    map_card.place_legend()
with rail:
    map_card.card(view)
map_table.records(view)
map_table.downloads(view)
left, right = st.columns(2, gap="large")
with left:
    charts.funding_by_year(view)
with right:
    charts.programs_by_goal(view)
blocks.sentences(view)
lately.draw_lately(view)
