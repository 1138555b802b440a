"""The page on which a visitor drops rows of their own, learns what is wrong, and looks at them."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import live_folder
from inlmap.dataset.folder import data_folder
from inlmap.dataset.schema import PROGRAMS
from inlmap.downloads.excel_template import template_workbook
from inlmap.errors import DataError
from inlmap.ui import session
from inlmap.ui.amounts import original
from inlmap.ui.blocks import note, section
from inlmap.ui.html_tables import html_table
from inlmap.ui.notices import fault_table
from inlmap.ui.session import OwnTables
from inlmap.ui.sources.downloads import draw_columns
from inlmap.words import in_this_language, language, say, word

BESIDE, INSTEAD = word("Beside the published rows"), word("Instead of the published rows")
TRY_AGAIN = word("Mend these in your file and drop it again.")
PRIVACY = word(
    "What you drop here stays in this visit: it is not written to disk, no one else sees it, and "
    "it is gone when you close or reload the page. Your amounts are never added to published ones."
)
HOW = word(
    "Fill in the workbook, or edit a table from *Sources, Downloads*. Each program needs a source; "
    "a place, goal or source that the published tables do not have goes on its own sheet."
)


def explain() -> None:
    """Draw what the page is for and how to begin."""
    _summary(say(PRIVACY))
    section(say("1. Prepare"))
    st.markdown(say(HOW))
    published = live_folder(data_folder()).standing().catalog
    st.download_button(
        say("Download the workbook (Excel)"),
        data=lambda: template_workbook(published),
        file_name="inlmap-template.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="template",
        icon=":material/download:",
        on_click="ignore",
    )
    draw_columns(PROGRAMS, say("The columns of programs.csv"))


def drop() -> OwnTables | None:
    """Draw the place to drop files on; return the tables in them, if any."""
    section(say("2. Drop"))
    st.file_uploader(
        say(
            "A programs.csv, other tables as CSV, or the workbook; of a table that comes again, "
            "the last file counts"
        ),
        type=["csv", "xlsx"],
        accept_multiple_files=True,
        key=session.UPLOAD_KEY,
        on_change=in_this_language(_use_tables),
    )
    return session.own_tables()


def _use_tables() -> None:
    session.keep_own_tables(st.session_state[session.UPLOAD_KEY])


def look(mine: OwnTables) -> None:
    """Draw what the files hold: their faults, or the way to look at it on every page."""
    section(say("3. Look"))
    html_table(
        (say("Table"), say("Rows"), say("From")),
        [
            (
                original(name),
                formats.number(len(rows)),
                original(mine.labels.get(f"{name}.csv", "")),
            )
            for name, rows in mine.tables.items()
        ],
        say("What you brought"),
    )
    if mine.faults:
        _summary(say(TRY_AGAIN))
        fault_table(mine.faults, mine.language)
    else:
        _offer(mine)
    st.button(
        say("Forget my rows"),
        key="forget",
        icon=":material/delete:",
        on_click=session.forget_own_tables,
    )


def _offer(mine: OwnTables) -> None:
    way = st.radio(
        say("Show my rows"),
        (BESIDE, INSTEAD),
        format_func=say,
        key=session.WAY_KEY,
        horizontal=True,
    )
    published = live_folder(data_folder()).standing().catalog
    try:
        catalog = session.own_catalog(published, mine, beside=way == BESIDE)
    except DataError as error:
        _summary(say(TRY_AGAIN))
        fault_table(mine.named(error.faults), language())
        return
    _summary(_found(catalog))
    for line in catalog.notes:
        note(line)
    st.button(
        say("Show them on every page"),
        key="show_rows",
        type="primary",
        on_click=lambda: session.show_own_rows(beside=way == BESIDE),
    )


def _found(catalog: Catalog) -> str:
    counts = session.own_rows_in_words(catalog)
    if not counts:
        return say("No fault was found. Every row is published already, word for word.")
    return say("No fault was found. Not published yet: {counts}.", counts=counts)


def _summary(words: str) -> None:
    st.html(Markup("<p class='summary'>{}</p>").format(words))
