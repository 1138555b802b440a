"""The control that makes a briefing of what a page shows."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from inlmap.briefings.content import Kind, briefing
from inlmap.briefings.forms import FORMS, briefing_name
from inlmap.figures.coverage import Matrix
from inlmap.presentation.view import View
from inlmap.words import in_this_language, say, word

NOTE = word(
    "Five slides or one page to hold up, or a workbook that holds everything. It takes a few "
    "seconds to make."
)


def briefing_button(view: View, kind: Kind, matrix: Callable[[], Matrix] | None = None) -> None:
    """Draw the control; its choices are sent when it is opened.

    The file is made when its button is pressed, in memory; until it is there, the button turns.
    It is in the language of the page.
    """
    folder = st.popover(
        say("Briefing"), icon=":material/description:", key="briefing", on_change="rerun"
    )
    if not folder.open:
        return
    with folder:
        st.caption(say(NOTE))
        ending = st.segmented_control(
            say("Format"),
            list(FORMS),
            format_func=lambda one: FORMS[one].name,
            default="pptx",
            required=True,
            key="briefing_format",
        )
        form = FORMS[ending]
        annex = not form.is_whole and st.checkbox(
            say("Add tables"),
            key="briefing_tables",
            help=say("All programs, records and sources, after the slides or the page."),
        )
        content = briefing(view, kind, matrix() if matrix else None, annex=annex)
        write = in_this_language(form.write)  # another thread calls it
        st.download_button(
            say("Download {form}", form=form.name),
            data=lambda: write(content),
            file_name=briefing_name(content, ending),
            mime=form.media_type,
            key="briefing_download",
            icon=":material/download:",
            on_click="ignore",
        )
