"""What the map shows for one selection: the look of every country and unit, and the legend."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import jenkspy

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import DOCUMENTED, NO_EVIDENCE, OUTSIDE, REGIONAL_ONLY
from inlmap.figures.measures import (
    EMPTY_UNIT,
    FUNDING,
    GOALS,
    INITIATIVES,
    PROGRAMS,
    ZERO,
    Value,
    country_values,
    divided_countries,
    initiatives_by_country,
    programs_without_unit,
    unit_values,
)
from inlmap.maps.looks import under_units
from inlmap.presentation.view import View
from inlmap.words import say, word

# The looks are drawn as :data:`inlmap.maps.looks.LOOKS` says.
LOOK_OF_STATE = {
    REGIONAL_ONLY: "regional",
    NO_EVIDENCE: "none",
    ZERO: "zero",
    OUTSIDE: "outside",
}

MOST_CLASSES = 5
UNITS_NOTE = word("In the shades of the countries; only programs with a known place count.")


class LegendEntry(NamedTuple):
    """One line of the legend: the look on the map and what it means, in words.

    ``figures`` are the lowest and the highest amount of a class of money.
    """

    look: str
    words: str
    figures: tuple[Figure, ...] = ()


class ShapePaint(NamedTuple):
    """The look of a shape and what is said of it."""

    look: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Paint:
    """What of the map changes with a selection.

    ``countries`` are by ISO3, documented first-level ``units`` by code; ``empty_unit`` is the
    paint of every other unit, where units are shown at all. ``divided`` are the chosen countries
    that lie under their units. ``programs`` are row numbers of ``catalog.programs``, ``place_id``
    the place that the visitor has chosen, if any.
    """

    countries: Mapping[str, ShapePaint]
    units: Mapping[str, ShapePaint]
    empty_unit: ShapePaint | None
    selected: tuple[str, ...]
    programs: tuple[int, ...]
    place_id: str
    divided: tuple[str, ...] = ()

    def land_look(self, iso3: str) -> str:
        """Return the look of the land of a country; that of its round mark is its own."""
        look = self.countries[iso3].look
        return under_units(look) if iso3 in self.divided else look

    def unit_look(self, code: str) -> str:
        """Return the look of a first-level unit."""
        found = self.units.get(code) or self.empty_unit
        return found.look if found else "none"


@dataclass(frozen=True)
class MapPicture:
    """What the map shows for one selection: its paint and its legend.

    ``units`` are the lines for first-level units beyond the classes, which are those of countries.
    """

    paint: Paint
    heading: str
    note: str
    legend: tuple[LegendEntry, ...]
    units: tuple[LegendEntry, ...] = ()


def map_picture(view: View) -> MapPicture:
    """Return the paint and the legend of a view."""
    return _picture(view.catalog, view.selection, view.measure, view.place_id)


@cached(512)
def _picture(catalog: Catalog, selection: Selection, measure: str, place_id: str) -> MapPicture:
    values = country_values(catalog, selection, measure)
    classes = _classes(measure, values.amounts())
    units = unit_values(catalog, selection, measure)
    if measure == INITIATIVES:
        looks = _initiative_looks(catalog, selection, values.values)
    else:
        looks = {code: _look_of(value, classes) for code, value in values.values.items()}
    programs = selection.programs(catalog)
    paint = Paint(
        {code: ShapePaint(looks[code], value.words) for code, value in values.values.items()},
        {
            code: ShapePaint(_look_of(value, classes), value.words)
            for code, value in units.items()
            if value.state == DOCUMENTED
        },
        ShapePaint("empty-unit", (say(EMPTY_UNIT[measure]),)) if units else None,
        selection.country,
        tuple(programs.index[programs["place_ids"] != ""]),
        place_id,
        divided_countries(catalog, selection) if units else (),
    )
    legend = (
        _initiative_legend(catalog, looks)
        if measure == INITIATIVES
        else _measure_legend(measure, classes, tuple(values.values.values()))
    )
    of_units = _unit_legend(catalog, selection, measure, paint) if units else ()
    return MapPicture(paint, values.heading, values.note, legend, of_units)


def _classes(measure: str, amounts: Sequence[float]) -> Classes:
    if measure == FUNDING:
        return natural_breaks(amounts)
    return GOAL_CLASSES if measure == GOALS else COUNT_CLASSES


def _look_of(value: Value, classes: Classes) -> str:
    if value.state == DOCUMENTED:
        return f"class-{classes.index(value.amount)}"
    return LOOK_OF_STATE[value.state]


def _initiative_looks(
    catalog: Catalog, selection: Selection, values: Mapping[str, Value]
) -> dict[str, str]:
    found = initiatives_by_country(catalog, selection)
    return {
        iso3: f"initiatives:{'+'.join(found[iso3])}"
        if iso3 in found
        else LOOK_OF_STATE[value.state]
        for iso3, value in values.items()
    }


STATE_WORDS = {
    PROGRAMS: word("Regional only: covered by a program shared with other countries"),
    GOALS: word("Regional only: goals served by a program shared with other countries"),
    FUNDING: word("Regional only: paid from a line for several countries"),
}
GAP_WORDS = {
    PROGRAMS: word("No evidence found in the sources"),
    GOALS: word("No evidence found in the sources"),
    FUNDING: word("No line in this series; another may have one"),
}


def _measure_legend(
    measure: str, classes: Classes, values: Sequence[Value]
) -> tuple[LegendEntry, ...]:
    entries = _class_entries(measure, classes, values)
    if any(value.state == ZERO for value in values):
        entries.append(LegendEntry("zero", say("Zero: a source states no money")))
    return (
        *entries,
        LegendEntry("regional", say(STATE_WORDS[measure])),
        LegendEntry("none", say(GAP_WORDS[measure])),
        *_outside_entry({LOOK_OF_STATE.get(value.state, "") for value in values}),
    )


def _outside_entry(looks: Collection[str]) -> list[LegendEntry]:
    words = say("Not in this choice: neither a partner nor named by its programs")
    return [LegendEntry("outside", words)] if "outside" in looks else []


def _class_entries(measure: str, classes: Classes, values: Sequence[Value]) -> list[LegendEntry]:
    return [
        LegendEntry(
            f"class-{index}", _class_words(measure, low, high), _figures_of((low, high), values)
        )
        for index, (low, high) in enumerate(zip(classes.lower, classes.upper, strict=True))
    ]


def _unit_legend(
    catalog: Catalog, selection: Selection, measure: str, paint: Paint
) -> tuple[LegendEntry, ...]:
    words = say(
        "{none}. Programs without a named state: {number}",
        none=formats.capitalized(say(EMPTY_UNIT[measure])),
        number=formats.number(programs_without_unit(catalog, selection)),
    )
    return (LegendEntry(paint.land_look(paint.divided[0]), words),)


def _figures_of(bounds: tuple[float, float], values: Sequence[Value]) -> tuple[Figure, ...]:
    """The figures that are the bounds of a class; one figure when the bounds are equal."""
    found = (
        next((value.figure for value in values if value.figure and value.amount == bound), None)
        for bound in dict.fromkeys(bounds)
    )
    return tuple(filter(None, found))


def _class_words(measure: str, low: float, high: float) -> str:
    if measure == FUNDING:
        first, last = formats.dollars(low), formats.dollars(high)
        return first if low == high else say("{first} to {last}", first=first, last=last)
    first = formats.number(low)
    if high == math.inf:
        if measure == GOALS:
            return say("{first} or more goals", first=first)
        return say("{first} or more programs", first=first)
    if low == high:
        return formats.counted(measure, int(low))
    last = formats.number(high)
    if measure == GOALS:
        return say("{first} to {last} goals", first=first, last=last)
    return say("{first} to {last} programs", first=first, last=last)


def _initiative_legend(catalog: Catalog, looks: dict[str, str]) -> tuple[LegendEntry, ...]:
    used = {key for look in looks.values() for key in look.partition(":")[2].split("+")}
    rows = catalog.initiatives.sort_values("sort_order")
    entries = [
        LegendEntry(f"initiatives:{key}", name)
        for key, name in zip(rows["initiative_id"], rows["name"], strict=True)
        if key in used
    ]
    if any("+" in look for look in looks.values()):
        entries.append(LegendEntry("stripes", say("Striped: partner in each of these initiatives")))
    used = set(looks.values())
    if "none" in used or "outside" not in used:
        entries.append(LegendEntry("none", say("Not a partner in these initiatives")))
    return (*entries, *_outside_entry(used))


@dataclass(frozen=True)
class Classes:
    """Upper bounds of the classes, lowest first, and the lowest value of each."""

    lower: tuple[float, ...]
    upper: tuple[float, ...]

    def index(self, value: float) -> int:
        """Return the class of a value that lies within the classes, counted from 0."""
        return next(index for index, bound in enumerate(self.upper) if value <= bound)


# Fixed for all that is counted, so that two views, or a country and its units, can be compared.
COUNT_CLASSES = Classes((1, 5, 10, 20, 50), (4, 9, 19, 49, math.inf))
GOAL_CLASSES = Classes((1, 2, 3, 4, 6), (1, 2, 3, 5, math.inf))  # an initiative has three to five


def natural_breaks(values: Sequence[float]) -> Classes:
    """Return up to five classes of values, none of which holds one value alone beside others.

    A class of one value is merged with the neighbor that lies nearer, the closest pair first.
    """
    # To ask for fewer classes would not do: a value far from the rest stays alone down to two.
    classes = _classed(values)
    while len(classes) > 1 and (lone := [at for at, held in enumerate(classes) if len(held) == 1]):
        pairs = {min(at, to) for at in lone for to in (at - 1, at + 1) if 0 <= to < len(classes)}
        low = min(pairs, key=lambda at: classes[at + 1][0] - classes[at][-1])
        classes[low : low + 2] = [classes[low] + classes[low + 1]]
    return Classes(tuple(held[0] for held in classes), tuple(held[-1] for held in classes))


def _classed(values: Sequence[float]) -> list[list[float]]:
    """The values by natural breaks, sorted."""
    ordered = sorted(values)
    bounds = sorted(set(ordered))
    if len(bounds) > MOST_CLASSES:  # jenkspy refuses more classes than distinct values
        bounds = [float(bound) for bound in jenkspy.jenks_breaks(ordered, MOST_CLASSES)[1:]]
    return [list(held) for _, held in groupby(ordered, lambda one: bisect_left(bounds, one))]
