"""The map as rows: each country, first-level unit and place with its value in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from inlmap.catalog.catalog import Catalog
from inlmap.dataset.cells import count_items
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import DOCUMENTED, REGIONAL_ONLY
from inlmap.figures.measures import NO_INITIATIVE, ZERO, Value, country_values, unit_values
from inlmap.formats import counted
from inlmap.maps import PLACE_WORDS
from inlmap.presentation.view import View
from inlmap.words import say

RANKS = {DOCUMENTED: 0, ZERO: 1, REGIONAL_ONLY: 2}  # what no evidence was found of stands last


class MapRow(NamedTuple):
    """One shape or symbol of the map; ``figure`` is its amount where the value is money."""

    code: str  # ISO3, code of a first-level unit, or place_id
    name: str
    words: str
    figure: Figure | None = None


def country_rows(view: View) -> tuple[MapRow, ...]:
    """Return every partner country with what the map shows of it, the highest value first.

    After the values come zeros, then what is covered by a region only, then what has no evidence.
    """
    values = country_values(view.catalog, view.selection, view.measure).values
    return _ranked(values, view.catalog.country_names)


def unit_rows(view: View) -> tuple[MapRow, ...]:
    """Return the first-level units of the chosen countries in the order of country rows."""
    values = unit_values(view.catalog, view.selection, view.measure)
    units = view.catalog.admin1
    return _ranked(values, dict(zip(units["code"], units["name"], strict=True)))


def _ranked(values: dict[str, Value], names: Mapping[str, str]) -> tuple[MapRow, ...]:
    def rank(code: str) -> tuple[int, float, str]:
        value = values[code]
        return RANKS.get(value.state, len(RANKS)), -value.amount, names[code]

    return tuple(
        MapRow(code, names[code], _words(values[code]), values[code].figure)
        for code in sorted(values, key=rank)
    )


def _words(value: Value) -> str:
    """The words of the map, after the kind of gap where they do not name it."""
    words = ", ".join(value.words)
    gap = say(value.state)
    named = value.state == DOCUMENTED or value.words[0] in (gap, say(NO_INITIATIVE))
    return words if named else f"{gap}: {words}"


def place_rows(view: View) -> tuple[MapRow, ...]:
    """Return the places of the selected programs, the one with most programs first."""
    counts = count_items(view.programs["place_ids"])
    places = _places(view.catalog)
    rows = [
        MapRow(key, name, f"{counted('programs', counts[key])}, {say(where)}")
        for key, (name, where) in places.items()
        if counts[key]
    ]
    return tuple(sorted(rows, key=lambda row: (-counts[row.code], row.name)))


def _places(catalog: Catalog) -> dict[str, tuple[str, str]]:
    """Each place by its id: its name with its country, and how well it is known."""
    countries = catalog.country_names
    return {
        place["place_id"]: (
            f"{place['name']}, {countries[place['iso3']]}",
            PLACE_WORDS[place["precision"]],
        )
        for place in catalog.places.to_dict("records")
    }
