"""Country: everything the sources say about one country."""

from __future__ import annotations

from inlmap.figures.profiles import CountryProfile
from inlmap.ui import blocks
from inlmap.ui.briefing_button import briefing_button
from inlmap.ui.panel import panel_links
from inlmap.ui.screens import country
from inlmap.ui.session import current_view
from inlmap.words import say

view = current_view()
iso3 = country.chosen_country(view)
if iso3 is None:
    blocks.page_heading(say("Country"), say("Choose a country above, or click one on the map."))
else:
    profile = CountryProfile(view.catalog, view.selection, iso3)
    country.heading(view, profile)
    blocks.headline(view.of_country(iso3))
    panel_links(view.of_country(iso3))
    briefing_button(view.of_country(iso3), "country")
    country.initiatives(profile)
    country.themes(profile)
    country.programs(profile)
    country.places(profile)
    country.funding(profile)
    country.neighborhood(profile)
    blocks.sources(view.of_country(iso3))
