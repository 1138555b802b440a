"""Carry the filters between the widgets of the sidebar and the address, both ways.

The address is read when a visit begins and when it changes without a widget having changed (a
link, the back button); it is written after every run, because a change of page drops it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import streamlit as st

from inlmap import words
from inlmap.catalog.address import (
    AS_OF_PARAMETER,
    LIST_PARAMETERS,
    MOST_NOTICES,
    PARAMETERS,
    SHOWN_CHARACTERS,
    YEARS_PARAMETER,
    drop_foreign_goals,
    from_address,
    to_address,
    year_span,
)
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures import measures
from inlmap.formats import shorten
from inlmap.ui.sources import asked
from inlmap.words import say, say_count

WRITTEN_KEY = "_address_written"
WIDGETS_KEY = "_widgets_before"
NOTICES_KEY = "_address_notices"
UNKNOWN_KEY = "_address_strangers"
MEASURE_KEY = "measure"
PAGE_KEY = "_page"
PLACE_KEY = "_place"
VERSION_KEY = "_dataset_version"
VERSION_PARAMETER = "version"
OPEN_PARAMETER = "open"  # what stands open over the page: the id of an amount or program, or
FIGURES = "figures"  # all figures of the choice
SERIES_PARAMETER = "series"  # which one the Funding page shows
OF_PAGE_KEY = "_of_page"
SPOKEN_KEY = "_language_spoken"
TWIN_KEY = "twin_"  # begins the key of the table behind each chart
FOLDERS = ("place_legend", "more_downloads")
OURS = (*PARAMETERS, MEASURE_KEY, words.PARAMETER)
KNOWN = (*OURS, *asked.PARAMETERS, SERIES_PARAMETER, VERSION_PARAMETER, OPEN_PARAMETER)


def _widgets() -> dict[str, Any]:
    return {name: st.session_state.get(name) for name in OURS}


def _query() -> dict[str, list[str]]:
    given = {name: st.query_params.get_all(name) for name in OURS}
    return {name: values for name, values in given.items() if values}


def reset_widgets(catalog: Catalog, keep: Collection[str]) -> None:
    """Forget what the widgets hold when the data are others than in the run before.

    A choice of the old data may be none of the new. The address keeps the filters; it is read
    again, and what it asks for that is no longer there is named. The widgets of ``keep`` stay.
    """
    before = st.session_state.get(VERSION_KEY)
    st.session_state[VERSION_KEY] = catalog.version
    if before in (None, catalog.version):
        return
    for key in [str(key) for key in st.session_state]:
        if not key.startswith("_") and key not in keep:
            del st.session_state[key]
    st.session_state.pop(WRITTEN_KEY, None)
    if st.session_state.get(PLACE_KEY) not in set(catalog.places["place_id"]):
        st.session_state[PLACE_KEY] = ""


def read_address(catalog: Catalog, page: str) -> None:
    """Set the widgets from the address where the address is news on this page.

    An address without filters is news too (the back button), unless the page has just changed:
    the menu drops the filters from the address, and they are written there again.
    """
    same_page = st.session_state.get(PAGE_KEY) == page
    st.session_state[PAGE_KEY] = page
    first = WRITTEN_KEY not in st.session_state
    touched = not first and _widgets() != st.session_state[WIDGETS_KEY]
    query = _query()
    st.session_state[UNKNOWN_KEY] = () if touched else unknown_parameters(st.query_params)
    if touched:
        st.session_state[NOTICES_KEY] = ()
    is_visited = not touched and (bool(query) or same_page)  # not a click, nor a bare menu entry
    if first or (is_visited and query != st.session_state[WRITTEN_KEY]):
        selection, notices = from_address(query, catalog)
        measure, unknown = _measure(query.get(MEASURE_KEY, []))
        selection, foreign = drop_foreign_goals(selection, catalog)
        language, unknown_language = _language(query.get(words.PARAMETER, []))
        st.session_state[NOTICES_KEY] = (*notices, *foreign, *unknown, *unknown_language)
        st.session_state[MEASURE_KEY] = measure
        st.session_state[words.PARAMETER] = language
        set_widgets(selection, catalog)
        st.session_state[WIDGETS_KEY] = _widgets()  # also where the run starts again from here


def _measure(values: list[str]) -> tuple[str, tuple[str, ...]]:
    wanted = values[0].strip().casefold() if values else measures.PROGRAMS
    if wanted in measures.MEASURES:
        return wanted, ()
    shown = shorten(values[0], SHOWN_CHARACTERS)
    known = ", ".join(measures.MEASURES)
    return measures.PROGRAMS, (
        say('Ignored measure "{value}": use {known}.', value=shown, known=known),
    )


def begin_language() -> None:
    """Speak the language that the visitor has chosen; at first the one that the address names."""
    if words.PARAMETER not in st.session_state:
        st.session_state[words.PARAMETER], _ = _language(st.query_params.get_all(words.PARAMETER))
    words.speak(st.session_state[words.PARAMETER])
    if st.session_state.get(SPOKEN_KEY) != words.language():
        _keep_unfolded()
    st.session_state[SPOKEN_KEY] = words.language()


def _keep_unfolded() -> None:
    """Let what is unfolded stay so: to Streamlit an expander with another label is another one."""
    for key in [str(key) for key in st.session_state]:
        if key.startswith(TWIN_KEY) or key in FOLDERS:
            st.session_state[key] = st.session_state[key]


def _language(values: list[str]) -> tuple[str, tuple[str, ...]]:
    wanted = values[0].strip().casefold() if values else words.ENGLISH
    if wanted in words.LANGUAGES:
        return wanted, ()
    shown = shorten(values[0], SHOWN_CHARACTERS)
    known = ", ".join(words.LANGUAGES)
    return words.language(), (
        say('Ignored lang "{value}": use {known}.', value=shown, known=known),
    )


def current_measure() -> str:
    """Return the measure of the map, also on pages that do not show its switch."""
    return st.session_state.get(MEASURE_KEY) or measures.PROGRAMS


def set_widgets(selection: Selection, catalog: Catalog) -> None:
    """Set the sidebar's widgets to a selection; call before they are drawn."""
    for name in LIST_PARAMETERS:
        st.session_state[name] = list(getattr(selection, name))
    st.session_state[YEARS_PARAMETER] = selection.fy or year_span(catalog)
    st.session_state[AS_OF_PARAMETER] = selection.as_of


def write_address(selection: Selection) -> None:
    """Make the address carry the selection; what a page asks for is left alone.

    The version of a link goes when the filters change: the view is no longer the link's.
    Parameters that no page knows stay until something else changes: taking them out at once would
    be a step of the back button that leads to itself.
    """
    wanted = _wanted(selection)
    if _query() != wanted:
        others = _others()
        if not linked_version(selection):
            others.pop(VERSION_PARAMETER, None)
        st.query_params.from_dict(others | wanted)  # in one go: one step of the back button
    st.session_state[WRITTEN_KEY] = wanted
    st.session_state[WIDGETS_KEY] = _widgets()


def _wanted(selection: Selection) -> dict[str, list[str]]:
    wanted = to_address(selection)
    if current_measure() != measures.PROGRAMS:
        wanted[MEASURE_KEY] = [current_measure()]
    return wanted | words.language_in_address()


def _others() -> dict[str, list[str]]:
    """What the address asks of a page, without the filters and what no page knows."""
    names = [name for name in st.query_params if name in KNOWN and name not in OURS]
    return {name: st.query_params.get_all(name) for name in names}


def linked_version(selection: Selection) -> str:
    """Return the version that the address names, until the filters are others than the link's.

    Call before :func:`write_address`.
    """
    changed = WRITTEN_KEY in st.session_state and _query() != _wanted(selection)
    return "" if changed else st.query_params.get(VERSION_PARAMETER, "").strip()


def begin_page() -> None:
    """Forget what the page of the run before has put into its link."""
    st.session_state[OF_PAGE_KEY] = {}


def put_into_link(**parameters: str) -> None:
    """Let the link to copy carry a choice of the page that is no filter."""
    st.session_state[OF_PAGE_KEY] = {name: [value] for name, value in parameters.items()}


def link_parameters(selection: Selection) -> dict[str, list[str]]:
    """Return all that the link to copy carries, but the version; call after the page has run."""
    of_page: dict[str, list[str]] = st.session_state.get(OF_PAGE_KEY, {})
    return _others() | of_page | _wanted(selection)


def address_notices() -> tuple[str, ...]:
    """Return what the address asked for and did not get."""
    return (*st.session_state.get(NOTICES_KEY, ()), *st.session_state.get(UNKNOWN_KEY, ()))


def unknown_parameters(names: Iterable[str]) -> tuple[str, ...]:
    """Return a notice for each parameter that no page knows; past a few the rest is counted."""
    unknown = list(dict.fromkeys(name for name in names if name not in KNOWN))
    named = [
        say('Ignored "{value}": not a filter.', value=shorten(name, SHOWN_CHARACTERS))
        for name in unknown[:MOST_NOTICES]
    ]
    rest = len(unknown) - len(named)
    if rest:
        named.append(say_count(rest, "Ignored {n} more.", "Ignored {n} more."))
    return tuple(named)
