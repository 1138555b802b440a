"""Sources: what every claim rests on, where sources disagree, and all tables to take away."""

from __future__ import annotations

from inlmap.ui import blocks, notices, panel
from inlmap.ui.session import current_view
from inlmap.ui.sources import amounts, asked, disagreements, downloads, publications, totals
from inlmap.words import say

DRAW = {
    "sources": publications.sources,
    "amounts": amounts.amounts,
    "disagree": disagreements.disagreements,
    "totals": totals.totals,
    "downloads": downloads.downloads,
}

view = current_view()
blocks.page_heading(
    say("Sources"),
    say("What each claim rests on, where sources disagree, and every table to take away."),
)
query = asked.read_asked(view.catalog)
notices.draw_notices(query.notices)
if not panel.draw_asked(view, query):
    DRAW[asked.chosen_part(query)](view, query)
