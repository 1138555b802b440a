"""The filters in the sidebar, shared by all pages."""

from __future__ import annotations

import streamlit as st

from inlmap import words
from inlmap.catalog.address import AS_OF_PARAMETER, YEARS_PARAMETER, Choice, choices, year_span
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.presentation.view import View
from inlmap.ui.address_bar import set_widgets
from inlmap.ui.shared_link import draw_link
from inlmap.words import say, word

LABELS = {
    "initiative": word("Initiative"),
    "goal": word("Goal of the initiative"),
    "theme": word("Common theme (our classification)"),
    "country": word("Country"),
    "assistance": word("Kind of assistance"),
    "agency": word("Agency"),
}


def chosen_filters(catalog: Catalog) -> Selection:
    """Return what the filters select; they need not have been drawn in this run yet."""
    lists = {}
    for name, offered in _offered(catalog).items():
        kept = set(_kept(name))
        lists[name] = tuple(choice.value for choice in offered if choice.value in kept)
    span = year_span(catalog)
    years = tuple(st.session_state.get(YEARS_PARAMETER) or span)
    fy = None if years == span else years
    return Selection(**lists, fy=fy, as_of=st.session_state.get(AS_OF_PARAMETER))


def draw_sidebar(view: View) -> None:
    """Draw the filters and the link to what they select."""
    catalog = view.catalog
    offered = _offered(catalog)
    with st.sidebar:
        st.segmented_control(
            "Language · Idioma",
            list(words.LANGUAGES),
            format_func=words.LANGUAGES.__getitem__,
            required=True,
            label_visibility="collapsed",
            key=words.PARAMETER,
        )
        st.button(
            say("Clear filters"),
            key="clear",
            icon=":material/filter_alt_off:",
            width="stretch",
            on_click=set_widgets,
            args=(Selection(), catalog),
        )
        draw_link(view)
        st.markdown(say("**What**"))
        for name in ("initiative", "goal", "theme", "assistance"):
            _draw_list(name, offered[name])
        st.markdown(say("**Where**"))
        _draw_list("country", offered["country"])
        st.markdown(say("**When**"))
        _draw_years(catalog)
        _draw_as_of(catalog)
        st.markdown(say("**Who**"))
        _draw_list("agency", offered["agency"])


def _offered(catalog: Catalog) -> dict[str, tuple[Choice, ...]]:
    """The choices of each list; of the goals only those of the chosen initiatives."""
    known = choices(catalog)
    initiatives = _kept("initiative")
    owners = catalog.names("goals", "initiative_id")
    goals = (
        choice for choice in known["goal"] if not initiatives or owners[choice.value] in initiatives
    )
    return {**known, "goal": tuple(goals)}


def _kept(name: str) -> list[str]:
    kept: list[str] = st.session_state.get(name) or []
    return kept


def _draw_list(name: str, offered: tuple[Choice, ...]) -> None:
    labels = {choice.value: f"{choice.label} ({choice.programs})" for choice in offered}
    st.multiselect(
        say(LABELS[name]),
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=name,
        placeholder=say("All"),
        select_all=False,
    )


def _draw_years(catalog: Catalog) -> None:
    span = year_span(catalog)
    if span[0] == span[1]:
        st.caption(say("All amounts are of fiscal year {year}.", year=span[0]))
        return
    # The value stands in the session (see address.py); a default here would contradict it.
    st.slider(say("Fiscal years"), *span, key=YEARS_PARAMETER, format="%d")


def _draw_as_of(catalog: Catalog) -> None:
    first, last = year_span(catalog)
    st.selectbox(
        say("Membership and status as of"),
        range(last, first - 1, -1),
        index=None,
        placeholder=say("All that the sources say"),
        key=AS_OF_PARAMETER,
    )
