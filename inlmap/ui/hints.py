"""What the map's card says while nothing is chosen: how to begin, then how to choose."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from inlmap.catalog.selection import Selection
from inlmap.presentation.view import View
from inlmap.ui import blocks
from inlmap.words import say, word

CLOSED_KEY = "_hint_closed"
NEW = word("New here?")
BEGIN = word(
    "Pick a filter at the left, or choose a country on the map or in its list. Each amount leads "
    "to its source."
)
CHOOSE = word(
    "Choose a country, an island or a symbol, on the map or in its list, to see its card."
)


def learn(view: View) -> None:
    """Close the hint for the visit where a choice shows that the reader knows how to begin."""
    if view.selection != Selection() or view.place_id:
        _close()


def hint() -> None:
    """Draw how to begin, until it is closed; from then on, how to choose."""
    if st.session_state.get(CLOSED_KEY):
        blocks.hint(say(CHOOSE))
        return
    with st.container(key="first_visit", gap=None):
        blocks.hint(Markup("<strong>{}</strong> {}").format(say(NEW), say(BEGIN)))
        st.button(say("Got it"), key="close_hint", type="tertiary", on_click=_close)


def _close() -> None:
    st.session_state[CLOSED_KEY] = True
