"""The part of the Sources page from which every table is taken away."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from inlmap import formats
from inlmap.archive import archive
from inlmap.datapackage import column_rows, datapackage_json
from inlmap.exports import table_csv, table_file_name
from inlmap.offers import (
    ARCHIVE,
    FILTERED,
    LAYER_FILES,
    address_of,
    package_name,
    root_path,
    zip_name,
)
from inlmap.schema import TABLES, Table
from inlmap.ui.asking import Asked
from inlmap.ui.blocks import section, twin_table
from inlmap.view import View

NOTE = (
    "Each file is a whole table; the filters in the sidebar do not change it. The files are CSV "
    "in UTF-8 that open in a spreadsheet with their accents; a text that a spreadsheet would run "
    "as a formula has an apostrophe before it. An empty cell means that nothing was found, never "
    "zero. The dataset version {version} stands in each name."
)


ADDRESSES = (
    "A spreadsheet or a script reads the tables at these addresses. They follow the filters in "
    "the sidebar as they are now; a value that is unknown is refused, not ignored."
)
PUBLISHED_ONLY = "The addresses give the published rows only, never yours; the buttons give both."


def downloads(view: View, _: Asked) -> None:
    """Draw a download for each table, with what its rows and columns are, then the metadata."""
    st.caption(NOTE.format(version=view.catalog.version))
    for table in TABLES:
        _table(view, table)
    _addresses(view)
    section("Metadata")
    st.markdown(
        "One file describes every table, column and key of the dataset, and the boundary files, "
        "for programs that read data packages (Data Package v2)."
    )
    st.download_button(
        "Download the metadata (JSON)",
        data=datapackage_json,
        file_name=package_name(view.catalog, view.selection),
        mime="application/json",
        key="download_datapackage",
        icon=":material/download:",
        on_click="ignore",
    )


def _addresses(view: View) -> None:
    section("Addresses for programs")
    st.caption(ADDRESSES)
    if view.catalog.yours:
        st.caption(PUBLISHED_ONLY)
    root = _host() + root_path(st.get_option("server.baseUrlPath") or "")
    paths = (*FILTERED, *LAYER_FILES, ARCHIVE)
    lines = [root + address_of(path, view.selection) for path in paths]
    st.code("\n".join(lines), language=None, wrap_lines=True)
    st.download_button(
        "Download all tables under these filters (ZIP)",
        data=partial(archive, view.catalog, view.selection),
        file_name=zip_name(view.catalog, view.selection),
        mime="application/zip",
        key="download_archive",
        icon=":material/download:",
        on_click="ignore",
    )


def _host() -> str:
    """The scheme and host under which the visitor sees the page; empty where it is not known."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _table(view: View, table: Table) -> None:
    rows = len(getattr(view.catalog, table.name))
    section(table.name.capitalize())
    st.caption(f"{formats.count(rows, 'row')}. One row is {table.row}.")
    st.download_button(
        f"Download {table.name} (CSV, {formats.count(rows, 'row')})",
        data=partial(table_csv, view.catalog, table),
        file_name=table_file_name(view.catalog, table),
        mime="text/csv",
        key=f"download_{table.name}",
        icon=":material/download:",
        on_click="ignore",
    )
    caption = f"The {len(table.columns)} columns of {table.name}"
    twin_table(caption, ("Column", "Holds", "Meaning"), column_rows(table))
