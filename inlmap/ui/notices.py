"""Draw what an address asked for in vain, and the faults of a data folder.

Their text is shown letter for letter, never as Markdown or HTML.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup, escape

from inlmap.catalog.followed import CurrentCatalog
from inlmap.errors import Fault
from inlmap.formats import shorten
from inlmap.ui.amounts import in_words_of, original
from inlmap.ui.blocks import note, page_heading
from inlmap.ui.html_tables import html_table
from inlmap.words import ENGLISH, say, say_count, word

MOST_FAULTS = 200
NOT_SHOWN = word("The data cannot be shown")
MEND_FIRST = word("These faults must be mended first.")
FAULT = Markup("<div class='notice fault' role='alert'>{}</div>")
FAULT_HEADINGS = (
    word("File"),
    word("Row"),
    word("Column"),
    word("Value"),
    word("What is wrong, and what would be right"),
)


def draw_notices(messages: Sequence[str]) -> None:
    """Draw what an address asked for and did not get, letter for letter."""
    for message in messages:
        st.html(notice_html(message))


def notice_html(message: str) -> Markup:
    """Return what an address asked for and did not get, letter for letter."""
    return Markup("<div class='notice' role='alert'>{}</div>").format(message)


def faults(messages: Sequence[str]) -> None:
    """Draw what is wrong with a data folder in place of the page, letter for letter."""
    page_heading(say(NOT_SHOWN), say(MEND_FIRST))
    for message in fault_lines(messages):
        st.html(message)


def fault_lines(messages: Sequence[str]) -> list[Markup]:
    """Return the first faults as notices, and how many more there are."""
    more = len(messages) - MOST_FAULTS
    lines = [original(message) for message in messages[:MOST_FAULTS]]
    if more > 0:
        lines.append(escape(say_count(more, "{n} more fault.", "{n} more faults.")))
    return [FAULT.format(line) for line in lines]


def newer_faults(standing: CurrentCatalog) -> None:
    """Draw why newer files of the data folder are not shown, if there are any."""
    if not standing.faults:
        return
    st.html(newer_faults_html(standing))
    with st.expander(say("What is wrong with them")):
        fault_table(standing.faults, ENGLISH)


def newer_faults_html(standing: CurrentCatalog) -> Markup:
    """Return that newer files of the data folder are not shown."""
    text = say(
        "The data folder has changed, and the new files cannot be used. Shown is version "
        "{version}.",
        version=standing.catalog.version,
    )
    return FAULT.format(text)


def fault_table(found: Sequence[Fault], spoken: str) -> None:
    """Draw faults with place, value and cure; past :data:`MOST_FAULTS` the rest is counted.

    ``spoken`` is the language in which they were found; names and values are the file's.
    """
    rows = [
        (
            original(one.file),
            one.row or "",
            original(one.column),
            original(shorten(one.value)),
            in_words_of(spoken, one.remedy),
        )
        for one in found[:MOST_FAULTS]
    ]
    headings = [say(name) for name in FAULT_HEADINGS]
    html_table(headings, rows, say_count(len(found), "{n} fault", "{n} faults"))
    if len(found) > MOST_FAULTS:
        note(say("The first {number} are listed.", number=MOST_FAULTS))
