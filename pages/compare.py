"""Compare: two countries or two initiatives, the same rows side by side."""

from __future__ import annotations

import streamlit as st

from inlmap.ui import blocks
from inlmap.ui.screens import compare
from inlmap.ui.session import current_view
from inlmap.words import say

view = current_view()
blocks.page_heading(
    say("Compare"), say("Two countries or two initiatives, the same rows side by side.")
)
found = compare.comparison(view)
if found is None:
    st.info(say("Choose two different ones."))
else:
    compare.draw(found)
