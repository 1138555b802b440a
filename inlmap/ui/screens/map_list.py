"""The map as a list: found by typing, read line by line, and chosen without a mouse."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from inlmap.maps.captions import MapRow, country_rows, place_rows, unit_rows
from inlmap.maps.picture import map_picture
from inlmap.presentation.view import View
from inlmap.ui.address_bar import PLACE_KEY
from inlmap.ui.html_tables import html_table
from inlmap.ui.screens.map_card import PART_KEY
from inlmap.ui.screens.map_choice import CARD_ID
from inlmap.words import say

LISTED_KEY = "listed"
CHOSEN = Markup("<p class='note'>{} <a class='part' href='#{}'>{}</a></p>")


def map_list(view: View) -> None:
    """Draw the list, folded away; it is sent when it is opened, or asked for on a phone."""
    if st.session_state.get(PART_KEY) == "list":
        st.session_state["map_list"] = True
    folder = st.expander(say("The map as a list"), key="map_list", on_change="rerun")
    if not folder.open:
        return
    with folder:
        countries, units, places = country_rows(view), unit_rows(view), place_rows(view)
        _finder(view, {row.code: f"{row.name}: {row.words}" for row in (*countries, *places)})
        heading = map_picture(view).heading
        caption = say("Countries: {heading}", heading=heading)
        _list_table((say("Country"), heading), countries, caption, view.selection.country)
        if units:
            caption = say("Inside the chosen countries")
            _list_table((say("State or department"), heading), units, caption)
        if places:
            headings = (say("Place"), say("Programs and position"))
            _list_table(headings, places, say("Places of these programs"), (view.place_id,))


def _finder(view: View, labels: dict[str, str]) -> None:
    """Draw the list that chooses as a click on the map does; cleared, nothing is chosen."""

    def choose() -> None:
        picked = st.session_state[LISTED_KEY]
        if picked is None or picked in view.catalog.partner_codes:
            st.session_state["country"] = [picked] if picked else []
            st.session_state[PLACE_KEY] = ""
        else:
            st.session_state[PLACE_KEY] = picked

    countries = view.selection.country
    current = view.place_id or (countries[0] if len(countries) == 1 else None)
    st.session_state[LISTED_KEY] = current if current in labels else None
    st.selectbox(
        say("Find a country or place"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        placeholder=say("Type a name, or open the list"),
        key=LISTED_KEY,
        on_change=choose,
    )
    _to_the_card(view)


def _to_the_card(view: View) -> None:
    """Say what is chosen and lead to its card, which is out of sight from here."""
    countries = view.selection.country
    if view.place_id:
        name = view.catalog.names("places")[view.place_id]
    elif len(countries) == 1:
        name = view.catalog.country_names[countries[0]]
    else:
        return
    chosen = say("{name} is chosen.", name=name)
    st.html(CHOSEN.format(chosen, CARD_ID, say("Go to its card")))


def _list_table(
    headings: Sequence[str], rows: Sequence[MapRow], caption: str, chosen: Sequence[str] = ()
) -> None:
    cells = [
        (
            say("{name} (selected)", name=row.name) if row.code in chosen else row.name,
            row.figure or row.words,
        )
        for row in rows
    ]
    html_table(headings, cells, caption)
