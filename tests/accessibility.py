"""What axe may find, and why: the one list, which docs/ACCESSIBILITY.md repeats word for word."""

from __future__ import annotations

from typing import NamedTuple


class Exempt(NamedTuple):
    """A rule of axe and the elements, as a CSS selector, on which a finding of it is expected."""

    rule: str
    where: str
    why: str
    issue: str


EXEMPT = (
    Exempt(
        "region",
        "[role=listbox]",
        "Streamlit draws the open list of a multiselect outside all landmarks. The list belongs "
        "to its field, which names it and moves through it; no success criterion asks for a "
        "landmark around it.",
        "not reported as far as known",
    ),
    Exempt(
        "target-size",
        ".place",
        "Symbols of places on the map are 20 to 24 px wide and stand where the places are. "
        "WCAG 2.5.8 excepts targets whose position is essential, and those that another control "
        "of the page equals: “The map as a list” chooses the same places.",
        "none; it is the map's own",
    ),
)
