"""The table of the selected programs on the Map page, and the downloads of the view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from inlmap.deferred import deferred
from inlmap.downloads.geo import countries_geojson, geopackage, places_geojson
from inlmap.downloads.one_file import one_file
from inlmap.downloads.table_files import programs_csv
from inlmap.formats import counted, rows_in_words
from inlmap.presentation.screen_tables import PROGRAM_COLUMNS, screen_rows
from inlmap.presentation.view import View, file_name
from inlmap.ui import html_tables
from inlmap.ui.blocks import section
from inlmap.words import in_this_language, say, word

MAP_PNG = deferred("inlmap.maps.image:map_png")
MAP_SVG = deferred("inlmap.maps.image:map_svg")
ROWS_PER_PAGE = 15
NOTE = word("The download holds all of them.")
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
        section(counted("programs", len(view.programs)))
        if view.programs.empty:
            st.info(say("Nothing to list. Remove a filter in the sidebar, or clear them all."))
            return
        table = screen_rows(view.catalog, view.programs, view.selection.as_of)
        key = html_tables.page_key("records", view.selection)
        shown = html_tables.shown_rows(len(table), key, ROWS_PER_PAGE)
        html_tables.grid(
            table.slice(shown.start, len(shown)),
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
        html_tables.draw_pages(len(table), key, ROWS_PER_PAGE, say(NOTE))


def downloads(view: View) -> None:
    """Draw the download of exactly the rows on the screen."""
    with st.container(key="downloads"):
        st.download_button(
            say("Download CSV ({rows})", rows=rows_in_words(len(view.programs))),
            data=lambda: programs_csv(view.catalog.original, view.selection),
            file_name=file_name(view.catalog, view.selection),
            mime="text/csv",
            key="download_csv",
            icon=":material/download:",
            on_click="ignore",
        )
    _more_downloads(view)


def _more_downloads(view: View) -> None:
    """Draw the other files of the view, folded away; the buttons are sent when it is opened."""
    folder = st.expander(
        say("More downloads of this view"), key="more_downloads", on_change="rerun"
    )
    if not folder.open:
        return
    with folder, st.container(horizontal=True):
        for label, made, ending, kind in FILES:
            st.download_button(
                say(label),
                data=_maker(view, made),
                file_name=file_name(view.catalog, view.selection, ending),
                mime=kind,
                key=f"download_{ending}",
                icon=":material/download:",
                on_click="ignore",
            )


def _maker(view: View, made: Callable[[View], bytes]) -> Callable[[], bytes]:
    """What makes a file of a view, in another thread, which speaks English by itself."""
    if made in SPEAKING:
        return partial(in_this_language(made), view)
    return partial(made, view.original)
