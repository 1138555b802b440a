"""The link to the programs of a view as CSV, which needs no script."""

from __future__ import annotations

from markupsafe import Markup

from inlmap.downloads.offers import PROGRAMS_TABLE, address_of
from inlmap.formats import rows_in_words
from inlmap.presentation.view import View
from inlmap.words import say


def table_link(view: View) -> Markup:
    """Return the link to the table of a view; nothing where it has no program."""
    if view.programs.empty:
        return Markup()
    words = say("Download CSV ({rows})", rows=rows_in_words(len(view.programs)))
    address = address_of(PROGRAMS_TABLE, view.selection)
    return Markup('<p><a href=".{}">{}</a></p>').format(address, words)
