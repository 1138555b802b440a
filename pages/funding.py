"""Funding: one series of money at a time, by fiscal year, country, account and initiative."""

from __future__ import annotations

from inlmap.ui import blocks
from inlmap.ui.screens import funding
from inlmap.ui.session import current_view
from inlmap.words import say

view = current_view()
blocks.page_heading(
    say("Funding"),
    say("One source and one stage at a time; amounts of two series are never added."),
)
parts = funding.chosen_series(view)
if parts is not None:
    funding.about(parts)
    funding.total(parts)
    funding.by_year(parts)
    funding.side_by_side(parts)
    funding.single_amounts(parts)
    funding.left_out(parts)
