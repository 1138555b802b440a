"""The table of the selected programs and its download."""

from __future__ import annotations

from functools import partial

import streamlit as st

from inlmap import formats
from inlmap.exports import file_name, programs_csv
from inlmap.geofiles import countries_geojson, geopackage, places_geojson
from inlmap.mapimage import map_png, map_svg
from inlmap.onefile import one_file
from inlmap.tables import program_rows
from inlmap.ui import paging
from inlmap.ui.blocks import section
from inlmap.view import View

ROWS_PER_PAGE = 15
NOTE = " The download holds all of them."
# What is made of a view when it is clicked: its label, its maker, the ending of its name, its kind.
FILES = (
    ("Map picture (PNG)", map_png, "png", "image/png"),
    ("Map picture (SVG)", map_svg, "svg", "image/svg+xml"),
    ("Map, table and sources in one file (HTML)", one_file, "html", "text/html"),
    ("Countries (GeoJSON)", countries_geojson, "countries.geojson", "application/geo+json"),
    ("Places (GeoJSON)", places_geojson, "places.geojson", "application/geo+json"),
    ("Countries and places (GeoPackage)", geopackage, "gpkg", "application/geopackage+sqlite3"),
)


def records(view: View) -> None:
    """Draw the table of the selected programs, one page at a time."""
    with st.container(key="records"):
        section(formats.count(len(view.programs), "program"))
        if view.programs.empty:
            st.info("Nothing to list. Remove a filter in the sidebar, or clear them all.")
            return
        table = program_rows(view.catalog, view.programs, view.selection.as_of)
        key = paging.page_key("records", view.selection)
        shown = paging.shown_rows(len(table), key, ROWS_PER_PAGE)
        st.dataframe(
            table.slice(shown.start, len(shown)),
            hide_index=True,
            height="content",
            alt="Table of the selected programs; all its rows are in the CSV download.",
            column_config={
                "Program": st.column_config.TextColumn(width=260),
                "Country": st.column_config.TextColumn(width="medium"),
                "What it does": st.column_config.TextColumn(width="large"),
                "Value, $ millions": st.column_config.NumberColumn(format="%.2f"),
                "Link": st.column_config.LinkColumn(display_text="Open source"),
            },
        )
        paging.draw_pages(len(table), key, ROWS_PER_PAGE, NOTE)


def downloads(view: View) -> None:
    """Draw the download of exactly the rows on the screen."""
    with st.container(key="downloads"):
        st.download_button(
            f"Download CSV ({formats.count(len(view.programs), 'row')})",
            data=lambda: programs_csv(view.catalog, view.selection),
            file_name=file_name(view.catalog, view.selection),
            mime="text/csv",
            key="download_csv",
            icon=":material/download:",
            on_click="ignore",
        )
    _more_downloads(view)


def _more_downloads(view: View) -> None:
    """Draw the other files of the view, folded away; the buttons are sent when it is opened."""
    folder = st.expander("More downloads of this view", key="more_downloads", on_change="rerun")
    if not folder.open:
        return
    with folder, st.container(horizontal=True):
        for label, made, ending, kind in FILES:
            st.download_button(
                label,
                data=partial(made, view),
                file_name=file_name(view.catalog, view.selection, ending),
                mime=kind,
                key=f"download_{ending}",
                icon=":material/download:",
                on_click="ignore",
            )
