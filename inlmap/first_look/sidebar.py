"""What stands beside each first look: the menu, the filters as fields and links, the languages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from inlmap import words
from inlmap.catalog.address import YEARS_PARAMETER, drop_foreign_goals, to_address, year_span
from inlmap.catalog.options import options
from inlmap.catalog.selection import EVERYTHING, Selection
from inlmap.figures import measures
from inlmap.presentation.view import View
from inlmap.ui.address_bar import MEASURE_KEY, PLACE_KEY
from inlmap.ui.chips import without_one
from inlmap.ui.menu import ENTRIES
from inlmap.ui.sidebar import HIDE_UNDATED, LABELS, MORE, YEARS, usual_filters, with_count
from inlmap.words import say

LINKED = ("initiative", "goal")  # their values are links; those of other lists are typed
Link = tuple[str, str]


def place_of(page: str) -> str:
    """Return the relative address of a page of the menu."""
    return "./" if page == ENTRIES[0].name else page


def of_the_map(view: View) -> dict[str, list[str]]:
    """Return what an address has of the map beside the filters: its measure and its place."""
    asked = {} if view.measure == measures.PROGRAMS else {MEASURE_KEY: [view.measure]}
    return asked | ({PLACE_KEY: [view.place_id]} if view.place_id else {})


def address(view: View, here: str) -> str:
    """Return the address of a view on a page, with what it has of the map."""
    return view.link(here, **of_the_map(view))


def hidden(view: View, *fields: str) -> list[Link]:
    """Return what a form keeps of the address beside its own fields."""
    asked = view.address() | of_the_map(view)
    return [(name, one) for name, held in asked.items() if name not in fields for one in held]


def sidebar_parts(view: View, page: str) -> dict[str, Any]:
    """Return what the template of a first look needs beside its screen."""
    here, chosen = place_of(page), view.selection
    fields = usual_filters(chosen)
    others = {name for name, _, _ in without_one(view)}.difference(fields)
    first, last = year_span(view.catalog)
    held = chosen.fy or (first, last)
    return {
        "here": here,
        "page": page,
        "menu": _menu(view),
        "filters": [_filter(view, here, name) for name in fields],
        "years": {
            "label": say(YEARS),
            "held": "-".join(map(str, held)) if chosen.fy else "",
            "all": f"{first}-{last}",
        },
        "also_chosen": _chosen(view, here, others),
        "hidden": hidden(view, YEARS_PARAMETER),
        "more": (say(MORE), _more(view, here)),
        "clear": _under(view, here, EVERYTHING) if to_address(chosen) else "",
        "languages": _languages(view, here),
        "words": {
            "pages": say("Pages"),
            "all": say("All"),
            "without": say("Without"),
            "show": say("Show"),
            "let_go": say("Clear filters"),
        },
    }


def _under(view: View, here: str, selection: Selection) -> str:
    return address(replace(view, selection=selection), here)


def _menu(view: View) -> list[tuple[str, list[tuple[str, str, str]]]]:
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for entry in ENTRIES:
        link = address(view, place_of(entry.name))
        groups.setdefault(say(entry.group), []).append((entry.name, link, say(entry.title)))
    return [*groups.items()]


def _filter(view: View, here: str, name: str) -> dict[str, Any]:
    held: tuple[str, ...] = getattr(view.selection, name)
    offered = options(view.catalog, view.selection)[name]
    return {
        "name": name,
        "label": say(LABELS[name]),
        "chosen": _chosen(view, here, {name}),
        "offered": [one.label for one in offered if one.leads_on and one.value not in held],
    }


def _chosen(view: View, here: str, names: Collection[str]) -> list[Link]:
    """What is chosen in some filters, each with the address of the view without it."""
    found = [one for one in without_one(view) if one[0] in names]
    return [(label, _under(view, here, rest)) for _, label, rest in found]


def _more(view: View, here: str) -> list[tuple[str, list[Link]]]:
    """What else can be chosen, as links under the name of each filter."""
    chosen = view.selection
    found: list[tuple[str, list[Link]]] = []
    for name in LINKED:
        held: tuple[str, ...] = getattr(chosen, name)
        links = []
        for option in options(view.catalog, chosen)[name]:
            if option.leads_on and option.value not in held:
                also: dict[str, Any] = {name: (*held, option.value)}
                wider, _ = drop_foreign_goals(replace(chosen, **also), view.catalog)
                links.append((with_count(option), _under(view, here, wider)))
        found.append((say(LABELS[name]), links))
    first, last = year_span(view.catalog)
    years = range(last, first - 1, -1)
    found.append((say(YEARS), [(str(one), address(view.of_year(one), here)) for one in years]))
    if not chosen.hide_undated:
        dated = replace(chosen, hide_undated=True)
        found.append(("", [(say(HIDE_UNDATED), _under(view, here, dated))]))
    return [(name, links) for name, links in found if links]


def _languages(view: View, here: str) -> list[tuple[str, str, str]]:
    found = []
    for code, name in words.LANGUAGES.items():
        asked = {} if code == words.ENGLISH else {words.PARAMETER: [code]}
        query = to_address(view.selection) | of_the_map(view) | asked
        found.append((code, name, f"{here}?{urlencode(query, doseq=True)}"))
    return found
