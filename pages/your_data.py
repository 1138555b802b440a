"""Your data: rows of one's own on every page, for this visit only."""

from __future__ import annotations

from inlmap.ui.blocks import page_heading
from inlmap.ui.screens import your_data
from inlmap.words import say

page_heading(say("Your data"), say("See rows of your own on every page, for this visit only."))
your_data.explain()
mine = your_data.drop()
if mine is not None:
    your_data.look(mine)
