"""The frame of every page: filters, address, navigation and footer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from inlmap import words
from inlmap.catalog.followed import live_folder
from inlmap.catalog.translated import translated
from inlmap.dataset.folder import data_folder
from inlmap.errors import DataError
from inlmap.maps.captions import INDEPENDENT
from inlmap.maps.looks import PAGE_SHEET, static_version
from inlmap.presentation.titles import REGION, choice_title
from inlmap.presentation.view import View
from inlmap.ui import blocks, notices, opened, session, shared_link
from inlmap.ui.address_bar import (
    address_notices,
    begin_language,
    begin_page,
    current_measure,
    current_place,
    read_address,
    reset_widgets,
    write_address,
)
from inlmap.ui.menu import menu
from inlmap.ui.session import set_view
from inlmap.ui.sidebar import chosen_filters, draw_language, draw_sidebar
from inlmap.words import say, word

# An address and not the text: the sheet is fetched once and not sent at each click.
STYLE = f"<style>@import url('assets/map/{static_version()}/{PAGE_SHEET}');</style>"
SCRIPT = f"<script src='assets/map/{static_version()}/page.js'"
ICON = Path(__file__).with_name("favicon.png")
NAME = word("INL/WHP program map")


def main() -> None:
    """Draw one run of the visitor's page."""
    begin_language()
    # An item of our own in the menu, for then it offers the themes, too. The icon comes first:
    # without one the browser would ask the host of the menu's icons for that of the page.
    st.set_page_config(page_icon=ICON, layout="wide", menu_items={"About": say(INDEPENDENT)})
    page = st.navigation(menu())
    st.html(STYLE)
    try:
        standing = live_folder(data_folder()).standing()
    except DataError as error:
        st.set_page_config(page_title=f"{page.title} · {say(NAME)}")
        notices.faults([str(fault) for fault in error.faults])
        return
    catalog = translated(session.catalog_of_visit(standing.catalog))
    reset_widgets(catalog, keep=session.WIDGETS)
    read_address(catalog, page.url_path)
    if st.session_state[words.PARAMETER] != words.language():
        st.rerun()  # the address asks for another language than the menu is in
    selection = chosen_filters(catalog)
    view = View(catalog, selection, current_measure(), current_place())
    chosen = choice_title(catalog, selection)
    titles = [page.title, *([chosen] if chosen != say(REGION) else []), say(NAME)]
    st.set_page_config(page_title=" · ".join(titles))
    set_view(view)
    # First, so that its place is the same on every page: at another it would be drawn twice.
    top = st.container(key="top", horizontal=True, horizontal_alignment="right")
    notices.draw_notices((*session.upload_notices(), *address_notices()))
    notices.newer_faults(standing)
    session.banner(catalog)
    begin_page()
    shared_link.draw_changes(view, page.url_path or "map")
    page.run()
    blocks.footer(view)
    opened.draw_opened(view)
    draw_sidebar(view)
    with top:
        draw_language()
        shared_link.draw_link(view)
    write_address(selection)
    st.html(f"{SCRIPT} data-language='{words.language()}'></script>", unsafe_allow_javascript=True)


main()
