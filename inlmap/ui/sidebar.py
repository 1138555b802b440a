"""The filters in the sidebar, shared by all pages."""

from __future__ import annotations

from typing import Any

import streamlit as st

from inlmap.catalog import Catalog
from inlmap.selection import Choice, Selection, choices, year_span
from inlmap.ui.address import set_widgets

LABELS = {
    "initiative": "Initiative",
    "goal": "Goal of the initiative",
    "theme": "Common theme (our classification)",
    "country": "Country",
    "assistance": "Kind of assistance",
    "agency": "Agency",
}


def draw_sidebar(catalog: Catalog) -> Selection:
    """Draw the filters and return what they select."""
    known = choices(catalog)
    with st.sidebar:
        st.button(
            "Clear filters",
            key="clear",
            icon=":material/filter_alt_off:",
            width="stretch",
            on_click=set_widgets,
            args=(Selection(), catalog),
        )
        st.markdown("**What**")
        initiative = _choose("initiative", known["initiative"])
        goals = [
            choice
            for choice in known["goal"]
            if not initiative or choice.value.rpartition("-")[0] in initiative
        ]
        goal = _choose("goal", goals)
        theme = _choose("theme", known["theme"])
        assistance = _choose("assistance", known["assistance"])
        st.markdown("**Where**")
        country = _choose("country", known["country"])
        st.markdown("**When**")
        fy = _choose_years(catalog)
        st.markdown("**Who**")
        agency = _choose("agency", known["agency"])
    return Selection(initiative, goal, theme, country, agency, assistance, fy)


def _choose(name: str, known: list[Choice] | tuple[Choice, ...]) -> tuple[str, ...]:
    labels = {choice.value: f"{choice.label} ({choice.programs})" for choice in known}
    chosen = st.multiselect(
        LABELS[name],
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=name,
        placeholder="All",
        select_all=False,
    )
    return tuple(value for value in labels if value in chosen)


def _choose_years(catalog: Catalog) -> tuple[int, int] | None:
    span = year_span(catalog)
    if span[0] == span[1]:
        st.caption(f"All amounts are of fiscal year {span[0]}.")
        return None
    # The value stands in the session (see address.py); a default here would contradict it.
    chosen: Any = st.slider("Fiscal years", *span, key="fy", format="%d")
    return None if tuple(chosen) == span else (int(chosen[0]), int(chosen[1]))
