"""Sources: what every claim rests on, where sources disagree, and all tables to take away."""

from __future__ import annotations

from inlmap.ui import (
    amount_list,
    asking,
    blocks,
    disagreements,
    downloads,
    headlines,
    panel,
    sources,
)
from inlmap.ui.view import current_view
from inlmap.words import say

DRAW = {
    "sources": sources.sources,
    "amounts": amount_list.amounts,
    "disagree": disagreements.disagreements,
    "totals": headlines.totals,
    "downloads": downloads.downloads,
}

view = current_view()
blocks.page_heading(
    say("Sources"),
    say("What each claim rests on, where sources disagree, and every table to take away."),
)
asked = asking.read_asked(view.catalog)
blocks.notices(asked.notices)
if not panel.draw_asked(view, asked):
    DRAW[asking.chosen_part(asked)](view, asked)
