"""The frame of every page: filters, address, navigation and footer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from inlmap.catalog import data_folder
from inlmap.errors import DataError
from inlmap.live import live_folder
from inlmap.maps import static_version
from inlmap.ui import blocks, lasting, visit
from inlmap.ui.address import (
    PLACE_KEY,
    begin_anew_on,
    begin_page,
    current_measure,
    notices,
    read_address,
    write_address,
)
from inlmap.ui.links import menu
from inlmap.ui.sidebar import chosen_filters, draw_sidebar
from inlmap.ui.view import set_view
from inlmap.view import View

# Addresses and not the text: sheet and script are fetched once and not sent at each click.
ASSETS = f"assets/map/{static_version()}"
LOOK_AND_SCRIPT = (
    f"<style>@import url('{ASSETS}/page.css');</style><script src='{ASSETS}/page.js'></script>"
)
ICON = Path(__file__).with_name("favicon.png")
NAME = "INL/WHP program map"


def main() -> None:
    """Draw one run of the visitor's page."""
    st.set_page_config(page_title=NAME, page_icon=ICON, layout="wide")
    page = st.navigation(menu())
    st.html(LOOK_AND_SCRIPT, unsafe_allow_javascript=True)
    try:
        standing = live_folder(data_folder()).standing()
    except DataError as error:
        blocks.faults([str(fault) for fault in error.faults])
        return
    catalog = visit.catalog_of_visit(standing.catalog)
    begin_anew_on(catalog, keep=visit.WIDGETS)
    read_address(catalog, page.title)
    selection = chosen_filters(catalog)
    view = View(catalog, selection, current_measure(), st.session_state.get(PLACE_KEY, ""))
    set_view(view)
    blocks.notices((*visit.notices(), *notices()))
    blocks.newer_faults(standing)
    visit.banner(catalog)
    begin_page()
    lasting.draw_changes(view, page.title.casefold())
    page.run()
    blocks.footer(view)
    draw_sidebar(view)
    write_address(selection)


main()
