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
from inlmap.catalog.counting import wholes
from inlmap.dataset.cells import split_list
from inlmap.figures.coverage import countries_of
from inlmap.maps.looks import GATHER_WITHIN_PX, REGIONS
from inlmap.maps.picture import map_picture
from inlmap.presentation.view import View

MAP_PX = (996, 740)
SIMPLIFY_PX = 0.25
GAP_PX = colors.SMALLEST_TARGET_PX + 3
SPREAD_ROUNDS = 200
NAME_PX = 26  # the least size of a country that bears its name
CHARACTER_PX = 7.2
NAME_HEIGHT_PX = 18
NAME_EDGE_PX = 5

MERCATOR = 3857  # as Leaflet draws
MARGIN = 0.06  # around chosen countries, as a share of their extent
LEAST_METERS = 700_000  # an island is shown with its neighbors
Spot = tuple[float, float]
PLACE_COLUMNS = ("place_id", "name", "iso3", "precision")


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
class Placement:
    """The parts of a still map; shapes by ISO3 or by the code of a first-level unit.

    ``names`` are (name, x, y) of the middle of a name; ``beyond`` are the partner countries that
    the whole region does not show.
    """

    context: tuple[Any, ...]
    border_states: tuple[Any, ...]
    countries: dict[str, Any]
    units: dict[str, Any]
    islands: dict[str, Island]
    names: tuple[tuple[str, float, float], ...]
    symbols: tuple[Symbol, ...]
    beyond: tuple[str, ...]


def placement_of(view: View) -> Placement:
    """Return the parts of the map of a view on a picture of ``MAP_PX`` pixels."""
    width, height = MAP_PX
    countries, units = projected(view.catalog)
    extent = extent_of(view, width, height)
    land, border_states = _land(view.catalog, extent)
    partners = countries[countries["role"] == "partner"]
    shapes = {code: land[code] for code in partners.index if code in land}
    islands = _islands(partners, shapes, extent)
    symbols = _symbols(view, extent, islands)
    spots = _label_spots(partners, extent)
    whole = not countries_in_extent(view)
    beyond = [code for code in spots if whole and not extent.holds(spots[code])]
    return Placement(
        context=tuple(shape for code, shape in land.items() if code not in shapes),
        border_states=border_states,
        countries=shapes,
        units=_on_picture(_painted_units(view, units), extent),
        islands=islands,
        names=tuple(_name_spots(partners["name"], shapes, spots, (extent, islands, symbols))),
        symbols=symbols,
        beyond=tuple(beyond),
    )


@cached(8)
def _land(catalog: Catalog, extent: Extent) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """The countries by ISO3 and the border states, which no filter changes."""
    countries, units = projected(catalog)
    states = _on_picture(units[units["iso3"] == "USA"], extent)
    return _on_picture(countries, extent), tuple(states.values())


def _on_picture(rows: gpd.GeoDataFrame, extent: Extent) -> dict[str, Any]:
    moved = shapely.transform(rows.geometry.to_numpy(), extent.pixels)
    seen = shapely.intersects(moved, shapely.box(0, 0, extent.width, extent.height))
    shapes = shapely.orient_polygons(shapely.coverage_simplify(moved[seen], SIMPLIFY_PX))
    return dict(zip(rows.index[seen], shapes, strict=True))


def _painted_units(view: View, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    paint = map_picture(view).paint
    return units[units["code"].isin(paint.units) | units["iso3"].isin(paint.divided)]


def _label_spots(rows: gpd.GeoDataFrame, extent: Extent) -> dict[str, Spot]:
    pixels = extent.pixels(meters(rows["lon"], rows["lat"])).tolist()
    return {code: (x, y) for code, (x, y) in zip(rows.index, pixels, strict=True)}


def _size(shape: Any) -> float:
    """The lesser side of the largest island or mainland: a chain of small islands is small."""
    bounds = shapely.bounds(shapely.get_parts(shape))
    sides = bounds[:, 2:] - bounds[:, :2]
    return float(sides[sides.prod(axis=1).argmax()].min())


def _islands(
    partners: gpd.GeoDataFrame, shapes: dict[str, Any], extent: Extent
) -> dict[str, Island]:
    small = [code for code in shapes if _size(shapes[code]) < colors.SMALLEST_TARGET_PX]
    anchors = _label_spots(partners.loc[small], extent)
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
def _place_spots(catalog: Catalog) -> tuple[tuple[dict[str, Any], Any], ...]:
    """The places of programs as (properties, position in meters)."""
    features = place_features(catalog)["features"]
    if not features:
        return ()
    spots = meters(*zip(*(one["geometry"]["coordinates"] for one in features), strict=True))
    return tuple(zip((one["properties"] for one in features), spots, strict=True))


def _symbols(view: View, extent: Extent, islands: dict[str, Island]) -> tuple[Symbol, ...]:
    selected = set(map_picture(view).paint.programs)
    groups: list[tuple[Spot, list[tuple[str, set[str]]]]] = []
    for about, position in _place_spots(view.catalog):
        programs = {whole for row, _, _, whole in about["programs"] if row in selected}
        x, y = extent.pixels(position).tolist()
        hidden = about["iso3"] in islands and _near_mark((x, y), islands)
        if not programs or hidden or not extent.holds((x, y)):
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


def _symbol(spot: Spot, places: list[tuple[str, set[str]]]) -> Symbol:
    count = len(set().union(*(programs for _, programs in places)))
    if len(places) > 1:
        return Symbol("gather", str(count), *spot)
    return Symbol(places[0][0], str(count) if count > 1 else "", *spot)


def _name_spots(
    names: Any,
    shapes: dict[str, Any],
    spots: dict[str, Spot],
    around: tuple[Extent, dict[str, Island], tuple[Symbol, ...]],
) -> Iterable[tuple[str, float, float]]:
    """Each name at the first spot where it is on the picture and covers nothing, if there is one.

    A small country's name stands beside its mark.
    """
    extent, islands, symbols = around
    marks = [(one.x, one.y) for one in symbols] + [island.spot for island in islands.values()]
    written: list[tuple[Spot, float]] = []
    for code, shape in shapes.items():
        half = len(names[code]) * CHARACTER_PX / 2
        free = [
            spot
            for spot in _tried(shape, spots[code], islands.get(code), half)
            if extent.holds(spot, half + NAME_EDGE_PX) and not _covers(spot, half, marks, written)
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


class Extent(NamedTuple):
    """The part of the world that is shown: its corner in meters, its scale, its size in pixels."""

    west: float
    south: float
    pixels_per_meter: float
    width: float
    height: float

    def pixels(self, points: Any) -> Any:
        """Return projected points as pixels."""
        return (points - (self.west, self.south)) * self.pixels_per_meter

    def holds(self, spot: Spot, margin: float = 0) -> bool:
        """Return whether a spot is on the map, ``margin`` pixels from its left and right."""
        return margin <= spot[0] <= self.width - margin and 0 <= spot[1] <= self.height


@cached()
def projected(catalog: Catalog) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the boundaries in meters: countries by ISO3, first-level units by code."""
    layers = ((catalog.countries, "iso3"), (catalog.admin1, "code"))
    one, other = (layer.to_crs(MERCATOR).set_index(key, drop=False) for layer, key in layers)
    return one, other


def meters(lon: Any, lat: Any) -> Any:
    """Return positions in degrees as an array of projected (x, y), in meters."""
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs=4326).to_crs(MERCATOR)
    return shapely.get_coordinates(points.to_numpy())


def extent_of(view: View, width: float, height: float) -> Extent:
    """Return what a still map of this size in pixels shows.

    That is the chosen countries; else those that the programs of the chosen initiatives touch; else
    the whole region as the screen shows it first.
    """
    codes = countries_in_extent(view)
    if codes:
        shapes = projected(view.catalog)[0].geometry
        left, bottom, right, top = shapes[shapes.index.isin(codes)].total_bounds
        sizes = (right - left, top - bottom)
        wide, high = (max(size, LEAST_METERS) * (1 + 2 * MARGIN) for size in sizes)
    else:
        (south, west), (north, east) = REGIONS[0][1]
        (left, bottom), (right, top) = meters([west, east], [south, north])
        wide, high = right - left, top - bottom
    scale = min(width / wide, height / high)
    middle = ((left + right) / 2, (bottom + top) / 2)
    corner = (middle[0] - width / scale / 2, middle[1] - height / scale / 2)
    return Extent(*corner, scale, width, height)


def countries_in_extent(view: View) -> tuple[str, ...]:
    """Return the countries that a picture is drawn around; none for the whole region."""
    if view.selection.country or not view.selection.initiative:
        return view.selection.country
    return countries_of(view.programs, view.selection)


def place_features(catalog: Catalog) -> dict[str, Any]:
    """Return the places of programs as a GeoJSON FeatureCollection (EPSG:4326) for the map.

    ``programs`` of a place lists its programs as [row number, name, kind of assistance, id of the
    program that it counts as].
    """
    programs: dict[str, list[list[object]]] = {}
    rows = catalog.programs
    columns = (rows.index, rows["name"], rows["assistance_type"], wholes(rows))
    for row, name, kind, whole, cell in zip(*columns, rows["place_ids"], strict=True):
        for place_id in split_list(cell):
            programs.setdefault(place_id, []).append([int(row), name, kind, whole])
    features = [
        {
            "type": "Feature",
            "properties": {name: place[name] for name in PLACE_COLUMNS}
            | {"programs": programs[place["place_id"]]},
            "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
        }
        for place in catalog.places.to_dict("records")
        if place["place_id"] in programs
    ]
    return {"type": "FeatureCollection", "features": features}
