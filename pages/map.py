"""Map: where the programs are, with what, and for how much."""

from __future__ import annotations

import streamlit as st

from inlmap.ui import blocks
from inlmap.ui.view import current_view

view = current_view()
blocks.page_heading(
    "Security programs in the Western Hemisphere",
    "From the U.S. Southwest border through Central America and the Caribbean to the Andes.",
)
blocks.headline(view)
map_column, rail = st.columns([2, 1], gap="medium")
with map_column:
    blocks.region_map(view)
with rail:
    blocks.legend(view)
    blocks.sentences(view)
left, right = st.columns(2, gap="large")
with left:
    blocks.funding_by_year(view)
with right:
    blocks.programs_by_goal(view)
blocks.records(view)
blocks.downloads(view)
