"""The filters in the sidebar, shared by all pages."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from inlmap import words
from inlmap.catalog.address import (
    AS_OF_PARAMETER,
    LIST_PARAMETERS,
    UNDATED_PARAMETER,
    YEARS_PARAMETER,
    choices,
    drop_foreign_goals,
    year_span,
)
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.options import Option, options
from inlmap.catalog.selection import Selection
from inlmap.presentation.view import View
from inlmap.ui.address_bar import set_widgets
from inlmap.ui.blocks import note
from inlmap.words import say, say_count, word

LABELS = {
    "country": word("Country"),
    "initiative": word("Initiative"),
    "goal": word("Goal of the initiative"),
    "theme": word("Common theme (our classification)"),
    "assistance": word("Kind of assistance"),
    "agency": word("Agency"),
}
SELDOM = ("agency",)
MORE, YEARS = word("More filters"), word("Fiscal years")
HIDE_UNDATED = word("Hide programs without a year")
MORE_KEY = "more_filters"
LABELS_KEY = "_labels_shown"
MOST_IDLE = 2


def chosen_filters(catalog: Catalog) -> Selection:
    """Return what the filters select; they need not have been drawn in this run yet."""
    lists = {name: _chosen(catalog, name) for name in LIST_PARAMETERS}
    span = year_span(catalog)
    years = tuple(st.session_state.get(YEARS_PARAMETER) or span)
    fy = None if years == span else years
    hidden = bool(st.session_state.get(UNDATED_PARAMETER))
    as_of = st.session_state.get(AS_OF_PARAMETER)
    selection = Selection(**lists, fy=fy, hide_undated=hidden, as_of=as_of)
    return drop_foreign_goals(selection, catalog)[0]


def draw_language() -> None:
    """Draw the switch of the language."""
    st.segmented_control(
        "Language · Idioma",
        list(words.LANGUAGES),
        format_func=words.LANGUAGES.__getitem__,
        required=True,
        label_visibility="collapsed",
        key=words.PARAMETER,
    )


def draw_sidebar(view: View) -> None:
    """Draw the filters: those that most look for first, the others folded away."""
    catalog = view.catalog
    offered = options(catalog, view.selection)
    drawn_first = usual_filters(view.selection)
    with st.sidebar:
        if view.selection != Selection():
            st.button(
                say("Clear filters"),
                key="clear",
                icon=":material/filter_alt_off:",
                width="stretch",
                on_click=set_widgets,
                args=(Selection(), catalog),
            )
        for name in LABELS:
            if name in drawn_first:
                _draw_list(view, name, offered[name])
        _draw_years(catalog)
        _draw_more(view, [name for name in LABELS if name not in drawn_first], offered)
        # On a phone the filters cover the page; the script closes them.
        shown = say_count(view.count, "Show {n} program", "Show {n} programs")
        st.html(Markup("<button class='show'>{}</button>").format(shown))


def usual_filters(selection: Selection) -> list[str]:
    """Return the lists that are not folded away; that of goals once an initiative is chosen."""
    has_goals = bool(selection.initiative or selection.goal)
    seldom = SELDOM if has_goals else ("goal", *SELDOM)
    return [name for name in LABELS if name not in seldom]


def _draw_more(view: View, names: list[str], offered: dict[str, tuple[Option, ...]]) -> None:
    """Draw the filters that few use; while they are folded away, what they hold is kept."""
    held = (*names, UNDATED_PARAMETER, AS_OF_PARAMETER)
    # Its label stays: to Streamlit an expander with another label is another one, and folded.
    folder = st.expander(say(MORE), key=MORE_KEY, on_change="rerun")
    if not folder.open:
        chosen = sum(bool(st.session_state.get(name)) for name in held)
        if chosen:
            note(say_count(chosen, "{n} of them is set.", "{n} of them are set."))
        for name in held:
            if name in st.session_state:
                st.session_state[name] = st.session_state[name]
        return
    with folder:
        for name in names:
            _draw_list(view, name, offered[name])
        st.checkbox(say(HIDE_UNDATED), key=UNDATED_PARAMETER)
        _draw_as_of(view.catalog)


def _chosen(catalog: Catalog, name: str) -> tuple[str, ...]:
    """The known values that a list holds, in their order."""
    held = set(st.session_state.get(name) or ())
    return tuple(choice.value for choice in choices(catalog)[name] if choice.value in held)


def _draw_list(view: View, name: str, offered: tuple[Option, ...]) -> None:
    chosen: tuple[str, ...] = getattr(view.selection, name)
    labels = {
        one.value: one.label if one.value in chosen else with_count(one)
        for one in offered
        if one.leads_on or one.value in chosen
    }
    _say_labels(name, chosen, labels)
    st.multiselect(
        say(LABELS[name]),
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=name,
        placeholder=say("All"),
        select_all=False,
    )
    idle = [one.label.partition(": ")[0] for one in offered if one.value not in labels]
    if idle:
        note(_nothing_in(idle))


def with_count(option: Option) -> str:
    """Return the label of an option with the programs that it leads to."""
    count = f"{option.programs}" if option.programs else say("money or context only")
    return f"{option.label} ({count})"


def _nothing_in(idle: list[str]) -> str:
    """Say which options lead to nothing, the first of them by name."""
    names, more = ", ".join(idle[:MOST_IDLE]), len(idle) - MOST_IDLE
    if more <= 0:
        return say("Nothing in this choice: {names}.", names=names)
    return say("Nothing in this choice: {names} and {n} more.", names=names, n=more)


def _say_labels(name: str, chosen: tuple[str, ...], labels: dict[str, str]) -> None:
    """Have the chosen labels sent where the browser shows them otherwise."""
    known = st.session_state.setdefault(LABELS_KEY, {})
    before = known.get(name, labels)
    held = [one for one in st.session_state.get(name) or () if one in chosen]
    if any(before.get(value) != labels[value] for value in held):
        st.session_state[name] = held
    known[name] = labels


def _draw_years(catalog: Catalog) -> None:
    span = year_span(catalog)
    if span[0] == span[1]:
        st.caption(say("All amounts are of fiscal year {year}.", year=span[0]))
        return
    # The value stands in the session (see address.py); a default here would contradict it.
    st.slider(say(YEARS), *span, key=YEARS_PARAMETER, format="%d")


def _draw_as_of(catalog: Catalog) -> None:
    first, last = year_span(catalog)
    st.selectbox(
        say("Membership and status as of"),
        range(last, first - 1, -1),
        index=None,
        placeholder=say("All that the sources say"),
        key=AS_OF_PARAMETER,
    )
