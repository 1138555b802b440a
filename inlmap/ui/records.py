"""The table of the selected programs and its download."""

from __future__ import annotations

import streamlit as st

from inlmap import formats
from inlmap.exports import file_name, programs_csv
from inlmap.tables import program_rows
from inlmap.ui.blocks import section
from inlmap.ui.view import View

ROWS_PER_PAGE = 15
PAGE_KEY = "records_page"
SHOWN_KEY = "_records_of"


def records(view: View) -> None:
    """Draw the table of the selected programs, one page at a time."""
    with st.container(key="records"):
        section(formats.count(len(view.programs), "program"))
        if view.programs.empty:
            st.info("Nothing to list. Remove a filter in the sidebar, or clear them all.")
            return
        if st.session_state.get(SHOWN_KEY) != view.selection:  # a new selection starts at page 1
            st.session_state[SHOWN_KEY] = view.selection
            st.session_state[PAGE_KEY] = 1
        table = program_rows(view.catalog, view.programs)
        first = _first_row(len(table))
        st.dataframe(
            table.slice(first, ROWS_PER_PAGE),
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
        _pages(len(table), first)


def _first_row(rows: int) -> int:
    page = int(st.session_state.get(PAGE_KEY) or 1)
    return (min(page, _page_count(rows)) - 1) * ROWS_PER_PAGE


def _page_count(rows: int) -> int:
    return -(-rows // ROWS_PER_PAGE)


def _pages(rows: int, first: int) -> None:
    if rows <= ROWS_PER_PAGE:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pagination(_page_count(rows), key=PAGE_KEY)
        last = min(first + ROWS_PER_PAGE, rows)
        st.caption(f"Rows {first + 1} to {last} of {rows}. The download holds all of them.")


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
