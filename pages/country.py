"""Country: all partner countries in one table, or everything the sources say about one."""

from __future__ import annotations

import streamlit as st

from inlmap.figures.profiles import CountryProfile
from inlmap.ui import blocks, charts
from inlmap.ui.briefing_button import briefing_button
from inlmap.ui.outcomes import what_came_of_it
from inlmap.ui.panel import panel_links
from inlmap.ui.screens import country, country_list
from inlmap.ui.session import current_view

view = current_view()
iso3 = country.chosen_country(view)
if iso3 is None:
    country_list.every_country(view)
else:
    here = view.of_country(iso3)
    profile = CountryProfile(view.catalog, view.selection, iso3)
    country.heading(view, profile)
    blocks.headline(here)
    with st.container(horizontal=True, key="ways", vertical_alignment="center"):
        panel_links(here)
        briefing_button(here, "country")
    country.newest(here)
    charts.funding_by_year(here)
    country.programs(here, profile)
    what_came_of_it(here)
    country.coverage_beside_map(profile)
    country.funding(profile)
    country.initiatives(profile)
    country.neighborhood(profile)
    blocks.sources(here)
