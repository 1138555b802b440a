"""The control that makes a briefing of what a page shows."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from inlmap.briefing import Kind, briefing
from inlmap.handouts import FORMS, handout_name
from inlmap.matrix import Matrix
from inlmap.view import View
from inlmap.words import ENGLISH, language, say, speaking, word

NOTE = word("What this page shows, with its sources, to hand out. It takes a few seconds to make.")
ONLY_ENGLISH = word("The briefing is in English for now.")


def briefing_button(view: View, kind: Kind, matrix: Callable[[], Matrix] | None = None) -> None:
    """Draw the control; its choices are sent when it is opened.

    The file is made when its button is pressed, in memory; until it is there, the button turns.
    It is in English, of the catalog in the words of the data, whatever the page speaks;
    ``matrix`` is called while English is spoken.
    """
    folder = st.popover(
        say("Briefing"), icon=":material/description:", key="briefing", on_change="rerun"
    )
    if not folder.open:
        return
    with folder:
        st.caption(say(NOTE))
        if language() != ENGLISH:
            st.caption(say(ONLY_ENGLISH))
        ending = st.segmented_control(
            say("Format"),
            list(FORMS),
            format_func=lambda one: FORMS[one].name,
            default="pptx",
            required=True,
            key="briefing_format",
        )
        form = FORMS[ending]
        with speaking(ENGLISH):
            content = briefing(view.original, kind, matrix() if matrix else None)
        st.download_button(
            say("Download {form}", form=form.name),
            data=lambda: form.write(content),
            file_name=handout_name(content, ending),
            mime=form.media_type,
            key="briefing_download",
            icon=":material/download:",
            on_click="ignore",
        )
