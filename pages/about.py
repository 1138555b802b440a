"""About: what this is, where its numbers come from, how they are made, and their limits."""

from __future__ import annotations

from inlmap.ui import lately
from inlmap.ui.blocks import page_heading
from inlmap.ui.screens import about
from inlmap.ui.session import current_view
from inlmap.words import say

view = current_view()
page_heading(
    say("About this map"), say("What it is, where its numbers come from, and what it cannot say.")
)
about.purpose()
about.reading_the_map()
about.money_rules()
about.limits()
about.contents(view)
lately.changed_lately(view)
about.sources(view)
