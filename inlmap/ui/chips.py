"""The chosen filters in one line, each with a link that takes it away.

A phone shows them, where the filters are out of sight; beside them on a desk they say nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from inlmap import formats
from inlmap.catalog.address import (
    AS_OF_PARAMETER,
    LIST_PARAMETERS,
    UNDATED_PARAMETER,
    YEARS_PARAMETER,
    choices,
)
from inlmap.catalog.selection import Selection
from inlmap.presentation.view import View
from inlmap.words import say


def chips(view: View) -> Markup:
    """Return the line of chosen filters; nothing where none is chosen.

    A link holds the address of the view without one filter, and so works as any other.
    """
    links = Markup("").join(
        Markup("<a class='here' href='{}'>{}</a>").format(
            replace(view, selection=rest).link(), label
        )
        for _, label, rest in without_one(view)
    )
    return Markup("<p class='chips'>{}</p>").format(links) if links else links


def without_one(view: View) -> Iterator[tuple[str, str, Selection]]:
    """Yield the filter of each chosen value, the value in words, and what is left without it."""
    chosen = view.selection
    for name in LIST_PARAMETERS:
        values: tuple[str, ...] = getattr(chosen, name)
        for choice in choices(view.catalog)[name]:
            if choice.value in values:
                rest: dict[str, Any] = {name: tuple(one for one in values if one != choice.value)}
                # A goal goes by its number: its wording would fill the line.
                yield name, choice.label.partition(": ")[0], replace(chosen, **rest)
    if chosen.fy:
        yield YEARS_PARAMETER, formats.years(*chosen.fy), replace(chosen, fy=None)
    if chosen.hide_undated:
        yield (
            UNDATED_PARAMETER,
            say("Without undated programs"),
            replace(chosen, hide_undated=False),
        )
    if chosen.as_of:
        yield AS_OF_PARAMETER, say("As of {year}", year=chosen.as_of), replace(chosen, as_of=None)
