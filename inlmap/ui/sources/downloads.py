"""The part of the Sources page from which every table is taken away."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from inlmap.catalog.address import root_path
from inlmap.dataset.datapackage import column_rows, datapackage_json
from inlmap.dataset.schema import TABLES, Table
from inlmap.downloads.archive import archive
from inlmap.downloads.offers import (
    ARCHIVE,
    FILTERED,
    LAYER_FILES,
    address_of,
    package_name,
    zip_name,
)
from inlmap.downloads.table_files import table_csv, table_file_name
from inlmap.formats import rows_in_words
from inlmap.presentation.view import View
from inlmap.ui.amounts import original
from inlmap.ui.blocks import section
from inlmap.ui.html_tables import twin_table
from inlmap.ui.sources.asked import SourcesQuery
from inlmap.words import say, word

NOTE = word(
    "Each file is a whole table; the filters in the sidebar do not change it. The files are CSV "
    "in UTF-8 that open in a spreadsheet with their accents; a text that a spreadsheet would run "
    "as a formula has an apostrophe before it. An empty cell means that nothing was found, never "
    "zero. The dataset version {version} stands in each name."
)


ADDRESSES = word(
    "A spreadsheet or a script reads the tables at these addresses. They follow the filters in "
    "the sidebar as they are now; a value that is unknown is refused, not ignored."
)
PUBLISHED_ONLY = word(
    "The addresses give the published rows only, never yours; the buttons give both."
)


def downloads(view: View, _: SourcesQuery) -> None:
    """Draw a download for each table, with what its rows and columns are, then the metadata."""
    st.caption(say(NOTE, version=view.catalog.version))
    for table in TABLES:
        _address_table(view, table)
    _addresses(view)
    section(say("Metadata"))
    st.markdown(
        say(
            "One file describes every table, column and key of the dataset, and the boundary "
            "files, for programs that read data packages (Data Package v2)."
        )
    )
    st.download_button(
        say("Download the metadata (JSON)"),
        data=datapackage_json,
        file_name=package_name(view.catalog, view.selection),
        mime="application/json",
        key="download_datapackage",
        icon=":material/download:",
        on_click="ignore",
    )


def _addresses(view: View) -> None:
    section(say("Addresses for programs"))
    st.caption(say(ADDRESSES))
    if view.catalog.own_rows:
        st.caption(say(PUBLISHED_ONLY))
    root = _host() + root_path(st.get_option("server.baseUrlPath") or "")
    paths = (*FILTERED, *LAYER_FILES, ARCHIVE)
    lines = [root + address_of(path, view.selection) for path in paths]
    st.code("\n".join(lines), language=None, wrap_lines=True)
    st.download_button(
        say("Download all tables under these filters (ZIP)"),
        data=partial(archive, view.catalog.original, view.selection),
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


def _address_table(view: View, table: Table) -> None:
    rows = len(getattr(view.catalog, table.name))
    section(original(table.name.capitalize().replace("_", " ")))
    counted = rows_in_words(rows)
    st.caption(say("{rows}. One row is {meaning}.", rows=counted, meaning=say(table.row)))
    st.download_button(
        say("Download {table} (CSV, {rows})", table=table.name, rows=counted),
        data=partial(table_csv, view.catalog.original, table),
        file_name=table_file_name(view.catalog, table),
        mime="text/csv",
        key=f"download_{table.name}",
        icon=":material/download:",
        on_click="ignore",
    )
    draw_columns(
        table,
        say("The {number} columns of {table}", number=len(table.columns), table=table.name),
    )


def draw_columns(table: Table, caption: str) -> None:
    """Draw what the columns of a table hold, folded away, in the words of the schema."""
    headings = (say("Column"), say("Holds"), say("Meaning"))
    rows = [tuple(original(cell) for cell in row) for row in column_rows(table)]
    twin_table(f"columns_{table.name}", caption, headings, rows)
