"""Where everything of the map lies on a still picture, in pixels from its lower left corner.

The rules are those of the map on the screen (``static/map.js``): small countries become round
marks moved off each other, and symbols that would cover each other are gathered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import shapely

from inlmap import tokens
from inlmap.catalog import Catalog
from inlmap.coverage import countries_of
from inlmap.kept import kept
from inlmap.maps import GATHER_WITHIN_PX, REGIONS, place_features
from inlmap.painting import MapPicture
from inlmap.view import View

MERCATOR = 3857  # as Leaflet draws
SIMPLIFY_METERS = 800  # about a fifth of a pixel of the whole region
MARGIN = 0.06  # around chosen countries, as a share of their extent
LEAST_METERS = 700_000  # an island is shown with its neighbors
GAP_PX = tokens.SMALLEST_TARGET_PX + 3
SPREAD_ROUNDS = 200
NAME_PX = 26  # the least size of a country that bears its name
CHARACTER_PX = 7.2
Spot = tuple[float, float]


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
    """The parts of a still map; shapes by ISO3 or by the code of a first-level unit."""

    context: tuple[Any, ...]
    border_states: tuple[Any, ...]
    countries: dict[str, Any]
    units: dict[str, Any]
    islands: dict[str, Island]
    names: tuple[tuple[str, float, float], ...]
    symbols: tuple[Symbol, ...]
    outside: tuple[str, ...]


class Frame(NamedTuple):
    """The part of the world that is shown: its lower left corner in meters, and the scale."""

    west: float
    south: float
    pixels_per_meter: float

    def pixels(self, points: Any) -> Any:
        """Return projected points as pixels."""
        return (points - (self.west, self.south)) * self.pixels_per_meter


@kept()
def _projected(catalog: Catalog) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """The boundaries in meters, countries by ISO3 and units by code, simplified together."""
    return _simple(catalog.countries, "iso3"), _simple(catalog.admin1, "code")


def _simple(layer: gpd.GeoDataFrame, key: str) -> gpd.GeoDataFrame:
    shapes = layer.to_crs(MERCATOR).set_index(key, drop=False)
    simple = shapely.coverage_simplify(shapes.geometry.to_numpy(), SIMPLIFY_METERS)
    return shapes.set_geometry(shapely.orient_polygons(simple))


def _meters(lon: Any, lat: Any) -> Any:
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs=4326).to_crs(MERCATOR)
    return shapely.get_coordinates(points.to_numpy())


def frame_of(view: View, width: float, height: float) -> Frame:
    """Return what a picture of so many pixels shows.

    That is the chosen countries; else those that the programs of the chosen initiatives touch; else
    the whole region as the screen shows it first.
    """
    (south, west), (north, east) = REGIONS[0][1]
    (left, bottom), (right, top) = _meters([west, east], [south, north])
    codes: tuple[str, ...] = view.selection.country
    if not codes and view.selection.initiative:
        codes = countries_of(view.programs, view.selection)
    if codes:
        shapes = _projected(view.catalog)[0].geometry
        left, bottom, right, top = shapes[shapes.index.isin(codes)].total_bounds
    wide, high = (
        max(size, LEAST_METERS) * (1 + 2 * MARGIN) for size in (right - left, top - bottom)
    )
    if not codes:
        wide, high = right - left, top - bottom
    scale = min(width / wide, height / high)
    middle = ((left + right) / 2, (bottom + top) / 2)
    return Frame(middle[0] - width / scale / 2, middle[1] - height / scale / 2, scale)


def drawing(view: View, width: float, height: float) -> Drawing:
    """Return the parts of the map of a view on a picture of so many pixels."""
    countries, units = _projected(view.catalog)
    frame = frame_of(view, width, height)
    box = shapely.box(-40, -40, width + 40, height + 40)

    def on_picture(rows: gpd.GeoDataFrame) -> dict[str, Any]:
        moved = shapely.transform(rows.geometry.to_numpy(), frame.pixels)
        return {
            code: shape
            for code, shape in zip(rows.index, moved, strict=True)
            if shape.intersects(box)
        }

    partners = countries[countries["role"] == "partner"]
    shapes = on_picture(partners)
    islands = _islands(partners[partners.index.isin(shapes)], shapes, frame)
    symbols = _symbols(view, frame, islands, (width, height))
    shown = _painted_units(view.picture, units)
    spots = dict(
        zip(partners.index, frame.pixels(_meters(partners["lon"], partners["lat"])), strict=True)
    )
    outside = [code for code, (x, y) in spots.items() if not (0 <= x <= width and 0 <= y <= height)]
    return Drawing(
        tuple(on_picture(countries[countries["role"] != "partner"]).values()),
        tuple(on_picture(units[units["iso3"] == "USA"]).values()),
        shapes,
        on_picture(shown),
        islands,
        tuple(_names(partners, shapes, spots, symbols)),
        symbols,
        tuple(outside),
    )


def _painted_units(picture: MapPicture, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    state = picture.state
    own = units["code"].isin(state["units"])
    return units[own | (units["iso3"].isin(state["selected"]) & bool(state["emptyUnit"]))]


def largest_part(shape: Any) -> tuple[float, float]:
    """Return the width and height of the largest island or mainland of a shape."""
    parts = shapely.get_parts(shape)
    bounds = shapely.bounds(parts)
    sizes = bounds[:, 2:] - bounds[:, :2]
    widest = int(np.argmax(sizes[:, 0] * sizes[:, 1]))
    return float(sizes[widest, 0]), float(sizes[widest, 1])


def _islands(partners: gpd.GeoDataFrame, shapes: dict[str, Any], frame: Frame) -> dict[str, Island]:
    small = [code for code in shapes if min(largest_part(shapes[code])) < tokens.SMALLEST_TARGET_PX]
    rows = partners.loc[small]
    if rows.empty:
        return {}
    anchors = frame.pixels(_meters(rows["lon"], rows["lat"])).tolist()
    spots = [list(anchor) for anchor in anchors]
    _spread(spots)
    return {
        code: Island(tuple(anchor), tuple(spot))
        for code, anchor, spot in zip(small, anchors, spots, strict=True)
    }


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


def _symbols(
    view: View, frame: Frame, islands: dict[str, Island], size: Spot
) -> tuple[Symbol, ...]:
    selected = set(view.picture.state["programs"])
    groups: list[tuple[Spot, list[tuple[str, int]]]] = []
    for feature in place_features(view.catalog)["features"]:
        about = feature["properties"]
        programs = sum(row in selected for row, *_ in about["programs"])
        x, y = frame.pixels(_meters(*zip(feature["geometry"]["coordinates"])))[0].tolist()
        inside = 0 <= x <= size[0] and 0 <= y <= size[1]
        if not programs or not inside or _under_mark(about["iso3"], (x, y), islands):
            continue
        near = [group for group in groups if math.dist(group[0], (x, y)) < GATHER_WITHIN_PX]
        if near:
            near[0][1].append((about["precision"], programs))
        else:
            groups.append(((x, y), [(about["precision"], programs)]))
    return tuple(_symbol(spot, places) for spot, places in groups)


def _under_mark(iso3: str, spot: Spot, islands: dict[str, Island]) -> bool:
    marks = [one.spot for one in islands.values()] if iso3 in islands else []
    return any(math.dist(mark, spot) < tokens.SMALLEST_TARGET_PX for mark in marks)


def _symbol(spot: Spot, places: list[tuple[str, int]]) -> Symbol:
    count = sum(programs for _, programs in places)
    if len(places) > 1:
        return Symbol("gather", str(count), *spot)
    return Symbol(places[0][0], str(count) if count > 1 else "", *spot)


def _names(
    partners: gpd.GeoDataFrame,
    shapes: dict[str, Any],
    spots: dict[str, Any],
    symbols: tuple[Symbol, ...],
) -> list[tuple[str, float, float]]:
    found = []
    for code, shape in shapes.items():
        name = partners.at[code, "name_local"]
        needed = len(name) * CHARACTER_PX
        left, _, right, _ = shape.bounds
        if min(largest_part(shape)) < NAME_PX or right - left < needed:
            continue
        x, y = spots[code]
        tried = [(x, y - drop) for drop in (0, 20, -20)]
        free = [spot for spot in tried if not _covered(spot, needed / 2 + 12, symbols)]
        found += [(name, *spot) for spot in free[:1]]
    return found


def _covered(spot: Spot, half: float, symbols: tuple[Symbol, ...]) -> bool:
    return any(abs(one.x - spot[0]) < half and abs(one.y - spot[1]) < 18 for one in symbols)
