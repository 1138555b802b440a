"""Where everything of the map lies on a still picture, in pixels from its lower left corner.

The rules are those of the map on the screen (``static/map.js``): small countries become round
marks moved off each other, and symbols that would cover each other are gathered.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import geopandas as gpd
import shapely

from inlmap import colors
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.frames import Frame, Spot, frame_of, framed_countries, meters, projected
from inlmap.maps import GATHER_WITHIN_PX, place_features
from inlmap.painting import map_picture
from inlmap.presentation.view import View

MAP_PX = (996, 740)
SIMPLIFY_PX = 0.25
GAP_PX = colors.SMALLEST_TARGET_PX + 3
SPREAD_ROUNDS = 200
NAME_PX = 26  # the least size of a country that bears its name
CHARACTER_PX = 7.2
NAME_HEIGHT_PX = 18
NAME_EDGE_PX = 5


class Symbol(NamedTuple):
    """A place, or several that lie too close together; ``text`` is a count or empty."""

    kind: str
    text: str
    x: float
    y: float


class Island(NamedTuple):
    """The round mark of a small country: where the country lies, and where the mark stands."""

    anchor: Spot
    spot: Spot


@dataclass(frozen=True)
class Drawing:
    """The parts of a still map; shapes by ISO3 or by the code of a first-level unit.

    ``names`` are (name, x, y) of the middle of a name; ``outside`` are the partner countries that
    the whole region does not show.
    """

    context: tuple[Any, ...]
    border_states: tuple[Any, ...]
    countries: dict[str, Any]
    units: dict[str, Any]
    islands: dict[str, Island]
    names: tuple[tuple[str, float, float], ...]
    symbols: tuple[Symbol, ...]
    outside: tuple[str, ...]


def drawing(view: View) -> Drawing:
    """Return the parts of the map of a view on a picture of ``MAP_PX`` pixels."""
    width, height = MAP_PX
    countries, units = projected(view.catalog)
    frame = frame_of(view, width, height)
    land = _on_picture(countries, frame)
    partners = countries[countries["role"] == "partner"]
    shapes = {code: land[code] for code in partners.index if code in land}
    islands = _islands(partners, shapes, frame)
    symbols = _symbols(view, frame, islands)
    spots = _label_spots(partners, frame)
    whole = not framed_countries(view)
    outside = [code for code in spots if whole and not frame.holds(spots[code])]
    return Drawing(
        context=tuple(shape for code, shape in land.items() if code not in shapes),
        border_states=tuple(_on_picture(units[units["iso3"] == "USA"], frame).values()),
        countries=shapes,
        units=_on_picture(_painted_units(view, units), frame),
        islands=islands,
        names=tuple(_names(partners["name_local"], shapes, spots, (frame, islands, symbols))),
        symbols=symbols,
        outside=tuple(outside),
    )


def _on_picture(rows: gpd.GeoDataFrame, frame: Frame) -> dict[str, Any]:
    moved = shapely.transform(rows.geometry.to_numpy(), frame.pixels)
    seen = shapely.intersects(moved, shapely.box(0, 0, frame.width, frame.height))
    shapes = shapely.orient_polygons(shapely.coverage_simplify(moved[seen], SIMPLIFY_PX))
    return dict(zip(rows.index[seen], shapes, strict=True))


def _painted_units(view: View, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    state = map_picture(view).state
    chosen = units["iso3"].isin(state["selected"]) & bool(state["emptyUnit"])
    return units[units["code"].isin(state["units"]) | chosen]


def _label_spots(rows: gpd.GeoDataFrame, frame: Frame) -> dict[str, Spot]:
    pixels = frame.pixels(meters(rows["lon"], rows["lat"])).tolist()
    return {code: (x, y) for code, (x, y) in zip(rows.index, pixels, strict=True)}


def _size(shape: Any) -> float:
    """The lesser side of the largest island or mainland: a chain of small islands is small."""
    bounds = shapely.bounds(shapely.get_parts(shape))
    sides = bounds[:, 2:] - bounds[:, :2]
    return float(sides[sides.prod(axis=1).argmax()].min())


def _islands(partners: gpd.GeoDataFrame, shapes: dict[str, Any], frame: Frame) -> dict[str, Island]:
    small = [code for code in shapes if _size(shapes[code]) < colors.SMALLEST_TARGET_PX]
    anchors = _label_spots(partners.loc[small], frame)
    spots = [list(anchor) for anchor in anchors.values()]
    _spread(spots)
    return {code: Island(anchors[code], (x, y)) for code, (x, y) in zip(small, spots, strict=True)}


def _spread(points: list[list[float]]) -> None:
    pairs = [(a, b) for at, a in enumerate(points) for b in points[at + 1 :]]
    for _ in range(SPREAD_ROUNDS):
        if not [pair for pair in pairs if _push_apart(*pair)]:
            return


def _push_apart(a: list[float], b: list[float]) -> bool:
    across, up = b[0] - a[0], (b[1] - a[1]) or 0.01
    distance = math.hypot(across, up)
    if distance >= GAP_PX:
        return False
    push = ((GAP_PX - distance) / 2 + 0.1) / distance
    for axis, step in enumerate((across * push, up * push)):
        a[axis] -= step
        b[axis] += step
    return True


@cached()
def _places(catalog: Catalog) -> tuple[tuple[dict[str, Any], Any], ...]:
    """The places of programs as (properties, position in meters)."""
    features = place_features(catalog)["features"]
    if not features:
        return ()
    spots = meters(*zip(*(one["geometry"]["coordinates"] for one in features), strict=True))
    return tuple(zip((one["properties"] for one in features), spots, strict=True))


def _symbols(view: View, frame: Frame, islands: dict[str, Island]) -> tuple[Symbol, ...]:
    selected = set(map_picture(view).state["programs"])
    groups: list[tuple[Spot, list[tuple[str, int]]]] = []
    for about, position in _places(view.catalog):
        programs = sum(row in selected for row, *_ in about["programs"])
        x, y = frame.pixels(position).tolist()
        hidden = about["iso3"] in islands and _near_mark((x, y), islands)
        if not programs or hidden or not frame.holds((x, y)):
            continue
        near = [group for group in groups if math.dist(group[0], (x, y)) < GATHER_WITHIN_PX]
        if near:
            near[0][1].append((about["precision"], programs))
        else:
            groups.append(((x, y), [(about["precision"], programs)]))
    return tuple(_symbol(spot, places) for spot, places in groups)


def _near_mark(spot: Spot, islands: dict[str, Island]) -> bool:
    near = colors.SMALLEST_TARGET_PX
    return any(math.dist(island.spot, spot) < near for island in islands.values())


def _symbol(spot: Spot, places: list[tuple[str, int]]) -> Symbol:
    count = sum(programs for _, programs in places)
    if len(places) > 1:
        return Symbol("gather", str(count), *spot)
    return Symbol(places[0][0], str(count) if count > 1 else "", *spot)


def _names(
    names: Any,
    shapes: dict[str, Any],
    spots: dict[str, Spot],
    around: tuple[Frame, dict[str, Island], tuple[Symbol, ...]],
) -> Iterable[tuple[str, float, float]]:
    """Each name at the first spot where it is on the picture and covers nothing, if there is one.

    A small country's name stands beside its mark.
    """
    frame, islands, symbols = around
    marks = [(one.x, one.y) for one in symbols] + [island.spot for island in islands.values()]
    written: list[tuple[Spot, float]] = []
    for code, shape in shapes.items():
        half = len(names[code]) * CHARACTER_PX / 2
        free = [
            spot
            for spot in _tried(shape, spots[code], islands.get(code), half)
            if frame.holds(spot, half + NAME_EDGE_PX) and not _covers(spot, half, marks, written)
        ]
        if free:
            written.append((free[0], half))
            yield (names[code], *free[0])


def _tried(shape: Any, spot: Spot, island: Island | None, half: float) -> list[Spot]:
    if island:
        x, y = island.spot
        beside = half + colors.SMALLEST_TARGET_PX / 2 + 5
        return [(x + beside, y), (x - beside, y)]
    left, _, right, _ = shape.bounds
    if _size(shape) < NAME_PX or right - left < 2 * half:
        return []
    return [(spot[0], spot[1] - drop) for drop in (0, 20, -20)]


def _covers(spot: Spot, half: float, marks: list[Spot], written: list[tuple[Spot, float]]) -> bool:
    others = [(mark, colors.SMALLEST_TARGET_PX / 2) for mark in marks] + written
    return any(
        abs(other[0] - spot[0]) < half + wide and abs(other[1] - spot[1]) < NAME_HEIGHT_PX
        for other, wide in others
    )
