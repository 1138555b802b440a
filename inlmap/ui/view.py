"""The view that the shell prepares for the page it runs."""

from __future__ import annotations

import streamlit as st

from inlmap.presentation.view import View

VIEW_KEY = "_view"


def set_view(view: View) -> None:
    """Keep the view for the page that the shell runs next."""
    st.session_state[VIEW_KEY] = view


def current_view() -> View:
    """Return the view that the shell prepared for this run."""
    view = st.session_state[VIEW_KEY]
    assert isinstance(view, View)
    return view
