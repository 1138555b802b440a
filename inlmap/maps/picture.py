"""What the map shows for one selection: the look of every country and unit, and the legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import jenkspy

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import DOCUMENTED, NO_EVIDENCE, REGIONAL_ONLY
from inlmap.figures.measures import (
    EMPTY_UNIT,
    FUNDING,
    GOALS,
    INITIATIVES,
    PROGRAMS,
    ZERO,
    Value,
    country_values,
    initiatives_by_country,
    unit_values,
)
from inlmap.formats import counted
from inlmap.presentation.view import View
from inlmap.words import say, say_count, word

# The looks are drawn as :data:`inlmap.maps.looks.LOOKS` says.
LOOK_OF_STATE = {REGIONAL_ONLY: "regional", NO_EVIDENCE: "none", ZERO: "zero"}

MOST_CLASSES = 5


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
    paint of every other unit, where units are shown at all. ``programs`` are row numbers of
    ``catalog.programs``, ``place_id`` the place that the visitor has chosen, if any.
    """

    countries: Mapping[str, ShapePaint]
    units: Mapping[str, ShapePaint]
    empty_unit: ShapePaint | None
    selected: tuple[str, ...]
    programs: tuple[int, ...]
    place_id: str

    def unit_look(self, code: str) -> str:
        """Return the look of a first-level unit."""
        found = self.units.get(code) or self.empty_unit
        return found.look if found else "none"


@dataclass(frozen=True)
class MapPicture:
    """What the map shows for one selection: its paint and its legend.

    ``units`` are the classes of the first-level units, which are classed among themselves.
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
    classes = natural_breaks(values.amounts())
    units = unit_values(catalog, selection, measure)
    unit_classes = natural_breaks([v.amount for v in units.values() if v.state == DOCUMENTED])
    if measure == INITIATIVES:
        looks = _initiative_looks(catalog, selection)
    else:
        looks = {code: _look_of(value, classes) for code, value in values.values.items()}
    programs = selection.programs(catalog)
    paint = Paint(
        {code: ShapePaint(looks[code], value.words) for code, value in values.values.items()},
        {
            code: ShapePaint(_look_of(value, unit_classes), value.words)
            for code, value in units.items()
            if value.state == DOCUMENTED
        },
        ShapePaint("none", (say(EMPTY_UNIT[measure]),)) if units else None,
        selection.country,
        tuple(programs.index[programs["place_ids"] != ""]),
        place_id,
    )
    legend = (
        _initiative_legend(catalog, looks)
        if measure == INITIATIVES
        else _measure_legend(measure, classes, tuple(values.values.values()))
    )
    of_units = _unit_legend(measure, unit_classes) if units else ()
    return MapPicture(paint, values.heading, values.note, legend, of_units)


def _look_of(value: Value, classes: Classes) -> str:
    if value.state == DOCUMENTED:
        return f"class-{classes.index(value.amount)}"
    return LOOK_OF_STATE[value.state]


def _initiative_looks(catalog: Catalog, selection: Selection) -> dict[str, str]:
    found = initiatives_by_country(catalog, selection)
    return {
        iso3: f"initiatives:{'+'.join(found[iso3])}" if iso3 in found else "none"
        for iso3 in catalog.partner_codes
    }


STATE_WORDS = {
    PROGRAMS: word("Regional only: covered by a program shared with other countries"),
    GOALS: word("Regional only: goals served by a program shared with other countries"),
    FUNDING: word("Regional only: paid from a line for several countries"),
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
        LegendEntry("none", say("No evidence found in the sources")),
    )


def _class_entries(
    measure: str, classes: Classes, values: Sequence[Value] = ()
) -> list[LegendEntry]:
    return [
        LegendEntry(
            f"class-{index}", _class_words(measure, low, high), _figures_of((low, high), values)
        )
        for index, (low, high) in enumerate(zip(classes.lower, classes.upper, strict=True))
    ]


def _unit_legend(measure: str, classes: Classes) -> tuple[LegendEntry, ...]:
    return (*_class_entries(measure, classes), LegendEntry("none", say(EMPTY_UNIT[measure])))


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
    if low == high:
        return counted(measure, int(high))
    first = formats.number(low)
    if measure == GOALS:
        return say_count(int(high), "{first} to {n} goal", "{first} to {n} goals", first=first)
    return say_count(int(high), "{first} to {n} program", "{first} to {n} programs", first=first)


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
    return (*entries, LegendEntry("none", say("Not a partner in these initiatives")))


@dataclass(frozen=True)
class Classes:
    """Upper bounds of the classes, lowest first, and the lowest value of each."""

    lower: tuple[float, ...]
    upper: tuple[float, ...]

    def index(self, value: float) -> int:
        """Return the class of a value that lies within the classes, counted from 0."""
        return next(index for index, bound in enumerate(self.upper) if value <= bound)


def natural_breaks(values: Sequence[float]) -> Classes:
    """Return up to five classes of positive values; fewer when there are fewer distinct values."""
    distinct = sorted(set(values))
    if not distinct:
        return Classes((), ())
    if len(distinct) <= MOST_CLASSES:  # jenkspy refuses more classes than distinct values
        upper = tuple(distinct)
    else:
        _, *bounds = jenkspy.jenks_breaks(values, MOST_CLASSES)
        upper = tuple(float(bound) for bound in bounds)
    lower = tuple(
        min(value for value in distinct if value > floor) for floor in (float("-inf"), *upper[:-1])
    )
    return Classes(lower, upper)
