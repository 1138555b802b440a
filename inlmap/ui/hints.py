"""What the map's card says while nothing is chosen: how to begin, then how to choose."""

from __future__ import annotations

import streamlit as st

from inlmap.selection import Selection
from inlmap.ui import blocks
from inlmap.view import View
from inlmap.words import say

CLOSED_KEY = "_hint_closed"


def learn(view: View) -> None:
    """Close the hint for the visit where a choice shows that the reader knows how to begin."""
    if view.selection != Selection() or view.place_id:
        _close()


def hint() -> None:
    """Draw how to begin, until it is closed; from then on, how to choose."""
    if st.session_state.get(CLOSED_KEY):
        blocks.hint(say("Click a country, an island or a symbol to see its card."))
        return
    with st.container(key="first_visit", gap="small"):
        blocks.hint(
            say(
                "New here? Pick a filter at the left, or click a country. Each amount leads to its "
                "source."
            )
        )
        st.button(say("Got it"), key="close_hint", type="tertiary", on_click=_close)


def _close() -> None:
    st.session_state[CLOSED_KEY] = True
