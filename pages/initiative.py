"""Initiative: what it is, when it ran, who is in it, what it does and what it cost."""

from __future__ import annotations

import streamlit as st

from inlmap.figures.profiles import InitiativeProfile
from inlmap.ui import blocks, charts
from inlmap.ui.briefing_button import briefing_button
from inlmap.ui.outcomes import what_came_of_it
from inlmap.ui.panel import panel_links
from inlmap.ui.screens import initiative
from inlmap.ui.session import current_view

view = current_view()
initiative_id = initiative.chosen_initiative(view)
if initiative_id is None:
    initiative.landing(view)
else:
    profile = InitiativeProfile(view.catalog, view.selection, initiative_id)
    initiative.heading(view, profile)
    here = view.of_initiative(initiative_id)
    blocks.headline(here)
    with st.container(horizontal=True, key="ways", vertical_alignment="center"):
        panel_links(here)
        briefing_button(here, "initiative")
    initiative.when(profile)
    initiative.timeline(view, initiative_id)
    initiative.partners(profile)
    initiative.goals(profile)
    what_came_of_it(here)
    charts.funding_by_year(here)
    initiative.published_amounts(profile)
    initiative.deliveries(profile)
    blocks.sources(here)
