"""The table of the selected programs on the Map page, and the downloads of the view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pyarrow as pa
import streamlit as st

from inlmap.deferred import deferred
from inlmap.downloads.geo import countries_geojson, geopackage, places_geojson
from inlmap.downloads.offers import programs_table_name
from inlmap.downloads.one_file import one_file
from inlmap.downloads.table_files import programs_csv, programs_table_csv
from inlmap.formats import rows_in_words
from inlmap.presentation.newest import newest_first
from inlmap.presentation.screen_tables import PROGRAM_COLUMNS, rows_with, screen_rows
from inlmap.presentation.sentences import rows_apart, table_title
from inlmap.presentation.view import View, file_name
from inlmap.ui import html_tables
from inlmap.ui.blocks import note, section
from inlmap.ui.programs import draw_in_short
from inlmap.ui.screens.map_card import PART_KEY
from inlmap.words import in_this_language, say, say_count, word

MAP_PNG = deferred("inlmap.maps.image:map_png")
MAP_SVG = deferred("inlmap.maps.image:map_svg")
ROWS_PER_PAGE, CARDS_AT_ONCE = 8, 10
ROW = "row"  # the position of a row among all of the view
MOST_CHARACTERS = 200
NOTE = word("The download holds all of them.")
SEARCH_NOTE = word("The download holds all rows of the filters, found here or not.")
# What is made of a view when it is clicked: its label, its maker, the ending of its name, its kind.
FILES = (
    (word("Map picture (PNG)"), MAP_PNG, "png", "image/png"),
    (word("Map picture (SVG)"), MAP_SVG, "svg", "image/svg+xml"),
    (word("Map, table and sources in one file (HTML)"), one_file, "html", "text/html"),
    (word("Countries (GeoJSON)"), countries_geojson, "countries.geojson", "application/geo+json"),
    (word("Places (GeoJSON)"), places_geojson, "places.geojson", "application/geo+json"),
    (
        word("Countries and places (GeoPackage)"),
        geopackage,
        "gpkg",
        "application/geopackage+sqlite3",
    ),
)

# What is in the language of the page; the layers are data, in their own words.
SPEAKING = (MAP_PNG, MAP_SVG, one_file)


def records(view: View) -> None:
    """Draw the table of the selected programs, one page at a time."""
    with st.container(key="records"):
        section(table_title(view))
        if apart := rows_apart(view):
            note(apart)
        if view.programs.empty:
            st.info(say("Nothing to list. Remove a filter in the sidebar, or clear them all."))
            return
        table = screen_rows(view.catalog, view.programs, view.selection.as_of)
        table = table.append_column(ROW, [range(len(table))])
        table, wanted = _searched(table)
        if not len(table):
            return
        if st.session_state.get(PART_KEY) == "table":
            _cards(view, table.column(ROW).to_pylist(), wanted)
            return
        table = table.drop_columns(ROW)
        key = html_tables.page_key("records", view.selection, wanted)
        shown = html_tables.shown_rows(len(table), key, ROWS_PER_PAGE)
        html_tables.grid(
            table.take(pa.array(shown, pa.int64())),
            PROGRAM_COLUMNS,
            {
                "program": st.column_config.Column(width=260),
                "country": st.column_config.Column(width=140),
                "place": st.column_config.Column(width=130),
                "description": st.column_config.Column(width="large"),
                "link": st.column_config.LinkColumn(display_text=say("Open source")),
            },
            say("Table of the selected programs; all its rows are in the CSV download."),
        )
        html_tables.draw_pages(len(table), key, ROWS_PER_PAGE, say(SEARCH_NOTE if wanted else NOTE))


def _cards(view: View, rows: Sequence[int], wanted: str) -> None:
    """Draw the first of these rows as cards: a phone alone asks for a table by itself."""
    key = html_tables.page_key("cards", view.selection, wanted)
    most = st.session_state.get(key, CARDS_AT_ONCE)
    programs = newest_first(view.catalog, view.programs)
    caption = say("The newest first")
    draw_in_short(view.catalog, programs.iloc[list(rows[:most])], caption, countries=True)
    if (more := min(CARDS_AT_ONCE, len(rows) - most)) > 0:

        def show_more() -> None:
            st.session_state[key] = most + CARDS_AT_ONCE

        label = say_count(more, "Show {n} more", "Show {n} more")
        st.button(label, key="more_cards", width="stretch", on_click=show_more)
    note(say(SEARCH_NOTE if wanted else NOTE))


def _searched(table: pa.Table) -> tuple[pa.Table, str]:
    """Draw the search over all rows of the table; return those it leaves, and what was asked."""
    wanted = st.text_input(
        say("Find in all rows"),
        key="find_rows",
        icon=":material/search:",
        max_chars=MOST_CHARACTERS,
    ).strip()
    if not wanted:
        return table, ""
    found = rows_with(table, wanted)
    every = rows_in_words(len(table))
    words = say_count(
        len(found),
        "{n} of {rows} has “{text}”.",
        "{n} of {rows} have “{text}”.",
        rows=every,
        text=wanted,
    )
    note(words if len(found) else say("None of {rows} has “{text}”.", rows=every, text=wanted))
    return found, wanted


def downloads(view: View) -> None:
    """Draw the download of the table on the screen: all its rows, in its words."""
    with st.container(key="downloads"):
        _button(
            say("Download CSV ({rows})", rows=rows_in_words(len(view.programs))),
            partial(in_this_language(programs_table_csv), view.catalog, view.selection),
            programs_table_name(view.catalog, view.selection),
            "text/csv",
            "download_csv",
        )
    _more_downloads(view)


def _button(label: str, made: Callable[[], bytes], name: str, media_type: str, key: str) -> None:
    st.download_button(
        label,
        data=made,
        file_name=name,
        mime=media_type,
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )


def _more_downloads(view: View) -> None:
    """Draw the other files of the view, folded away; the buttons are sent when it is opened."""
    folder = st.expander(
        say("More downloads of this view"), key="more_downloads", on_change="rerun"
    )
    if not folder.open:
        return
    with folder, st.container(horizontal=True):
        _button(
            say("Data file (CSV with codes)"),
            partial(programs_csv, view.catalog.original, view.selection),
            file_name(view.catalog, view.selection),
            "text/csv",
            "download_codes",
        )
        for label, made, ending, kind in FILES:
            name = file_name(view.catalog, view.selection, ending)
            _button(say(label), _maker(view, made), name, kind, f"download_{ending}")


def _maker(view: View, made: Callable[[View], bytes]) -> Callable[[], bytes]:
    """What makes a file of a view, in another thread, which speaks English by itself."""
    if made in SPEAKING:
        return partial(in_this_language(made), view)
    return partial(made, view.original)
