"""The control that makes a briefing of what a page shows."""

from __future__ import annotations

import streamlit as st

from inlmap.briefing import Kind, briefing
from inlmap.handouts import FORMS, handout_name
from inlmap.matrix import Matrix
from inlmap.view import View

NOTE = "What this page shows, with its sources, to hand out. It takes a few seconds to make."


def briefing_button(view: View, kind: Kind, matrix: Matrix | None = None) -> None:
    """Draw the control; its choices are sent when it is opened.

    The file is made when its button is pressed, in memory; until it is there, the button turns.
    """
    folder = st.popover(
        "Briefing", icon=":material/description:", key="briefing", on_change="rerun"
    )
    if not folder.open:
        return
    with folder:
        st.caption(NOTE)
        ending = st.segmented_control(
            "Format",
            list(FORMS),
            format_func=lambda one: FORMS[one].name,
            default="pptx",
            required=True,
            key="briefing_format",
        )
        content, form = briefing(view, kind, matrix), FORMS[ending]
        st.download_button(
            f"Download {form.name}",
            data=lambda: form.write(content),
            file_name=handout_name(content, ending),
            mime=form.media_type,
            key="briefing_download",
            icon=":material/download:",
            on_click="ignore",
        )
