"""Plain tables, tables folded under charts, and long lists page by page."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import pyarrow as pa
import streamlit as st
from markupsafe import Markup
from streamlit.elements.lib.column_types import ColumnConfig

from inlmap import formats
from inlmap.presentation.screen_tables import ShownColumn
from inlmap.ui.address_bar import TWIN_KEY
from inlmap.ui.amounts import cell
from inlmap.ui.session import current_view
from inlmap.words import say

ROWS_PER_PAGE = 25
UNSEEN = Markup(" class='unseen'")
CARDS_FROM = 4  # so many columns are wider than a phone, which shows each row as a card
CARD_CELL = Markup("<td data-label='{label}'>{{}}</td>")
DICTIONARY_BYTES = 200  # what a message of its own costs


def html_table(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    caption: str,
    named_by: int = 0,
    *,
    title_above: bool = False,
) -> None:
    """Draw a table as :func:`table_html` returns it; a Figure becomes the link to its records."""
    catalog = current_view().catalog
    shown = [[cell(catalog, content) for content in row] for row in rows]
    st.html(table_html(headings, shown, caption, named_by, title_above=title_above))


def table_html(
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    caption: str,
    named_by: int = 0,
    *,
    title_above: bool = False,
) -> Markup:
    """Return a plain table: read by screen readers and printed as it is.

    Cells are escaped.

    The column ``named_by`` names what each row says; without ``headings`` there are none. A column
    without any content is left out. With ``title_above``, where a heading says the same, the
    caption is for screen readers alone.
    """
    columns = range(max(map(len, rows), default=0))
    filled = [at for at in columns if at == named_by or any(row[at] != "" for row in rows)]
    shown = [headings[at] for at in filled] if rows and headings else headings
    as_cards = any(headings) and len(shown) >= CARDS_FROM
    names = Markup("").join(Markup("<th scope='col'>{}</th>").format(name) for name in shown)
    head = Markup("<thead><tr>{}</tr></thead>").format(names) if any(headings) else ""
    looks = {at: Markup("<td>{}</td>") for at in filled}
    if as_cards:
        labels = zip(filled, shown, strict=False)
        looks = {at: CARD_CELL.format(label=_as_written(label)) for at, label in labels}
    looks[named_by] = Markup("<th scope='row'>{}</th>")
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(looks[at].format(row[at]) for at in filled))
        for row in rows
    )
    return Markup(
        "<div class='table{}' tabindex='0' role='region' aria-label='{}'><table>"
        "<caption{}>{}</caption>{}<tbody>{}</tbody></table></div>"
    ).format(
        " cards" if as_cards else "",
        caption,
        UNSEEN if title_above else "",
        caption,
        head,
        body,
    )


def grid(
    rows: pa.Table, columns: Sequence[ShownColumn], looks: Mapping[str, ColumnConfig], alt: str
) -> None:
    """Draw rows, named by the keys of their columns, as a table that can be sorted.

    ``looks`` says by key how some columns look.
    """
    st.dataframe(
        _with_repeated_texts_once(rows),
        hide_index=True,
        height="content",
        alt=alt,
        placeholder=say(formats.NOT_STATED),
        column_config=columns_of(columns, looks),
    )


def _with_repeated_texts_once(rows: pa.Table) -> pa.Table:
    """Encode each column of texts that is shorter so: a long title in ten rows is sent once."""
    for at, field in enumerate(rows.schema):
        if pa.types.is_string(field.type):
            encoded = rows.column(at).dictionary_encode().combine_chunks()
            once = pa.chunked_array([encoded])
            if encoded.dictionary.nbytes + DICTIONARY_BYTES < rows.column(at).nbytes:
                rows = rows.set_column(at, field.name, once)
    return rows


def columns_of(
    columns: Sequence[ShownColumn], looks: Mapping[str, ColumnConfig]
) -> dict[str, ColumnConfig]:
    """Return by key what Streamlit's table needs to draw columns.

    Headings are said in the language spoken, and numbers get the format of their column.
    """
    return {
        column.key: _look(column, looks.get(column.key)) | ColumnConfig(label=say(column.heading))
        for column in columns
    }


def _look(column: ShownColumn, look: ColumnConfig | None) -> ColumnConfig:
    if look is None and column.numeric:
        return st.column_config.NumberColumn(format=column.number_format)
    return look or ColumnConfig()


def twin_table(
    key: str, caption: str, headings: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Draw the table behind a chart, folded away; it is sent when it is opened.

    Each table of a page has its own ``key``, which no language changes.
    """
    folder = st.expander(caption, key=f"{TWIN_KEY}{key}", on_change="rerun")
    if folder.open:
        with folder:
            html_table(headings, rows, caption)


def _as_written(text: str) -> str:
    """Double the braces of a text for ``format``: an account may be called ``{0}``."""
    return text.replace("{", "{{").replace("}", "}}")


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
        text = say("Rows {first} to {last} of {every}.", first=first, last=last, every=every)
        st.caption(f"{text} {note}".strip())
