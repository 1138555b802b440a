"""Carry the filters between the widgets of the sidebar and the address, both ways.

The address is read when a visit begins and when it changes without a widget having changed (a
link, the back button); it is written after every run, because a change of page drops it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import streamlit as st

from inlmap import words
from inlmap.catalog.address import (
    AS_OF_PARAMETER,
    LIST_PARAMETERS,
    MOST_NOTICES,
    PARAMETERS,
    SHOWN_CHARACTERS,
    UNDATED_PARAMETER,
    YEARS_PARAMETER,
    choices,
    drop_foreign_goals,
    from_address,
    known_value,
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
HELD_KEY = "_widgets_held"
MOST_HELD = 8
COUNT = re.compile(r" \([^()]*\)$")  # after the label of an option
NOTICES_KEY = "_address_notices"
UNKNOWN_KEY = "_address_strangers"
MEASURE_KEY = "measure"
PAGE_KEY = "_page"
PLACE_KEY = "place"
VERSION_KEY = "_dataset_version"
VERSION_PARAMETER = "version"
OPEN_PARAMETER = "open"  # what stands open over the page: the id of an amount or program, or
FIGURES = "figures"  # all figures of the choice, or of one year of it
FIGURES_OF_YEAR = "figures-{}"
SERIES_PARAMETER = "series"  # which one the Funding page shows
SIDES = ("a", "b")  # what the Compare page compares
OF_PAGE_KEY = "_of_page"
CHANGED_KEY = "_widgets_changed"
LET_GO_KEY = "_let_go"
SPOKEN_KEY = "_language_spoken"
TWIN_KEY = "twin_"  # begins the key of the table behind each chart
FOLDERS = ("place_legend", "more_downloads", "more_filters")
OURS = (*PARAMETERS, MEASURE_KEY, PLACE_KEY, words.PARAMETER)
KNOWN = (*OURS, *asked.PARAMETERS, SERIES_PARAMETER, *SIDES, VERSION_PARAMETER, OPEN_PARAMETER)


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


def read_address(catalog: Catalog, page: str) -> None:
    """Set the widgets from the address where the address is news on this page.

    An address without filters is news too (the back button), unless the page has just changed:
    the menu drops the filters from the address, and they are written there again.
    """
    _recover_labels(catalog)
    same_page = st.session_state.get(PAGE_KEY) == page
    st.session_state[PAGE_KEY] = page
    first = WRITTEN_KEY not in st.session_state
    query = _query()
    is_news = first or query != st.session_state[WRITTEN_KEY]
    changed = () if first or (is_news and _is_overtaken()) else _changed()
    st.session_state[CHANGED_KEY] = changed
    touched = bool(changed)
    st.session_state[UNKNOWN_KEY] = () if touched else unknown_parameters(st.query_params)
    if touched:
        st.session_state[NOTICES_KEY] = ()
        st.session_state[HELD_KEY] = (_held()[-1], _widgets())
    elif first or (is_news and (query or same_page)):  # no bare menu entry
        _take(query, catalog)
    else:
        _put_right(_held()[-1])


def _recover_labels(catalog: Catalog) -> None:
    """Have each list hold values alone.

    Streamlit sends what the browser shows. Where that is the label of a run before, with another
    count or in another language, it comes as text.
    """
    for name in LIST_PARAMETERS:
        held = st.session_state.get(name) or ()
        known = {choice.value for choice in choices(catalog)[name]}
        if not known.issuperset(held):
            values = (
                one if one in known else known_value(catalog, name, COUNT.sub("", one))
                for one in held
            )
            st.session_state[name] = list(dict.fromkeys(filter(None, values)))


def _take(query: Mapping[str, list[str]], catalog: Catalog) -> None:
    """Set the widgets to what the address asks for; a run that ends here has told of it."""
    selection, notices = from_address(query, catalog)
    measure, unknown = read_measure(query.get(MEASURE_KEY, []))
    selection, foreign = drop_foreign_goals(selection, catalog)
    language, unknown_language = read_language(query.get(words.PARAMETER, []))
    text = next(iter(query.get(PLACE_KEY, [])), "")
    place, gone = asked.known_or_notice(PLACE_KEY, text, catalog.places["place_id"])
    st.session_state[NOTICES_KEY] = (*notices, *foreign, *unknown, *gone, *unknown_language)
    values = widget_values(selection, catalog) | {
        MEASURE_KEY: measure,
        PLACE_KEY: place,
        words.PARAMETER: language,
    }
    _hold(values)
    if language == words.language():  # else the run starts again and takes it in that language
        st.session_state[WRITTEN_KEY] = query
    for name, value in values.items():
        st.session_state[name] = value


def _put_right(values: Mapping[str, Any]) -> None:
    """Set the widgets that hold something else; the others need not be sent."""
    for name, value in values.items():
        if st.session_state.get(name) != value:
            st.session_state[name] = value


def _held() -> tuple[dict[str, Any], ...]:
    """What the browser may hold in its widgets: what it was told last stands at the end."""
    held: tuple[dict[str, Any], ...] = st.session_state.get(HELD_KEY, ())
    return held


def _hold(values: dict[str, Any]) -> None:
    if _held()[-1:] != (values,):
        st.session_state[HELD_KEY] = (*_held(), values)[-MOST_HELD:]


def _changed() -> tuple[str, ...]:
    before = _held()[-1]
    return tuple(name for name, value in _widgets().items() if value != before[name])


def _is_overtaken() -> bool:
    """Whether the browser asked for this run before it had the widgets of the run before.

    It does so at two quick steps back. No reader has changed these widgets, though they are not
    what they were set to: each is as the browser has been told at an earlier time.
    """
    return all(any(value == one[name] for one in _held()) for name, value in _widgets().items())


def changed_filters() -> tuple[str, ...]:
    """Return the names of the filters that the reader has changed for this run by a widget."""
    changed: tuple[str, ...] = st.session_state.get(CHANGED_KEY, ())
    return changed


def read_measure(values: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return the measure that an address asks for, and what is said of an unknown one."""
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
        st.session_state[words.PARAMETER], _ = read_language(
            st.query_params.get_all(words.PARAMETER)
        )
    words.speak(st.session_state[words.PARAMETER])
    if st.session_state.get(SPOKEN_KEY) != words.language():
        _keep_unfolded()
    st.session_state[SPOKEN_KEY] = words.language()


def _keep_unfolded() -> None:
    """Let what is unfolded stay so: to Streamlit an expander with another label is another one."""
    for key in [str(key) for key in st.session_state]:
        if key.startswith(TWIN_KEY) or key in FOLDERS:
            st.session_state[key] = st.session_state[key]


def read_language(values: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return the language that an address asks for, and what is said of an unknown one."""
    wanted = words.asked_language(values)
    if wanted:
        return wanted, ()
    shown = shorten(values[0], SHOWN_CHARACTERS)
    known = ", ".join(words.LANGUAGES)
    return words.language(), (
        say('Ignored lang "{value}": use {known}.', value=shown, known=known),
    )


def current_measure() -> str:
    """Return the measure of the map, also on pages that do not show its switch."""
    return st.session_state.get(MEASURE_KEY) or measures.PROGRAMS


def current_place() -> str:
    """Return the id of the place that is chosen on the map, also on other pages; or nothing."""
    return st.session_state.get(PLACE_KEY) or ""


def set_widgets(selection: Selection, catalog: Catalog) -> None:
    """Set the sidebar's widgets to a selection; call before they are drawn."""
    for name, value in widget_values(selection, catalog).items():
        st.session_state[name] = value


def widget_values(selection: Selection, catalog: Catalog) -> dict[str, Any]:
    """Return what each of the sidebar's widgets holds for a selection."""
    return {name: list(getattr(selection, name)) for name in LIST_PARAMETERS} | {
        YEARS_PARAMETER: selection.fy or year_span(catalog),
        UNDATED_PARAMETER: selection.hide_undated,
        AS_OF_PARAMETER: selection.as_of,
    }


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
        for name in st.session_state.get(LET_GO_KEY, ()):
            others.pop(name, None)
        st.query_params.from_dict(others | wanted)  # in one go: one step of the back button
    st.session_state[WRITTEN_KEY] = wanted
    _hold(_widgets())


def _wanted(selection: Selection) -> dict[str, list[str]]:
    wanted = to_address(selection)
    if current_measure() != measures.PROGRAMS:
        wanted[MEASURE_KEY] = [current_measure()]
    if current_place():
        wanted[PLACE_KEY] = [current_place()]
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
    """Forget what the page of the run before has put into its link, and what it let go."""
    st.session_state[OF_PAGE_KEY] = {}
    st.session_state[LET_GO_KEY] = ()


def put_into_link(**parameters: str) -> None:
    """Let the link to copy carry a choice of the page that is no filter.

    One without a value is left out of the link, whatever the address has of it.
    """
    given = {name: [value] if value else [] for name, value in parameters.items()}
    st.session_state[OF_PAGE_KEY] = given


def let_go(*parameters: str) -> None:
    """Take these choices of the page out of the address together with a filter that changed."""
    st.session_state[LET_GO_KEY] = parameters


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
