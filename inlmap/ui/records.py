"""The table of the selected programs and its download."""

from __future__ import annotations

import streamlit as st

from inlmap import formats
from inlmap.exports import file_name, programs_csv
from inlmap.selection import Selection
from inlmap.tables import program_rows
from inlmap.ui.blocks import section
from inlmap.ui.view import View

ROWS_PER_PAGE = 15


def page_key(selection: Selection) -> str:
    """Return the key of the page number: each selection has its own and starts at page 1."""
    return f"records_page_{hash(selection)}"


def records(view: View) -> None:
    """Draw the table of the selected programs, one page at a time."""
    with st.container(key="records"):
        section(formats.count(len(view.programs), "program"))
        if view.programs.empty:
            st.info("Nothing to list. Remove a filter in the sidebar, or clear them all.")
            return
        table = program_rows(view.catalog, view.programs, view.selection.as_of)
        key = page_key(view.selection)
        first = (int(st.session_state.get(key) or 1) - 1) * ROWS_PER_PAGE
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
        _pages(len(table), first, key)


def _pages(rows: int, first: int, key: str) -> None:
    if rows <= ROWS_PER_PAGE:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pagination(-(-rows // ROWS_PER_PAGE), key=key)
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
