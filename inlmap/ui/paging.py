"""Long lists page by page."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from inlmap import formats
from inlmap.words import say

ROWS_PER_PAGE = 25


def page_key(name: str, *filters: Hashable) -> str:
    """Return the key of the page number: each choice of filters starts at page 1."""
    return f"{name}_page_{hash(filters)}"


def shown_rows(rows: int, key: str, size: int = ROWS_PER_PAGE) -> range:
    """Return the numbers of the rows on the page that the reader turned to, counted from 0."""
    first = (int(st.session_state.get(key) or 1) - 1) * size
    return range(min(first, rows), min(first + size, rows))


def draw_pages(rows: int, key: str, size: int = ROWS_PER_PAGE, note: str = "") -> None:
    """Draw the page numbers and say which rows are shown; nothing when one page holds all."""
    if rows <= size:
        return
    shown = shown_rows(rows, key, size)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pagination(-(-rows // size), key=key)
        first, last, every = map(formats.number, (shown.start + 1, shown.stop, rows))
        told = say("Rows {first} to {last} of {every}.", first=first, last=last, every=every)
        st.caption(f"{told} {note}".strip())
