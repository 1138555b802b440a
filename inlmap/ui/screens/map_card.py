"""The map with what belongs to it: the switch of measures, the legend and the card."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import streamlit as st
from markupsafe import Markup
from streamlit_folium import st_folium

from inlmap import colors, formats
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import ASSISTANCE_TYPES
from inlmap.figures import measures
from inlmap.maps import leaflet, looks
from inlmap.maps.picture import map_picture
from inlmap.presentation.sentences import shows_other_money
from inlmap.presentation.view import View
from inlmap.ui import blocks
from inlmap.ui.address_bar import MEASURE_KEY, PLACE_KEY
from inlmap.ui.blocks import note
from inlmap.ui.legend import legend_html
from inlmap.ui.menu import page_address
from inlmap.ui.screens.map_choice import card_html
from inlmap.ui.screens.map_side import newest_and_gaps, welcome
from inlmap.words import say, word

CLICKED = "_map_clicked"
PART_KEY = "part"
PARTS = {"map": word("Map"), "list": word("List"), "table": word("Table"), "charts": word("Charts")}

CLOSED_KEY = "_hint_closed"
CHOOSE = word(
    "Choose a country, an island or a symbol, on the map or in its list, to see its card."
)


def measure_switch() -> None:
    """Draw the switch of measures above the map."""
    blocks.switch(
        say("What the map shows"),
        measures.MEASURES,
        MEASURE_KEY,
        wrap=True,
        persist_state="session",
        label_visibility="collapsed",
    )


def part_switch() -> None:
    """Draw the switch of what a phone shows below the answer; a wide screen shows all of it."""
    blocks.switch(
        say("Show"),
        PARTS,
        PART_KEY,
        default="map",
        persist_state="session",
        label_visibility="collapsed",
        width="stretch",
    )


def region_map(view: View) -> None:
    """Draw the map; a click on a country or place selects it, a second click lets it go."""

    def clicked() -> None:
        value = st.session_state.get(CLICKED) or {}
        country, place = value.get("country"), value.get("place")
        if country in view.catalog.partner_codes:
            chosen = st.session_state.get("country") or []
            st.session_state["country"] = [] if chosen == [country] else [country]
        if place in set(view.catalog.places["place_id"]):
            let_go = st.session_state.get(PLACE_KEY) == place
            st.session_state[PLACE_KEY] = "" if let_go else place

    with st.container(key="map_area", gap=None):
        _draw_map(view, clicked)
        draw_legend(view)
    # Below the map and not in the legend, which lies on it: a long note would cover countries.
    about = " ".join(filter(None, (map_picture(view).note, _other_money(view))))
    if about:
        with st.container(key="map_note"):
            note(about)


def _draw_map(view: View, clicked: Callable[[], None]) -> None:
    with st.container(key="map", gap=None):
        st_folium(
            leaflet.base_map(view.catalog),
            key=CLICKED,
            height=colors.MAP_HEIGHT_PX,
            use_container_width=True,
            returned_objects=[],
            render=False,
            feature_group_to_add=leaflet.paint_layer(view),
            on_change=clicked,
        )
        tiles = looks.tile_address()
        if tiles:
            note(say("Map tiles are requested from {tiles}, outside this host.", tiles=tiles))


PLACE_LEGEND = {**dict(looks.PLACE_FORMS), "gather": word("Several places; open to list them")}


def draw_legend(view: View) -> None:
    """Draw the legend of the map as text with swatches."""
    with st.container(key="legend"):
        st.html(legend_html(view))


def _other_money(view: View) -> str:
    """Say so where the headline is of another series than the amounts on the map."""
    on_the_map = [figure for entry in map_picture(view).legend for figure in entry.figures]
    headline = view.figure
    if headline.value is None or not shows_other_money(view, on_the_map):
        return ""
    return say(
        "The headline shows other money than the map: {stage}, {years}.",
        stage=say(headline.stage),
        years=headline.years,
    )


def place_legend() -> None:
    """Draw the legend of the symbols for places, folded away; it is sent when it is opened."""
    folder = st.expander(say("Symbols for places"), key="place_legend", on_change="rerun")
    if not folder.open:
        return
    with folder:
        forms = Markup("").join(
            Markup("<li><span class='place {}'></span><span>{}</span></li>").format(
                kind, say(words)
            )
            for kind, words in PLACE_LEGEND.items()
        )
        kinds = Markup("").join(
            Markup("<li><img src='{}' alt='' width='16' height='16'><span>{}</span></li>").format(
                f"assets/pictures/{quote(kind)}.svg", formats.capitalized(say(kind))
            )
            for kind in ASSISTANCE_TYPES
            if kind != "umbrella"
        )
        st.html(
            Markup(
                "<section class='legend'><h2>{}</h2><ul>{}</ul><p class='note'>{}</p>"
                "<h2>{}</h2><ul>{}</ul></section>"
            ).format(
                say("Form: how well the place is known"),
                forms,
                say("Places on small islands show on zooming in."),
                say("Picture: kind of assistance"),
                kinds,
            )
        )


def card(view: View) -> None:
    """Draw the card of the chosen place or country, or a hint how to choose one."""
    learn(view)
    is_chosen = bool(view.place_id) or len(view.selection.country) == 1
    with st.container(key="card"):
        if not is_chosen:
            draw_hint()
        else:
            st.html(card_html(view))
            if not view.place_id:
                _country_link(view)
            st.button(say("Clear"), key="card_clear", on_click=_clear_place)
    if not is_chosen:
        newest_and_gaps(view)


def _country_link(view: View) -> None:
    st.page_link(
        page_address("country"),
        label=say("Open the page of this country"),
        icon=":material/arrow_forward:",
        query_params=view.address(),
    )


def _clear_place() -> None:
    if st.session_state.get(PLACE_KEY):
        st.session_state[PLACE_KEY] = ""
    else:
        st.session_state["country"] = []


def learn(view: View) -> None:
    """Close the hint for the visit where a choice shows that the reader knows how to begin."""
    if view.selection != Selection() or view.place_id:
        _close()


def draw_hint() -> None:
    """Draw how to begin, until it is closed; from then on, how to choose."""
    if st.session_state.get(CLOSED_KEY):
        blocks.hint(say(CHOOSE))
        return
    with st.container(key="first_visit", gap=None):
        blocks.hint(welcome())
        st.button(say("Got it"), key="close_hint", type="tertiary", on_click=_close)


def _close() -> None:
    st.session_state[CLOSED_KEY] = True
